"""What must happen where removal goes through proceedings when courts, documents or seats move; and fates in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from bedspace.engines.expected import run as expected
from bedspace.engines.plan import FORMS
from bedspace.engines.result import Result
from bedspace.model.docket import OF_PROCEEDINGS
from bedspace.studies.cohort.fate import HORIZONS, OUTCOMES, fate
from bedspace.studies.run.runs import Request, run

SCENARIO = "proceedings-2025"
DRAWS, DAYS, FROM = 5, 150, 10
AMPLE = (
    ("seats_growth", 20),
    ("beds_usable", 300_000),
    ("hearing_capacity", 50),
    ("exit_elasticity", 0),
    ("pressure_on_release", 0),
)
"""Nothing binds, and how many are held changes nobody's chances."""
NEVER_FEWER, NEVER_MORE, THE_SAME = 1, -1, 0

JAN = date(2025, 1, 19)


@cache
def result(parameter: str = "judges", factor: float = 1, *sets: tuple[str, float], days: int = DAYS) -> Result:
    """A run in which a number is multiplied by a factor from the tenth day on."""
    values = {name: str(value) for name, value in (*AMPLE, *sets)}
    plan = run(Request(SCENARIO, draws=DRAWS, days=days, sets=values)).plan
    setting = plan.settings.by_name[parameter]
    later = replace(setting, path=setting.path * np.where(np.arange(days + 1) < FROM, 1, factor))
    by_name = {**plan.settings.by_name, parameter: later}
    return expected.run(replace(plan, settings=replace(plan.settings, by_name=by_name)))


def so_far(of: Result, output: str) -> np.ndarray:
    """Sum of an output from the start to each day, in each draw."""
    return np.cumsum(of.outputs[output], axis=0)


JUDGES = ("hearing_capacity", 1)
# (parameter, factor from the tenth day on, other values set, output, what it does to its sum by any day in any draw)
RELATIONS: list[tuple[str, float, tuple[tuple[str, float], ...], str, int]] = [
    ("hearing_capacity", 0.01, (), "awaiting_decision", NEVER_FEWER),
    ("hearing_capacity", 0.01, (), "decisions", NEVER_MORE),
    ("hearing_capacity", 0.01, (), "hearings_free", NEVER_MORE),
    ("hearing_capacity", 0.01, (), "removals", NEVER_MORE),
    ("hearing_capacity", 0.01, (), "midnight_population", NEVER_FEWER),
    ("hearing_capacity", 0.01, (), "exits_relief", NEVER_MORE),
    ("judges", 0.5, (JUDGES,), "decisions", NEVER_MORE),
    ("judges", 1.5, (JUDGES,), "awaiting_decision", NEVER_MORE),
    ("judges", 1.5, (), "decisions", THE_SAME),
    ("judges", 1.5, (), "hearings_free", NEVER_FEWER),
    ("court_days", 1.5, (), "awaiting_decision", NEVER_FEWER),
    ("court_days", 1.5, (), "removals", NEVER_MORE),
    ("voluntary_departure_share", 1.5, (), "voluntary_departures", NEVER_FEWER),
    ("voluntary_departure_share", 1.5, (), "awaiting_document", NEVER_MORE),
    ("refusing_country_share", 3, (), "removals", NEVER_MORE),
    ("refusing_country_share", 3, (), "awaiting_document", NEVER_FEWER),
    ("slow_country_share", 2, (), "removals", NEVER_MORE),
    ("document_days_cooperative", 2, (), "awaiting_document", NEVER_FEWER),
    ("document_days_cooperative", 2, (), "removals", NEVER_MORE),
    ("document_days_slow", 2, (), "awaiting_document", NEVER_FEWER),
    ("document_days_slow", 2, (), "overdue_orders", NEVER_FEWER),
    ("overdue_release_ratio", 2, (), "overdue_orders", NEVER_MORE),
    ("overdue_release_ratio", 2, (), "exits_supervision", NEVER_FEWER),
    ("mandatory_detention", 1.5, (), "exits_bond", NEVER_MORE),
    ("mandatory_detention", 1.5, (), "exits_parole", NEVER_MORE),
    ("removal_effort", 1.3, (), "removals", NEVER_FEWER),
    ("habeas_delay", 2, (("habeas_rate", 0.01),), "exits_court_order", NEVER_MORE),
]


