"""Every mechanism can be switched off, and matters: what each one moves, and in which direction."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
import pytest

from bedspace.model.system import MECHANISMS
from bedspace.studies.run.runs import Answer, Request, run

DRAWS, DAYS = 16, 120


BEFORE, REPORTS, PROCEEDINGS = "fiscal-2024", "reports-2025-02", "proceedings-2025"

# mechanism that is neutral by default -> scenario and days in which it acts
ACTS_UNDER: dict[str, tuple[str, int]] = {
    "target per office": (f"{BEFORE}+january-quota-offices", DAYS),
    "pressure from events": (f"{REPORTS}+daily-calls", DAYS),
    "pressure on scope": (f"{REPORTS}+wider-scope", DAYS),
    "shift of officers": (f"{REPORTS}+officers-to-arrests", DAYS),
    "sensitive places": (f"{REPORTS}+sensitive-places-back", DAYS),
    "skip tracing": (f"{REPORTS}+skip-tracing", 400),
    "operations": (f"{REPORTS}+public-operation", DAYS),
    "publicity": (f"{REPORTS}+leaks", DAYS),
    "hired officers": (f"{REPORTS}+money-for-hiring", 400),
    "training": (f"{REPORTS}+money-for-hiring", 400),
    "removal through proceedings": (PROCEEDINGS, DAYS),
    "hearings": (f"{PROCEEDINGS}+fewer-judges", DAYS),
    "priority of hearings": (f"{PROCEEDINGS}+convictions-first", DAYS),
    "voluntary departure": (PROCEEDINGS, DAYS),
    "country groups": (PROCEEDINGS, DAYS),
    "documents": (PROCEEDINGS, DAYS),
    "release after 180 days": (PROCEEDINGS, DAYS),
    "third countries": (f"{PROCEEDINGS}+third-countries", DAYS),
    "mandatory detention": (f"{REPORTS}+laken-riley", DAYS),
    "petitions": (f"{REPORTS}+petitions", 400),
    "weekends without flights": (f"{REPORTS}+no-weekend-flights", DAYS),
}


# mechanism -> scenario and days in which it shows more than by default
SHOWS_UNDER = {"pressure from releases": (BEFORE, DAYS)}


@cache
def answer(*off: str, scenario: str = REPORTS, days: int = DAYS) -> Answer:
    return run(Request(scenario, draws=DRAWS, days=days, off=off))


def total(name: str) -> Callable[[Answer], float]:
    """Sum over days and draws; zero where the run has no such output, as those of proceedings."""
    return lambda a: float(a.result.outputs.get(name, np.zeros(1)).sum())


def spread(name: str, row: int) -> Callable[[Answer], float]:
    return lambda a: float(np.log(a.result.outputs[name][row]).std())


def leads_found(a: Answer) -> float:
    return float(a.result.leads["found"].sum())


def leads_gone_stale(a: Answer) -> float:
    return float(a.result.leads["stale"].sum())


def wander(name: str) -> Callable[[Answer], float]:
    """How far draws part from the first to the last four weeks."""

    def measured(a: Answer) -> float:
        flow = a.result.outputs[name]
        return float(np.log(flow[-28:].mean(0) / flow[1:29].mean(0)).std())

    return measured


def sunday_share(a: Answer) -> float:
    arrests = a.result.outputs["arrests"][1:]
    return float(arrests[a.plan.weekdays[1:] == 6].mean() / arrests.mean())


def weekend_share(name: str) -> Callable[[Answer], float]:
    """Mean of a flow on Saturdays and Sundays over its mean."""

    def measured(a: Answer) -> float:
        flow = a.result.outputs[name][1:]
        return float(flow[a.plan.weekdays[1:] >= 5].mean() / flow.mean())

    return measured


def due_with_convictions(a: Answer) -> float:
    """Removals that fell due of people with a conviction, arrested by either agency."""
    return float(a.result.due[1:, :, [0, 3]].sum())


# mechanism -> (what it moves, sign of the change when it is switched OFF)
EFFECTS: dict[str, tuple[Callable[[Answer], float], int]] = {
    "target": (total("pressure"), -1),
    "target per office": (total("pressure"), -1),
    "pressure from the gap": (total("pressure"), -1),
    "pressure from releases": (total("pressure"), -1),
    "pressure from events": (total("pressure"), -1),
    "pressure on hours": (total("officer_hours"), -1),
    "pressure on research": (leads_found, +1),
    "pressure on scope": (total("arrests_at_large"), -1),
    "pressure on release": (total("exits_recognizance"), +1),
    "high-risk leads": (total("share_convicted"), -1),
    "wider leads": (total("arrests"), -1),
    "ageing of leads": (leads_gone_stale, -1),
    "replenishment of leads": (total("leads_high_risk"), -1),
    "sensitive places": (total("arrests_at_large"), +1),
    "skip tracing": (leads_found, -1),
    "operations": (total("arrests_operations"), -1),
    "publicity": (total("arrests_at_large"), +1),
    "shift of officers": (total("officer_hours"), -1),
    "custody takes officers": (total("officer_hours"), +1),
    "borrowed agents": (total("officer_hours"), -1),
    "fatigue": (total("officer_hours"), +1),
    "hired officers": (total("officer_hours"), -1),
    "training": (total("officers_in_training"), -1),
    "growth of custodial arrests": (total("arrests_custodial"), -1),
    "287(g) agreements": (total("arrests_custodial"), -1),
    "collateral arrests": (total("arrests_collateral"), -1),
    "day shock": (spread("arrests", 30), -1),
    "drift of arrests": (wander("arrests_custodial"), -1),
    "drift of hand-overs": (wander("book_ins_cbp"), -1),
    "weekdays": (sunday_share, +1),
    "not booked": (total("not_booked"), -1),
    "hand-overs by CBP": (total("book_ins_cbp"), -1),
    "stay mixture": (total("over_180_days"), -1),
    "exit elasticity": (lambda a: float(a.result.outputs["midnight_population"][-1].mean()), +1),
    "exit drift": (spread("exits_bond", DAYS), -1),
    "parameter error": (spread("exits_bond", 1), -1),
    "removal through proceedings": (total("overdue_orders"), -1),
    "hearings": (total("hearings_free"), +1),
    "priority of hearings": (due_with_convictions, -1),
    "voluntary departure": (total("voluntary_departures"), -1),
    "country groups": (total("overdue_orders"), -1),
    "documents": (total("awaiting_document"), -1),
    "release after 180 days": (total("overdue_orders"), +1),
    "third countries": (total("overdue_orders"), +1),
    "mandatory detention": (total("exits_bond"), +1),
    "petitions": (total("exits_court_order"), -1),
    "seats": (total("awaiting_seat"), -1),
    "weekends without flights": (weekend_share("removals"), +1),
    "beds": (total("exits_capacity"), -1),
    "surge": (total("exits_capacity"), +1),
    "capacity release": (total("exits_capacity"), -1),
    "local shortage": (total("exits_capacity"), -1),
}


def test_every_mechanism_has_a_stated_effect() -> None:
    assert EFFECTS.keys() == MECHANISMS.keys()


@pytest.mark.parametrize("mechanism", MECHANISMS)
def test_each_mechanism_matters(mechanism: str) -> None:
    measure, sign = EFFECTS[mechanism]
    scenario, days = (ACTS_UNDER | SHOWS_UNDER).get(mechanism, (REPORTS, DAYS))
    on, off = (measure(answer(*switched, scenario=scenario, days=days)) for switched in ((), (mechanism,)))
    assert sign * (off - on) > 1e-3 * abs(on), f"{mechanism}: {on:g} with it, {off:g} without"


@pytest.mark.parametrize("mechanism", ACTS_UNDER)
def test_a_neutral_mechanism_changes_no_bit_by_default(mechanism: str) -> None:
    plain = answer().result.outputs
    for name, values in answer(mechanism).result.outputs.items():
        np.testing.assert_array_equal(values, plain[name], err_msg=name)


@pytest.mark.parametrize("mechanism", ["target per office", "operations", "publicity", "pressure from events"])
def test_off_undoes_the_policy_that_brings_it(mechanism: str) -> None:
    """A policy that acts through one mechanism alone is its base, to the bit, once that mechanism is off."""
    scenario, _ = ACTS_UNDER[mechanism]
    base = answer(scenario=scenario.split("+")[0]).result.outputs
    for name, values in answer(mechanism, scenario=scenario).result.outputs.items():
        np.testing.assert_array_equal(values, base[name], err_msg=name)


def test_an_operation_meets_the_capacity_of_the_day() -> None:
    """It brings fewer than it asks for, and fewer than in proportion the larger it is."""
    small, large = (
        run(Request(REPORTS, draws=3, days=3, sets={"operation_sought": str(size)})).result.outputs
        for size in (50, 5_000)
    )
    brought = [found["arrests_operations"][1] for found in (small, large)]
    assert (brought[0] > 0).all()
    assert (brought[1] < 100 * brought[0]).all()
    assert (large["arrests"][1] > small["arrests"][1]).all()
