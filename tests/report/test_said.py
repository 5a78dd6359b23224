"""The five reports on the page: nothing of them is missing, and nobody meets a label of ours."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from bedspace.claims.check.ledger_review import numbers_of_reports
from bedspace.figures import embedded
from bedspace.figures.counts import counted_series
from bedspace.figures.public import public_figure
from bedspace.parameters.accounts import DEFAULT
from bedspace.report import printed, said, since
from bedspace.report.addresses import address_of
from bedspace.report.findings import Findings, gather
from bedspace.report.numbers import Shown
from bedspace.report.parts import Table, plain
from bedspace.studies.accounts.rivals import words
from bedspace.studies.record.parts import answers, statements
from bedspace.studies.run.runs import Request
from bedspace.units import RestsOn, mark_of


@pytest.fixture(scope="module")
def found() -> Findings:
    return gather(Request("reports-2025-02", draws=8))


@pytest.fixture(scope="module")
def tables(found: Findings) -> list[Table]:
    return [block for block in said.section(found.reviewed).blocks if isinstance(block, Table)][:5]


def test_every_statement_and_number_of_the_coverage_is_told(found: Findings) -> None:
    told = {each.number for report in numbers_of_reports() for each in said.statements_of(report, found.reviewed)}
    assert told == {row["id"] for row in statements()}
    assert len(told) == 145


def test_every_number_has_its_verdict_and_every_row_is_whole(tables: list[Table]) -> None:
    assert len(tables) == 5
    for table, (report, entries) in zip(tables, numbers_of_reports().items(), strict=True):
        verdicts = [plain(row[4]) for row in table.rows]
        assert len([v for v in verdicts if not v.startswith("none: ")]) == len(entries), report
        for row in table.rows:
            assert all(plain(cell) for cell in row), row
            assert len(plain(row[4])) > len("contradicted: ")


def test_no_answer_has_a_long_sentence(tables: list[Table]) -> None:
    for table in tables:
        for sentence in (part for row in table.rows for part in re.split(r"(?<=[.:])\s", plain(row[3]))):
            assert len(sentence.split()) <= 25, sentence


def test_the_reports_are_told_apart_by_outlet_and_date(tables: list[Table]) -> None:
    captions = [table.caption for table in tables]
    assert len(set(captions)) == 5
    assert [c.split(",")[0] for c in captions] == [
        "CNN", "Outlet not named", "Outlet not named", "Raw Story on The Washington Post", "NBC News"
    ]  # fmt: skip
    assert "7 February 2025" in captions[4]


def test_no_label_of_ours_is_shown(tables: list[Table]) -> None:
    for table in tables:
        text = " ".join(plain(cell) for row in table.rows for cell in row)
        assert not re.search(r"\b[YSEV]\d{2,}|(?<![\d,])00\d[:-]|\bARR\d|\bBED\d", text)


def test_a_span_of_arrests_meets_the_weeks_of_its_days(found: Findings) -> None:
    rows = since_of("004", found)
    weeks = counted_series("arrests_week", date(2025, 1, 20), date(2025, 2, 2))
    total = sum(week.value for week in weeks)
    assert rows["S004-09"] == f"{total:,.0f} arrests by ICE, 20 January to 2 February 2025."
    assert rows["S004-05"].startswith("717 arrests by ICE a day")
    assert rows["Y004-09"] == since.NO_COUNT


def test_a_sum_that_ends_inside_a_week_meets_the_weeks_on_both_sides(found: Findings) -> None:
    before, all_of_them = (
        sum(week.total for week in counted_series("arrests_week", date(2025, 1, 20), end))
        for end in (date(2025, 2, 2), date(2025, 2, 9))
    )
    told = since_of("000", found)["S000-03"]
    assert told == (
        f"{before:,.0f} arrests by ICE from 20 January to 2 February, {all_of_them:,.0f} to 9 February 2025."
    )


def since_of(report: str, found: Findings) -> dict[str, str]:
    """What was counted since, by statement of a report."""
    return {each.number: plain(said.counted_since(each)) for each in said.statements_of(report, found.reviewed)}


def newest(quantity: str, key: str, period: str) -> float:
    """A figure as it was printed last."""
    found = [f for f in embedded.of(quantity) if (f.key, f.period) == (key, period)]
    return max(found, key=lambda figure: figure.published).value


def test_counts_of_the_other_tables_are_the_embedded_ones() -> None:
    told = {name: plain(since.of_name(name)) for name in since.COUNTS}
    years = [newest("removals", "", year) for year in ("FY2024", "FY2025")]
    assert [f"{value:,.0f}" in told["years"] for value in years] == [True, True]
    months = [newest("border_encounters", "", month) for month in ("2024-12", "2025-02")]
    assert [f"{value:,.0f}" in told["border"] for value in months] == [True, True]
    week = "2025-01-27..2025-02-02"
    every, without = (
        newest("weekly_arrests_by_conviction", key, week) for key in ("", "conviction=no_criminal_conviction")
    )
    assert told["convicted"].startswith(f"{100 * without / every:.1f} % of those arrested")
    every, short = (newest("time_in_custody", key, "2025-01-31") for key in ("", "band=0_180"))
    long = float(told["over_180_days"].split()[0].replace(",", ""))
    assert abs(long - (every - short)) < 20  # printed again release by release, all of them and the band apart
    assert "on 31 January 2025" in told["over_180_days"]
    weeks = [newest("weekly_arrests", "", f"2024-01-{day}") for day in ("22..2024-01-28", "29..2024-02-04")]
    assert f"{sum(weeks) / 14:,.0f} a year before" in told["year_before"]


def test_every_count_is_named_by_a_statement_and_every_name_is_a_count() -> None:
    assert {name for answer in answers() for name in answer.counted.values()} == set(since.COUNTS)
    assert all(number in answer.statements for answer in answers() for number in answer.counted)


def test_a_count_that_is_told_of_stands_on_the_page_with_its_source() -> None:
    table = printed.table()
    assert len(set(table.anchors)) == len(table.rows)
    for name in since.COUNTS:
        for shown in since.of_name(name).values.values():  # type: ignore[union-attr]
            if isinstance(shown, Shown) and not re.match("week|fortnight|held", shown.source):
                assert shown.source in table.anchors
                assert address_of(shown.source)


def test_a_count_and_an_answer_are_shown_once_over_the_rows_that_share_them(tables: list[Table]) -> None:
    for table in tables:
        for column in range(5):
            over = [table.rows_of(row, column) for row in range(len(table.rows))]
            assert sum(over) == len(table.rows)
            shown = [plain(table.rows[row][column]) for row, count in enumerate(over) if count]
            repeats = sum(one == other for one, other in pairwise(shown))
            assert repeats == 0 or column < 2


def test_only_official_series_are_called_counted() -> None:
    """A target was said, an output is modelled, a policy is a plan: none of them is a count."""
    for answer in answers():
        kinds = {element.kind for element in answer.elements}
        assert answer.rests_on != RestsOn.COUNTED or kinds <= {"study", "ledger"}, answer.how
        assert answer.rests_on != RestsOn.COUNTED or answer.part == "history", answer.how
    said_by = mark_of(public_figure("ARR001").evidence)
    assert {answer.rests_on for answer in answers() if answer.part == "targets"} == {said_by}


def test_an_account_that_would_explain_a_statement_is_told_in_its_words(tables: list[Table]) -> None:
    row = next(row for row in tables[3].rows if row[0] == "The lists are used up.")
    cause = words()["lists-run-out"].cause
    assert plain(row[3]).endswith(f"A rival account: {cause[0].lower()}{cause[1:]}")
    named = {name for answer in answers() for name in answer.accounts}
    assert named == set(words()) - {DEFAULT}


@pytest.mark.shared
def test_no_sentence_of_a_report_is_repeated(shared: Path, tables: list[Table]) -> None:
    """No eight words in a row are those of a report."""
    texts = [" ".join(_words(path.read_text(encoding="utf-8"))) for path in (shared / "reports").glob("*.txt")]
    assert len(texts) == 5
    for table in tables:
        for row in table.rows:
            words = _words(plain(row[0]))
            for eight in zip(*(words[n:] for n in range(8)), strict=False):
                assert not any(" ".join(eight) in text for text in texts), row[0]


def _words(text: str) -> list[str]:
    return re.findall(r"[\w,]+", text.lower())
