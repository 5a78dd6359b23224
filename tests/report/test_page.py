"""The page: its parts, its numbers, and what it must not hold."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser

import numpy as np
import pytest

from bedspace.figures.series import Tables
from bedspace.report import appendix, pages
from bedspace.report.findings import Findings
from bedspace.report.numbers import counted
from bedspace.report.parts import Chart, Paragraph, Section, Sentence, say
from bedspace.report.styles import STYLES
from bedspace.studies.estimate.custody import estimate_custody

pytestmark = pytest.mark.xdist_group("page")


class Elements(HTMLParser):
    """Start tags with their attributes, and tags that were closed out of order."""

    VOID = frozenset({"meta", "link", "br", "input"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID and (not self.open or self.open.pop() != tag):
            self.wrong.append(tag)


def charts(found: Findings, sections: list[Section]) -> list[Chart]:
    return [
        *pages.opening(found).charts,
        *(chart for section in sections for chart in section.charts),
    ]


def test_every_section_stands_under_its_heading(text: str, sections: list[Section]) -> None:
    for section in sections:
        tag = "details" if section.folded else "section"
        assert f'<{tag} id="{section.name}"' in text
        assert section.title in text
    names = [section.name for section in sections]
    expected = {"arrests", "population", "exits", "fate", "blocks", "money", "growth", "checks", "parameters", "record"}
    assert expected <= set(names)


def test_tags_are_closed_in_order(text: str) -> None:
    page = Elements(text)
    assert page.wrong == []
    assert page.open == []


def test_identifiers_are_unique_and_every_link_leads_somewhere(text: str) -> None:
    page = Elements(text)
    names = Counter(attributes["id"] for _, attributes in page.found if "id" in attributes)
    assert [name for name, count in names.items() if count > 1] == []
    links = [str(a["href"]) for tag, a in page.found if tag == "a"]
    targets = {link[1:] for link in links if link.startswith("#")}
    assert targets - set(names) == set()
    references = set(re.findall(r"url\(#([^)]+)\)", text))
    assert references - set(names) == set()


NUMBER = r'<a class="n" href="#([^"]+)">[^<]+</a><(a|span) class="m (\w+)"'


def test_every_number_counted_or_said_leads_to_its_source_and_its_publisher(text: str) -> None:
    """A counted one to a row with the file it is printed in; both to a row with an address outside."""
    rows = dict(re.findall(r'<tr id="([^"]+)">(.*?)</tr>', text, re.S))
    marked = re.findall(NUMBER, text)
    assert len([mark for *_, mark in marked if mark == "counted"]) > 50
    for anchor, tag, mark in marked:
        if mark in ("counted", "reported"):
            assert tag == "a", anchor
            assert re.search(r'href="https?://', rows[anchor]), anchor
        if mark == "counted":
            assert re.search(r"\.xlsx|\.csv|\.parquet", rows[anchor]), anchor


def test_the_key_of_the_marks_stands_before_the_figures(text: str) -> None:
    assert text.index('<p class="legend">') < text.index('<div class="cards">')


def test_a_chart_can_be_taken_away_in_five_forms(text: str) -> None:
    for figure in re.findall(r"<figure id=.*?</figure>", text, re.S):
        endings = re.findall(r'download="[^"]+\.(\w+)" href="data:', figure)
        assert endings == ["csv", "json", "svg", "png", "txt"]


def test_no_gap_of_a_sentence_is_left_open(text: str) -> None:
    body = re.sub(r'href="data:[^"]+"', "", text.split("</style>")[1])
    assert re.findall(r"\{[^}]*\}?|\bnan\b|\bNone\b|\binf\b", body) == []


def test_page_needs_no_script_and_asks_for_nothing(text: str) -> None:
    page = Elements(text)
    assert {tag for tag, _ in page.found} & {"script", "link", "img", "iframe", "object", "base", "form"} == set()
    for _, attributes in page.found:
        assert not any(name.startswith("on") or name == "src" for name in attributes)
        assert re.match(r"#|data:|https?://", str(attributes.get("href", "#")))
    style = text.split("<style>")[1].split("</style>")[0]
    assert not re.search(r"https?://|@import|url\((?!#)", style)


def test_every_chart_has_two_drawings_an_alternative_text_and_a_table(
    text: str, found: Findings, sections: list[Section]
) -> None:
    assert len(charts(found, sections)) == 11
    for chart in charts(found, sections):
        figure = text.split(f'<figure id="{chart.name}">')[1].split("</figure>")[0]
        alternatives = re.findall(r'<svg role="img" aria-label="([^"]+)"', figure)
        assert len(alternatives) == 2
        assert alternatives[0] == alternatives[1]
        assert re.match(r"(Line|Fan|Strip|Stacked|Two bar|Tile|Dots)", alternatives[0])
        assert str(chart.title) in str(chart.alt) or re.search(r"\d", alternatives[0])
        assert figure.count("<table>") == 1
        assert '<details class="take">' in figure
        assert len(re.findall(r"<tr[ >]", figure)) == len(chart.table.rows) + 1


def test_no_sentence_of_the_full_page_is_long(sections: list[Section]) -> None:
    for section in sections:
        for block in section.blocks:
            if isinstance(block, Sentence | Paragraph):
                told = [block] if isinstance(block, Sentence) else block.sentences
                text = " ".join(sentence.plain for sentence in told)
                for sentence in re.split(r"(?<=[.?:])\s+(?=[A-Z“\d])", text):
                    assert len(sentence.split()) <= 25 or sentence.startswith("Left out"), sentence


def test_no_inner_roles_are_left_in_drawings(text: str) -> None:
    for drawing in re.findall(r'<svg role="img".*?</svg>', text, re.S):
        assert len(re.findall(r"\b(?:role|aria-[a-z]+)=", drawing)) == 2


def test_series_of_a_chart_never_differ_by_colour_alone(found: Findings, sections: list[Section]) -> None:
    for chart in charts(found, sections):
        looks = [replace(STYLES[key.style], colour="") for key in chart.keys]
        assert len(set(looks)) == len(looks), chart.name


def test_tables_have_a_cell_for_every_column(found: Findings, sections: list[Section]) -> None:
    tables = [block for section in sections for block in section.blocks if type(block).__name__ == "Table"]
    tables += [chart.table for chart in charts(found, sections)]
    assert len(tables) > 12
    for table in tables:
        assert {len(row) for row in table.rows} == {len(table.columns)}, table.caption
        assert not table.anchors or len(table.anchors) in (1, len(table.rows))


def test_parts_of_the_cohort_add_up(found: Findings) -> None:
    for outcomes in found.cohort.values():
        assert np.allclose(np.sum(list(outcomes.values()), axis=0), 8000)


def test_markup_in_data_is_escaped(found: Findings) -> None:
    hostile = "<script>alert(1)</script>"
    titled = found.answer.scenario.model_copy(update={"title": hostile, "question": hostile})
    bad = replace(found.answer, scenario=titled)
    spoken = say("{a} and {b}", a=hostile, b=counted(hostile, '"><u>'))
    first = replace(pages.opening(found), finding=[spoken], charts=[])
    page = pages.render(bad, first, [Section("x", hostile, [spoken])], {})
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert '"><u>' not in page
    assert "<i" not in pages.embedded("<svg></svg>", "n", 'a"<i>')


def test_every_official_figure_is_used_and_can_be_found_again(found: Findings) -> None:
    figures = appendix.figures_used(found.answer)
    assert len(figures) > 100
    assert all(figure.origin.file and figure.origin.cell for figure in figures)
    vintage, start = found.answer.vintage, found.answer.start
    base, _ = estimate_custody(vintage, start)
    inside = [f for f in figures if vintage.tables[f.quantity].get((f.key, f.period)) == f and f.value > 50]
    for figure in inside[:: len(inside) // 8]:
        changed = replace(figure, value=figure.value * 1.5)
        tables = Tables(vintage.tables.source, vintage.tables.kept)
        tables[figure.quantity] = {**vintage.tables[figure.quantity], (figure.key, figure.period): changed}
        other, _ = estimate_custody(replace(vintage, tables=tables), start)
        pairs = [(getattr(base, name), getattr(other, name)) for name in ("rates", "stock", "class_shares", "book_ins")]
        same_share = base.over_180_share == other.over_180_share
        if figure.quantity not in ("book_ins", "in_custody_stay"):
            assert not (same_share and all(np.array_equal(a, b) for a, b in pairs)), figure


def test_parameters_stand_with_source_and_mark(text: str, found: Findings) -> None:
    rows = appendix.parameters(found.answer).blocks[0]
    assert len(rows.rows) == sum(len(parameter.values) for parameter in found.answer.catalogue.values())
    for name in found.answer.catalogue:
        assert f'<tr id="p-{name}">' in text


def test_the_command_in_the_record_is_the_run(found: Findings) -> None:
    command = appendix.rerun(found.answer.record, found.answer.vintage)
    assert command == "bedspace report reports-2025-02 --draws 40 --seed 20250120 --as-of 2025-01-19"