@pytest.mark.parametrize(("parameter", "factor", "sets", "output", "sign"), RELATIONS)
def test_relation(parameter: str, factor: float, sets: tuple[tuple[str, float], ...], output: str, sign: int) -> None:
    """By every day, in every draw; and, unless nothing may move, somewhere it does."""
    before, after = so_far(result("judges", 1, *sets), output), so_far(result(parameter, factor, *sets), output)
    np.testing.assert_array_equal(after[:FROM], before[:FROM])
    slack = 1e-6 * np.abs(before).max()
    if sign == THE_SAME:
        np.testing.assert_allclose(after, before, rtol=1e-12)
    else:
        assert (sign * (after - before) >= -slack).all()
        assert (sign * (after - before)[-1] > slack).any()


def test_no_seats_no_removals_and_a_queue_that_only_grows() -> None:
    outputs = result("judges", 1, ("seats_growth", 0)).outputs
    assert not outputs["removals"].any()
    assert (np.diff(outputs["awaiting_seat"], axis=0) > 0).all()


def test_people_kept_grow_old() -> None:
    """Without seats nobody is removed, so never fewer are held over 180 days."""
    without, ample = result("judges", 1, ("seats_growth", 0)), result()
    assert (without.outputs["over_180_days"] >= ample.outputs["over_180_days"] * (1 - 1e-9)).all()


def test_places_in_third_countries() -> None:
    """More are removed, by no more than there are places; fewer wait for a document."""
    places = 2
    without, given = result(), result("judges", 1, ("third_country_places", places))
    more = so_far(given, "removals") - so_far(without, "removals")
    assert (more[1:] > 0).all()
    assert (more <= places * np.arange(DAYS + 1)[:, None] + 1e-6).all()
    for output in ("awaiting_document", "overdue_orders"):
        assert (given.outputs[output][2:] < without.outputs[output][2:]).all()


def test_orders_stay_overdue_for_long() -> None:
    """The 180 days are a presumption: of a step in refusals few are released on the day they pass."""
    days = 330
    before, after = result(days=days), result("refusing_country_share", 3, days=days)
    overdue = (after.outputs["overdue_orders"] - before.outputs["overdue_orders"]) / before.outputs["overdue_orders"]
    first = FROM + 180
    assert np.abs(overdue[:first]).max() < 1e-9
    assert (np.diff(overdue[first : first + 60], axis=0) > 0).all()
    more = after.outputs["exits_supervision"] - before.outputs["exits_supervision"]
    arrived = np.diff(after.outputs["overdue_orders"] - before.outputs["overdue_orders"], axis=0)[first]
    assert (more[first + 1] - more[first - 1] < 0.5 * arrived).all()
    assert (more[first + 100] - more[first - 1] > 0).all()


def test_petitions_bring_releases_late() -> None:
    """None are pending at the start; after four delays the rate is that of the people held for long."""
    of = result("judges", 1, ("habeas_rate", 0.01), ("habeas_delay", 30)).outputs
    asked = 0.01 * of["over_180_days"]
    assert (of["exits_court_order"][1] < 0.04 * asked[1]).all()
    np.testing.assert_allclose(of["exits_court_order"][130], asked[130], rtol=0.1)
    assert not result().outputs["exits_court_order"].any()


def test_petitions_act_at_the_counted_rate_too() -> None:
    sets = {"habeas_rate": "0.01", "habeas_delay": "30"}
    of = run(Request("no-change", start=JAN, draws=DRAWS, days=60, sets=sets)).result.outputs["exits_court_order"]
    assert (of[1] < 0.2 * of[40]).all()


