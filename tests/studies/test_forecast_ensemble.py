"""The forecast itself: the balance, the residual paths, the width, and laws that any forecast must keep."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.studies.synthetic_series import as_released, world

from bedspace.studies.forecast import width
from bedspace.studies.forecast.balance import after_week, balance
from bedspace.studies.forecast.baselines import NORMAL, drift, naive, random_walk, seasonal
from bedspace.studies.forecast.draws import draws
from bedspace.studies.forecast.ensemble import futures, log_quantiles, weighted_quantiles
from bedspace.studies.forecast.fit import estimates
from bedspace.studies.forecast.given import expected, given_inflow
from bedspace.studies.forecast.paths import levels, path_weights
from bedspace.studies.forecast.rolling import Origin, Past, finished
from bedspace.studies.forecast.scores import covered, wis
from bedspace.studies.forecast.settings import HORIZONS, LEVELS, MEDIAN, ensemble, table
from bedspace.studies.forecast.weekly import Weekly

SERIES = as_released(world(1, 240), 239)
LEADS = (37.0, 97.0, 187.0)
DATA_SETS = 200


def flat(weeks: int = 120, rate: float = 1 / 57) -> Weekly:
    """A population in balance with its book-ins."""
    return Weekly(737000.0 + 7 * np.arange(weeks), np.full(weeks, 700 / rate), np.full(weeks, 700.0))


def test_all_162_settings_are_there_once() -> None:
    members = ensemble()
    weights = (members.inflow_smoothing, members.exit_smoothing, members.elasticity, members.reversion)
    rows = np.stack([members.shape, *weights])
    assert rows.shape == (5, 162)
    assert len(np.unique(rows, axis=1).T) == 162
    assert members.stays[..., 0].sum(-1) == pytest.approx(1.0)
    assert set(ensemble("runs").elasticity) == {0.3, 0.6}


def test_the_balance_meets_every_count() -> None:
    stays = ensemble().stays
    solved = balance(SERIES, stays)
    assert solved.inside.sum(-1) == pytest.approx(SERIES.held[-1])
    share, rate = stays[..., 0], 1 / stays[..., 1]
    before = balance(Weekly(SERIES.days[:-1], SERIES.held[:-1], SERIES.booked_in[:-1]), stays).inside
    after = after_week(before, share * SERIES.booked_in[-1], rate, solved.multiplier[:, -1:])
    assert after.sum(-1) == pytest.approx(SERIES.held[-1], rel=1e-6)


def test_a_count_that_nothing_can_meet_still_holds() -> None:
    held = np.array([10_000.0, 10_000, 30_000, 30_000])
    solved = balance(Weekly(7.0 * np.arange(4), held, np.full(4, 100.0)), ensemble().stays)
    assert solved.inside.sum(-1) == pytest.approx(30_000)


def test_a_population_in_balance_stays() -> None:
    found = np.exp(log_quantiles(flat(), LEADS))
    assert found[:, MEDIAN] == pytest.approx(700 * 57, rel=0.002)


def test_twice_the_people_make_twice_the_forecast() -> None:
    twice = replace(SERIES, held=2 * SERIES.held, booked_in=2 * SERIES.booked_in)
    assert log_quantiles(twice, LEADS) == pytest.approx(log_quantiles(SERIES, LEADS) + np.log(2), abs=1e-6)


def test_quantiles_rise_and_bands_widen_with_the_lead() -> None:
    found = log_quantiles(SERIES, LEADS)
    assert (np.diff(found, axis=-1) > 0).all()
    assert (np.diff(found[:, 20] - found[:, 2]) > 0).all()


def test_book_ins_of_late_above_the_exits_raise_the_forecast() -> None:
    """A balance that tips: book-ins half as high again for two months, and the stock that follows from them."""
    share, rate = ensemble().stays[0, :, 0], 1 / ensemble().stays[0, :, 1]
    inside, known = share * 700 / rate, flat()
    held, booked = known.held.copy(), known.booked_in.copy()
    for week in range(len(held) - 8, len(held)):
        booked[week] = 1050
        inside = after_week(inside, share * 1050, rate, np.ones(2))
        held[week] = inside.sum()
    found = np.exp(log_quantiles(Weekly(known.days, held, booked), (84.0,)))[0, MEDIAN]
    assert held[-1] < found < 1050 * 57


def test_a_residual_path_laid_on_its_own_start_gives_what_came() -> None:
    """Levels of a past week and the path from it, together, are the book-ins and exits that followed."""
    members, weeks = ensemble(), 5
    solved = balance(SERIES, members.stays)
    known = levels(SERIES, solved, members, weeks)
    start = 100
    before = Weekly(*(each[: start + 1] for each in (SERIES.days, SERIES.held, SERIES.booked_in)))
    then = levels(before, balance(before, members.stays), members, weeks)
    plain = members.reversion == 0
    rebuilt = then.inflow[plain] + known.inflow_misses[plain, start]
    assert rebuilt == pytest.approx(np.tile(np.log(SERIES.booked_in[start + 1 : start + 6]), (plain.sum(), 1)))
    explained = members.elasticity * np.log(SERIES.booked_in[start + 5])
    exits = np.log(solved.multiplier[members.shape, start + 5]) - explained
    assert then.exits + known.exit_misses[:, start, 4] == pytest.approx(exits)


def test_paths_that_are_not_known_so_far_have_no_weight_and_old_ones_little() -> None:
    half_life = round(table()["residuals"]["half_life_years"] * 365.25 / 7)
    weights = path_weights(np.array([half_life + 10, 10, 9]), 10)
    assert weights[2] == 0
    assert weights[0] / weights[1] == pytest.approx(0.5, rel=0.01)


def test_weighted_quantiles_of_equal_weights_are_quantiles() -> None:
    values = np.random.default_rng(3).normal(size=(1, 4001))
    assert weighted_quantiles(values, np.ones(4001))[0] == pytest.approx(np.quantile(values, LEVELS), abs=0.01)


def test_a_weight_counts_as_so_many_values() -> None:
    values = np.array([[1.0, 2.0, 3.0]])
    assert weighted_quantiles(values, np.array([1.0, 1.0, 20.0]))[0, MEDIAN] > 2.5


def test_bands_too_narrow_before_are_widened_and_too_wide_ones_narrowed() -> None:
    outcomes, ages = np.random.default_rng(5).permutation(np.repeat(NORMAL, 10)), 90.0 * np.arange(230, 0, -1)
    unit = np.tile(NORMAL, (230, 1))
    assert width.factor(0.6 * unit, outcomes, ages) > 1.3
    assert width.factor(unit, outcomes, ages) == pytest.approx(1.0, abs=0.1)
    assert width.factor(2.0 * unit, outcomes, ages) < 0.7


def test_few_past_forecasts_move_the_width_less_than_many_and_none_not_at_all() -> None:
    quantiles, outcomes = np.tile(np.linspace(-0.1, 0.1, 23), (40, 1)), np.full(40, 0.2)
    few, many = (width.factor(quantiles[:n], outcomes[:n], np.arange(float(n), 0, -1)) for n in (2, 40))
    assert 1.0 <= few < many
    assert width.factor(quantiles[:0], outcomes[:0], outcomes[:0]) == 1.0


def test_widening_keeps_the_median() -> None:
    row = np.linspace(1.0, 3.0, 23)
    assert width.widened(row, 1.5)[MEDIAN] == row[MEDIAN]
    assert np.ptp(width.widened(row, 1.5)) == pytest.approx(1.5 * np.ptp(row))


def test_no_factor_up_to_thirty_days_and_the_last_one_beyond() -> None:
    factors = {90: 1.5, 180: 1.2}
    found = [width.at_horizon(factors, days) for days in (14, 30, 60, 90, 180, 365)]
    assert found == pytest.approx([1, 1, np.sqrt(1.5), 1.5, 1.2, 1.2], abs=1e-6)


@pytest.mark.parametrize(("age", "share"), [(20.0, 0.0), (21.0, 0.5)])
def test_old_data_mix_the_naive_forecast_in(age: float, share: float) -> None:
    none = Past(np.zeros(0), np.zeros((0, 3, 23)), np.zeros((0, 3, 23)))
    plain, beside = np.full((3, 23), 2.0), np.full((3, 23), 4.0)
    found = finished(Origin(SERIES.end + age, SERIES), none, HORIZONS, plain, beside)
    assert np.log(found) == pytest.approx(np.full((3, 23), 2.0 + 2.0 * share))


def test_a_forecast_learns_its_width_only_from_outcomes_it_could_know() -> None:
    day = SERIES.end + 3
    days = np.array([day - 180, day - 92, day - 30, day + 1])
    past = Past(days, np.zeros((4, 3, 23)), np.zeros((4, 3, 23)))
    seen = {horizon: len(outcomes) for horizon, (_, outcomes, _) in past.before(Origin(day, SERIES)).items()}
    assert seen == {30: 2, 90: 1, 180: 0}


def test_a_jump_of_book_ins_that_is_told_is_followed() -> None:
    """Steady exits and true book-ins half as high again: the stock goes to half as much again, on the known way."""
    known, weeks = flat(), 30
    later = replace(flat(150), booked_in=np.where(np.arange(150) < 120, 700.0, 1050.0))
    members = replace(ensemble("runs"), elasticity=np.zeros(len(ensemble("runs").shape)))
    held = np.exp(expected(known, np.log(later.booked_in[None, 120 : 120 + weeks]), members))
    assert held[0] == pytest.approx(700 * 57)
    assert np.diff(held).min() > 0
    assert held[-1] / held[0] == pytest.approx(1 + 0.5 * (1 - np.exp(-7 * weeks / 57)), rel=0.05)
    followed = given_inflow(known, later, (70.0,))[0]
    assert 1.1 < followed / held[0] < held[10] / held[0]  # elasticity of exits takes a part back


def test_baselines_by_hand() -> None:
    days = 737000.0 + 7 * np.arange(200)
    steady = Weekly(days, 1000 * np.exp(0.01 * np.arange(200)), np.full(200, 10.0))
    last = np.log(steady.held[-1])
    found = naive(steady, (70.0,))[0]
    assert found[MEDIAN] == pytest.approx(last)
    assert found[[2, 20]] - last == pytest.approx([-0.1, 0.1], abs=1e-6)
    assert random_walk(steady, (70.0,))[0, MEDIAN] == pytest.approx(last)
    assert drift(steady, (70.0,))[0, MEDIAN] == pytest.approx(last + 0.1)
    assert seasonal(steady, (70.0,))[0, MEDIAN] == pytest.approx(last + 0.1 - 0.52)


def test_draws_have_the_distribution_that_the_forecast_states() -> None:
    quantiles = np.exp(log_quantiles(SERIES, LEADS))
    found = draws(SERIES, LEADS, quantiles, 4000, 7)
    assert found.shape == (4000, 3)
    assert pytest.approx(quantiles[:, 2:-2], rel=0.002) == np.quantile(found, LEVELS[2:-2], axis=0).T
    assert np.corrcoef(found.T)[1, 2] > 0.8
    assert (found == draws(SERIES, LEADS, quantiles, 4000, 7)).all()


def test_futures_hold_what_the_quantiles_are_taken_from() -> None:
    held, weights = futures(SERIES, LEADS, ensemble())
    assert held.shape[:2] == (3, 162)
    assert (np.diff((weights > 0).sum(-1)) < 0).all()


def test_the_fit_finds_the_rates_of_a_population_in_balance() -> None:
    book_ins, exits, balanced = estimates(flat())
    assert book_ins.median == pytest.approx(700)
    assert exits.median == pytest.approx(1000 / 57, rel=0.01)
    assert balanced.median == pytest.approx(700 * 57, rel=0.01)


@pytest.mark.slow
def test_bands_cover_what_comes_in_200_worlds_of_a_known_law() -> None:
    """85 to 95 % of all 90 % bands, at no horizon beyond sampling error; better than the naive forecast overall."""
    ahead = np.array(LEADS) / 7
    inside, half, ours, beside = [], [], [], []
    for seed in range(DATA_SETS):
        truth = world(1000 + seed, 330)
        known = as_released(truth, 290)
        outcome = np.exp(np.interp(290 + ahead, np.arange(330), np.log(truth.held)))
        found, plain = np.exp(log_quantiles(known, LEADS)), np.exp(naive(known, LEADS))
        inside.append(covered(found, outcome, 90))
        half.append(covered(found, outcome, 50))
        ours.append(wis(np.log(found), np.log(outcome)))
        beside.append(wis(np.log(plain), np.log(outcome)))
    assert 0.85 <= np.mean(inside) <= 0.95
    assert 0.40 <= np.mean(half) <= 0.60
    assert np.abs(np.mean(inside, 0) - 0.9).max() < 3 * np.sqrt(0.9 * 0.1 / DATA_SETS)
    assert np.mean(ours) < np.mean(beside)
