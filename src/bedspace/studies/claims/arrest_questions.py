"""Arrests a day as a question to the model: how many runs reach them, and what they would take.

The formulas are those of `bedspace.model`: arrests = custodial + attempts x success x (1 + collateral), attempts
are limited by officer-hours and by usable leads.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from bedspace.claims.check.findings import Finding, Step
from bedspace.claims.intervals import apply, exactly
from bedspace.figures.public import PublicFigure, of_series
from bedspace.model import agreements, arrests, leads, officers, operations
from bedspace.studies.claims.questions import (
    MONTH,
    ClaimQuestion,
    band,
    best_month,
    chain,
    finding,
    later,
    runs_step,
    sources_of,
    three,
    told,
    whole_months,
)
from bedspace.studies.estimate.cells import book_ins_a_day

Array = NDArray[np.float64]

_OUTPUTS = ("arrests", "officer_hours", "leads_high_risk", "leads_wider")
_USED = ("officers", "custody_officers_per_held", "lead_success", "collateral_share", "custodial_base")


def arrests_a_day(asked: ClaimQuestion) -> Finding:
    """Whether runs reach a number of arrests a day, and the hours and leads that it takes."""
    values, where = _reached(asked)
    says, steps = [_shares(asked, values, where)], [runs_step(asked, values, where, *_OUTPUTS)]
    if asked.announced and not asked.below:
        words, needed = _needs(asked)
        since, read = _counted(asked)
        says += [words, since]
        steps += [*needed, *read]
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
    named = (*sources_of(asked, "field_offices"), *([target.citation] if target else []), *found.sources)
    return replace(
        found,
        rule="quota of an office in the model",
        summary=f"{says}; {found.summary}",
        steps=(*steps, *found.steps),
        sources=tuple(dict.fromkeys(named)),
    )


def _target(asked: ClaimQuestion) -> PublicFigure | None:
    day = asked.said or asked.first
    return next((target for target in of_series("target") if day <= target.last), None)


def _reached(asked: ClaimQuestion) -> tuple[Array, str]:
    """What each run offers for comparison, shape (n,), and in which days: a day is a mean unless a peak is meant."""
    daily, rows = asked.answer.result.outputs["arrests"], asked.rows()
    if not rows and asked.announced:
        return best_month(daily), f"a day over the best {MONTH} days in a row up to {asked.last}"
    start, end = rows or (1, asked.known_by())
    first, last = asked.answer.day(start), asked.answer.day(end)
    named = daily[start : end + 1]
    if first == last:
        return named[0], f"on {first}"
    if asked.claim.metric == "arrests_daily_peak":
        return named.max(0), f"on the highest day from {first} to {last}"
    return named.mean(0), f"a day on average from {first} to {last}"


def _shares(asked: ClaimQuestion, values: Array, where: str) -> str:
    """How many runs reach each end of what was said."""
    ends = (asked.level.high,) if asked.below else (asked.level.low, asked.level.high)
    verb, of = ("stay under", np.less_equal) if asked.below else ("reach", np.greater_equal)
    numbers = [end for end in dict.fromkeys(ends) if np.isfinite(end)]
    counts = ", ".join(f"{of(values, end).sum()} {verb} {three(end)}" for end in numbers)
    return f"of {len(values)} model runs {counts} arrests {where}; the runs have {told(values)}"


def _counted(asked: ClaimQuestion) -> tuple[str, list[Step]]:
    """The highest month of book-ins of people arrested by ICE in the days of the run, as known now, as arrests."""
    booked, month = max((book_ins_a_day(later(), month, "ice"), month) for month in whole_months(asked))
    arrested = booked / asked.setting("book_in_share")
    words = (
        f"counted since: at most {three(booked)} book-ins a day of people arrested by ICE, in {month}; at the assumed"
        f" share booked in that is {told(arrested)} arrests"
    )
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


def _hours_per_attempt(asked: ClaimQuestion) -> Array:
    """Hours that an attempt takes, held by fiscal year 2024, shape (n,)."""
    plan = asked.answer.plan
    names = ("officers", "custody_officers_per_held", "officers_at_large_before", "officer_week")
    staff, per_held, share, week = (plan.settings.at(name, 0) for name in names)
    base = [plan.settings.at(name, 0) for name in ("at_large_base", "lead_success", "collateral_before")]
    free = officers.free_for_arrests(staff, plan.estimates.stock.sum(), per_held, share)
    return np.asarray(free * week / 7 / arrests.attempts_before(*base))


def _custodial(asked: ClaimQuestion) -> Array:
    names = ("agreements_287g", "agreements_before", "arrests_per_agreement")
    added = agreements.arrests_added(*map(asked.setting, names))
    return np.asarray(asked.setting("custodial_base") * asked.setting("custodial_growth") + added)


def _success(asked: ClaimQuestion) -> Array:
    return operations.despite_publicity(asked.setting("lead_success"), asked.setting("publicity_loss"))


def _usable(asked: ClaimQuestion) -> Array:
    """Share of the leads in hand that a day can use, those out of reach left out."""
    reach = leads.within_reach(asked.setting("sensitive_places_limits"), asked.setting("sensitive_places_share"))
    return asked.setting("lead_use") * reach


def _hours_and_leads(asked: ClaimQuestion) -> tuple[Array, Array]:
    """Officer-hours a day and leads in hand that the lower end of the level takes, each of shape (n,)."""
    sought = np.maximum(asked.level.low - _custodial(asked), 0) / (1 + asked.setting("collateral_share"))
    attempts = sought / _success(asked)
    return attempts * _hours_per_attempt(asked), attempts / _usable(asked)


def _needs(asked: ClaimQuestion) -> tuple[str, list[Step]]:
    """Officer-hours and leads that the lower end of the level takes, against those of the runs."""
    hours, listed = _hours_and_leads(asked)
    outputs = asked.answer.result.outputs
    have_hours = outputs["officer_hours"][-MONTH:].mean(0)
    have_leads = (outputs["leads_high_risk"] + outputs["leads_wider"])[-MONTH:].mean(0)
    words = (
        f"{three(asked.level.low)} a day would take {told(hours)} officer-hours a day against {told(have_hours)} in the"
        f" last {MONTH} days of the runs, and {told(listed)} usable leads in hand against {told(have_leads)}"
    )
    against = [
        ("officer-hours a day", band(hours), band(have_hours)),
        ("leads in hand", band(listed), band(have_leads)),
    ]
    steps = [Step(f"{what} needed, against those of the runs", "compare", (a, b), a) for what, a, b in against]
    return words, [*_formula(asked), *steps]


def _formula(asked: ClaimQuestion) -> list[Step]:
    """The model's formula with the median of every prior."""
    success, usable = _middle(_success(asked)), _middle(_usable(asked))
    collateral = 1 + _middle(asked.setting("collateral_share"))
    custodial = _middle(_custodial(asked))
    steps, attempts = chain(
        exactly(max(asked.level.low, custodial)),
        ("arrests at large: less custodial arrests a day", "-", custodial),
        ("arrests of people sought: over 1 + collateral arrests each", "/", collateral),
        ("attempts a day: over the success of an attempt", "/", success),
    )
    per_attempt = _middle(_hours_per_attempt(asked))
    hours, _ = chain(attempts, ("officer-hours a day: times hours an attempt", "*", per_attempt))
    in_hand, _ = chain(attempts, ("leads in hand: over the share usable in a day", "/", usable))
    return [*steps, *hours, *in_hand]


def _middle(values: Array) -> float:
    return float(np.median(values))


def _sources(asked: ClaimQuestion) -> list[str]:
    books = later().figure("book_ins", whole_months(asked)[-1], agency="ice")
    return [*sources_of(asked, *_USED), f"book-ins by month: {books.origin.file}, published {books.published}"]
