"""The figures that the model must be compared with: sums by hand, the three lines, growth, past misses."""

from __future__ import annotations

from datetime import date

import pytest

from bedspace.studies.estimate.past_errors import misses
from bedspace.studies.policy.attribution import attribute
from bedspace.studies.run.runs import Request, run

START, END = date(2025, 1, 19), date(2025, 7, 18)
POPULATION = "midnight_population"


def within(value: float, printed: float, tolerance: float) -> bool:
    """Whether a value lies within a tolerance of a printed figure."""
    return abs(value / printed - 1) <= tolerance


def arithmetic(ice: float, cbp: float):
    sets = {"ice_book_ins": str(ice), "cbp_book_ins": str(cbp)}
    return run(Request("arithmetic", as_of=START, draws=1, sets=sets))


@pytest.mark.parametrize(
    ("ice", "cbp", "printed"),
    [(1200, 460, 90_900), (1500, 460, 107_100), (1200, 150, 74_500), (1500, 150, 90_600)],
)
def test_announced_flows_by_mid_july(ice: float, cbp: float, printed: float) -> None:
    assert within(arithmetic(ice, cbp).result.mean(POPULATION, 180), printed, 0.005)


def test_no_change() -> None:
    answer = arithmetic(254, 460)
    assert answer.result.mean(POPULATION, 0) == pytest.approx(39_874)
    for row, printed in ((30, 40_100), (90, 40_300), (180, 40_400)):
        assert within(answer.result.mean(POPULATION, row), printed, 0.005)


@pytest.mark.parametrize(
    ("elasticity", "ice", "cbp", "printed"),
    [(0.3, 1200, 460, 72_000), (0.3, 1500, 460, 81_000), (0.45, 1200, 460, 63_800), (0.45, 1500, 150, 63_800)],
)
def test_with_exits_that_answer_to_inflow(elasticity: float, ice: float, cbp: float, printed: float) -> None:
    sets = {"ice_book_ins": str(ice), "cbp_book_ins": str(cbp), "exit_elasticity": str(elasticity)}
    answer = run(Request("arithmetic", as_of=START, draws=1, sets=sets))
    assert within(answer.result.mean(POPULATION, 180), printed, 0.015)


@pytest.mark.parametrize(
    ("scenario", "printed"), [("frozen-2025", 55_000), ("release-policy-2025", 72_000), ("policy-2025", 58_200)]
)
def test_the_three_lines_given_the_true_book_ins(scenario: str, printed: float) -> None:
    answer = run(Request(scenario, data_through=END, draws=1))
    assert within(answer.result.mean(POPULATION, 180), printed, 0.05)


def test_growth_to_mid_april_came_from_exits() -> None:
    """About three quarters, in both orders."""
    (found,) = attribute(START, date(2025, 4, 15))
    assert 0.70 < found.exits_first < 0.80
    assert 0.70 < found.exits_last < 0.80


def test_growth_to_mid_july_came_from_book_ins() -> None:
    """About 83 per cent, in both orders."""
    (found,) = attribute(START, date(2025, 7, 15))
    assert 0.80 < found.inflow_first < 0.86
    assert 0.80 < found.inflow_last < 0.86


def test_the_answer_shows_more_than_one_source_of_doubt() -> None:
    """With book-ins held, switching off parameter error and drift narrows the band."""

    def width(**options) -> float:
        q = run(Request("no-change", start=START, draws=300, inflow="held", **options)).quantiles(POPULATION, END)
        return q[-1] - q[0]

    assert width(off=("exit drift", "parameter error")) < 0.7 * width()


def test_past_misses_grow_with_the_horizon_and_use_only_what_was_known() -> None:
    found = {(miss.months, miss.given_inflow): miss for miss in misses(START)}
    assert found[1, False].mean < found[3, False].mean < found[6, False].mean
    assert found[6, False].count >= 40
    assert all(miss.mean < miss.ninth_decile for miss in found.values())
