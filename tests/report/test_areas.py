"""The section on places: tiles that do not overlap, areas over their beds, and what is allocated said."""

from __future__ import annotations

import re

import pytest

from bedspace.report import areas, charts
from bedspace.report.findings import END, Findings, gather
from bedspace.report.parts import Chart, Section, Table
from bedspace.report.styles import STYLES
from bedspace.studies.run.areas import AreaAnswer, follow
from bedspace.studies.run.runs import Request


@pytest.fixture(scope="module")
def found() -> Findings:
    return gather(Request("reports-2025-02", draws=12))


@pytest.fixture(scope="module")
def followed(found: Findings) -> AreaAnswer:
    return follow(found.answer)


@pytest.fixture(scope="module")
def section(found: Findings) -> Section:
    return areas.section(found.answer)


def tile_map(section: Section) -> Chart:
    (chart,) = section.charts
    return chart


def test_every_office_has_a_tile_of_its_own(followed: AreaAnswer, section: Section) -> None:
    places = [(column, line) for _, column, line in areas.PLACES.values()]
    assert len(set(places)) == len(places) == 25
    assert {row["code"] for row in tile_map(section).layers["tiles"]} == set(followed.persons.areas.offices)


def test_the_map_shows_the_run(followed: AreaAnswer, section: Section) -> None:
    rows = {row["area"]: row for row in followed.table(END)}
    for tile in tile_map(section).layers["tiles"]:
        if tile["code"] not in rows:
            assert tile["fill"] == "no beds"
            continue
        row = rows[tile["code"]]
        share = 100 * row["q50"] / (row["beds_guaranteed"] + row["beds_contracted"])
        shown = re.match(r"(\d+) % (\w)", tile["text"])
        assert shown
        assert abs(float(shown[1]) - share) <= 0.5
        assert shown[2] == STYLES[tile["fill"]].letter
        assert (tile["fill"] == "over") == (share > 100)


def test_areas_over_their_beds_are_those_of_the_map(section: Section) -> None:
    over = {row["code"] for row in tile_map(section).layers["tiles"] if row["fill"] == "over"}
    tables = [
        block for block in section.blocks if isinstance(block, Table) and "over their usable beds" in block.caption
    ]
    listed = {match for table in tables for row in table.rows for match in re.findall(r"\((\w{3})\)", str(row[0]))}
    assert listed == over
    assert str(len(over)) in str(tile_map(section).title)


def test_every_block_says_what_is_allocated_or_assumed(section: Section) -> None:
    chart = tile_map(section)
    assert "allocated" in str(chart.alt)
    assert "allocated" in chart.subtitle
    assert "allocated" in chart.table.caption
    assert "allocated" in str(section.blocks[0])
    for block in section.blocks:
        if isinstance(block, Table):
            assert "assumed" in block.caption


def test_alternative_text_names_kind_finding_and_fullest(section: Section) -> None:
    alt = str(tile_map(section).alt)
    assert alt.startswith("Tile map")
    assert "[" not in alt
    assert re.search(r"fullest is [A-Z]\D+ with \d", alt)


def test_the_map_is_drawn_in_two_widths(section: Section) -> None:
    chart = tile_map(section)
    drawn = charts.draw(chart.kind, chart.layers)
    for svg in drawn.values():
        for code in areas.PLACES:
            assert f">{code}</text>" in svg
