"""Estimation from the official tables: identities that must hold, and known values by hand."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from bedspace.engines.plan import FORMS, Estimates
from bedspace.figures.embedded import of, quantities
from bedspace.figures.series import as_of, data_through
from bedspace.model.custody import CLASSES
from bedspace.parameters.catalogue import catalogue
from bedspace.studies.estimate.cells import adjoining, exit_rate
from bedspace.studies.estimate.custody import Basis, estimate_custody
from bedspace.studies.estimate.exits import counted_exits

FIGURES = [figure for quantity in quantities() for figure in of(quantity)]
DAY = date(2025, 1, 19)


@pytest.fixture(scope="module")
def estimated() -> tuple[Estimates, Basis]:
    return estimate_custody(as_of(DAY), DAY)


@pytest.fixture(scope="module")
def estimate(estimated) -> Estimates:
    return estimated[0]


@pytest.fixture(scope="module")
def basis(estimated) -> Basis:
    return estimated[1]


def test_window_is_the_last_three_full_months(basis) -> None:
    assert basis.months == ("2024-10", "2024-11", "2024-12")


def test_exits_add_to_the_official_total(estimate, basis) -> None:
    official = sum(as_of(DAY).value("book_outs", month) for month in basis.months)
    assert estimate.exits.sum() - missed(estimate) == pytest.approx(official)
    assert official == 21709 + 20887 + 20720


def missed(found: Estimates) -> float:
    """Exits that the tables miss."""
    return float(found.exits[:, FORMS.index("missed")].sum())


def test_what_the_tables_miss_leaves_too(estimate) -> None:
    """Book-ins of 2024 less the growth of the stock, both published by then, against the book-outs of 2024."""
    known = as_of(DAY)
    months = [f"2024-{number:02}" for number in range(1, 13)]
    into, outs = (sum(known.value(name, month) for month in months) for name in ("book_ins", "book_outs"))
    grown = known.value("adp", "2024-12") - known.value("adp", "2023-12")
    share = missed(estimate) / (estimate.exits.sum() - missed(estimate))
    assert share == pytest.approx((into - grown) / outs - 1, abs=0.004)
    assert 0.02 < share < 0.04


def test_what_the_tables_miss_may_be_stated() -> None:
    """None of them, and the rates are those of the printed book-outs."""
    none = {**catalogue(), "outs_missing": catalogue()["outs_missing"].fixed_at(0)}
    plain, _ = estimate_custody(as_of(DAY), DAY, none)
    whole, _ = estimate_custody(as_of(DAY), DAY)
    assert missed(plain) == 0
    assert plain.total_rate == pytest.approx(whole.counted_rate)
    np.testing.assert_allclose(plain.exits[:, :-2], whole.exits[:, :-2])


def test_exits_by_reason_add_to_the_official_reason(estimate, basis) -> None:
    official = sum(as_of(DAY).value("book_outs", month, reason="release_to_remove") for month in basis.months)
    assert estimate.exits[:, FORMS.index("removal")].sum() == pytest.approx(official)


def test_book_outs_of_an_agency_reproduce_the_published_mean_stay() -> None:
    """The mixture solves each criminality; the agencies' own means must then come back nationally."""
    vintage = as_of(DAY)
    for month in ("2024-10", "2024-11", "2024-12"):
        mixed = vintage.value("alos", month)
        ice, cbp = vintage.value("alos", month, agency="ice"), vintage.value("alos", month, agency="cbp")
        counts = counted_exits(vintage, [month]).counts.sum(-1)
        cbp_share = counts[3:].sum() / counts.sum()
        assert cbp_share * cbp + (1 - cbp_share) * ice == pytest.approx(mixed, abs=0.2)


def test_rates_are_near_the_national_rate(estimate) -> None:
    assert exit_rate(as_of(DAY), "2024-12") == pytest.approx(0.0171, abs=0.0001)
    assert estimate.counted_rate == pytest.approx(0.0178, abs=0.0002)
    assert estimate.total_rate == pytest.approx(0.0183, abs=0.0002)
    assert estimate.rates.shape == (len(CLASSES), len(FORMS))
    assert (estimate.rate_errors > 0).all()
    assert (estimate.rate_errors < 0.2).all()


def test_parole_belongs_to_hand_overs(estimate) -> None:
    parole = estimate.exits[:, FORMS.index("parole")]
    assert parole[:3].sum() == 0
    assert parole[3:].sum() > 14_000


