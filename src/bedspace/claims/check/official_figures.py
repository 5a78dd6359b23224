"""The official record beside a number of the ledger: one lookup with statements, and the same verdicts.

A claim is only compared with a series that measures the same. Where there is none, the nearest series is
shown with its name, and the verdict is "cannot be checked".
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from bedspace.claims.check.findings import PER_CENT, RECORD, Finding, Step, Verdict
from bedspace.claims.check.reading.margins import ABOUT
from bedspace.claims.check.reading.period import Period
from bedspace.claims.check.reading.stated import Stated
from bedspace.claims.check.reading.words import lists
from bedspace.claims.check.verdicts.record import Record
from bedspace.claims.check.verdicts.tested import judge
from bedspace.claims.check.verdicts.wording import sentence_of
from bedspace.claims.claim import Claim
from bedspace.claims.concepts import Factor, Series, binding, bridge_between, capacities, utilisation
from bedspace.claims.intervals import Interval, apply, exactly, said
from bedspace.claims.metrics import metrics
from bedspace.claims.read.quantity import Kind
from bedspace.figure import Figure
from bedspace.figures.scales import CONCEPTS
from bedspace.figures.sources import EMBEDDED, source_of
from bedspace.fiscal import fiscal_end, fiscal_start, fiscal_year
from bedspace.units import RestsOn, mark_of

_NOT_OBSERVED = {"target", "plan", "projected", "required"}


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
    record = Record((EMBEDDED if known is None else source_of(known)).of, day, factors or {})
    interval = said(claim)
    if interval is None:
        return _uncheckable(claim, "the words name no size")
    if claim.metric == "detention_utilisation":
        return _no_series(claim, "a percentage needs the notion of beds it is measured against")
    if claim.metric == "detention_capacity":
        return _notion(claim, interval, day)
    if claim.status in _NOT_OBSERVED:
        return _beside(claim, record, f"a {claim.status} number is no observation")
    if claim.geography != "US":
        return _uncheckable(claim, f"no official series for {claim.geography} alone is loaded")
    series = binding(claim.metric).series
    if series is None:
        return _beside(claim, record, f"no official series counts {metrics()[claim.metric].meaning}")
    if concept and concept != series.concept and concept in CONCEPTS:
        return _beside(claim, record, f"it counts {CONCEPTS[concept]}, the series does not")
    period = _period_of(claim)
    if period is None or (series.read != "day" and period.unit not in {"month", "fiscal"}):
        return _beside(claim, record, "the words name no day, month or fiscal year that the series has")
    return _compared(claim, interval, series, period, record)


def _compared(claim: Claim, interval: Interval, series: Series, period: Period, record: Record) -> Finding:
    number = _number(claim, series, period, interval)
    found = judge(number, record)
    if found.known is None:
        return _beside(claim, record, found.words)
    figures = [figure for _, figure in found.known.printed]
    mark = RestsOn.ESTIMATED if "factor" in found.known.about or not figures else mark_of(figures[0].evidence)
    return Finding("data", RECORD, found.verdict, found.words, found.steps, (claim,), found.sources, str(mark))


def _number(claim: Claim, series: Series, period: Period, interval: Interval) -> Stated:
    """A claim as a number of a statement."""
    subject = lists().by_name[series.subject]
    parts = {name: (value,) for name, value in (part.split("=") for part in series.key.split(";") if part)}
    kind = Kind.DAYS if subject.of_days else Kind.COUNT
    limits = interval.low <= 0 or math.isinf(interval.high)
    if claim.comparator == "about" and not limits:
        interval = Interval(interval.low * (1 - ABOUT), interval.high * (1 + ABOUT))
    daily = claim.period == "day" and subject.read == "count"
    return Stated(
        claim.text_span, 0, 0, kind, claim.low or 0.0, interval, limits, "", subject, parts, (), "ice", period, daily
    )  # fmt: skip


def _period_of(claim: Claim) -> Period | None:
    """The days that a claim names."""
    if not claim.time_start or not claim.time_end:
        return None
    first, last = date.fromisoformat(claim.time_start), date.fromisoformat(claim.time_end)
    if (first, last) == (fiscal_start(fiscal_year(first)), fiscal_end(fiscal_year(first))):
        return Period(first, last, 0, 0, unit="fiscal")
    return Period(first, last, 0, 0, unit="day" if first == last else "month" if _is_month(first, last) else "span")


def _is_month(first: date, last: date) -> bool:
    whole = first.day == 1 and (last + timedelta(1)).day == 1
    return whole and (first.year, first.month) == (last.year, last.month)


def _notion(claim: Claim, interval: Interval, day: date | None) -> Finding:
    """A number of beds beside the notions of beds that are kept."""
    kept = [c for c in capacities() if c.of(day) and not c.said_only]
    same = [c for c in kept if interval.meets(exactly(c.beds))]
    verdict = Verdict.SUPPORTED if same else Verdict.UNCHECKABLE
    named = "; ".join(f"{c.beds:,.0f} {c.name}" for c in same or kept) or "none is kept for that day"
    summary = f"notions of beds: {named}"
    return Finding("data", "notions of beds", verdict, summary, (), (claim,), tuple(c.source for c in same or kept))


def _beside(claim: Claim, record: Record, why: str) -> Finding:
    """A verdict of "cannot be checked" with the nearest official figure beside it, by its own name."""
    bound = binding(claim.metric)
    nearest = bound.nearest or bound.series
    when = _day_of(claim) or record.said
    if nearest is None or when is None:
        return _uncheckable(claim, why)
    number = _number(claim, nearest, _around(nearest, when), exactly(0.0))
    assert number.subject is not None
    now = replace(record, said=None)  # the nearest figure as it is known now
    known = now.find(number.subject, number.parts, number.period)
    if known is None or not known.printed or (known.about.startswith("up to") and number.subject.read == "mean"):
        return _uncheckable(claim, why)
    bridge = bridge_between(bound.concept, nearest.concept)
    missing = f"; to compare the two needs {bridge.words}" if bridge.source else ""
    summary = f"{why}; nearest official figure: {sentence_of(number, known, number.parts)}{missing}"
    value, figure = known.printed[-1]
    step = Step(f"{number.subject.label}, {figure.period}, {figure.origin}", "read", (exactly(value),), exactly(value))
    source = f"{figure.origin}, published {figure.published}"
    return Finding("data", "no series of this concept", Verdict.UNCHECKABLE, summary, (step,), (claim,), (source,))


def _around(series: Series, when: date) -> Period:
    """The day, the month or the fiscal year around a day, as a series is read."""
    if series.read == "day":
        return Period(when, when, 0, 0, unit="day")
    if series.read == "total":
        return Period(fiscal_start(fiscal_year(when)), fiscal_end(fiscal_year(when)), 0, 0, unit="fiscal")
    first = when.replace(day=1)
    last = (first.replace(day=28) + timedelta(4)).replace(day=1) - timedelta(1)
    return Period(first, last, 0, 0, unit="month")


def _day_of(claim: Claim) -> date | None:
    text = claim.time_end or claim.time_start
    return date.fromisoformat(text) if text else None


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
