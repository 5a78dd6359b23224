"""What holds in every run, whatever the parameters: conservation, age balance, signs, same seed same bits."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bedspace.engines.expected import run as expected_numbers
from bedspace.engines.expected.leaving import leaving
from bedspace.engines.expected.proceedings.kernels import stage_hazards
from bedspace.engines.plan import REMOVAL
from bedspace.engines.result import joined
from bedspace.model.custody import raked_slow_stock, relative_hazards
from bedspace.studies.run.checks import checks
from bedspace.studies.run.runs import Request, run

REPORTS = "reports-2025-02"

POPULATION = "midnight_population"
some_settings = st.fixed_dictionaries(
    {
        "beds_usable": st.integers(20_000, 120_000),
        "beds_surge": st.floats(1, 1.5),
        "capacity_release_share": st.floats(0, 1),
        "seats_growth": st.floats(0, 3),
        "leads_high_risk": st.integers(0, 40_000),
        "pressure_from_gap": st.floats(0, 1),
        "stay_slow_share": st.floats(0, 0.4),
        "exit_elasticity": st.floats(0, 0.6),
        "cbp_book_ins": st.integers(0, 3_000),
        "book_ins_per_arrest": st.floats(0.1, 2),
    }
)

JAN = date(2025, 1, 19)


@settings(max_examples=10, deadline=None)
@given(some_settings, st.integers(0, 2**31 - 1))
def test_checks_hold_whatever_the_settings(sets: dict[str, float], seed: int) -> None:
    answer = run(Request(REPORTS, draws=3, days=40, seed=seed, sets={name: str(value) for name, value in sets.items()}))
    assert all(check.passed for check in checks(answer)), checks(answer)


@pytest.mark.slow
@settings(max_examples=400, deadline=None)
@given(some_settings, st.integers(0, 2**31 - 1))
def test_checks_hold_in_many_runs(sets: dict[str, float], seed: int) -> None:
    answer = run(Request(REPORTS, draws=2, days=30, seed=seed, sets={name: str(value) for name, value in sets.items()}))
    assert all(check.passed for check in checks(answer)), checks(answer)


@pytest.mark.parametrize("shorter", [150, 181, 182])
def test_a_longer_run_begins_like_a_shorter_one(shorter: int) -> None:
    """To the last bit, though a run that ends before anybody passes 180 days keeps no history of its book-ins."""
    sets = {"seats_growth": "0.6", "exit_drift": "0"}
    long, short = (
        run(Request("no-change", start=JAN, draws=2, days=days, inflow="held", sets=sets)).result
        for days in (185, shorter)
    )
    for name in ("over_180_days", POPULATION):
        np.testing.assert_array_equal(long.outputs[name][: shorter + 1], short.outputs[name])


def test_hazards_are_kept_for_those_who_follow_people() -> None:
    request = Request(REPORTS, draws=2, days=3)
    plain, followed = run(request).result, run(request, followed=True).result
    assert followed.hazards[1:].sum(-1).all()
    assert not any(len(each.hazards) for each in (plain, plain.first_draw(), joined([plain, plain])))
    np.testing.assert_array_equal(joined([followed, followed]).hazards[:, :2], followed.hazards)


@pytest.mark.parametrize("scenario", ["no-change", "reports-2025-02", "proceedings-2025"])
@pytest.mark.parametrize("first", [1, 2, 5])
def test_first_draws_do_not_depend_on_how_many_follow(scenario: str, first: int) -> None:
    """To the last bit, one draw alone included, with beds and seats that bind."""
    sets = {"beds_usable": "45000", "beds_surge": "1", "seats_growth": "0.6"}
    plan = run(Request(scenario, draws=11, days=30, sets=sets)).plan
    few, many = expected_numbers.run(plan.of_draws(slice(first))), expected_numbers.run(plan)
    for name, values in few.outputs.items():
        np.testing.assert_array_equal(values, many.outputs[name][:, :first], err_msg=name)
    np.testing.assert_array_equal(few.hazards, many.hazards[:, :first])
    if few.law and many.law:
        fewer, more = (stage_hazards(law.docket.rates, law.days[20]) for law in (few.law, many.law))
        np.testing.assert_array_equal(fewer, more[:first])


def test_same_seed_same_bits_in_another_process() -> None:
    code = (
        "from bedspace.studies.run.runs import *;"
        f"print(run(Request('{REPORTS}', draws=4, days=25)).result.outputs['{POPULATION}'].tobytes().hex())"
    )
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
    assert other == run(Request(REPORTS, draws=4, days=25)).result.outputs[POPULATION].tobytes().hex()


def test_an_empty_scenario_changes_no_bit(tmp_path) -> None:
    """Beside the fall of hand-overs, which is all that the scenario of the reports sets itself."""
    header = 'title = "t"\nquestion = "q"\nstart = 2025-01-19\ndays = 20\ninflow = "arrests"\n'
    (tmp_path / "empty.toml").write_text(f'{header}policies = ["fewer-border-arrests"]\n')
    empty = run(Request(str(tmp_path / "empty.toml"), draws=6))
    shipped = run(Request(REPORTS, draws=6, days=20))
    for name, values in shipped.result.outputs.items():
        np.testing.assert_array_equal(values, empty.result.outputs[name], err_msg=name)


def test_an_override_with_the_value_it_has_changes_no_bit() -> None:
    plain = run(Request(REPORTS, draws=6, days=20))
    same = run(
        Request(REPORTS, draws=6, days=20, sets={"at_large_then": "260", "sunday": "0.58", "beds_guaranteed": "27488"})
    )
    np.testing.assert_array_equal(plain.result.outputs[POPULATION], same.result.outputs[POPULATION])


def test_changes_stay_paired_under_common_keys() -> None:
    """Half a per cent more beds: the paired difference varies far less than the unpaired one."""
    fewer = run(Request(REPORTS, draws=200, days=30, sets={"beds_usable": "38000"})).result.outputs[POPULATION][-1]
    more = run(Request(REPORTS, draws=200, days=30, sets={"beds_usable": "38190"})).result.outputs[POPULATION][-1]
    other = run(Request(REPORTS, draws=200, days=30, seed=1, sets={"beds_usable": "38190"})).result.outputs[POPULATION][
        -1
    ]
    assert np.var(more - other) > 5 * np.var(fewer - more)


class TestMetamorphic:
    """What must follow when one thing is changed."""

    @staticmethod
    def total(name: str, **sets: float) -> float:
        request = Request(REPORTS, draws=8, days=60, sets={key: str(value) for key, value in sets.items()})
        return float(run(request).result.outputs[name].sum())

    def test_more_beds_never_fewer_held(self) -> None:
        held = [self.total(POPULATION, beds_usable=beds) for beds in (30_000, 36_000, 42_000, 60_000)]
        assert held == sorted(held)
        assert held[0] < held[-1]

    def test_more_leads_more_people_with_a_conviction(self) -> None:
        share = [self.total("share_convicted", leads_high_risk=leads) for leads in (0, 3_000, 6_000, 12_000)]
        assert share == sorted(share)
        assert share[0] < share[-1]

    def test_without_seats_nobody_is_removed_and_the_queue_grows(self) -> None:
        answer = run(Request(REPORTS, draws=4, days=30, sets={"seats_growth": "0"}))
        assert answer.result.outputs["removals"].sum() == 0
        assert (np.diff(answer.result.outputs["awaiting_seat"], axis=0) > 0).all()

    def test_more_hand_overs_more_held(self) -> None:
        held = [self.total(POPULATION, cbp_book_ins=flow) for flow in (0, 150, 460, 1_000)]
        assert all(np.diff(held) > 0)

    def test_doubling_everyone_and_every_resource_doubles_the_stock(self) -> None:
        sets = {"exit_elasticity": "0", "pressure_from_releases": "0", "pressure_on_release": "0"}
        one = {"ice_book_ins": "254", "cbp_book_ins": "460", "start_population": "40000", "beds_usable": "38000"}
        two = {"ice_book_ins": "508", "cbp_book_ins": "920", "start_population": "80000", "beds_usable": "76000"}
        seats = {"removal_flights": ("5", "10")}
        single = run(
            Request(
                "no-change", start=JAN, draws=4, days=60, sets={**sets, **one, **{k: v[0] for k, v in seats.items()}}
            )
        )
        double = run(
            Request(
                "no-change", start=JAN, draws=4, days=60, sets={**sets, **two, **{k: v[1] for k, v in seats.items()}}
            )
        )
        np.testing.assert_allclose(double.result.outputs[POPULATION], 2 * single.result.outputs[POPULATION], rtol=1e-9)


class TestAgainstTheory:
    """Against sums that are worked out independently."""

    def test_constant_flows_follow_the_discrete_law(self) -> None:
        """N(t) = N(t-1) exp(-h) + I, written as a closed sum."""
        answer = run(Request("arithmetic", draws=1, days=180, as_of=date(2025, 1, 19)))
        estimates = answer.plan.estimates
        rate = (estimates.rates.sum(-1) * estimates.stock).sum() / estimates.stock.sum()
        start, inflow = answer.result.mean(POPULATION, 0), 254 + 460
        official = answer.plan.inflow[1:].sum(-1)
        keep = np.exp(-rate)
        expected = start * keep**180 + sum(official[t - 1] * keep ** (180 - t) for t in range(1, 181))
        assert inflow == pytest.approx(official[-1])
        assert answer.result.mean(POPULATION, 180) == pytest.approx(expected, rel=1e-9)

    def test_competing_exits_share_in_proportion_to_their_hazards(self) -> None:
        held, hazards = np.array([[[1000.0]]]), np.array([[[0.01, 0.03]]])
        day = leaving(hazards, np.ones((1, 1)))
        np.testing.assert_allclose(day.by_form(held)[0, 0], 1000 * -np.expm1(-0.04) * np.array([0.25, 0.75]))
        assert day.left[0, 0, 0] == pytest.approx(-np.expm1(-0.04))

    @pytest.mark.parametrize("seats", ["20", "0.5"])
    def test_long_stays_agree_with_cohorts_kept_by_age(self, seats: str) -> None:
        """The recursions against a direct simulation that keeps every age, with seats ample and short."""
        sets = {"exit_drift": "0", "seats_growth": seats}
        answer = run(Request("no-change", start=JAN, draws=1, days=220, sets=sets), followed=True)
        result, plan = answer.result, answer.plan
        total = result.hazards[:, 0].sum(-1)
        left = -np.expm1(-total[..., None] * result.relative[0])
        due = result.hazards[:, 0, :, REMOVAL] / np.maximum(total, 1e-300)
        stay = np.exp(-plan.rates[0].sum(-1)[:, None] * result.relative[0])
        stock = plan.estimates.stock[:, None] * _stock_shares(result.relative[0])
        held = stock[..., None] * (1 - stay)[..., None] * stay[..., None] ** np.arange(4000)
        waiting = np.zeros((6, 4000))
        for row in range(1, 221):
            held, waiting = np.roll(held, 1, axis=-1), np.roll(waiting, 1, axis=-1)
            waiting += (held * left[row][..., None]).sum(1) * due[row][:, None]
            waiting *= 1 - result.boarding_share[row, 0]
            held *= (1 - left[row])[..., None]
            placed = result.book_ins[row, 0] * (1 - result.local_share[row, 0])
            held[..., 0] = placed[:, None] * result.entrants[0]
            held *= 1 - result.released_above[row, 0]
        direct = held[..., 181:].sum() + waiting[:, 181:].sum()
        assert (answer.result.outputs["awaiting_seat"][220, 0] > 1000) == (seats == "0.5")
        assert result.outputs["over_180_days"][220, 0] == pytest.approx(direct, rel=1e-6)


def _stock_shares(relative: np.ndarray) -> np.ndarray:
    """Shares of fast and slow stays whose weighted relative hazard is one."""
    fast, slow = relative
    share = (fast - 1) / (fast - slow)
    return np.array([1 - share, share])


@given(st.floats(0.005, 0.05), st.floats(0.01, 0.3), st.floats(1.5, 6), st.floats(0.02, 0.25))
@settings(max_examples=60, deadline=None)
def test_raked_stock_has_the_published_share_of_long_stays(
    rate: float, slow: float, ratio: float, wanted: float
) -> None:
    n = np.ones(1)
    share = raked_slow_stock(rate * n[:, None], n, slow * n, ratio * n, wanted, 180)
    relative = relative_hazards(share, ratio * n)
    mean = (1 - share) * relative[:, 0] + share * relative[:, 1]
    assert mean[0] == pytest.approx(1)

    def held_over(slow: float) -> float:
        fast_pace, slow_pace = relative_hazards(slow * n, ratio * n)[0]
        return float((1 - slow) * np.exp(-rate * fast_pace * 181) + slow * np.exp(-rate * slow_pace * 181))

    reachable = [held_over(each) for each in np.linspace(0, 0.9, 46)]
    nearest = min(max(wanted, reachable[0]), max(reachable))
    assert held_over(share[0]) == pytest.approx(nearest, abs=1e-6)
