"""Counts come first, what was said is marked so, and a stock that agrees by cancelling errors is called that."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import numpy as np
import pytest

from bedspace.figures.counts import counted_series
from bedspace.figures.public import public_figure
from bedspace.report import agreement, cohort, custody, flows, pages
from bedspace.report.charts import draw
from bedspace.report.findings import COHORT, COHORT_DAYS, Findings
from bedspace.report.held import Beside
from bedspace.report.numbers import Shown, rounded, whole
from bedspace.report.parts import Cell, Paragraph, Section, Sentence, Table
from bedspace.studies.cohort.fate import fate
from bedspace.studies.run.runs import Request, run
from bedspace.units import RestsOn

pytestmark = pytest.mark.xdist_group("page")


def _cells(block: object) -> Iterator[Cell | Sentence]:
    if isinstance(block, Paragraph):
        for sentence in block.sentences:
            yield from _cells(sentence)
    if isinstance(block, Sentence):
        for value in block.values.values():
            yield from _cells(value) if isinstance(value, Sentence) else (value,)
    for table in (block, getattr(block, "table", None)):
        if isinstance(table, Table):
            yield from (cell for row in table.rows for cell in row)


def _shown(found: Findings, sections: list[Section]) -> list[Shown]:
    blocks = [
        *pages.opening(found).sentences,
        *(block for section in sections for block in section.blocks),
    ]
    return [cell for block in blocks for cell in _cells(block) if isinstance(cell, Shown)]


def test_what_was_said_is_never_marked_counted(found: Findings, sections: list[Section]) -> None:
    shown = _shown(found, sections)
    said = [one for one in shown if one.source.startswith("fact-")]
    assert len(said) > 30
    assert {one.mark for one in said} <= {RestsOn.REPORTED, RestsOn.ESTIMATED, None}
    marks = {name: each.rests_on for name, each in found.answer.catalogue.items()}
    for one in shown:
        if one.mark is RestsOn.COUNTED and one.source.startswith("p-"):
            assert marks[one.source.removeprefix("p-")] is RestsOn.COUNTED, one
    (quota,) = {one.mark for one in said if one.text == "1,200"}
    assert quota is RestsOn.REPORTED


def test_flows_of_model_and_counts_cover_the_same_days(found: Findings) -> None:
    counts = counted_series("book_ins_ice", agreement.FIRST, agreement.LAST)
    assert (counts[0].first, counts[-1].last) == (agreement.FIRST, agreement.LAST)
    both = agreement.flows(found.answer)
    assert both["book_ins_ice"].counted == pytest.approx(113_917, abs=1)
    assert both["book_ins_cbp"].counted == pytest.approx(24_311, abs=1)
    assert both["at_discretion"].counted == pytest.approx(3_391, abs=1)
    rows = slice(found.answer.row(agreement.FIRST), found.answer.row(agreement.LAST) + 1)
    np.testing.assert_allclose(both["book_ins_ice"].modelled, found.answer.result.outputs["book_ins_ice"][rows].sum(0))


def test_what_no_table_counts_is_bounded_and_in_no_table(found: Findings, sections: list[Section]) -> None:
    told = " ".join(map(str, pages.opening(found).sentences))
    assert "never booked in" not in told.lower()
    assert "No official table counts releases for want of a bed" in told
    labels = [str(row[0]) for section in sections for block in section.blocks for row in _rows(block)]
    assert not {"Released for want of a bed", "Arrested, not booked in", "for want of a bed", "no bed"} & set(labels)
    counts = next(section for section in sections if section.name == "flows")
    no_bed = np.median(found.answer.total("exits_capacity", agreement.FIRST, agreement.LAST))
    bound = agreement.flows(found.answer)["at_discretion"].counted
    verdict = f"{'more' if no_bed > bound else 'fewer'} than all counted releases at discretion"
    assert verdict in " ".join(map(str, counts.blocks))


def _rows(block: object) -> list[list[Cell]]:
    table = getattr(block, "table", block)
    return (
        [list(row) for row in table.rows] if isinstance(table, Table) and "assumed shares" not in table.caption else []
    )


def test_one_cohort_has_one_number_a_question(found: Findings) -> None:
    same = fate(COHORT, *COHORT_DAYS, Request("reports-2025-02", draws=40))
    mean = float(same.total(14, "released").mean())
    assert float(cohort.released(found.cohort, 14).mean()) == pytest.approx(mean)
    section = cohort.section(found.answer, found.cohort, found.cohort_marks)
    assert rounded(mean) in str(section.blocks[1])
    tables = [table for block in section.blocks for table in (block, getattr(block, "table", None))]
    not_booked = [
        re.sub(r"<.*", "", str(cell)).strip()
        for table in tables
        if isinstance(table, Table) and "shares" not in table.caption
        for row in table.rows
        if "not booked in" in str(row[0])
        for cell in row[1:5]
    ]
    assert set(not_booked) == {rounded(float(same.total(14, "not booked").mean()))}


def test_nothing_is_shown_below_its_precision(found: Findings) -> None:
    for table in (block for block in custody.blocks(found.answer).blocks if isinstance(block, Table)):
        for row in table.rows:
            numbers = re.findall(r"[\d,.]+(?:e-?\d+)?", " ".join(str(cell).replace("span", "") for cell in row[2:5]))
            assert not any("e" in number for number in numbers), row
            assert not any("0 to 0<" in str(cell) for cell in row), row
            assert any(float(number.replace(",", "")) for number in numbers), row
            assert row[1] != "number"
            if row[1] in ("persons", "arrests", "leads", "beds") and "million" not in str(row[4]):
                assert not any("." in number for number in numbers), row


def test_modelled_things_come_whole() -> None:
    assert (rounded(64.6), rounded(0.49), rounded(0.0), rounded(12_345.6)) == ("65", "under 1", "0", "12,300")


def test_the_picture_of_the_flows_holds_counts_and_the_target_only() -> None:
    chart = flows.chart()
    assert set(chart.layers) == {
        "arrests_week", "book_ins_ice", "book_ins_cbp", "at_discretion", "target", "label", "peak"
    }  # fmt: skip
    weeks = counted_series("arrests_week")
    assert [row["value"] for row in chart.layers["arrests_week"][:-1]] == [week.a_day for week in weeks]
    target = public_figure("ARR001")
    assert [row["value"] for row in chart.layers["target"]] == [target.low, target.high]
    for svg in draw(chart.kind, chart.layers).values():
        assert f"{whole(1236)}</text>" in svg


def test_the_chart_adds_to_the_finding_and_says_what_was_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    handed, weeks = counted_series("book_ins_cbp"), counted_series("arrests_week")
    assert weeks[-1].a_day > weeks[0].a_day
    title = flows.chart().title.plain
    assert title == (
        f"Arrests by ICE rose; hand-overs by CBP went from {handed[0].value:,.0f} to {handed[-1].value:,.0f} a day."
    )
    backwards = {"arrests_week": weeks[::-1]}
    monkeypatch.setattr(flows, "counted_series", lambda *of: backwards.get(of[0]) or counted_series(*of))
    assert "Arrests by ICE did not rise" in flows._handed_over(handed).plain


@pytest.mark.parametrize("inside", [True, False])
def test_a_stock_outside_the_runs_is_not_said_to_agree(
    monkeypatch: pytest.MonkeyPatch, found: Findings, inside: bool
) -> None:
    monkeypatch.setattr(agreement, "disagreeing", lambda _: ["a part"])
    monkeypatch.setattr(Beside, "inside", property(lambda _: inside))
    told = " ".join(sentence.plain for sentence in agreement._agreement(found.answer))
    assert ("number held fits" in told) is inside


def of_flows(**errors: float) -> dict[str, agreement.Flow]:
    return {
        name: agreement.Flow(name, 100.0, "", np.full(3, 100.0 + error), RestsOn.ESTIMATED)
        for name, error in errors.items()
    }


def test_errors_offset_where_what_comes_in_goes_out_again() -> None:
    assert agreement.offset(of_flows(book_ins_ice=40, removed=30))
    assert agreement.offset(of_flows(book_ins_ice=-40, book_ins_cbp=30))
    assert not agreement.offset(of_flows(book_ins_ice=40, removed=-30))
    assert not agreement.offset(of_flows(removed=40, bond=-10))
    assert not agreement.offset(of_flows(removed=40))
    spread = agreement.Flow("", 100.0, "", np.array([60.0, 130.0, 200.0]), RestsOn.ESTIMATED)
    assert not agreement.offset({**of_flows(book_ins_ice=40), "removed": spread})


def test_what_a_run_takes_as_counted_is_not_compared() -> None:
    taken = run(Request("frozen-2025", data_through=date(2025, 7, 31), draws=4))
    assert set(agreement.flows(taken)) == {"removed", "at_discretion", "bond"}
    own = run(Request("fiscal-2024", draws=4))
    assert set(agreement.flows(own)) == set(agreement.COMPARED)
