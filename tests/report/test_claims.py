"""The section on what was said: every number of the reports with a verdict, contradictions, the strip of days."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest

from bedspace.claims.check.findings import Verdict
from bedspace.claims.check.ledger_review import as_claim, conflicts, published, review
from bedspace.claims.ledger.entries import ledger
from bedspace.figures.public import of_series
from bedspace.report import claims, pages
from bedspace.report.findings import Findings, gather
from bedspace.report.numbers import Shown, whole
from bedspace.report.parts import Section, Table
from bedspace.studies.claims.feasibility import factors
from bedspace.studies.run.runs import Request


@pytest.fixture(scope="module")
def found() -> Findings:
    return gather(Request("reports-2025-02", draws=20))


@pytest.fixture(scope="module")
def section(found: Findings) -> Section:
    return claims.section(found.answer)


def _tables(section: Section) -> list[Table]:
    return [block for block in section.blocks if isinstance(block, Table)]


def test_contradictions_stand_in_a_table_with_the_outlets(section: Section) -> None:
    (table,) = [table for table in _tables(section) if table.caption.startswith("Contradictions")]
    rules = {str(row[0]) for row in table.rows}
    assert {
        "office quotas add up to the national quota",
        "one quantity, two values",
        "scope of a record widened",
    } <= rules
    assert len(table.rows) >= 10
    assert any("CNN, undated" in str(row[1]) for row in table.rows)


def test_the_strip_shows_posts_and_is_blank_where_they_stopped(section: Section) -> None:
    (table,) = [table for table in _tables(section) if table.caption.startswith("Who said what")]
    first, last = claims.STRIP
    assert len(table.rows) == (last - first).days + 1
    posts = {post.first: whole(post.value) for post in of_series("post")}
    for number, row in enumerate(table.rows):
        when = date.fromordinal(first.toordinal() + number)
        assert (row[1].text if isinstance(row[1], Shown) else row[1]) == posts.get(when, "")
    after = [row for number, row in enumerate(table.rows) if number > (max(posts) - first).days]
    assert all(row[1] == "" for row in after)
    assert any("no longer posted" in str(row[2]) for row in after)


def test_a_day_tells_who_spoke_and_which_report_appeared() -> None:
    assert "Donald Trump: Guantanamo beds announced" in claims.said_on(date(2025, 1, 29))
    assert "report appears: CNN, undated" in claims.said_on(date(2025, 2, 6))
    assert claims.said_on(date(2025, 1, 21)) == ""


def test_the_section_is_real_tables_for_those_who_do_not_see_it(found: Findings, section: Section) -> None:
    class Cells(HTMLParser):
        scopes: Counter[str]

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            self.scopes[f"{tag} {dict(attrs).get('scope', '')}"] += 1

    reader = Cells()
    reader.scopes = Counter()
    reader.feed(pages.render(found.answer, replace(pages.opening(found), charts=[]), [section], {}).split("<main>")[1])
    tables = _tables(section)
    assert reader.scopes["table "] == reader.scopes["caption "] == len(tables)
    assert reader.scopes["th col"] == sum(len(table.columns) for table in tables)
    assert reader.scopes["th row"] == sum(len(table.rows) for table in tables)


def test_a_run_moves_no_verdict(found: Findings) -> None:
    result = found.answer.result
    outputs = {**result.outputs, "arrests": result.outputs["arrests"] * 6}
    richer = replace(found.answer, result=replace(result, outputs=outputs))
    before, after = (claims.section(answer).blocks for answer in (found.answer, richer))
    assert str(before[0]) == str(after[0])


def test_nothing_is_totalled_by_person(section: Section) -> None:
    totals = str(section.blocks[0])
    for entry in ledger():
        if entry.report and " " in entry.said_by and entry.said_by[0].isupper() and entry.said_by != "White House":
            assert entry.said_by not in totals


# the ledger's numbers as claims ----------------------------------------------------------------------------


def test_an_entry_keeps_its_number_place_and_time() -> None:
    entry = next(entry for entry in ledger() if entry.id == "S003-04")
    claim = as_claim(entry)
    assert (claim.low, claim.comparator, claim.time_start, claim.time_end) == (
        600,
        "less_than",
        "2025-02-01",
        "2025-02-13",
    )
    assert (claim.start, claim.end) == entry.span
    assert claim.text_span == "fewer than 600"


def test_a_month_of_publication_is_read_as_its_first_day() -> None:
    entry = next(entry for entry in ledger() if entry.when == "2025-02")
    assert published(entry) == date(2025, 2, 1)
    assert published(replace(entry, when="2024")) is None


def test_without_a_model_announced_numbers_cannot_be_checked() -> None:
    reviewed = {one.entry.id: one for one in review(factors=factors())}
    assert reviewed["S002-01"].verdict is Verdict.UNCHECKABLE
    assert all(one.deciding for one in reviewed.values())
    assert len(conflicts(list(reviewed.values()))) >= 10
