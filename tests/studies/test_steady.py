"""Steady states: the published ranges, the engine, both measures of the stay."""

from __future__ import annotations

import pytest

from bedspace.figures.series import data_through
from bedspace.studies.cohort.steady import KNOWN, PUBLISHED, QUESTIONS, STOCK, Turnover, span, table, turnovers
from bedspace.studies.run.runs import Request, run

NEAR = 0.35
"""The expected ends came from the stays of other months; an end may lie so far from them."""


@pytest.mark.parametrize(
    ("question", "low", "high"),
    [
        (QUESTIONS[0], 85_000, 250_000),
        (QUESTIONS[1], 131_000, 184_000),
        (QUESTIONS[2], 473_000, 666_000),
    ],
    ids=lambda value: getattr(value, "name", str(value)),
)
def test_the_range_is_near_the_expected_one(question, low: float, high: float) -> None:
    least, greatest = span(question, turnovers())
    assert abs(least / low - 1) < NEAR
    assert abs(greatest / high - 1) < NEAR


@pytest.mark.parametrize(("period", "share"), [("FY2024", 0.44), ("FY2025", 0.30), ("FY2026", 0.10)])
def test_direct_removals_are_the_shares_that_were_published(period: str, share: float) -> None:
    found = [turnover.direct_share for turnover in turnovers() if turnover.period == period]
    assert found == pytest.approx([share] * len(found), abs=0.01)


def test_published_stays_are_shorter_while_the_population_grows() -> None:
    by = {(turnover.period, turnover.kind): turnover.stay_days for turnover in turnovers()}
    assert all(by[period, PUBLISHED] < by[period, STOCK] for period, kind in by if kind == STOCK)


def test_formulas_invert_each_other() -> None:
    for turnover in turnovers():
        beds = turnover.beds_for_removals(500_000)
        assert turnover.removals_from_beds(beds) / (1 - turnover.direct_share) == pytest.approx(500_000)


def test_by_hand() -> None:
    """1,000 a day removed, half of all exits, a fifth without detention, stays of 50 days: 80,000 beds."""
    turnover = Turnover("", "", 50.0, 0.5, 0.2)
    assert turnover.beds_for_removals(365_000) == pytest.approx(80_000)
    assert turnover.beds_for_book_ins(1_000) == 50_000
    assert turnover.removals_a_bed_year() == pytest.approx(3.65)


def test_the_engine_settles_where_the_formula_says() -> None:
    """Constant flows, one exit rate: after eight time constants people held = flow / exit rate, to .1 per cent."""
    sets = {"ice_book_ins": "1000", "cbp_book_ins": "200"}
    answer = run(Request("arithmetic", draws=1, days=480, sets=sets))
    hazard = answer.plan.rates[0].sum(-1).mean()
    stay = 1 / (1 - 2.718281828459045**-hazard)
    expected = Turnover("", "", stay - 1, 1.0, 0.0).beds_for_book_ins(1_200)
    assert answer.result.outputs["midnight_population"][-1, 0] == pytest.approx(expected + 1_200, rel=0.002)


def test_every_question_has_every_measure() -> None:
    assert len(table()) == len(QUESTIONS) * len(turnovers(data_through(KNOWN)))
