"""The answer in five parts, what was counted first, each number with its mark and source."""

from __future__ import annotations

from datetime import date

from bedspace.figures.public import of_series, public_figure
from bedspace.report import comparison, flows
from bedspace.report.findings import ATTRIBUTED, COHORT, END, Findings
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
from bedspace.report.parts import Sentence, say
from bedspace.studies.estimate.held import official_scale


def sentences(found: Findings) -> list[Sentence]:
    """The answer."""
    return [flows.headline(), _releases(found), _arrests(found), _population(found), _tests(found)]


def _releases(found: Findings) -> Sentence:
    first = public_figure("REL104").first
    booked, after = flows.in_a_row("book_ins_ice", first, 4)
    released, _ = flows.in_a_row("at_discretion", first, 4)
    compared = flows.flows(found.answer)["at_discretion"]
    return say(
        "Fortnight by fortnight from {days}, people booked in by ICE were {booked} a day, and releases at discretion"
        " {released} a day. The White House spoke of {said} releases of more than {arrested} arrested. No table counts"
        " releases for want of a bed: from {span} they are at most {most}, which is all releases at discretion.",
        days=day(after[0].first),
        booked=counted(booked, "flows"),
        released=counted(released, "flows"),
        said=reported(whole(public_figure("REL104").value), "fact-REL104"),
        arrested=reported(whole(COHORT), "fact-REL104"),
        span=span(flows.FIRST, flows.LAST),
        most=counted(three(compared.counted), "flows"),
    )


def _arrests(found: Findings) -> Sentence:
    nine = comparison.nine_days(found.answer)
    target = public_figure("ARR001")
    assert target.low is not None
    assert target.high is not None
    low, middle, high = nine.band
    return say(
        "The model, given this inflow and these policies, has {middle} arrests a day on average over {days}"
        " (9 of 10 model runs: {band}); {share} of its runs reach the lower end of the reported target of {target}."
        " ICE's posts on X have {said} a day, and never said what they count as an arrest.",
        middle=assumed(three(middle), "parameters"),
        days=span(of_series("post")[0].first, of_series("post")[-1].last),
        band=between(low, high),
        share=assumed(_share(comparison.share_reaching(found.answer, target.low)), "parameters"),
        target=reported(f"{whole(target.low)} to {whole(target.high)}", "fact-ARR001"),
        said=reported(three(nine.said), nine.source),
    )


def _share(share: float) -> str:
    return percent(share) if share else "none"


def _population(found: Findings) -> Sentence:
    answer = found.answer
    low, middle, high = band(answer.result.outputs["midnight_population"][answer.row(END)])
    plain = next(miss for miss in found.misses if miss.months == 6 and not miss.given_inflow)
    count = counted_population(found, END)
    return say(
        "The model has {middle} people held on {last} (9 of 10 model runs: {band}; statistics {known}). The"
        " daily count, known only since, has {counted}, which is {scaled} on the official scale. {verdict} The plain"
        " method of the past missed by {mean} on average six months ahead, and by more than {ninth} one time in ten.",
        middle=Shown(three(middle), answer.rests_on("midnight_population"), "population"),
        last=day(END),
        band=between(low, high),
        known=answer.vintage.label,
        counted=counted(whole(found.later.value("ddp_midnight_population", END.isoformat())), "figures"),
        scaled=estimated(three(count), "p-ddp_bridge"),
        verdict=_cancelling(found) if low <= count <= high else "The count lies outside the model runs.",
        mean=estimated(percent(plain.mean), "misses"),
        ninth=estimated(percent(plain.ninth_decile), "misses"),
    )


def _cancelling(found: Findings) -> Sentence:
    """The flows beside a stock that agrees."""
    pairs = {name: _pair(flow) for name, flow in flows.flows(found.answer).items()}
    return say(
        "The stock agrees while its flows do not, so this is no success. From {span} the model has {ice} book-ins by"
        " ICE, {cbp} hand-overs by CBP, {discretion} releases at discretion and {bond} on bond.",
        span=span(flows.FIRST, flows.LAST),
        ice=pairs["book_ins_ice"],
        cbp=pairs["book_ins_cbp"],
        discretion=pairs["at_discretion"],
        bond=pairs["bond"],
    )


def _pair(flow: flows.Flow) -> Sentence:
    """A flow of the model and its count."""
    return say(
        "{model} against {count}",
        model=Shown(three(flow.band[1]), flow.mark, "parameters"),
        count=counted(three(flow.counted), "flows"),
    )


def counted_population(found: Findings, when: date) -> float:
    """The daily count that became known later, on the official scale by its dated bridge."""
    count = found.later.value("ddp_midnight_population", when.isoformat())
    return official_scale(count, found.answer.catalogue, when)


def _tests(found: Findings) -> Sentence:
    test = comparison.rebound(found.answer)
    low, middle, high = test.band
    early, late = found.attributions
    return say(
        "One test was kept apart. By totals that were said in public, arrests a day rose from {dip} to {after}, a"
        " factor of {said}. It lies {where} the model runs ({middle}; 9 of 10: {band}), so the account of lists"
        " running out and being refilled {verdict}. Looking back, fewer exits explain {early} of the growth to {first}"
        " and {late} of that to {last}, by the order taken.",
        dip=reported(three(comparison.cumulative_steps()[0].value), "fact-ARR014"),
        after=reported(three(comparison.cumulative_steps()[1].value), "fact-ARR015"),
        said=reported(three(test.said), "fact-ARR015"),
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
