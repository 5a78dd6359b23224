"""Variance shares: known sums, chance, a run."""

from __future__ import annotations

import numpy as np
import pytest

from bedspace.engines.streams import uniforms
from bedspace.studies.policy.variance import first_order, variance_shares
from bedspace.studies.run.runs import Request

REPORTS = "reports-2025-02"

N = 20_000


def test_shares_of_a_sum_are_those_of_its_terms() -> None:
    """3u + v: variances 9 to 1, whatever the order of the runs."""
    u, v = uniforms(1, "u", N), uniforms(1, "v", N)
    values = 3 * u + v
    assert first_order(values, u) == pytest.approx(0.9, abs=0.01)
    assert first_order(values, v) == pytest.approx(0.1, abs=0.02)


def test_a_number_that_moves_nothing_has_no_share() -> None:
    assert abs(first_order(uniforms(1, "u", N), uniforms(1, "w", N))) < 0.003


def test_chance_adds_up_to_nothing() -> None:
    """Forty numbers without effect: their shares average to zero within four standard errors."""
    values = uniforms(1, "u", 1_000)
    found = np.array([first_order(values, uniforms(1, f"idle {n}", 1_000)) for n in range(40)])
    assert abs(found.mean()) < 4 * found.std() / np.sqrt(len(found))


def test_a_product_leaves_something_to_both_together() -> None:
    """(u - 1/2)(v - 1/2) has no share of its own in either."""
    u, v = uniforms(1, "u", N), uniforms(1, "v", N)
    values = (u - 0.5) * (v - 0.5)
    assert abs(first_order(values, u)) + abs(first_order(values, v)) < 0.01


def test_a_curve_counts_as_well_as_a_line() -> None:
    u = uniforms(1, "u", N)
    assert first_order((u - 0.5) ** 2, u) > 0.97


def test_shares_of_a_run_are_shares() -> None:
    """Without drift and noise, which leave hardly a share to any one number."""
    calm = dict.fromkeys(("exit_drift", "handover_drift", "level_walk", "day_shock", "rate_error"), "0")
    shares = variance_shares(Request(REPORTS, draws=400, days=60, sets=calm), "midnight_population")
    assert sum(shares.values()) == pytest.approx(1)
    assert all(-0.1 < share < 1 for share in shares.values())
    assert shares["exit_elasticity"] > 0.04 > abs(shares["marginal_bed_day_cost"])


def test_too_few_draws_give_none() -> None:
    assert not variance_shares(Request(REPORTS, draws=50, days=5), "arrests")


def test_what_does_not_vary_has_none() -> None:
    """Hand-overs vary by their drift alone."""
    steady = Request(REPORTS, draws=200, days=5, sets={"handover_drift": "0"})
    assert not np.any(list(variance_shares(steady, "book_ins_cbp").values()))
