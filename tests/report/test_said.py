"""The five reports on the page: nothing of them is missing, and nobody meets a label of ours."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from bedspace.claims.check.ledger_review import numbers_of_reports
from bedspace.figures.counts import counted_series
from bedspace.report import said
from bedspace.report.findings import Findings, gather
from bedspace.report.parts import Table, plain
from bedspace.studies.record.parts import statements
from bedspace.studies.run.runs import Request


@pytest.fixture(scope="module")
def found() -> Findings:
    return gather(Request("reports-2025-02", draws=8))


@pytest.fixture(scope="module")
def tables(found: Findings) -> list[Table]:
    return [block for block in said.section(found.reviewed).blocks if isinstance(block, Table)]


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
    rows = {each.number: plain(said.since(each)) for each in said.statements_of("004", found.reviewed)}
    weeks = counted_series("arrests_week", date(2025, 1, 20), date(2025, 2, 2))
    total = sum(week.value for week in weeks)
    assert rows["S004-09"] == f"{total:,.0f} arrests by ICE in the weeks of 20 January to 2 February 2025."
    assert rows["S004-05"].startswith("717 arrests by ICE a day")
    assert rows["Y004-09"] == "No table counts it."


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
