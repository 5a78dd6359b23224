"""The accounts close for a population whose every person is known, and date the exits that are left out."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from bedspace.data.quality.accounts import days_accounts, net_accounts
from bedspace.data.store.intervals import average_between
from bedspace.errors import UsageError
from bedspace.figure import Figure, Origin
from bedspace.fiscal import month_days
from bedspace.units import Unit

START = date(2024, 10, 1)
MONTHS = ["2024-10", "2024-11", "2024-12"]


def _figure(quantity: str, period: str, value: float, day: date = START) -> Figure:
    return Figure(quantity, "", period, value, Unit.PERSONS, day, day, Origin("made up", "", "A1"))


def _population(seed: int, hidden: float = 0.0) -> list[Figure]:
    """Tables of a population of known entries and exits; a share of November's exits is not printed."""
    draw = np.random.default_rng(seed)
    entry = draw.integers(-200, 92, 6000)
    leave = entry + draw.geometric(1 / 40, 6000)
    figures, first = [], 0
    for month in MONTHS:
        last = first + month_days(int(month[:4]), int(month[5:]))
        # midnights at the end of day d count those with entry <= d < leave
        stocks = [np.sum((entry <= d) & (d < leave)) for d in range(first, last)]
        gone = (first <= leave) & (leave < last)
        share = 1 - hidden if month == "2024-11" else 1.0
        figures += [
            _figure("adp", month, float(np.mean(stocks))),
            _figure("book_ins", month, float(np.sum((first <= entry) & (entry < last)))),
            _figure("book_outs", month, float(gone.sum() * share)),
            _figure("alos", month, float((leave - entry)[gone].mean())),
        ]
        for day in (first - 1, last - 1):
            held = (entry <= day) & (day < leave)
            period = (START + timedelta(days=day)).isoformat()
            figures.append(_figure("time_in_custody", period, float(held.sum())))
            # whole midnights behind each person, the one of the day itself among them
            figures.append(_figure("in_custody_stay", period, float((day + 1 - entry)[held].mean())))
        first = last
    return figures


@pytest.mark.parametrize("seed", range(5))
def test_the_account_of_days_closes(seed: int) -> None:
    accounts = days_accounts(_population(seed))
    assert [account.month for account in accounts] == MONTHS
    assert all(account.missing_exits == pytest.approx(0, abs=1e-6) for account in accounts)


@pytest.mark.parametrize("seed", range(5))
def test_exits_left_out_are_dated(seed: int) -> None:
    accounts = {account.month: account for account in days_accounts(_population(seed, hidden=0.2))}
    assert accounts["2024-11"].missing_share == pytest.approx(0.25, abs=1e-6)
    assert accounts["2024-12"].missing_share == pytest.approx(0, abs=1e-6)


def test_the_account_of_people_needs_both_neighbours() -> None:
    (account,) = net_accounts(_population(1))
    assert account.month == "2024-11"
    assert abs(account.unexplained_share) < 0.12


def test_an_average_between_two_releases_is_that_of_the_days_between() -> None:
    daily = np.random.default_rng(3).integers(900, 1100, 100).astype(float)
    early, late = (
        _figure("facility_adp", "FY2025", float(daily[:days].mean()), START + timedelta(days=days - 1))
        for days in (60, 74)
    )
    found = average_between(early, late)
    assert found.value == pytest.approx(daily[60:74].mean())
    assert (found.last - found.first).days + 1 == 14


@pytest.mark.parametrize("seed", range(10))
def test_rounding_moves_it_no_further_than_said(seed: int) -> None:
    daily = np.random.default_rng(seed).integers(900, 1100, 100).astype(float)
    early, late = (
        _figure("facility_adp", "FY2025", float(round(daily[:days].mean())), START + timedelta(days=days - 1))
        for days in (60, 74)
    )
    found = average_between(early, late, rounding=0.5)
    assert abs(found.value - daily[60:74].mean()) <= found.error
    assert found.error < 5


def test_averages_of_a_wrong_pair_are_refused() -> None:
    early, late = _figure("removals", "FY2025", 10.0), _figure("removals", "FY2025", 25.0, START + timedelta(days=7))
    with pytest.raises(UsageError, match="cannot follow"):
        average_between(late, early)
    with pytest.raises(UsageError, match="cannot follow"):
        average_between(early, _figure("book_ins", "FY2025", 25.0, START + timedelta(days=7)))
