"""Removals, people held and beds as questions to the model: paces, dates, and what a steady state would take."""

from __future__ import annotations

from datetime import date

import numpy as np
from numpy.typing import NDArray

from bedspace.claims.check.findings import Finding, Step
from bedspace.claims.check.verdicts.wording import day_name
from bedspace.claims.intervals import Interval, exactly
from bedspace.fiscal import period_bounds
from bedspace.model import removal
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
from bedspace.studies.cohort.steady import DAYS_A_YEAR, PUBLISHED, STOCK, Turnover, turnovers

Array = NDArray[np.float64]

TERM = 4
"""Years over which a promise without a rate is spread."""
_TABLES = "U.S. Immigration and Customs Enforcement, detention statistics, {}: book-outs, removals, population, stays"


def removals_a_year(asked: ClaimQuestion) -> Finding:
    """Removals a year: pace, beds by two measures of the stay, seats; each against what there is."""
    of = _turnovers(asked)
    a_day = asked.scaled(1 / DAYS_A_YEAR)
    direct = asked.setting("direct_removal_share")
    pace = best_month(asked.answer.result.outputs["removals"]) / (1 - direct)
    where = f"removals a day over the best {MONTH} days in a row up to {asked.last}"
    step = runs_step(a_day, pace, where, "removals")
    steps, beds = _beds(asked.level, of)
    seats = _all_seats(asked)
    held = asked.answer.result.outputs["midnight_population"]
    steps += [
        step,
        Step("seats needed a day, against those by air and land", "compare", (a_day.level, band(seats)), a_day.level),
        Step("beds needed, against people held on the last day", "compare", (beds, band(held[-1])), beds),
    ]
    says = [
        f"{three(a_day.level.low)} removals a day are needed; {reaching(a_day.reached(pace).low, pace)} reach that"
        f" over their best {MONTH} days; {told(pace, ' a day')}",
        f"at the stays and shares of {named(of[0].period)} it takes {_rounded(beds)} beds; of people held on"
        f" {day_name(asked.last)} {told(held[-1])}",
    ]
    tables = [_TABLES.format(of[0].period), *sources_of(asked, "removal_flights", "flight_load", "air_share")]
    return finding(asked, "removals a year in the model", says, steps, tables)


def _all_seats(asked: ClaimQuestion) -> Array:
    """Seats a day on the last day, those of people never detained included, shape (n,)."""
    flights, load, by_air = (asked.setting(name) for name in ("removal_flights", "flight_load", "air_share"))
    return removal.seats(flights, load, by_air, np.zeros(1), asked.setting("seats_growth"), flights * load)


def removals_a_day(asked: ClaimQuestion) -> Finding:
    """Removals a day, as a year of them."""
    return removals_a_year(asked.scaled(DAYS_A_YEAR))


def removals_in_all(asked: ClaimQuestion) -> Finding:
    """A promise without a rate, spread over a term."""
    return removals_a_year(asked.scaled(1 / TERM))


def _turnovers(asked: ClaimQuestion) -> list[Turnover]:
    """Both turnovers of the last fiscal year that had ended."""
    day = asked.said or asked.answer.start
    ended = [r for r in turnovers() if period_bounds(r.period)[1] <= day] or turnovers()
    last = ended[-1].period
    return [r for kind in (STOCK, PUBLISHED) for r in ended if (r.period, r.kind) == (last, kind)]


def _beds(level: Interval, of: list[Turnover]) -> tuple[list[Step], Interval]:
    """Beds for removals a year at each turnover, step by step."""
    steps, found = [], []
    for turnover in of:
        its, beds = chain(
            level,
            ("removals a day", "/", DAYS_A_YEAR),
            (f"of people held, {turnover.period}", "*", 1 - turnover.direct_share),
            (f"exits a day, removals being {turnover.removed_share:.1%} of them", "/", turnover.removed_share),
            (f"beds: exits x days of stay, {turnover.kind}", "*", turnover.stay_days),
        )
        steps += its
        found.append(beds)
    return steps, Interval(min(b.low for b in found), max(b.high for b in found))


def _rounded(interval: Interval) -> str:
    low, high = three(interval.low), three(interval.high)
    if np.isinf(interval.high):
        return f"{low} or more"
    return low if low == high else f"{low} to {high}"


def people_held(asked: ClaimQuestion) -> Finding:
    """People held: the day at which the runs pass a number, or the share of them that has it on a day."""
    name = "average_daily_population" if asked.claim.metric == "detained_adp" else "midnight_population"
    held = asked.answer.result.outputs[name]
    rows = asked.rows()
    if rows:
        values, where = held[rows[1]], f"people held on {day_name(asked.answer.day(rows[1]))}"
    else:
        values, where = (
            held[1 : asked.known_by() + 1].max(0),
            f"people held on some day up to {day_name(asked.answer.day(asked.known_by()))}",
        )
    step = runs_step(asked, values, where, name)
    passing = _passing(asked, held)
    says = [
        f"{reaching(asked.reached(values).low, values)} have that many {where}",
        told(values) if rows else f"on its highest day {told(values)}",
        "" if asked.below else passing,
    ]
    figure = max((later().figure("adp", month) for month in whole_months(asked)), key=lambda f: f.value)
    counted = exactly(figure.value) if rows is None else None
    if counted:
        month = named(figure.period)
        says.append(f"the highest monthly average counted since is {three(figure.value)}, in {month}")
    read = [Step(f"average daily population, {figure.period}", "read", (counted,), counted)] if counted else []
    cited = [f"{figure.origin}, published {figure.published}"] if counted else []
    return finding(asked, "people held in the model", says, [step, *read], cited)


def _passing(asked: ClaimQuestion, held: Array) -> str:
    """When half of the runs first have the number; or that hardly any has it."""
    few, half = (_passed(asked, held, share) for share in (0.95, 0.5))
    if few is None:
        return f"fewer than 5 in 100 runs have so many by {day_name(asked.last)}"
    return f"half of the runs hold so many by {day_name(half)}" if half else ""


def _passed(asked: ClaimQuestion, held: Array, quantile: float) -> date | None:
    """When a quantile of the runs first has the number; None where it never has."""
    rows = np.flatnonzero(np.quantile(held, quantile, axis=1) >= asked.level.low)
    return asked.answer.day(int(rows[0])) if len(rows) else None


def planned_beds(asked: ClaimQuestion) -> Finding:
    """Beds that are planned: what flow they would hold in the steady state, and whether the runs would fill them."""
    of, beds = _turnovers(asked), asked.level
    steps = [_held_flow(beds, turnover) for turnover in of]
    removed = Interval(
        min(r.removals_from_beds(beds.low) for r in of), max(r.removals_from_beds(beds.high) for r in of)
    )
    population = asked.answer.result.outputs["midnight_population"]
    growth = population[1:].max(0) - population[0]
    step = runs_step(
        asked, growth, f"people held above those of {asked.answer.start}, at some midnight", "midnight_population"
    )
    says = [
        f"{reaching(asked.reached(growth).low, growth)} hold so many people more than at the start on some day up to"
        f" {day_name(asked.last)}; {told(growth, ' more')}; whether such beds come into use is not simulated",
        f"in use, at the stays of {named(of[0].period)}, they would serve {_rounded(removed)} removals of detained"
        " people a year",
    ]
    return finding(asked, "planned beds in the model", says, [*steps, step], [_TABLES.format(of[0].period)])


def _held_flow(beds: Interval, turnover: Turnover) -> Step:
    (step,), _ = chain(
        beds, (f"book-ins a day: beds over days of stay, {turnover.kind}, {turnover.period}", "/", turnover.stay_days)
    )
    return step
