"""The first screen of any scenario: what was counted, at most three figures, two charts, how sure it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bedspace.figures.counts import Count, counted_series
from bedspace.figures.public import of_series, public_figure
from bedspace.report import agreement, before, comparison, difference, flows, held, strip
from bedspace.report.addresses import anchor
from bedspace.report.difference import Array, Change
from bedspace.report.findings import asks_reports, covers_reports
from bedspace.report.held import Beside
from bedspace.report.numbers import (
    Shown,
    assumed,
    band,
    between,
    counted,
    day,
    estimated,
    percent,
    reported,
    span,
    three,
    whole,
)
from bedspace.report.parts import Card, Chart, Screen, Sentence, say
from bedspace.studies.estimate.past_errors import Miss
from bedspace.studies.run.runs import Answer

CARDS = 3
"""The most figures that the screen shows."""


def screen(answer: Answer, misses: Sequence[Miss], without: Mapping[str, Array] | None) -> Screen:
    """The first screen."""
    made, beside = difference.change(answer, without), held.newest(answer)
    of_policies = [difference.card(answer, made)] if made else []
    cards = [*of_policies, *_cards(answer, beside, bool(made) or asks_reports(answer))]
    kept = cards if len(cards) <= CARDS else [*cards[: CARDS - 1], cards[-1]]
    finding, sure = _finding(answer, made, beside), _sure(answer, misses, beside)
    return Screen(_title(answer), [*finding], kept, [*_charts(answer)], [*sure])


def _title(answer: Answer) -> Sentence:
    ahead, known_by = len(answer.look_ahead), answer.known_by
    return say(
        "{days}{ahead}",
        days=span(answer.start, answer.last),
        ahead=f" · {ahead} inputs became known after {known_by.day} {known_by:%B}" if ahead else "",
    )


def _finding(answer: Answer, made: Change | None, beside: Beside | None) -> Iterator[Sentence]:
    if made:
        yield from difference.finding(answer, made)
    elif asks_reports(answer):
        yield from flows.headline()
    elif beside:
        yield say("{count} people were held on {day}.", count=held.shown(beside.figure), day=day(beside.when))
        yield _modelled(answer, beside, _given(answer))
    else:
        yield from _unmatched(answer)


_GIVEN = {"held": "If intake stays as it is, the", "forecast": "If policy stays as it is, the"}


def _given(answer: Answer) -> str:
    """What the numbers of the model hold under: a plain condition, or the scenario by its title."""
    set_by_scenario = any(value.value is not None for value in answer.catalogue["ice_book_ins"].values)
    plain = "" if set_by_scenario else _GIVEN.get(answer.scenario.inflow, "")
    return plain or f"With “{answer.scenario.title}” the"


def _modelled(answer: Answer, beside: Beside, given: str = "The") -> Sentence:
    return say(
        "{given} model holds {middle}{band}.",
        given=given,
        middle=Shown(three(beside.band[2]), answer.rests_on(held.STOCK), "parameters"),
        band=_interval(beside.band[0], beside.band[4]),
    )


def _interval(low: float, high: float) -> str:
    """An interval in brackets; nothing where the runs do not differ."""
    return f" ({between(low, high)})" if high > low else ""


def _unmatched(answer: Answer) -> Iterator[Sentence]:
    low, _, middle, _, high = answer.quantiles(held.STOCK, answer.last)
    for figure in held.held_counts(answer.start, answer.start):
        yield say("{count} people were held on {day}.", count=held.shown(figure), day=day(figure.data_date))
    yield say(
        "{given} model holds {middle} people on {day} ({band}); no count of these days is known.",
        given=_given(answer),
        middle=Shown(three(middle), answer.rests_on(held.STOCK), "parameters"),
        day=day(answer.last),
        band=between(low, high),
    )


def _cards(answer: Answer, beside: Beside | None, told: bool) -> Iterator[Card]:
    if asks_reports(answer):
        yield _arrests(answer)
    elif covers_reports(answer):
        yield _book_ins(answer)
    if covers_reports(answer):
        yield _releases(answer)
    else:
        yield from before.cards(answer)
    if beside:
        yield _held(answer, beside, told)


def _arrests(answer: Answer) -> Card:
    busiest, nine, posts = flows.busiest_early_week(), comparison.nine_days(answer), of_series("post")
    low, middle, high = nine.band
    return Card(
        say("{most} a day", most=counted(three(busiest.a_day), anchor(busiest))),
        f"ICE arrests, week from {busiest.first.day} {busiest.first:%B}",
        [
            say(
                "No week before March had more. The {publisher} counts ICE records by week, not day.",
                publisher=busiest.publisher,
            ),
            say(
                "ICE's posts average {said}, {first} to {last}.",
                said=reported(three(nine.said), nine.source),
                first=str(posts[0].first.day),
                last=f"{posts[-1].last.day} {posts[-1].last:%B}",
            ),
            say(
                "The model gives {middle} for those days ({band}).",
                middle=assumed(three(middle), "parameters"),
                band=between(low, high),
            ),
        ],
    )


def _book_ins(answer: Answer) -> Card:
    first, last = (counted_series("book_ins_ice", agreement.FIRST, agreement.LAST)[k] for k in (0, -1))
    return Card(
        say(
            "{first} → {last} a day",
            first=counted(whole(first.value), anchor(first)),
            last=counted(whole(last.value), anchor(last)),
        ),
        f"booked in by ICE, counted from {day(first.first)} and from {day(last.first)}",
        [_booked_in_the_model(answer, last)],
    )


def _booked_in_the_model(answer: Answer, last: Count) -> Sentence:
    if "book_ins_ice" not in agreement.flows(answer):
        return say("This run takes them as counted by month, so it says nothing about them.")
    low, middle, high = band(comparison.mean_a_day(answer, "book_ins_ice", last.first, last.last))
    return say(
        "The model gives {middle}{band} on the latter days.",
        middle=Shown(three(middle), answer.rests_on("book_ins_ice"), "parameters"),
        band=_interval(low, high),
    )


def _releases(answer: Answer) -> Card:
    before, after = flows.fall_of_releases()
    said = public_figure("REL104")
    spoken = say(
        "The White House told of {said} in all by {day}.",
        said=reported(whole(said.value), "fact-REL104"),
        day=f"{said.last.day} {said.last:%B}",
    )
    return Card(
        say(
            "{before} → {after} a day",
            before=counted(whole(before.value), anchor(before)),
            after=counted(whole(after.value), anchor(after)),
        ),
        f"released at ICE's discretion, fortnights from {before.first.day} {before.first:%B} and"
        f" {after.first.day} {after.first:%B}",
        [
            *([spoken] if asks_reports(answer) else []),
            say("No official table counts releases for want of a bed."),
        ],
    )


def _held(answer: Answer, beside: Beside, told: bool) -> Card:
    """People held as counted; with the model's number where the finding does not say it."""
    return Card(
        say("{count} held", count=held.shown(beside.figure)),
        f"counted by ICE, {day(beside.when)}",
        [*([_modelled(answer, beside)] if told else []), _agreement(answer, beside)],
    )


