"""The first screen: short, true of what was counted, and only of what the scenario models."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import pairwise

import numpy as np
import pytest

from bedspace.figures.counts import Count, counted_series
from bedspace.figures.public import of_series, public_figure
from bedspace.figures.series import as_of
from bedspace.figures.windows import windows
from bedspace.report import agreement, before, difference, flows, held, pages
from bedspace.report.findings import Findings, gather
from bedspace.report.numbers import Shown, three
from bedspace.report.parts import Paragraph, Screen, Sentence
from bedspace.studies.run.runs import Request, run

DRAWS = 40
REPORTS = "reports-2025-02"
SCENARIOS = (REPORTS, "no-change", f"{REPORTS}+guantanamo-30000-announced", "fiscal-2024", "proceedings-2025")
MOST_WORDS, MOST_NUMBERS = 25, 12


@cache
def found(scenario: str) -> Findings:
    return gather(Request(scenario, start=date(2025, 1, 19), draws=DRAWS))


@cache
def first(scenario: str) -> Screen:
    return pages.opening(found(scenario))


def shown(sentence: Sentence) -> Iterator[Shown]:
    for value in sentence.values.values():
        if isinstance(value, Shown):
            yield value
        elif isinstance(value, Sentence):
            yield from shown(value)


def told(scenario: str) -> str:
    return " ".join(sentence.plain for sentence in first(scenario).sentences)


# short ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_sentence_has_few_words_and_one_number(scenario: str) -> None:
    cards = [card.sentences[0] for card in first(scenario).cards]
    for sentence in first(scenario).sentences:
        assert len(sentence.plain.split()) <= MOST_WORDS, sentence
        assert len(list(shown(sentence))) <= (2 if sentence in cards else 1), sentence


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_screen_has_few_numbers_and_figures(scenario: str) -> None:
    numbers = [each for sentence in first(scenario).sentences for each in shown(sentence)]
    assert len(numbers) + 1 <= MOST_NUMBERS  # and the number of inputs in the title
    assert 1 <= len(first(scenario).cards) <= 3
    assert all(each.mark is not None for each in numbers)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_sentences_of_the_page_are_short_too(scenario: str) -> None:
    for section in pages.sections(found(scenario)):
        for block in section.blocks if not section.folded else ():
            for sentence in block.sentences if isinstance(block, Paragraph) else ():
                assert len(sentence.plain.split()) <= MOST_WORDS, sentence


def test_words_hold_no_figure_of_a_result() -> None:
    for scenario in SCENARIOS:
        for sentence in first(scenario).sentences:
            assert re.findall(r"\d[\d,.]*", sentence.template.replace("9 of 10", "")) == []


# true of what was counted -----------------------------------------------------------------------------------


def weekly() -> dict[date, float]:
    """Arrests a day by week, from the embedded series itself."""
    figures = as_of(date(2025, 12, 31)).figures("weekly_arrests")
    return {date.fromisoformat(figure.period[:10]): figure.value / 7 for figure in figures}


def test_the_finding_is_true_of_the_weekly_counts() -> None:
    target = public_figure("ARR001").low
    assert target is not None
    early = {day: value for day, value in weekly().items() if date(2025, 1, 1) <= day <= date(2025, 2, 28)}
    assert max(early.values()) < target
    reached = min(day for day, value in weekly().items() if value >= target and day >= date(2025, 1, 1))
    one, two = (sentence.plain for sentence in first(REPORTS).finding)
    assert one == (
        f"No week of January or February 2025 averaged {target:,.0f} ICE arrests a day, the lowest target reported."
    )
    assert two == f"The first that did began on {reached.day} {reached:%B}."


def test_the_finding_turns_with_the_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    more = {"counted_series": lambda *of: tuple(replace(each, value=2 * each.value) for each in counted_series(*of))}
    monkeypatch.setattr(flows, "counted_series", more["counted_series"])
    assert "At least one week" in flows.headline()[0].plain


EDGE = date(2025, 1, 27), date(2025, 6, 2)
"""The busiest early week, and the first that reached the target."""


@pytest.mark.parametrize(
    ("week", "a_day", "first", "second"),
    [
        (EDGE[0], 1200.0, "At least one week of January or February 2025", "began on 27 January."),
        (EDGE[0], 1199.9, "No week", "began on 2 June."),
        (EDGE[1], 1199.9, "No week", "No week since has reached it."),
    ],
)
def test_one_week_over_the_edge_turns_the_finding(
    monkeypatch: pytest.MonkeyPatch, week: date, a_day: float, first: str, second: str
) -> None:
    def moved(*of: object) -> tuple[Count, ...]:
        return tuple(replace(each, value=7 * a_day) if each.first == week else each for each in counted_series(*of))  # type: ignore[arg-type]

    monkeypatch.setattr(flows, "counted_series", moved)
    one, two = (sentence.plain for sentence in flows.headline())
    assert one.startswith(first)
    assert two.endswith(second)


def test_the_figure_of_arrests_is_the_busiest_early_week() -> None:
    early = {day: value for day, value in weekly().items() if flows.EARLY[0] <= day <= flows.EARLY[1]}
    day = max(early, key=lambda when: early[when])
    card = first(REPORTS).cards[0]
    assert card.figure.plain == f"{three(early[day])} a day"
    assert f"{day.day} {day:%B}" in card.label
    assert "No week before March had more" in card.lines[0].plain
    assert max(value for when, value in weekly().items() if when < date(2025, 3, 1)) == early[day]
    posts = [post.value for post in of_series("post")]
    assert three(float(np.mean(posts))) in card.lines[1].plain


def test_the_figure_of_releases_is_in_the_windows() -> None:
    by_first = {window.first: window for window in windows(as_of(date(2025, 12, 31)))}
    before, after = (by_first[count.first].a_day("discretionary_releases") for count in flows.fall_of_releases())
    assert before is not None
    assert after is not None
    assert first(REPORTS).cards[1].figure.plain == f"{before:,.0f} → {after:,.0f} a day"
    assert after < before


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_people_held_are_those_of_the_last_release_of_the_run(scenario: str) -> None:
    figures = held.held_counts(found(scenario).answer.start, found(scenario).answer.last)
    card = first(scenario).cards[-1]
    assert card.figure.plain == f"{figures[-1].value:,.0f} held"
    assert figures[-1].origin.cell
    assert figures[-1].data_date <= found(scenario).answer.last


PARTS = {
    0: ("The count lies in the model's range.", False),
    1: ("This total fits the model; releases on bond do not.", False),
    2: ("This total fits the model; releases at discretion and releases on bond do not.", False),
    3: ("This total fits the model; of the counted flows only book-ins by ICE and hand-overs by CBP do.", True),
    5: ("This total fits the model; no counted flow does.", True),
}
"""How many parts lie outside -> what is said, and whether it is said again beside the distance of the total."""


@pytest.mark.parametrize("wrong", PARTS)
def test_a_total_that_fits_says_which_parts_do_not(monkeypatch: pytest.MonkeyPatch, wrong: int) -> None:
    parts = [label for label, _ in agreement.COMPARED.values()]
    monkeypatch.setattr(agreement, "disagreeing", lambda _: parts[len(parts) - wrong :])
    inside = told_with_stock(1.0)
    assert PARTS[wrong][0] in inside
    assert ("most of its parts do not fit" in inside) is PARTS[wrong][1]
    outside = told_with_stock(2.0)
    assert "The count lies outside the model's range." in outside
    assert "% above the count" in outside
    assert "% below the count" in told_with_stock(0.9)
    assert "fits the model" not in outside
    assert "parts do not fit" not in outside


def told_with_stock(factor: float) -> str:
    """The screen of the reports where the middle of the model is the count of the last day, times a factor."""
    answer = found(REPORTS).answer
    beside = held.newest(answer)
    assert beside is not None
    scale = factor * beside.figure.value / beside.band[2]
    moved = {**answer.result.outputs, held.STOCK: answer.result.outputs[held.STOCK] * scale}
    other = replace(found(REPORTS), answer=replace(answer, result=replace(answer.result, outputs=moved)))
    return " ".join(sentence.plain for sentence in pages.opening(other).sentences)


def test_numbers_of_the_model_are_those_of_the_result() -> None:
    answer, card = found(REPORTS).answer, first(REPORTS).cards[0]
    days = [post.first for post in of_series("post")]
    rows = slice(answer.row(days[0]), answer.row(days[-1]) + 1)
    for number in np.quantile(answer.result.outputs["arrests"][rows].mean(0), (0.05, 0.5, 0.95)):
        assert three(float(number)) in card.lines[2].plain


# only what the scenario models ------------------------------------------------------------------------------


@pytest.mark.parametrize("scenario", ["no-change", "fiscal-2024", "proceedings-2025"])
def test_a_page_without_a_target_speaks_of_none(scenario: str) -> None:
    page = pages.page(found(scenario))
    assert not re.search(r"target|quota|\b1,200|posted|White House", told(scenario))
    before_folds = re.sub(r'(?s)<svg.*?</svg>|href="data:[^"]+"', "", page.split('id="behind"')[0].split("</style>")[1])
    assert not re.search(r"\b1,200|reported target|The five reports", before_folds)


def test_a_policy_that_is_added_comes_first_with_its_difference() -> None:
    scenario = f"{REPORTS}+guantanamo-30000-announced"
    finding = first(scenario).finding
    assert len(finding) == 1
    assert "Guantanamo: 30,000 beds announced" in finding[0].plain
    request = Request(REPORTS, draws=DRAWS)
    paired = run(replace(request, scenario=scenario)).result.outputs[held.STOCK][-1]
    plain = run(request).result.outputs[held.STOCK][-1]
    assert three(round(float(np.median(paired - plain)))) in finding[0].plain
    assert first(scenario).cards[0].figure.plain.startswith("+")


def test_a_scenario_about_a_policy_begins_with_the_difference_it_makes() -> None:
    request = Request("policy-2025", data_through=date(2025, 7, 31), draws=DRAWS)
    opened = pages.opening(gather(request))
    paired = run(request).result.outputs[held.STOCK][-1]
    frozen = run(replace(request, scenario="frozen-2025")).result.outputs[held.STOCK][-1]
    assert three(abs(round(float(np.median(paired - frozen))))) in opened.finding[0].plain
    assert opened.finding[1].plain == "This is the difference from “Frozen exit rates, true book-ins”."
    assert max(len(sentence.plain.split()) for sentence in opened.sentences) <= MOST_WORDS
    said = " ".join(sentence.plain for sentence in opened.sentences)
    assert "This run takes them as counted by month" in said
    assert not re.search(r"target|quota|posted|White House", said)


def test_a_policy_that_changes_nothing_is_said_to_change_nothing() -> None:
    some = found(f"{REPORTS}+guantanamo-30000-announced")
    made = difference.change(some.answer, some.without)
    assert made is not None
    none = replace(made, held=np.zeros(DRAWS), totals={"removed": np.zeros(DRAWS)})
    assert ["changes nothing" in sentence.plain for sentence in difference.finding(some.answer, none)] == [True]
    assert difference.card(some.answer, none).lines[0].plain == "No difference in people removed."


def test_the_count_that_a_run_came_from_is_no_test_of_it() -> None:
    """From the newest day known on there is nothing to compare with yet."""
    newest = gather(Request("no-change", draws=4))
    intake = gather(Request("no-change", draws=4, inflow="held"))
    assert "If intake stays as it is" in [sentence.plain for sentence in pages.opening(intake).finding][1]
    assert held.held_counts(newest.answer.start, newest.answer.last) != []
    assert held.newest(newest.answer) is None
    known, ahead = (sentence.plain for sentence in pages.opening(newest).finding)
    start = newest.answer.start
    counted = as_of(date(2025, 12, 31)).value("detained_by_criminality", start.isoformat())
    assert known == f"{counted:,.0f} people were held on {start.day} {start:%B %Y}."
    assert "If policy stays as it is" in ahead
    assert "no count of these days is known" in ahead


def test_a_page_of_other_days_begins_with_the_fortnights_before_it() -> None:
    newest = gather(Request("no-change", draws=4))
    last = max((w for w in windows(newest.answer.vintage) if w.flows), key=lambda window: window.first)
    assert last.through <= newest.answer.start
    one, two = pages.opening(newest).cards
    assert one.figure.plain == f"{last.a_day('ice_book_ins'):,.0f} a day"
    assert two.figure.plain == f"{last.a_day('removals_from_custody'):,.0f} a day"
    assert f"{last.through.day} {last.through:%B %Y}" in one.label
    section = next(section for section in pages.sections(newest) if section.name == "flows")
    assert section.blocks[1].anchors[-1] == f"fortnight-{last.first}"  # type: ignore[union-attr]
    early = gather(Request("no-change", start=date(2025, 1, 19), days=3, draws=4)).answer
    assert max(window.through for window in before.counted_before(early)) <= early.start


def test_names_of_lines_stay_apart_where_counts_stretch_the_scale() -> None:
    layers = held.chart(found("fiscal-2024").answer).layers
    values = [row["value"] for name in ("held", "label") for row in layers[name]]
    ends = sorted(row["value"] for row in layers["label"])
    assert min(b - a for a, b in pairwise(ends)) > 0.1 * (max(values) - min(values))


def test_without_a_count_the_screen_says_so() -> None:
    late = gather(Request("no-change", start=date(2025, 1, 19), days=3, draws=4))
    assert held.held_counts(late.answer.start, late.answer.last) == []
    assert "no count of these days is known" in pages.opening(late).finding[0].plain
    assert pages.opening(late).charts[0].table.rows == []
    assert late.answer.last - late.answer.start == timedelta(days=3)
