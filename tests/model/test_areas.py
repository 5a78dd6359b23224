"""Areas: beds by kind, the office-to-area matrix, whole numbers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bedspace.model.areas import Areas, placed, raked, whole

TWO = Areas(("a", "b"), np.array([0.5, 0.5]), np.array([100.0, 0.0]), ("a", "b"), np.diag([0.5, 0.5]))
SHARES = st.lists(st.floats(0.01, 1.0), min_size=2, max_size=8).map(lambda s: np.array(s) / sum(s))


def test_guaranteed_beds_come_first() -> None:
    beds = TWO.beds_by_kind(np.array([300.0, 50.0]), np.array([1.0, 1.0])).sum(-2)
    np.testing.assert_allclose(beds, [[200, 100], [50, 0]])


def test_surge_is_a_kind_of_its_own() -> None:
    """Beds of a kind sum to the nation's, and surge is per usable bed."""
    kinds = TWO.beds_by_kind(np.array(300.0), np.array(1.1))
    np.testing.assert_allclose(kinds.sum(-1), [100, 200, 30])
    np.testing.assert_allclose(kinds[2], 0.1 * kinds[:2].sum(0))


@given(SHARES, st.randoms(use_true_random=False))
def test_offices_and_areas_are_the_margins(arrested: np.ndarray, random) -> None:  # type: ignore[no-untyped-def, type-arg]
    held = np.array(random.sample(list(arrested), len(arrested)))
    matrix = placed(arrested, held)
    np.testing.assert_allclose(matrix.sum(1), arrested, atol=1e-9)
    np.testing.assert_allclose(matrix.sum(0), held, atol=1e-9)
    np.testing.assert_allclose(np.diag(matrix), np.minimum(arrested, held), atol=1e-9)


def test_an_office_without_beds_sends_everybody_away() -> None:
    matrix = placed(np.array([0.2, 0.4, 0.4]), np.array([0.0, 0.4, 0.6]))
    np.testing.assert_allclose(matrix, [[0, 0, 0.2], [0, 0.4, 0], [0, 0, 0.4]])
    areas = Areas(("b", "c"), np.array([0.4, 0.6]), np.zeros(2), ("a", "b", "c"), matrix[:, 1:])
    assert areas.out_of_area_share == pytest.approx(0.2)


def test_raking_keeps_the_odds_of_the_prior() -> None:
    """The raked matrix has the margins asked for and every odds ratio of the prior: the least informative change."""
    prior = np.random.default_rng(1).uniform(0.2, 2.0, (4, 5))
    rows, columns = np.array([1.0, 2.0, 3.0, 4.0]), np.full(5, 2.0)
    matrix = raked(prior, rows, columns)
    np.testing.assert_allclose(matrix.sum(1), rows)
    np.testing.assert_allclose(matrix.sum(0), columns)

    def odds(m: np.ndarray) -> np.ndarray:  # type: ignore[type-arg]
        return np.asarray(m[1:, 1:] * m[0, 0] / (m[1:, :1] * m[:1, 1:]))

    np.testing.assert_allclose(odds(matrix), odds(prior), rtol=1e-9)


@given(st.lists(st.floats(0, 1000), min_size=1, max_size=30))
def test_whole_numbers_keep_the_sum(numbers: list[float]) -> None:
    given_, found = np.array(numbers), whole(np.array(numbers))
    assert abs(found.sum() - given_.sum()) <= 0.5 + 1e-9
    assert (np.abs(found - given_) < 1).all()