def _agreement(answer: Answer, beside: Beside) -> Sentence:
    if not beside.inside:
        return say("The count lies outside the model's range.")
    wrong, right = _flows(answer)
    if not wrong:
        return say("The count lies in the model's range.")
    if len(wrong) <= len(right):
        return say("This total fits the model; {flows} do not.", flows=" and ".join(wrong))
    which = f"of the counted flows only {' and '.join(right)} do" if right else "no counted flow does"
    return say("This total fits the model; {which}.", which=which)


def _flows(answer: Answer) -> tuple[list[str], list[str]]:
    """Flows whose count lies outside the model's range, and those whose count lies inside."""
    wrong = agreement.disagreeing(answer) if covers_reports(answer) else []
    return wrong, [flow.label for flow in agreement.flows(answer).values() if flow.label not in wrong] if wrong else []


def _mostly_wrong(answer: Answer) -> bool:
    """Whether more flows of the model disagree with their counts than agree."""
    wrong, right = _flows(answer)
    return len(wrong) > len(right)


def _charts(answer: Answer) -> Iterator[Chart]:
    if asks_reports(answer):
        yield strip.chart(answer)
    yield held.chart(answer)


def _sure(answer: Answer, misses: Sequence[Miss], beside: Beside | None) -> Iterator[Sentence]:
    plain = next((miss for miss in misses if miss.months == 6 and not miss.given_inflow), None)
    if plain:
        yield say(
            "Guesses of no change missed people held by {mean} after six months, on average.",
            mean=estimated(percent(plain.mean), "sure"),
        )
    if beside:
        yield say(
            "On {day} alone the model is {miss} {side} the count{why}.",
            day=f"{beside.when.day} {beside.when:%B}",
            side=beside.side,
            miss=Shown(percent(abs(beside.miss)), answer.rests_on(held.STOCK), "sure"),
            why=", though most of its parts do not fit" if beside.inside and _mostly_wrong(answer) else "",
        )
    if asks_reports(answer):
        yield say(
            "{model} {verdict} the rise in arrests announced after mid-February.",
            model="It" if beside else "The model",
            verdict="has" if comparison.rebound(answer).agrees else "lacks",
        )
