"""What must happen to a result when an input moves, whatever the numbers are: one line a relation."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pytest

from bedspace.parameters.policy import policies
from bedspace.studies.run.runs import Answer, Request, run

DRAWS, DAYS = 6, 90
FULL = "reports-2025-02"
BEFORE = "fiscal-2024"


@cache
def answer(scenario: str, *sets: tuple[str, float]) -> Answer:
    return run(Request(scenario, draws=DRAWS, days=DAYS, sets={name: str(value) for name, value in sets}))


def total(answered: Answer, output: str) -> np.ndarray:
    """Sum over the run in each draw: person-days, arrests, exits."""
    return answered.result.outputs[output][1:].sum(0)


NEVER_FEWER, NEVER_MORE, THE_SAME = 1, -1, 0

# (scenario, parameter, smaller value, larger value, output, what the larger value does to it in every draw)
RELATIONS: list[tuple[str, str, float, float, str, int]] = [
    # beds
    (FULL, "beds_usable", 35_000, 45_000, "midnight_population", NEVER_FEWER),
    (FULL, "beds_usable", 45_000, 70_000, "midnight_population", NEVER_FEWER),
    (FULL, "beds_usable", 35_000, 45_000, "exits_capacity", NEVER_MORE),
    (FULL, "beds_usable", 35_000, 45_000, "book_ins_cbp", THE_SAME),
    (FULL, "beds_surge", 1, 1.2, "exits_capacity", NEVER_MORE),
    (FULL, "capacity_release_share", 0.1, 1, "midnight_population", NEVER_MORE),
    (FULL, "local_shortage_share", 0, 0.1, "midnight_population", NEVER_MORE),
    (FULL, "beds_funded", 34_000, 60_000, "midnight_population", THE_SAME),
    (FULL, "beds_funded", 34_000, 60_000, "custody_cost", NEVER_MORE),
    (FULL, "beds_contracted", 40_000, 80_000, "occupancy_contracted", NEVER_MORE),
    # leads
    (FULL, "leads_high_risk", 4_000, 8_000, "share_convicted", NEVER_FEWER),
    (FULL, "scope", 0.8, 1.25, "arrests", NEVER_FEWER),
    (FULL, "replenishment_growth", 1, 2, "share_convicted", NEVER_FEWER),
    (FULL, "replenishment_growth", 1, 2, "leads_high_risk", NEVER_FEWER),
    # operations, publicity, reach, traced addresses
    (FULL, "operation_sought", 0, 100, "arrests_operations", NEVER_FEWER),
    (FULL, "operation_sought", 0, 100, "arrests", NEVER_FEWER),
    (FULL, "operation_yield", 0.2, 0.5, "arrests", THE_SAME),
    (FULL, "publicity_loss", 0, 0.3, "arrests", NEVER_MORE),
    (FULL, "publicity_loss", 0, 0.3, "arrests_custodial", THE_SAME),
    (BEFORE, "sensitive_places_share", 0, 0.2, "arrests_at_large", NEVER_MORE),
    (FULL, "sensitive_places_share", 0, 0.2, "arrests_custodial", THE_SAME),
    (FULL, "skip_tracing_addresses", 0, 1_644, "arrests", NEVER_FEWER),
    (FULL, "skip_tracing_yield", 0.02, 0.2, "arrests", THE_SAME),
    # staff
    (FULL, "officers", 5_000, 10_000, "officer_hours", NEVER_FEWER),
    (FULL, "borrowed_officers", 0, 5_000, "arrests", NEVER_FEWER),
    (FULL, "borrowed_officers", 0, 5_000, "borrowed_agent_days", NEVER_FEWER),
    (FULL, "borrowed_efficiency", 0.1, 1, "officer_hours", NEVER_FEWER),
    (FULL, "fatigue_days", 7, 35, "arrests", NEVER_FEWER),
    (FULL, "custody_officers_per_held", 0, 0.03, "officer_hours", NEVER_MORE),
    (FULL, "hired_officers", 0, 4_000, "officer_hours", NEVER_FEWER),
    (FULL, "training_days", 0, 180, "arrests", THE_SAME),
    # arrests and book-ins
    (BEFORE, "agreements_287g", 135, 270, "arrests_custodial", NEVER_FEWER),
    (FULL, "arrests_per_agreement", 0, 1, "arrests", NEVER_FEWER),
    (FULL, "custodial_growth", 1, 3, "arrests_custodial", NEVER_FEWER),
    (FULL, "custodial_growth", 1, 3, "book_ins_ice", NEVER_FEWER),
    (FULL, "collateral_share", 0, 0.5, "arrests_at_large", NEVER_FEWER),
    (FULL, "book_ins_per_arrest", 0.7, 0.95, "book_ins_ice", NEVER_FEWER),
    (FULL, "book_ins_per_arrest", 0.7, 0.95, "not_booked", NEVER_MORE),
    (FULL, "cbp_book_ins", 150, 460, "midnight_population", NEVER_FEWER),
    ("no-change", "ice_book_ins", 254, 600, "midnight_population", NEVER_FEWER),
    ("no-change", "custodial_growth", 1, 3, "book_ins_ice", THE_SAME),
    # target and pressure
    (FULL, "arrest_target", 1_200, 3_000, "arrests", NEVER_FEWER),
    (FULL, "arrest_target", 0, 1_200, "target_gap", NEVER_FEWER),
    (FULL, "pressure_from_events", 0, 0.4, "pressure", NEVER_FEWER),
    (FULL, "pressure_on_release", 0, 3, "exits_parole", NEVER_MORE),
    (FULL, "pressure_on_release", 0, 3, "midnight_population", NEVER_FEWER),
    (FULL, "pressure_on_hours", 0, 1.5, "arrests", NEVER_FEWER),
    (FULL, "pressure_on_scope", 0, 0.3, "arrests", NEVER_FEWER),
    (FULL, "pressure_on_scope", 0.3, 1, "arrests", NEVER_FEWER),
    (FULL, "detainers", 451, 703, "arrests", NEVER_FEWER),
    (FULL, "office_target", 0, 200, "arrests", NEVER_FEWER),
    (BEFORE, "field_offices", 20, 40, "arrests", THE_SAME),
    # exits
    (FULL, "discretionary_release", 0.2, 2, "exits_recognizance", NEVER_FEWER),
    (FULL, "discretionary_release", 0.2, 2, "midnight_population", NEVER_MORE),
    (FULL, "bond_release", 0.5, 2, "exits_bond", NEVER_FEWER),
    (FULL, "bond_release", 0.5, 2, "midnight_population", NEVER_MORE),
    (FULL, "removal_effort", 0.5, 1.5, "midnight_population", NEVER_MORE),
    ("arithmetic", "removal_effort", 0.5, 1.5, "removals", NEVER_FEWER),
    ("no-change", "start_population", 38_000, 42_000, "midnight_population", NEVER_FEWER),
    ("no-change", "stay_slow_share", 0, 0.08, "over_180_days", NEVER_FEWER),
    # seats
    (FULL, "seats_growth", 0.5, 2, "removals", NEVER_FEWER),
    (FULL, "seats_growth", 0.5, 2, "awaiting_seat", NEVER_MORE),
    (FULL, "removal_flights", 2, 8, "awaiting_seat", NEVER_MORE),
    (FULL, "flight_load", 60, 135, "awaiting_seat", NEVER_MORE),
    (FULL, "air_share", 0.5, 0.9, "awaiting_seat", NEVER_FEWER),
    (FULL, "direct_removal_share", 0.1, 0.5, "awaiting_seat", NEVER_FEWER),
    # money
    (FULL, "bed_day_cost", 152, 187, "custody_cost", NEVER_FEWER),
    (FULL, "marginal_bed_day_cost", 245, 620, "custody_cost", NEVER_FEWER),
    (FULL, "beds_guaranteed", 10_000, 40_000, "custody_cost", NEVER_FEWER),
]


@pytest.mark.parametrize(("scenario", "parameter", "less", "more", "output", "sign"), RELATIONS)
def test_relation(scenario: str, parameter: str, less: float, more: float, output: str, sign: int) -> None:
    """In every draw; and, unless nothing may move, somewhere it does."""
    few, many = total(answer(scenario, (parameter, less)), output), total(answer(scenario, (parameter, more)), output)
    slack = 1e-9 * np.abs(few).max()
    if sign == THE_SAME:
        np.testing.assert_allclose(many, few)
    else:
        assert (sign * (many - few) >= -slack).all()
        assert (sign * (many - few) > slack).any()


def test_a_day_of_the_week_moves_arrests_within_the_week_alone() -> None:
    """Twelve weeks without the spread from day to day: half or twice as many on Wednesdays are as many in all."""
    weeks = [
        answer(FULL, ("day_shock", 0), ("wednesday", factor)).result.outputs["arrests"][1:85].sum(0)
        for factor in (0.63, 2.52)
    ]
    np.testing.assert_allclose(*weeks, rtol=0.01)


NOTHING = """
title = "Nothing"
decided = 2025-02-01
reference = "none"
coded_by = "a test"
coded_from = "nothing"
left_out = "everything"
[[changes]]
parameter = "{parameter}"
from = 2025-02-01
how = "{how}"
value = {value}
reason = "nothing"
"""


@pytest.mark.parametrize(("parameter", "how", "value"), [("beds_usable", "add", 0), ("seats_growth", "multiply", 1)])
def test_an_empty_policy_changes_no_bit(parameter: str, how: str, value: int, tmp_path: Path) -> None:
    file = tmp_path / "nothing.toml"
    file.write_text(NOTHING.format(parameter=parameter, how=how, value=value))
    for name, values in answer(f"{FULL}+{file}").result.outputs.items():
        np.testing.assert_array_equal(values, answer(FULL).result.outputs[name], err_msg=name)


def test_no_seats_no_removals_and_a_queue_that_only_grows() -> None:
    result = answer(FULL, ("seats_growth", 0)).result.outputs
    assert not result["removals"].any()
    assert (np.diff(result["awaiting_seat"], axis=0) > 0).all()


def test_nobody_arrested_nobody_booked_in_by_ice() -> None:
    nobody = answer(FULL, ("custodial_growth", 0), ("arrests_per_agreement", 0), ("publicity_loss", 0.5), ("scope", 0))
    fewer = total(nobody, "book_ins_ice") < 0.5 * total(answer(FULL), "book_ins_ice")
    assert fewer.all()


def test_without_release_and_removal_nobody_leaves_but_by_law_or_transfer() -> None:
    stopped = (("discretionary_release", 0), ("bond_release", 0), ("removal_effort", 0), ("beds_usable", 300_000))
    outputs = answer(FULL, *stopped).result.outputs
    for form in ("bond", "recognizance", "supervision", "parole", "capacity"):
        assert not outputs[f"exits_{form}"].any()
    assert not outputs["removals"].any()
    assert (np.diff(outputs["midnight_population"], axis=0) > 0).all()


def test_what_happens_later_changes_nothing_earlier() -> None:
    """A longer run has the shorter one as its beginning."""
    longer = run(Request(FULL, draws=DRAWS, days=DAYS + 30)).result.outputs
    for name, values in answer(FULL).result.outputs.items():
        np.testing.assert_array_equal(longer[name][: DAYS + 1], values, err_msg=name)


def test_the_first_draws_stay_when_more_are_made() -> None:
    more = run(Request(FULL, draws=2 * DRAWS, days=DAYS)).result.outputs
    for name, values in answer(FULL).result.outputs.items():
        np.testing.assert_allclose(more[name][:, :DRAWS], values, rtol=1e-12, err_msg=name)


def test_twice_everything_gives_twice_the_population() -> None:
    """Where no bed or seat binds, people held are proportional to those at the start and those booked in."""
    free = (("beds_usable", 300_000), ("seats_growth", 20), ("pressure_on_release", 0), ("exit_elasticity", 0))
    one = answer("no-change", *free, ("ice_book_ins", 254), ("cbp_book_ins", 460), ("start_population", 20_000))
    two = answer("no-change", *free, ("ice_book_ins", 508), ("cbp_book_ins", 920), ("start_population", 40_000))
    population = "midnight_population"
    np.testing.assert_allclose(two.result.outputs[population], 2 * one.result.outputs[population], rtol=1e-9)


@pytest.mark.parametrize(
    ("policy", "output", "sign"),
    [
        ("guantanamo-30000-announced", "midnight_population", NEVER_FEWER),
        ("guantanamo-30000-announced", "exits_capacity", NEVER_MORE),
        ("border-space", "exits_capacity", NEVER_MORE),
        ("beds-opened", "midnight_population", NEVER_FEWER),
        ("release-policy", "exits_recognizance", NEVER_MORE),
        ("release-policy", "midnight_population", NEVER_FEWER),
        ("bond-rise", "exits_bond", NEVER_FEWER),
        ("laken-riley", "exits_bond", NEVER_MORE),
        ("laken-riley-estimated", "arrests_custodial", NEVER_FEWER),
        ("removal-effort", "removals", NEVER_FEWER),
        ("refusing-countries", "removals", NEVER_MORE),
        ("refusing-countries", "midnight_population", NEVER_FEWER),
        ("fewer-border-arrests", "book_ins_cbp", NEVER_MORE),
        ("fewer-border-arrests", "midnight_population", NEVER_MORE),
        ("supervision-instead", "midnight_population", NEVER_MORE),
        ("agreements-287g", "arrests_custodial", NEVER_FEWER),
        ("agreements-287g", "arrests_agreements", NEVER_FEWER),
        ("leaks", "arrests", NEVER_MORE),
        ("public-operation", "arrests_operations", NEVER_FEWER),
        ("sensitive-places-back", "arrests", NEVER_MORE),
        ("january-quota-offices", "arrests", NEVER_FEWER),
        ("jail-cooperation", "book_ins_ice", NEVER_FEWER),
        ("january-quota", "arrests", NEVER_FEWER),
        ("sensitive-places", "arrests_collateral", NEVER_FEWER),
        ("more-flights", "seats_free", NEVER_FEWER),
    ],
)
def test_policy(policy: str, output: str, sign: int) -> None:
    """What a policy does against its base, in every draw."""
    base = policies()[policy].base
    difference = total(answer(f"{base}+{policy}"), output) - total(answer(base), output)
    slack = 1e-9 * np.abs(total(answer(base), output)).max()
    assert (sign * difference >= -slack).all()
    assert (sign * difference > slack).any()


@pytest.mark.parametrize("inert", ["third-countries", "guantanamo-200-used"])
def test_a_small_policy_moves_little(inert: str) -> None:
    """A thousandth of removals, or 200 of 38,521 beds, move less than their own share of the population."""
    before = policies()[inert].base
    base = total(answer(before), "midnight_population")
    assert (np.abs(total(answer(f"{before}+{inert}"), "midnight_population") / base - 1) < 200 / 38_521).all()


def with_hires(until_trained: float) -> Answer:
    """Officers hired from July 2025 on, in a run that sees some of them trained."""
    request = Request(f"{BEFORE}+money-for-hiring", draws=DRAWS, days=400, sets={"training_days": str(until_trained)})
    return run(request)


def test_longer_training_gives_never_more_hours_or_arrests() -> None:
    short, long = with_hires(120), with_hires(180)
    for output in ("officer_hours", "arrests"):
        assert (total(long, output) <= total(short, output)).all()
        assert (total(long, output) < total(short, output)).any()
    assert (total(long, "officers_in_training") > total(short, "officers_in_training")).all()


def test_an_operation_ends_with_its_last_day() -> None:
    """Some 30 of 100 sought on its day, fewer as others are sought too; nobody on any other."""
    result = run(Request(f"{FULL}+public-operation", draws=1, days=DAYS)).result.outputs["arrests_operations"][:, 0]
    assert 15 < result[17] < 40
    assert np.count_nonzero(result) == 1


def test_publicity_acts_on_operations_too() -> None:
    open_, leaked = (answer(FULL, ("operation_sought", 50), ("publicity_loss", loss)) for loss in (0, 0.5))
    last = [found.result.outputs["arrests_operations"][-1] for found in (leaked, open_)]
    np.testing.assert_allclose(2 * last[0], last[1], rtol=0.05)


def test_limits_at_sensitive_places_act_only_while_in_force() -> None:
    """With a share out of reach, arrests of fiscal year 2024 come back once the limits are lifted."""
    share = ("sensitive_places_share", 0.3)
    before, lifted = answer(BEFORE, share), answer(f"{BEFORE}+sensitive-places", share)
    assert (total(lifted, "arrests_at_large") > total(before, "arrests_at_large")).all()
