"""Announced against what happened: the numbers are those published, the loss is a proper one, nothing is hidden."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from tools.docs.announced import HELD_OUT, START, Announced, announced, not_predicted, pinball, summary

from bedspace.engines.result import QUANTILES
from bedspace.figures.series import as_of
from bedspace.parameters.catalogue import sources
from bedspace.studies.estimate.naive import SERIES, naive

DRAWS = 200


def rows() -> dict[str, Announced]:
    """The table by what is measured; made once."""
    return {row.what: row for row in announced(DRAWS)}


@pytest.mark.parametrize(
    ("what", "published"),
    [
        ("Arrests a day, 23 to 31 January 2025", 7_314 / 9),
        ("Arrests a day, 12 February to 10 March 2025", (32_809 - 14_000) / 27),
        ("ICE book-ins a day, June 2025", 1_053),
        ("ICE book-ins a day, July over June 2025", 886 / 1_053),
        ("People held on 18 July 2025", 56_706 * 1.026),
    ],
)
def test_what_happened_is_as_published(what: str, published: float) -> None:
    assert rows()[what].happened == pytest.approx(published, rel=0.002)


def test_both_intervals_are_in_order_and_cited() -> None:
    for row in rows().values():
        assert (np.diff(row.model) >= 0).all()
        assert (np.diff(row.naive) >= 0).all()
        assert all(fact in sources() for fact in row.facts)
        assert row.note


@pytest.mark.slow
@pytest.mark.xdist_group("scoringrules")
def test_the_loss_is_that_of_another_library() -> None:
    import scoringrules

    quantiles = np.array([1.0, 2.0, 3.5, 4.0, 9.0])
    for truth in (-2.0, 3.0, 20.0):
        other = scoringrules.quantile_score(truth, quantiles, np.array(QUANTILES)).mean()
        assert pinball(quantiles, truth) == pytest.approx(other)


def test_the_loss_is_least_where_the_quantiles_are_right() -> None:
    draws = np.random.default_rng(5).normal(size=20_000)
    right = np.quantile(draws, QUANTILES)
    mean = [np.mean([pinball(right + shift, truth) for truth in draws[:2_000]]) for shift in (-0.5, 0.0, 0.5)]
    assert mean[1] < min(mean[0], mean[2])


def test_the_naive_interval_uses_only_what_was_known() -> None:
    """A later vintage moves it, so the day matters; on the day of the start it takes December 2024."""
    level, history = SERIES["book-ins"](as_of(START))
    assert level == pytest.approx(7_884 / 31)
    assert len(SERIES["book-ins"](as_of(date(2025, 9, 30)))[1]) > len(history)


def test_a_longer_horizon_is_wider() -> None:
    width = [np.ptp(naive(as_of(START), "book-ins", months)) for months in (1, 3, 6)]
    assert width == sorted(width)


def test_losses_are_shown_whatever_they_are() -> None:
    """The table has rows outside the interval and rows lost to the naive interval, and the summary counts them."""
    held_out = [row for row in rows().values() if row.used == HELD_OUT]
    told = summary(DRAWS)
    assert told["held_out"] == len(held_out) >= 4
    assert told["inside"] == sum(row.inside for row in held_out)
    assert told["better_than_naive"] == sum(row.loss < row.naive_loss for row in held_out)


def test_what_is_not_predicted_says_why() -> None:
    assert all(row["why"] and row["facts"] for row in not_predicted())
