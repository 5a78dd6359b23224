"""Sobol indices: known sums, chance, a run."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from bedspace.engines.streams import Stream, uniforms
from bedspace.studies.policy.variance import (
    CLASSES,
    NOISE,
    Share,
    correlated,
    first_order,
    in_orders,
    variance_shares,
)
from bedspace.studies.run.runs import Request

REPORTS = "reports-2025-02"
CALM = dict.fromkeys(("exit_drift", "handover_drift", "level_walk", "day_shock", "rate_error", "start_error"), "0")

N = 20_000


def test_shares_of_a_sum_are_those_of_its_terms() -> None:
    """3u + v: variances 9 to 1, whatever the order of the runs."""
    u, v = uniforms(1, "u", N), uniforms(1, "v", N)
    values = 3 * u + v
    assert first_order(values, u).value == pytest.approx(0.9, abs=0.01)
    assert first_order(values, v).value == pytest.approx(0.1, abs=0.02)


def test_two_runs_that_share_one_of_two_terms_have_its_share_in_common() -> None:
    """Within four standard errors, and the error is that of a correlation."""
    u, v, w = (uniforms(1, name, N) for name in "uvw")
    found = correlated(3 * u + v, 3 * u + w)
    assert found.error == pytest.approx((1 - 0.9**2) / np.sqrt(N), rel=0.05)
    assert abs(found.value - 0.9) < 4 * found.error


def test_a_second_run_in_other_orders_has_the_share_of_every_source() -> None:
    """A sum of two sources, of three days each, and of a number: variances 4, 1 and 4, within four standard errors."""
    first, days = Stream(1), range(3)
    orders = {source: np.argsort(first(f"order of {source}", N)) for source in NOISE}

    def summed(keyed) -> np.ndarray:
        drift, shock = (sum(keyed(f"{name} {day}", N) for day in days) for name in ("drift common", "day shock"))
        return 2 * drift + shock + 2 * np.sqrt(3) * keyed("parameter any", N)

    one, other = summed(first), summed(in_orders(orders, first, Stream(2)))
    found = {source: correlated(one[order], other) for source, order in orders.items()}
    for source, share in {"drift of exit rates": 4 / 9, "spread from day to day": 1 / 9, "drift of arrests": 0}.items():
        assert abs(found[source].value - share) < 4 * found[source].error, source


def test_errors_are_those_of_repeats() -> None:
    """The spread of a share over fifty seeds is its standard error, within a third."""
    for weight in (0.0, 0.5, 1.0):
        repeats = [
            first_order(weight * uniforms(seed, "u", 1_000) + uniforms(seed, "v", 1_000), uniforms(seed, "u", 1_000))
            for seed in range(50)
        ]
        spread = float(np.std([share.value for share in repeats], ddof=1))
        assert spread == pytest.approx(np.mean([share.error for share in repeats]), rel=0.4)


def test_what_is_lost_in_its_noise_is_not_shown() -> None:
    assert Share(0.05, 0.02).shown == 0.05
    assert Share(0.04, 0.02).shown is None
    assert Share(-0.5, 0.02).shown is None


def test_a_number_that_moves_nothing_has_no_share() -> None:
    assert abs(first_order(uniforms(1, "u", N), uniforms(1, "w", N)).value) < 4 * np.sqrt(2 * CLASSES) / N


def test_chance_adds_up_to_nothing() -> None:
    """Forty numbers without effect: their shares average to zero within four standard errors."""
    values = uniforms(1, "u", 1_000)
    found = np.array([first_order(values, uniforms(1, f"idle {n}", 1_000)).value for n in range(40)])
    assert abs(found.mean()) < 4 * found.std() / np.sqrt(len(found))


def test_a_product_leaves_something_to_both_together() -> None:
    """(u - 1/2)(v - 1/2) has no share of its own in either."""
    u, v = uniforms(1, "u", N), uniforms(1, "v", N)
    values = (u - 0.5) * (v - 0.5)
    assert abs(first_order(values, u).value) + abs(first_order(values, v).value) < 0.01


def test_a_curve_counts_as_well_as_a_line() -> None:
    u = uniforms(1, "u", N)
    assert first_order((u - 0.5) ** 2, u).value > 0.97


@cache
def shares() -> dict[str, Share]:
    return dict(variance_shares(Request(REPORTS, draws=400, days=60), "midnight_population"))


def test_drift_and_hand_overs_are_among_the_shares_of_a_run() -> None:
    assert shares().keys() >= NOISE.keys()
    assert sum(share.value for share in shares().values() if share.shown) < 1.1
    assert list(shares()) == sorted(shares(), key=lambda name: -shares()[name].value)
    for name in ("drift of exit rates", "drift of hand-overs"):
        assert shares()[name].shown, name


def test_without_drift_and_noise_the_numbers_have_the_shares() -> None:
    calm = variance_shares(Request(REPORTS, draws=400, days=60, sets=CALM), "midnight_population")
    assert calm["exit_elasticity"].shown
    assert not calm["marginal_bed_day_cost"].shown
    assert all(calm[name].shown is None for name in ("drift of exit rates", "drift of hand-overs", "drift of arrests"))


def test_too_few_draws_give_none() -> None:
    assert not variance_shares(Request(REPORTS, draws=50, days=5), "arrests")


def test_what_does_not_vary_has_none() -> None:
    """Hand-overs vary by their drift alone."""
    steady = Request(REPORTS, draws=200, days=5, sets={"handover_drift": "0"})
    assert not variance_shares(steady, "book_ins_cbp")
