"""Arrests a day as a question to the model: how many runs reach them, and what they would take.

The formulas are those of `bedspace.model.account`: custodial arrests, and arrests at large where what is sought and
what officers could make meet.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from bedspace.claims.check.findings import Finding, Step
from bedspace.claims.check.verdicts.wording import day_name, span_name
from bedspace.claims.intervals import apply, exactly
from bedspace.figures.public import PublicFigure, of_series
from bedspace.studies.claims.questions import (
    MONTH,
    ClaimQuestion,
    band,
    best_month,
    chain,
    finding,
    later,
    named,
    reaching,
    runs_step,
    sources_of,
    three,
    told,
    whole_months,
)
from bedspace.studies.estimate.cells import book_ins_a_day

Array = NDArray[np.float64]

_OUTPUTS = ("arrests", "arrests_custodial", "arrests_at_large", "officer_hours")
_USED = ("officers", "borrowed_efficiency", "room", "detainers", "arrests_per_detainer", "pressure_from_gap")


AS_ONE = 0.1
"""A span no wider than this share of its lower end is what rounding leaves open of one number."""


def arrests_a_day(asked: ClaimQuestion) -> Finding:
    """Whether runs reach a number of arrests a day, and the hours and leads that it takes."""
    values, where = _reached(asked)
    says, steps = [_shares(asked, values, where)], [runs_step(asked, values, where, *_OUTPUTS)]
    if asked.announced and not asked.below:
        since, read = _counted(asked)
        says.append(since)
        steps += [*_needs(asked), *read]
    elif posted := _posted(asked):
        words, read = posted
        says.append(words)
        steps += read
    return finding(asked, "arrests a day in the model", says, steps, _sources(asked))


def quota_of_offices(asked: ClaimQuestion) -> Finding:
    """A quota of each office, times the offices, as arrests a day nationwide."""
    offices = asked.answer.catalogue["field_offices"].at(asked.said or asked.last)
    national = asked.scaled(offices)
    found = arrests_a_day(national)
    step = Step(f"{asked.claim.text_span} x {offices:g} offices", "*", (asked.level, exactly(offices)), national.level)
    says = f"{three(asked.level.low)} x {offices:g} offices = {national.level} a day nationwide"
    steps = [step]
    if target := _target(asked):
        low, high = target.low or target.value, target.high or target.value
        inside = low <= national.level.high and national.level.low <= high
        says += f", {'inside' if inside else 'outside'} the reported national target of {low:,.0f} to {high:,.0f}"
    cited = (*sources_of(asked, "field_offices"), *([target.citation] if target else []), *found.sources)
    return replace(
        found,
        rule="quota of an office in the model",
        summary=f"{says}; {found.summary}",
        steps=(*steps, *found.steps),
        sources=tuple(dict.fromkeys(cited)),
    )


def _target(asked: ClaimQuestion) -> PublicFigure | None:
    day = asked.said or asked.first
    return next((target for target in of_series("target") if day <= target.last), None)


def _reached(asked: ClaimQuestion) -> tuple[Array, str]:
    """What each run offers for comparison, shape (n,), and in which days: a day is a mean unless a peak is meant."""
    daily, rows = asked.answer.result.outputs["arrests"], asked.rows()
    if not rows and asked.announced:
        return best_month(daily), f"a day over the best {MONTH} days in a row up to {day_name(asked.last)}"
    start, end = rows or (1, asked.known_by())
    first, last = asked.answer.day(start), asked.answer.day(end)
    within = daily[start : end + 1]
    if first == last:
        return within[0], f"on {day_name(first)}"
    if asked.claim.metric == "arrests_daily_peak":
        return within.max(0), f"on the highest day of {span_name(first, last)}"
    return within.mean(0), f"a day on average, {span_name(first, last)}"


def _shares(asked: ClaimQuestion, values: Array, where: str) -> str:
    """How many runs reach each end of what was said."""
    low, high = asked.level.low, asked.level.high
    ends = (high,) if asked.below else (asked.level.centre,) if high <= low * (1 + AS_ONE) else (low, high)
    verb, of = ("stay under", np.less_equal) if asked.below else ("reach", np.greater_equal)
    numbers = [end for end in dict.fromkeys(ends) if np.isfinite(end)]
    first, *more = (f"{reaching(of(values, end).sum(), values)} {verb} {three(end)}" for end in numbers)
    counts = ", ".join([first, *(words.removeprefix(f"of {len(values)} runs ") for words in more)])
    return f"{counts} arrests {where}; {told(values)}"


def _counted(asked: ClaimQuestion) -> tuple[str, list[Step]]:
    """The highest month of book-ins of people arrested by ICE in the days of the run, as known now, as arrests."""
    booked, month = max((book_ins_a_day(later(), month, "ice"), month) for month in whole_months(asked))
    arrested = booked / asked.setting("book_ins_per_arrest")
    within = band(arrested)
    least, most = three(within.low), three(within.high)
    words = f"by ICE's book-ins the best month since, {named(month)}, had {least} to {most} arrests a day"
    share = exactly(booked / float(np.median(arrested)))
    steps = [
        Step(f"book-ins a day of people arrested by ICE, {month}", "read", (exactly(booked),), exactly(booked)),
        Step(
            "arrests a day: over the share booked in", "/", (exactly(booked), share), apply("/", exactly(booked), share)
        ),
    ]
    return words, steps


def _posted(asked: ClaimQuestion) -> tuple[str, list[Step]] | None:
    """What ICE posted for most of the days that a count names, a day; None where it posted for fewer."""
    if (rows := asked.rows()) is None:
        return None
    first, last = (asked.answer.day(row) for row in rows)
    posts = [post.value for post in of_series("post") if first <= post.first and post.last <= last]
    if 2 * len(posts) <= (last - first).days + 1:
        return None
    total, days = exactly(sum(posts)), exactly(float(len(posts)))
    mean = apply("/", total, days)
    words = f"ICE posted {three(mean.low)} a day for {len(posts)} of these days, and never defined the count"
    return words, [Step("arrests posted, a day", "/", (total, days), mean)]


def _last(asked: ClaimQuestion, output: str) -> Array:
    """Mean of an output over the last days of the runs, shape (n,)."""
    return np.asarray(asked.answer.result.outputs[output][-MONTH:].mean(0))


def _needs(asked: ClaimQuestion) -> list[Step]:
    """Arrests at large and officer-hours that the lower end of the level takes, against those of the runs."""
    jails, made, hours = (_last(asked, name) for name in ("arrests_custodial", "arrests_at_large", "officer_hours"))
    at_large = np.maximum(asked.level.low - jails, 0)
    needed = hours * at_large / made
    against = [
        ("arrests at large a day", band(at_large), band(made)),
        ("officer-hours a day", band(needed), band(hours)),
    ]
    steps = [Step(f"{what} needed, against those of the runs", "compare", (a, b), a) for what, a, b in against]
    return [*_formula(asked, _middle(jails), _middle(hours / made)), *steps]


def _formula(asked: ClaimQuestion, jails: float, hours: float) -> list[Step]:
    """The model's formula with the middle of the runs."""
    steps, at_large = chain(
        exactly(max(asked.level.low, jails)), ("arrests at large: less custodial arrests a day", "-", jails)
    )
    worked, _ = chain(at_large, ("officer-hours a day: times hours an arrest", "*", hours))
    return [*steps, *worked]


def _middle(values: Array) -> float:
    return float(np.median(values))


def _sources(asked: ClaimQuestion) -> list[str]:
    books = later().figure("book_ins", whole_months(asked)[-1], agency="ice")
    return [*sources_of(asked, *_USED), f"book-ins by month: {books.origin.file}, published {books.published}"]
