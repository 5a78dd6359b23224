"""The official record beside a claim: the series of the same concept, as known then and as known now.

A claim is only compared with a series that measures the same. Where there is none, the nearest series is
shown with its name, and the verdict is "cannot be checked".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bedspace.claims.check.findings import PER_CENT, Finding, Step, Verdict
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
from bedspace.figures.embedded import figures
from bedspace.figures.scales import CONCEPTS
from bedspace.fiscal import fiscal_year, period_bounds
from bedspace.units import RestsOn, mark_of

TOLERANCE = 0.03
_NOT_OBSERVED = {"target", "plan", "projected", "required"}


@dataclass(frozen=True)
class Reading:
    """An official figure as it was known on a day, and as it is known now."""

    then: Figure | None
    now: Figure


@dataclass(frozen=True)
class _Known:
    """What a claim is compared with: figures, and the bridges between scales."""

    figures: Sequence[Figure]
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
    given = _Known(figures() if known is None else known, factors or {})
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
    when = _day_of(claim) or day
    if when is None:
        return _uncheckable(claim, "no day is named; give the day of publication")
    reading = _reading(series, when, day, known.figures)
    if reading is None:
        return _beside(claim, day, known, f"no release has the {series.label} for {when}")
    steps, value = _on_same_measure(claim, series, reading.now, when, known)
    steps.append(Step(f"'{claim.text_span}' against {series.label}", "compare", (interval, value), interval))
    verdict = Verdict.SUPPORTED if interval.meets(value.widened(TOLERANCE)) else Verdict.CONTRADICTED
    then = f"{reading.then.value:,.0f} as known then, " if reading.then else "not yet published then, "
    summary = f"{series.label}, {reading.now.period}: {value} ({then}{reading.now.value:,.0f} as known now)"
    sources = (f"{reading.now.origin}, published {reading.now.published}",)
    mark = RestsOn.ESTIMATED if series.bridge else mark_of(reading.now.evidence)
    return Finding("data", series.label, verdict, summary, tuple(steps), (claim,), sources, str(mark))


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


def _reading(series: Series, when: date, day: date | None, known: Iterable[Figure]) -> Reading | None:
    period = _period(series, when)
    fitting = [f for f in known if f.quantity == series.quantity and f.key == series.key and f.period == period]
    whole = [f for f in fitting if series.read != "mean" or _is_complete(f)]
    if not whole:
        return None
    earlier = [f for f in whole if day is not None and f.published <= day]
    return Reading(max(earlier, key=_published, default=None), max(whole, key=_published))


def _published(figure: Figure) -> date:
    return figure.published


def _is_complete(figure: Figure) -> bool:
    return figure.data_date >= period_bounds(figure.period)[1]


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
    reading = _reading(nearest, when, day, known.figures) if nearest and when else None
    if nearest is None or reading is None or when is None:
        return _uncheckable(claim, why)
    steps, value = _on_same_measure(claim, nearest, reading.now, when, known)
    bridge = bridge_between(bound.concept, nearest.concept)
    missing = f"; to compare the two needs {bridge.words}" if bridge.source else ""
    summary = f"{why}; nearest official figure: {nearest.label}, {reading.now.period}: {value}{missing}"
    sources = (f"{reading.now.origin}, published {reading.now.published}",)
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
