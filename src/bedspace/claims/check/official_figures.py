"""The official record beside a claim: the series of the same concept, as known then and as known now.

A claim is only compared with a series that measures the same. Where there is none, the nearest series is
shown with its name, and the verdict is "cannot be checked".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bedspace.claims.check.findings import PER_CENT, RECORD, Finding, Step, Verdict
from bedspace.claims.check.vintages import Asked, is_complete, known_when_said, named_period
from bedspace.claims.claim import Claim
from bedspace.claims.concepts import (
    Factor,
    Series,
    binding,
    bridge_between,
    capacities,
    utilisation,
)
from bedspace.claims.intervals import Interval, apply, exactly, said
from bedspace.claims.metrics import metrics
from bedspace.figure import Figure
from bedspace.figures.scales import CONCEPTS
from bedspace.figures.sources import EMBEDDED, Source, source_of
from bedspace.fiscal import fiscal_year, period_bounds
from bedspace.units import RestsOn, mark_of

_NOT_OBSERVED = {"target", "plan", "projected", "required"}


@dataclass(frozen=True)
class _Known:
    """What a claim is compared with: figures, and the bridges between scales."""

    figures: Source
    factors: Mapping[str, Factor]


def check_record(
    claim: Claim,
    day: date | None = None,
    known: Sequence[Figure] | None = None,
    *,
    concept: str = "",
    factors: Mapping[str, Factor] | None = None,
) -> Finding:
    """Compare a claim with the official series of its concept.

    Parameters
    ----------
    claim : Claim
    day : date, optional
        Day of publication.
    known : sequence of Figure, optional
        Figures to use instead of the embedded ones.
    concept : str
        What the words around the claim say it measures, where that is narrower or wider than its metric.
    factors : mapping of str to Factor, optional
        Bridges between scales by name; a series that needs another one is not compared.
    """
    given = _Known(EMBEDDED if known is None else source_of(known), factors or {})
    interval = said(claim)
    if interval is None:
        return _uncheckable(claim, "the words name no size")
    if claim.metric == "detention_utilisation":
        return _no_series(claim, "a percentage needs the notion of beds it is measured against")
    if claim.metric == "detention_capacity":
        return _notion(claim, interval, day)
    if claim.status in _NOT_OBSERVED:
        return _beside(claim, day, given, f"a {claim.status} number is no observation")
    if claim.geography != "US":
        return _uncheckable(claim, f"no official series for {claim.geography} alone is loaded")
    series = binding(claim.metric).series
    if series is None:
        return _beside(claim, day, given, f"no official series counts {metrics()[claim.metric].meaning}")
    if series.bridge and series.bridge not in given.factors:
        return _beside(claim, day, given, f"the bridge '{series.bridge}' to the scale of the series is not at hand")
    if concept and concept != series.concept and concept in CONCEPTS:
        return _beside(claim, day, given, f"it counts {CONCEPTS[concept]}, the series does not")
    if (series.read, claim.period) in {("total", "cumulative"), ("mean", "cumulative")}:
        return _beside(claim, day, given, "its span is no calendar month or fiscal year")
    return _compared(claim, interval, series, day, given)


def _notion(claim: Claim, interval: Interval, day: date | None) -> Finding:
    """A number of beds beside the notions of beds that are kept."""
    kept = [c for c in capacities() if (day is None or c.first <= day <= c.last) and not c.said_only]
    same = [c for c in kept if interval.meets(exactly(c.beds))]
    verdict = Verdict.SUPPORTED if same else Verdict.UNCHECKABLE
    named = "; ".join(f"{c.beds:,.0f} {c.name}" for c in same or kept) or "none is kept for that day"
    summary = f"notions of beds: {named}"
    return Finding("data", "notions of beds", verdict, summary, (), (claim,), tuple(c.source for c in same or kept))


def _compared(claim: Claim, interval: Interval, series: Series, day: date | None, known: _Known) -> Finding:
    period = named_period(claim, series.read)
    if period is None:
        return _beside(claim, day, known, "the words name no day, month or fiscal year that the series has")
    released = _releases(series, period, known.figures)
    if not released:
        return _beside(claim, day, known, f"no release has the {series.label} for {period}")
    heard = known_when_said(released, day)
    if not heard:
        return _beside(claim, day, known, f"the {series.label} for {period} was not published by {day}")
    when = period_bounds(period)[1]
    steps, value = _on_same_measure(claim, series, heard[-1], when, known)
    steps.append(Step(f"'{claim.text_span}' against {series.label}", "compare", (interval, value), interval))
    others = [_on_same_measure(claim, series, f, when, known)[1] for f in _near_kin(series, period, known.figures)]
    asked = Asked(claim, interval, heard[-1], value, others, bool(series.bridge), day)
    verdict, why = asked.judged()
    then, now = heard[-1], released[-1]
    later = f"; {now.value:,.10g} as known now" if (now.value, now.data_date) != (then.value, then.data_date) else ""
    summary = f"{series.label}, {_covered(then)}: {value} (published {then.published}{later}){why}"
    mark = RestsOn.ESTIMATED if series.bridge else mark_of(then.evidence)
    return Finding("data", RECORD, verdict, summary, tuple(steps), (claim,), (_source(then),), str(mark))


def _covered(figure: Figure) -> str:
    """The period of a figure, with the last day that it covers where that is not the last of the period."""
    return figure.period if is_complete(figure) else f"{figure.period} up to {figure.data_date} only"


def _source(figure: Figure) -> str:
    return f"{figure.origin}, published {figure.published}"


def _releases(series: Series, period: str, known: Source) -> list[Figure]:
    """The figure of a period as one release after another gave it."""
    found = (figure for figure in _near_kin(series, period, known) if figure.key == series.key)
    return sorted(found, key=lambda figure: figure.published)


def _near_kin(series: Series, period: str, known: Source) -> list[Figure]:
    """All figures of a quantity and period, those of its parts and of other releases too."""
    return [figure for figure in known.of(series.quantity) if figure.period == period]


def _on_same_measure(
    claim: Claim, series: Series, figure: Figure, when: date, known: _Known
) -> tuple[list[Step], Interval]:
    """The official value in the unit and on the scale of the claim."""
    value = exactly(figure.value)
    steps = [Step(f"{series.label}, {figure.period}, {figure.origin}", "read", (value,), value)]
    first, last = period_bounds(figure.period)
    days = exactly((min(last, figure.data_date) - first).days + 1)
    if series.bridge:
        factor = exactly(known.factors[series.bridge](when))
        bridged = apply("*", value, factor)
        steps.append(Step(f"bridge '{series.bridge}' between the scales", "*", (value, factor), bridged))
        value = bridged
    if claim.period == "day" and series.read in {"mean", "total"}:
        per_day = apply("/", value, days)
        steps.append(Step(f"per day over {days} days", "/", (value, days), per_day))
        value = per_day
    return steps, value


def _day_of(claim: Claim) -> date | None:
    text = claim.time_end or claim.time_start
    return date.fromisoformat(text) if text else None


def _reading(series: Series, when: date, known: Source) -> Figure | None:
    """The newest figure of the month, day or year around a day; a month that is not over is none."""
    found = _releases(series, _period(series, when), known)
    whole = [figure for figure in found if series.read == "total" or is_complete(figure)]
    return whole[-1] if whole else None


def _period(series: Series, when: date) -> str:
    if series.read == "day":
        return when.isoformat()
    if series.read == "total":
        return f"FY{fiscal_year(when)}"
    return f"{when:%Y-%m}"


def _beside(claim: Claim, day: date | None, known: _Known, why: str) -> Finding:
    """A verdict of "cannot be checked" with the nearest official figure beside it, by its own name."""
    bound = binding(claim.metric)
    nearest = bound.nearest or bound.series
    when = _day_of(claim) or day
    reading = _reading(nearest, when, known.figures) if nearest and when else None
    if nearest is None or reading is None or when is None:
        return _uncheckable(claim, why)
    steps, value = _on_same_measure(claim, nearest, reading, when, known)
    bridge = bridge_between(bound.concept, nearest.concept)
    missing = f"; to compare the two needs {bridge.words}" if bridge.source else ""
    named = f"{nearest.label}, {_covered(reading)}: {value} (published {reading.published})"
    summary = f"{why}; nearest official figure: {named}{missing}"
    sources = (_source(reading),)
    return Finding("data", "no series of this concept", Verdict.UNCHECKABLE, summary, tuple(steps), (claim,), sources)


def _uncheckable(claim: Claim, why: str) -> Finding:
    return Finding("data", "no series of this concept", Verdict.UNCHECKABLE, why, (), (claim,))


def _no_series(claim: Claim, why: str) -> Finding:
    return Finding("data", PER_CENT, Verdict.UNCHECKABLE, why, (), (claim,))


def check_utilisation(claims: Sequence[Claim], day: date | None = None) -> list[Finding]:
    """A percentage of capacity beside every notion of beds: which one makes it true?"""
    found = []
    for percent in (c for c in claims if c.metric == "detention_utilisation"):
        held = [c for c in claims if c.metric == "detained_population" and said(c)]
        if not held or said(percent) is None:
            continue
        people = min(held, key=lambda claim: abs(claim.start - percent.start))
        beds = [c for c in claims if c.metric == "detention_capacity" and said(c)]
        found.append(_utilisation(percent, people, beds, _day_of(percent) or day))
    return found


def _utilisation(percent: Claim, people: Claim, beds: Sequence[Claim], day: date | None) -> Finding:
    held, stated = exactly(people.low or 0.0), _interval(percent)
    shares = utilisation(held, day)
    if not shares:
        return _uncheckable(percent, "no notion of beds is kept for that day")
    steps = tuple(
        Step(
            f"{c.name}, {c.beds:,.0f} beds ({c.source})", "/", (apply("*", exactly(100), held), exactly(c.beds)), share
        )
        for c, share in shares
    )
    fitting = [c for c, share in utilisation(_interval(people), day) if stated.meets(share)]
    beside = [c for c in fitting if any(_interval(claim).meets(exactly(c.beds)) for claim in beds)]
    verdict = Verdict.SUPPORTED if beside or (fitting and not beds) else Verdict.MIXED
    table = "; ".join(f"{share.low:.0f} % of {c.beds:,.0f} {c.name}" for c, share in shares)
    fits = f"; {percent.low:g} % fits {', '.join(c.name for c in fitting) or 'none of them'}"
    needed = f", and needs {100 * held.low / (percent.low or 1):,.0f} beds"
    summary = f"'{people.text_span}' is {table}{fits}{needed}"
    return Finding("data", PER_CENT, verdict, summary, steps, (percent, people), tuple(c.source for c, _ in shares))


def _interval(claim: Claim) -> Interval:
    found = said(claim)
    assert found is not None, claim
    return found
