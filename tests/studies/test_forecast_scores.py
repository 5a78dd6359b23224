"""Scores: the weighted interval score by its closed form, coverage at the edges, and blocks drawn again."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bedspace.studies.forecast.balance import balance
from bedspace.studies.forecast.given import exits_beside
from bedspace.studies.forecast.scores import INTERVALS, covered, fifths, level_of, pinball, ratio_interval, width, wis
from bedspace.studies.forecast.settings import LEVELS, MEDIAN, ensemble
from bedspace.studies.forecast.weekly import Weekly

pytestmark = pytest.mark.xdist_group("scoringrules")
FORECAST = np.linspace(100.0, 210.0, 23)


@pytest.fixture(scope="module")
def scoringrules() -> ModuleType:
    """An independent library, which compiles for seconds when it is imported: in one worker."""
    return import_module("scoringrules")


def by_intervals(quantiles: np.ndarray, outcome: float, scoringrules: ModuleType) -> float:
    """The score as the sum of interval scores (Bracher and others 2021, equation 1)."""
    pairs = [(place, 22 - place) for place in range(11)]
    alphas = [2 * LEVELS[low] for low, _ in pairs]
    scored = [
        alpha / 2 * scoringrules.interval_score(outcome, quantiles[low], quantiles[high], alpha)
        for alpha, (low, high) in zip(alphas, pairs, strict=True)
    ]
    return float((0.5 * abs(outcome - quantiles[MEDIAN]) + sum(scored)) / 11.5)


@given(st.lists(st.floats(-1000, 1000), min_size=23, max_size=23), st.floats(-2000, 2000))
def test_the_score_is_the_mean_of_the_interval_scores(
    scoringrules: ModuleType, values: list[float], outcome: float
) -> None:
    quantiles = np.sort(np.array(values))
    ours = wis(quantiles[None], np.array([outcome]))[0]
    assert ours == pytest.approx(by_intervals(quantiles, outcome, scoringrules), abs=1e-9)


def test_pinball_loss_is_that_of_scoringrules(scoringrules: ModuleType) -> None:
    losses = pinball(FORECAST[None], np.array([130.0]))[0]
    assert losses == pytest.approx(scoringrules.quantile_score(130.0, FORECAST, LEVELS))


def test_a_point_forecast_scores_its_absolute_error() -> None:
    assert wis(np.full((2, 23), 50.0), np.array([47.0, 58.0])) == pytest.approx([3.0, 8.0])


def test_levels_are_the_23_of_the_hub() -> None:
    assert len(LEVELS) == 23
    assert LEVELS[MEDIAN] == pytest.approx(0.5)
    assert LEVELS + LEVELS[::-1] == pytest.approx(np.ones(23))
    assert [LEVELS[list(INTERVALS[90])].tolist(), LEVELS[list(INTERVALS[50])].tolist()] == [
        pytest.approx([0.05, 0.95]),
        pytest.approx([0.25, 0.75]),
    ]


@pytest.mark.parametrize(("outcome", "inside"), [(110.0, True), (109.9, False), (200.0, True), (200.1, False)])
def test_coverage_counts_the_ends_as_inside(outcome: float, inside: bool) -> None:
    assert covered(FORECAST[None], np.array([outcome]), 90)[0] == inside
    assert width(FORECAST[None], 90)[0] == pytest.approx(90.0)


def test_the_level_of_an_outcome_runs_from_nought_to_one() -> None:
    found = level_of(np.tile(FORECAST, (4, 1)), np.array([99.0, FORECAST[7], FORECAST[MEDIAN], 999.0]))
    assert found == pytest.approx([0.0, LEVELS[7], 0.5, 1.0])


def test_fifths_count_outcomes_by_their_level() -> None:
    outcomes = np.array([FORECAST[MEDIAN], 101.0, 0.0, 209.0, 300.0, FORECAST[4]])
    assert fifths(np.tile(FORECAST, (6, 1)), outcomes) == pytest.approx((3 / 6, 0, 1 / 6, 0, 2 / 6))


def test_blocks_are_drawn_whole() -> None:
    scores, against = np.array([1.0, 1.0, 4.0, 4.0]), np.array([2.0, 2.0, 4.0, 4.0])
    assert ratio_interval(scores, against, np.array([1, 1, 2, 2])) == pytest.approx((0.5, 1.0))
    assert ratio_interval(scores, against, np.zeros(4, np.int64)) == pytest.approx((10 / 12, 10 / 12))


def test_exits_that_run_behind_those_expected_are_told_as_such() -> None:
    """People and book-ins stand still for two years; then the stock grows by one in a hundred a week, or does not."""
    days, still = np.arange(700000.0, 700000.0 + 7 * 130, 7), np.full(130, 40_000.0)
    grown = np.where(np.arange(130) < 104, still, still * 1.01 ** (np.arange(130) - 103))
    booked = np.full(130, 800.0)
    known = Weekly(days[:104], still[:104], booked[:104])
    for held, low, high in ((still, -0.002, 0.002), (grown, -0.25, -0.05)):
        later = Weekly(days, held, booked)
        assert low < exits_beside(known, later, balance(later, ensemble("runs").stays), 90) < high
