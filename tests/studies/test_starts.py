"""A run starts on any day from 2021 on: right at the start, and as unsure of it as the later counts say.

The 40 days are drawn by a seed that was committed before the first run of these tests.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import numpy as np
import pytest

from bedspace.figures.embedded import of
from bedspace.figures.series import as_of, data_through
from bedspace.parameters.catalogue import catalogue
from bedspace.studies.run.checks import checks
from bedspace.studies.run.runs import Answer, Request, run
from bedspace.studies.run.starting_count import starting_count

SEED = 20261128
FIRST, LAST = date(2021, 1, 1), date(2025, 11, 30)
DAYS = [
    FIRST + timedelta(days=int(number))
    for number in sorted(np.random.default_rng(SEED).choice((LAST - FIRST).days + 1, 40, replace=False))
]
SNAPSHOT, DAILY, DAILY_BEFORE = "detained_by_criminality", "ddp_midnight_population", "daily_detained"
POPULATION = "midnight_population"


@cache
def started(day: date) -> Answer:
    return run(Request("no-change", start=day, days=2, draws=200, stale_ok=True))


def bridge(name: str, day: date) -> float:
    return catalogue()[name].at(day)


@cache
def daily_counts() -> dict[str, float]:
    return {f.period: f.value for table in (DAILY_BEFORE, DAILY) for f in of(table) if not f.key}


def counted_later(day: date) -> float:
    """The daily count of a day, on the official scale: of the Deportation Data Project, before it of Washington's."""
    return daily_counts()[day.isoformat()] * bridge("ddp_bridge", day)


def newest_snapshot(day: date) -> float:
    """The newest snapshot published by a day, on the official scale, read from the figures alone."""
    printed = [f for f in of(SNAPSHOT) if not f.key and f.published <= day]
    last = max(printed, key=lambda figure: (figure.period, figure.published))
    midnight = date.fromisoformat(last.period) - timedelta(days=1)
    return last.value / bridge("snapshot_bridge", midnight) * bridge("ddp_bridge", midnight)


def test_the_days_are_forty_and_lie_in_every_year() -> None:
    assert len(set(DAYS)) == 40
    assert {day.year for day in DAYS} == {2021, 2022, 2023, 2024, 2025}


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_row_0_is_the_newest_count_published(day: date) -> None:
    answer = started(day)
    assert answer.result.mean(POPULATION, 0) == pytest.approx(newest_snapshot(day), rel=1e-9)
    assert answer.quantiles(POPULATION, day)[2] == pytest.approx(newest_snapshot(day), rel=1e-9)
    assert all(check.passed for check in checks(answer))


def test_the_error_assumed_covers_the_count_known_later() -> None:
    """Nine in ten: of 40 days 34 to 38."""
    inside = [day for day in DAYS if covers(started(day), counted_later(day))]
    assert 34 <= len(inside) <= 38


def covers(answer: Answer, truth: float) -> bool:
    low, _, _, _, high = answer.quantiles(POPULATION, answer.start)
    return bool(low <= truth <= high)


@pytest.mark.parametrize("step", [20, pytest.param(1, marks=pytest.mark.slow)])
def test_revised_data_have_the_count_of_every_day_with_a_daily_file(step: int) -> None:
    for figure in of(DAILY)[::step]:
        day = date.fromisoformat(figure.period)
        found = starting_count(catalogue(), day, data_through(day))
        assert found.value == pytest.approx(figure.value * bridge("ddp_bridge", day), rel=0.015), day
        assert found.error == 0


@pytest.mark.slow
def test_the_error_was_measured_on_other_days() -> None:
    """Its level is that of all days of 2021 to November 2025 but the 40, on which nine in ten are inside."""
    days = (FIRST + timedelta(days=number) for number in range(33, (LAST - FIRST).days + 1, 3))
    others = [day for day in days if day not in DAYS and day != date(2025, 1, 19)]
    found = [(starting_count(catalogue(), day, as_of(day)), counted_later(day)) for day in others]
    inside = [abs(later / count.value - 1) <= 1.645 * count.error for count, later in found]
    assert 0.87 < np.mean(inside) < 0.93


@pytest.mark.parametrize("day", DAYS[::4], ids=str)
def test_observed_inflow_runs_from_any_day(day: date) -> None:
    request = Request("no-change", start=day, days=10, draws=4, inflow="observed", stale_ok=True)
    answer = run(replace(request, data_through=date(2025, 11, 30)))
    assert answer.result.outputs["book_ins_ice"][1:].min() > 0
    assert answer.result.outputs["book_ins_cbp"][1:].min() > 0


# hand-overs


@pytest.mark.parametrize(("day", "counted"), [("2025-03-20", 134.4), ("2025-05-10", 132.6), ("2025-08-05", 121.7)])
def test_the_reports_scenario_begins_later_with_the_newest_window_of_hand_overs(day: str, counted: float) -> None:
    """Fortnights to 8 March and 19 April, four weeks to 26 July 2025: the last that were published by each day."""
    answer = run(Request("reports-2025-02", start=date.fromisoformat(day), draws=1, days=3))
    np.testing.assert_allclose(answer.plan.inflow[1:, 1], counted, atol=0.05)
    assert "cbp_book_ins" not in answer.look_ahead


def test_hand_overs_that_a_window_does_not_hold_stay_as_stated() -> None:
    """At the start of the scenario no window was counted after the fall; and what a user says holds."""
    before = run(Request("reports-2025-02", draws=1, days=30))
    assert before.plan.inflow[-1, 1] == 132
    asked = Request("reports-2025-02", start=date(2025, 8, 5), draws=1, days=3, sets={"cbp_book_ins": "200"})
    assert run(asked).plan.inflow[-1, 1] == 200