def test_shares_and_stock(estimate) -> None:
    np.testing.assert_allclose(estimate.class_shares.sum(-1), 1)
    assert estimate.stock.sum() == 39703
    assert 0.07 < estimate.over_180_share < 0.10


def test_nothing_published_later_is_used() -> None:
    """The same estimate from the release alone, all later figures taken away."""
    early = [figure for figure in FIGURES if figure.published <= DAY]
    alone, _ = estimate_custody(as_of(DAY, early), DAY)
    np.testing.assert_array_equal(alone.rates, estimate_custody(as_of(DAY), DAY)[0].rates)


def test_revised_data_are_labelled() -> None:
    assert "pseudo-real-time" in data_through(date(2025, 7, 18)).label
    assert "published by 2025-01-19" in as_of(DAY).label


def test_an_old_snapshot_gives_way_to_the_last_month() -> None:
    day = date(2024, 9, 30)
    known = as_of(date(2024, 12, 31), [f for f in FIGURES if f.quantity != "time_in_custody" or f.period < "2024-06"])
    later, basis = estimate_custody(known, day)
    assert later.stock.sum() == pytest.approx(known.value("adp", "2024-09"), rel=1e-6)
    assert any("time in custody" in flag for flag in basis.flags)


@pytest.mark.parametrize(
    ("months", "kept"),
    [
        (["2025-06", "2025-07", "2025-08", "2025-10"], ["2025-10"]),
        (["2025-08", "2025-10", "2025-11"], ["2025-10", "2025-11"]),
        (["2024-10", "2024-11", "2024-12", "2025-01"], ["2024-11", "2024-12", "2025-01"]),
        (["2024-12"], ["2024-12"]),
    ],
)
def test_months_that_do_not_adjoin_are_not_pooled(months: list[str], kept: list[str]) -> None:
    assert adjoining(months) == kept


def test_october_2025_stands_alone() -> None:
    """September 2025 was published to the 20th: the months before it are not pooled with October in silence."""
    day = date(2025, 11, 25)
    found, basis = estimate_custody(as_of(day), day)
    assert basis.months == ("2025-10",)
    assert any("months only 2025-10 count" in flag for flag in basis.flags)
    assert (found.rate_errors > 0).all()


@pytest.mark.parametrize("day", [date(2024, 7, 1), date(2025, 1, 19), date(2025, 8, 20)], ids=str)
def test_the_balance_gives_the_rate_that_book_outs_give(day: date) -> None:
    """Without the book-outs the total follows from stock and book-ins; official book-outs are 2 to 3 % short."""
    known = as_of(day)
    counted, before = estimate_custody(known, day)
    balanced, basis = estimate_custody(as_of(day, [f for f in FIGURES if f.quantity != "book_outs"]), day)
    assert balanced.share_errors is not None
    assert counted.share_errors is None
    assert basis.months == before.months
    assert 0.97 < balanced.total_rate / counted.total_rate < 1.08
    assert any("prior" in flag or "fiscal year 2024" in flag for flag in basis.flags)


def test_before_october_2023_book_ins_less_growth_leave() -> None:
    """April to June 2022: the stock grew by fewer than one in twenty of those booked in."""
    day = date(2022, 7, 25)
    found, basis = estimate_custody(as_of(day), day)
    known = as_of(day)
    assert basis.months == ("2022-04", "2022-05", "2022-06")
    into = sum(known.value("book_ins", month) for month in basis.months)
    assert found.exits.sum() == pytest.approx(into, rel=0.06)
    assert 0.01 < found.total_rate < 0.06
    np.testing.assert_allclose(found.class_shares.sum(-1), 1)


def test_the_estimate_hands_over_the_figures_that_it_read(estimate, basis) -> None:
    """Taking any table of them away leaves nothing to estimate from; taking all others away changes nothing."""
    alone, _ = estimate_custody(as_of(DAY, [*basis.figures, *totals_of(basis)]), DAY)
    np.testing.assert_array_equal(alone.rates, estimate.rates)
    np.testing.assert_array_equal(alone.stock, estimate.stock)
    assert alone.over_180_share == estimate.over_180_share


def totals_of(basis: Basis) -> list:
    """National totals that only say whether a month or a day is known."""
    return [
        figure
        for figure in FIGURES
        if not figure.key
        and figure.published <= DAY
        and figure.quantity in ("book_outs", "detained_by_criminality", "time_in_custody")
        and figure.period in {*basis.months, *(each.period for each in basis.figures)}
    ]