def test_no_flights_on_weekends() -> None:
    """Nobody is removed on a Saturday or Sunday; where seats are ample, each week from Saturday on has as many."""
    weekend, even = result("judges", 1, ("weekend_seats", 0)), result()
    weekdays = run(Request(SCENARIO, draws=1, days=DAYS)).plan.weekdays
    assert not weekend.outputs["removals"][weekdays >= 5].any()
    assert (weekend.outputs["removals"][1:][weekdays[1:] < 5] > 0).all()
    first = int(np.flatnonzero(weekdays[1:] == 5)[0]) + 1
    weeks = (DAYS + 1 - first) // 7
    removals = (one.outputs["removals"][first : first + 7 * weeks] for one in (weekend, even))
    by_week = [each.reshape(weeks, 7, -1).sum(1) for each in removals]
    np.testing.assert_allclose(by_week[0], by_week[1], rtol=1e-9)


def test_an_empty_policy_changes_no_bit(tmp_path: Path) -> None:
    text = 'title = "n"\ndecided = 2025-02-01\nreference = "n"\ncoded_by = "t"\ncoded_from = "n"\nleft_out = "n"\n'
    text += '[[changes]]\nparameter = "judges"\nfrom = 2025-02-01\nhow = "add"\nvalue = 0\n'
    (tmp_path / "nothing.toml").write_text(text + 'reason = "nothing"\n')
    plain = run(Request(SCENARIO, draws=3, days=30)).result.outputs
    same = run(Request(f"{SCENARIO}+{tmp_path / 'nothing.toml'}", draws=3, days=30)).result.outputs
    for name, values in plain.items():
        np.testing.assert_array_equal(values, same[name], err_msg=name)


def test_numbers_of_proceedings_are_inert_at_the_counted_rate() -> None:
    plain = run(Request("no-change", start=JAN, draws=3, days=30)).result.outputs
    sets = {name: "3" if "days" in name or "ratio" in name else "0.6" for name in OF_PROCEEDINGS}
    moved = run(Request("no-change", start=JAN, draws=3, days=30, sets={**sets, "habeas_delay": "9"})).result.outputs
    assert not {"decisions", "overdue_orders"} & set(plain)
    for name, values in plain.items():
        np.testing.assert_array_equal(values, moved[name], err_msg=name)


# Fates


def test_everybody_is_somewhere_at_every_horizon() -> None:
    sets = {"seats_growth": "0.5", "beds_usable": "36000", "hearing_capacity": "0.6", "third_country_places": "2"}
    cohort = fate(8000, date(2025, 1, 20), date(2025, 2, 3), Request(SCENARIO, draws=20, sets=sets))
    for horizon in HORIZONS:
        everyone = sum(cohort.total(horizon, outcome) for outcome in OUTCOMES)
        np.testing.assert_allclose(everyone, 8000, rtol=1e-9)
    removed = [cohort.total(horizon, "removed").mean() for horizon in HORIZONS]
    assert removed == sorted(removed)


@pytest.mark.parametrize("scenario", [pytest.param(SCENARIO, marks=pytest.mark.slow), "no-change"])
def test_a_cohort_fares_as_the_run_with_it_less_the_run_without(scenario: str) -> None:
    """Where nothing binds people do not meet: 8,000 more booked in on a day add just what becomes of them."""
    day = date(2025, 1, 29)
    request = Request(scenario, start=JAN, draws=1, days=190, sets={name: str(value) for name, value in AMPLE})
    cohort = fate(8000, day, day, request)
    plan, row = run(request).plan, 10
    inflow = plan.inflow.copy()
    inflow[row, 0] += 8000 - cohort.total(14, "not booked")[0]
    with_it = expected.run(replace(plan, inflow=inflow)).outputs
    without = expected.run(plan).outputs
    for horizon in HORIZONS:
        held = with_it["midnight_population"][row + horizon] - without["midnight_population"][row + horizon]
        assert cohort.total(horizon, "held")[0] == pytest.approx(held[0], rel=1e-9)
        for form in FORMS:
            name = "removals" if form == "removal" else f"exits_{form}"
            more = (with_it[name] - without[name])[: row + horizon + 1].sum(0)
            assert cohort.outcomes[horizon][form][0] == pytest.approx(more[0], rel=1e-6, abs=1e-6), (horizon, form)
