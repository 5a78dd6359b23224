"""Estimation from the official tables: identities that must hold, and known values by hand."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from bedspace.engines.plan import FORMS
from bedspace.errors import UsageError
from bedspace.figures.series import as_of, data_through
from bedspace.model.custody import CLASSES
from bedspace.studies.estimate.custody import estimate_custody, exit_rate, full_months

DAY = date(2025, 1, 19)


@pytest.fixture(scope="module")
def estimate():
    return estimate_custody(as_of(DAY), DAY)


def test_window_is_the_last_three_full_months(estimate) -> None:
    assert estimate.months == ("2024-10", "2024-11", "2024-12")


def test_exits_add_to_the_official_total(estimate) -> None:
    official = sum(as_of(DAY).value("book_outs", month) for month in estimate.months)
    assert estimate.exits.sum() == pytest.approx(official)
    assert official == 21709 + 20887 + 20720


def test_exits_by_reason_add_to_the_official_reason(estimate) -> None:
    official = sum(as_of(DAY).value("book_outs", month, reason="release_to_remove") for month in estimate.months)
    assert estimate.exits[:, FORMS.index("removal")].sum() == pytest.approx(official)


def test_book_outs_of_an_agency_reproduce_the_published_mean_stay() -> None:
    """The mixture solves each criminality; the agencies' own means must then come back nationally."""
    vintage = as_of(DAY)
    for month in ("2024-10", "2024-11", "2024-12"):
        mixed = vintage.value("alos", month)
        ice, cbp = vintage.value("alos", month, agency="ice"), vintage.value("alos", month, agency="cbp")
        from bedspace.studies.estimate.custody import _cbp_shares, _exits_by_criminality

        shares, _ = _cbp_shares(vintage, [month])
        outs = _exits_by_criminality(vintage, month).sum(-1)
        cbp_share = (shares[0] * outs).sum() / outs.sum()
        assert cbp_share * cbp + (1 - cbp_share) * ice == pytest.approx(mixed, abs=0.2)


def test_rates_are_near_the_national_rate(estimate) -> None:
    assert exit_rate(as_of(DAY), "2024-12") == pytest.approx(0.0171, abs=0.0001)
    assert estimate.total_rate == pytest.approx(0.0178, abs=0.0002)
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
    assert estimate.stock_period == "2025-01-12"
    assert 0.07 < estimate.over_180_share < 0.10


def test_nothing_published_later_is_used() -> None:
    """The same estimate from the release alone, all later figures taken away."""
    from bedspace.figures.embedded import figures

    early = [figure for figure in figures() if figure.published <= DAY]
    alone = estimate_custody(as_of(DAY, early), DAY)
    np.testing.assert_array_equal(alone.rates, estimate_custody(as_of(DAY), DAY).rates)


def test_too_early_a_start_is_told_why() -> None:
    with pytest.raises(UsageError, match="full months of book-outs are known"):
        full_months(as_of(date(2022, 1, 1)), date(2022, 1, 1), 3)


def test_revised_data_are_labelled() -> None:
    assert "pseudo-real-time" in data_through(date(2025, 7, 18)).label
    assert "published by 2025-01-19" in as_of(DAY).label


def test_an_old_snapshot_gives_way_to_the_last_month() -> None:
    from bedspace.figures.embedded import figures

    day = date(2024, 9, 30)
    known = as_of(date(2024, 12, 31), [f for f in figures() if f.quantity != "time_in_custody" or f.period < "2024-06"])
    later = estimate_custody(known, day)
    assert later.stock_period == "2024-09"
    assert later.stock.sum() == pytest.approx(known.value("adp", "2024-09"), rel=1e-6)
    assert any("time in custody" in flag for flag in later.flags)
