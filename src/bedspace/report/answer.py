"""The answer in five sentences, each with number, interval, date, source and caveat, built from the results."""

from __future__ import annotations

from datetime import date

import numpy as np
from numpy.typing import NDArray

from bedspace.figures.public import of_series, public_figure
from bedspace.report import comparison
from bedspace.report.findings import ATTRIBUTED, COHORT, COHORT_DAYS, END, Findings
from bedspace.report.numbers import Shown, assumed, band, between, counted, day, estimated, percent, span, three, whole
from bedspace.report.parts import Sentence, say
from bedspace.studies.run.inputs import official_scale

Array = NDArray[np.float64]

RELEASED = ("bond", "recognizance", "supervision", "parole", "court_order", "relief", "other", "capacity")
"""Exits from detention into freedom; removal and transfer to another agency left out."""


def sentences(found: Findings) -> list[Sentence]:
    """The answer."""
    return [_arrests(found), _population(found), _space(found), _fate(found), _tests(found)]


def _arrests(found: Findings) -> Sentence:
    nine = comparison.nine_days(found.answer)
    target = public_figure("ARR001")
    assert target.low is not None
    assert target.high is not None
    low, middle, high = nine.band
    return say(
        "Given this inflow and these policies, ICE makes {middle} arrests a day on average over {days}"
        " (9 of 10 model runs: {band}), against {said} a day in its posts on X, which never said what they count as an"
        " arrest, and a reported target of {target}; {share} of the model runs reach the lower end of that target.",
        middle=assumed(three(middle), "parameters"),
        days=span(of_series("post")[0].first, of_series("post")[-1].last),
        band=between(low, high),
        said=counted(three(nine.said), nine.source),
        target=counted(f"{whole(target.low)} to {whole(target.high)}", "fact-ARR001"),
        share=assumed(_share(comparison.share_reaching(found.answer, target.low)), "parameters"),
    )


def _share(share: float) -> str:
    return percent(share) if share else "none"


def _population(found: Findings) -> Sentence:
    answer = found.answer
    low, middle, high = band(answer.result.outputs["midnight_population"][answer.row(END)])
    plain = next(miss for miss in found.misses if miss.months == 6 and not miss.given_inflow)
    return say(
        "The detained population goes from {start} on {first} to {middle} on {last} (9 of 10 model runs: {band};"
        " official scale, statistics {known}); {counted} were counted then, which is known only since; the plain method"
        " of the past missed by {mean} on average six months ahead, and by more than {ninth} one time in ten.",
        start=estimated(three(float(answer.result.outputs["midnight_population"][0].mean())), "p-start_population"),
        first=day(answer.start),
        middle=Shown(three(middle), answer.rests_on("midnight_population"), "population"),
        last=day(END),
        band=between(low, high),
        known=answer.vintage.label,
        counted=estimated(three(counted_population(found, END)), "p-ddp_bridge"),
        mean=estimated(percent(plain.mean), "misses"),
        ninth=estimated(percent(plain.ninth_decile), "misses"),
    )


def counted_population(found: Findings, when: date) -> float:
    """The daily count that became known later, on the official scale by its dated bridge."""
    count = found.later.value("ddp_midnight_population", when.isoformat())
    return official_scale(count, found.answer.catalogue, when)


def _space(found: Findings) -> Sentence:
    answer = found.answer
    beds = {name: answer.catalogue[f"beds_{name}"].at(END) for name in ("operational", "contracted")}
    held = answer.result.outputs["midnight_population"]
    above = float(np.mean(held[answer.row(END)] > beds["contracted"]))
    low, middle, high = band(answer.total("exits_capacity", answer.day(1), END))
    return say(
        "As for space, the median run stands above the {operational} beds in operation {since} and {above} of the"
        " model runs above the {contracted} beds under contract on {last}; {released} people (9 of 10 model runs:"
        " {band}) are released for want of a bed by then, which rests on an assumed surge ceiling.",
        operational=counted(whole(beds["operational"]), "p-beds_operational"),
        since=_since(found, beds["operational"]),
        above=Shown(_share(above), answer.rests_on("midnight_population"), "population"),
        contracted=counted(whole(beds["contracted"]), "p-beds_contracted"),
        last=day(END),
        released=assumed(three(middle), "p-capacity_release_share"),
        band=between(low, high),
    )


def _since(found: Findings, beds: float) -> str:
    """The first day on which the median run holds more people than there are beds."""
    above = np.median(found.answer.result.outputs["midnight_population"], axis=1) > beds
    if not above.any():
        return "on no day"
    first = int(np.argmax(above))
    return "from the start" if first == 0 else f"from {day(found.answer.day(first))}"


def released(found: Findings, horizon: int) -> Array:
    """People of the cohort released from detention by a horizon, in each draw."""
    return np.asarray(np.sum([found.cohort[horizon][form] for form in RELEASED], axis=0))


def _fate(found: Findings) -> Sentence:
    said = public_figure("REL104")
    low, middle, high = band(released(found, 14))
    inside = low <= said.value <= high
    return say(
        "Of {arrested} people arrested from {days}, {released} are released from detention within fourteen"
        " days (9 of 10 model runs: {band}) and {free} more are never booked in; the {said} releases that the White"
        " House confirmed lie {where} that band, which does not prove the reasons, since nobody published them.",
        arrested=whole(COHORT),
        days=span(*COHORT_DAYS),
        released=assumed(three(middle), "fate"),
        band=between(low, high),
        free=assumed(three(float(np.median(found.cohort[14]["not_booked"]))), "p-book_in_share"),
        said=counted(whole(said.value), "fact-REL104"),
        where="inside" if inside else "outside",
    )


def _tests(found: Findings) -> Sentence:
    test = comparison.rebound(found.answer)
    low, middle, high = test.band
    early, late = found.attributions
    return say(
        "Kept apart as a test, the rise from {dip} to {after} arrests a day, a factor of {said}, lies {where} the model"
        " runs ({middle}; 9 of 10: {band}), so the account of lists running out and being refilled {verdict}; looking"
        " back, fewer exits explain {early} of the growth to {first} and {late} of that to {last}, by the order taken.",
        dip=three(comparison.cumulative_steps()[0].value),
        after=counted(three(comparison.cumulative_steps()[1].value), "fact-ARR015"),
        said=counted(three(test.said), "fact-ARR015"),
        where="inside" if test.agrees else "outside",
        middle=assumed(three(middle), "parameters"),
        band=between(low, high),
        verdict="passes this one test" if test.agrees else "fails this test",
        early=estimated(_shares(early.exits_first, early.exits_last), "growth"),
        first=day(ATTRIBUTED[0]),
        late=estimated(_shares(late.exits_first, late.exits_last), "growth"),
        last=day(ATTRIBUTED[1]),
    )


def _shares(one: float, other: float) -> str:
    low, high = sorted((one, other))
    return f"{100 * low:.0f} to {100 * high:.0f} %"
