"""Paces of the stages of removal: whatever the counted rates and the priors, a steady stock keeps its exits by form."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from bedspace.engines.plan import FORMS
from bedspace.model.courts import LONG_STAY_DAYS, petitions, releasable
from bedspace.model.docket import (
    ADMINISTRATIVE,
    BEYOND,
    COURT,
    IN_CASE,
    ORDERED,
    STAGES,
    Docket,
    country_groups,
    docket,
)
from bedspace.model.documents import taken_elsewhere

REMOVAL, RELIEF, SUPERVISION = (FORMS.index(form) for form in ("removal", "relief", "supervision"))
MODE = {
    "court_share": 0.4,
    "court_days": 45.0,
    "voluntary_departure_share": 0.28,
    "slow_country_share": 0.12,
    "refusing_country_share": 0.03,
    "document_days_cooperative": 7.0,
    "document_days_slow": 60.0,
    "overdue_release_ratio": 5.0,
}
COUNTED = {
    "removal": 0.01,
    "bond": 0.0008,
    "recognizance": 0.001,
    "supervision": 0.0004,
    "parole": 0.003,
    "court_order": 0.0,
    "relief": 0.0002,
    "transfer": 0.0005,
    "other": 0.0001,
    "missed": 0.0005,
}
some_rates = st.fixed_dictionaries(
    {
        "removal": st.floats(0.002, 0.02),
        "bond": st.sampled_from([0.0, 0.0008, 0.003]),
        "recognizance": st.floats(0, 0.004),
        "supervision": st.sampled_from([0.0, 1e-5, 0.0004, 0.002]),
        "parole": st.floats(0, 0.02),
        "court_order": st.sampled_from([0.0, 0.001]),
        "relief": st.sampled_from([0.0, 0.0002, 0.002]),
        "transfer": st.sampled_from([0.0, 0.0005, 0.002]),
        "other": st.sampled_from([0.0, 0.0001]),
        "missed": st.sampled_from([0.0, 0.0005]),
    }
)
some_prior = st.fixed_dictionaries(
    {
        "court_share": st.floats(0, 0.9),
        "court_days": st.floats(5, 120),
        "voluntary_departure_share": st.floats(0, 1),
        "slow_country_share": st.floats(0, 0.9),
        "refusing_country_share": st.floats(0, 0.9),
        "document_days_cooperative": st.floats(1, 30),
        "document_days_slow": st.floats(1, 400),
        "overdue_release_ratio": st.floats(1, 100),
    }
)


def made(rates: dict[str, float], prior: dict[str, float], most_overdue: float = 1) -> tuple[Docket, np.ndarray]:
    """The docket of one draw and two classes alike, and the counted chances of exit a day by form."""
    by_form = np.array([rates[form] for form in FORMS])
    priors = {name: np.full(1, value) for name, value in prior.items()}
    total = by_form.sum()
    return docket(np.tile(by_form, (1, 2, 1)), FORMS, priors, most_overdue), -np.expm1(-total) * by_form / total


def chances(made_docket: Docket) -> np.ndarray:
    """Chances a day by stage and move, of hazards that compete."""
    total = made_docket.rates.sum(-1, keepdims=True)
    return -np.expm1(-total) * made_docket.rates / np.maximum(total, 1e-300)


@settings(max_examples=120, deadline=None)
@given(some_rates, some_prior, st.sampled_from([1, 0.05]))
@example({**COUNTED, "supervision": 0, "transfer": 0, "other": 0, "missed": 0}, MODE, 1)
@example({**COUNTED, "relief": 0.002}, {**MODE, "court_days": 365}, 1)
@example({**COUNTED, "relief": 0}, {**MODE, "court_share": 0}, 1)
@example({**COUNTED, "removal": 0}, MODE, 1)
def test_stages_keep_the_exits_counted(rates: dict[str, float], prior: dict[str, float], most_overdue: float) -> None:
    """Shares add to one, hazards are finite and not negative, and exits by form are those counted."""
    one, counted = made(rates, prior, most_overdue)
    np.testing.assert_allclose(one.shares.sum(-1), 1, rtol=1e-12)
    assert (one.shares >= 0).all()
    assert (one.shares[..., ADMINISTRATIVE] >= 0.05 - 1e-12).all()
    assert np.isfinite(one.rates).all()
    assert (one.rates >= 0).all()
    assert ((one.to_court >= 0) & (one.to_court <= 1)).all()
    assert (one.shares[..., BEYOND].sum(-1) <= most_overdue).all()
    flows = (one.shares[..., None] * chances(one)).sum(2)[..., : len(FORMS)]
    np.testing.assert_allclose(flows, np.broadcast_to(counted, flows.shape), rtol=1e-6, atol=1e-9)


@settings(max_examples=60, deadline=None)
@given(some_rates, some_prior)
def test_what_enters_a_stage_leaves_it(rates: dict[str, float], prior: dict[str, float]) -> None:
    """Book-ins feed the cases, cases the orders, and orders those that are overdue, in a steady stock."""
    # without any of these nobody leaves an order to a country that refuses, and no stock of them is steady
    assume(rates["transfer"] + rates["other"] + rates["missed"] + rates["court_order"] > 0)
    one, counted = made(rates, prior)
    each = chances(one)
    left = (one.shares[..., None] * each).sum(-1)
    booked = counted.sum()
    np.testing.assert_allclose(left[..., COURT], one.to_court * booked, rtol=1e-6, atol=1e-12)
    np.testing.assert_allclose(left[..., ADMINISTRATIVE], (1 - one.to_court) * booked, rtol=1e-6, atol=1e-9)
    decided = (one.shares[..., None] * each)[..., IN_CASE, -1]
    priors = {name: np.full(1, value) for name, value in prior.items()}
    ordered = decided @ country_groups(priors, one.cut)
    after = left[..., ORDERED].copy()
    after[..., 1:] += left[..., BEYOND]
    np.testing.assert_allclose(after, ordered, rtol=1e-6, atol=1e-9)


def test_overdue_are_those_still_there_after_the_threshold() -> None:
    one, _ = made(COUNTED, MODE)
    each = chances(one)[0, 0]
    for young, old in zip((3, 4), (5, 6), strict=True):
        kept = (1 - each[young].sum()) ** LONG_STAY_DAYS
        arrive = one.shares[0, 0, young] * each[young].sum() * kept / (1 - kept)
        assert one.shares[0, 0, old] * each[old].sum() == pytest.approx(arrive, rel=1e-6)


def test_priors_hold_where_there_is_room() -> None:
    """Days to a decision and to a document, and the ratio of releases after 180 days, are those of the prior."""
    one, _ = made(COUNTED, MODE)
    each = chances(one)[0, 0]
    assert (one.cut == 0).all()
    assert each[COURT, [RELIEF, -1]].sum() == pytest.approx(1 / 45)
    assert each[2, REMOVAL] == pytest.approx(1 / 7)
    assert each[3, REMOVAL] == pytest.approx(1 / 60)
    assert each[4, REMOVAL] == each[6, REMOVAL] == 0
    assert each[6, SUPERVISION] == pytest.approx(5 * each[4, SUPERVISION])
    assert one.shares[0, 0, COURT] == pytest.approx(0.4, rel=0.1)


def test_priors_are_cut_where_they_leave_no_room() -> None:
    one, _ = made({**COUNTED, "supervision": 1e-6, "transfer": 0, "missed": 0}, MODE)
    less, _ = made(COUNTED, MODE, most_overdue=0.001)
    assert (one.cut > 0).all()
    assert (less.cut > 0).all()
    assert less.shares[..., BEYOND].sum(-1).max() <= 0.001


def test_a_cut_of_the_prior_leaves_later_changes_whole() -> None:
    prior = {name: np.full(1, value) for name, value in MODE.items()}
    cut = np.array([[0.02, 0.01]])
    more = {**prior, "refusing_country_share": prior["refusing_country_share"] + 0.055}
    change = country_groups(more, cut) - country_groups(prior, cut)
    np.testing.assert_allclose(change[0, 0], [-0.055, 0, 0.055], atol=1e-12)


def test_a_draw_does_not_depend_on_the_others() -> None:
    rates = np.tile([COUNTED[form] for form in FORMS], (2, 6, 1)) * np.array([1.0, 0.3])[:, None, None]
    both = docket(rates, FORMS, {name: np.full(2, value) for name, value in MODE.items()})
    alone = docket(rates[:1], FORMS, {name: np.full(1, value) for name, value in MODE.items()})
    np.testing.assert_array_equal(both.rates[:1], alone.rates)
    assert both.rates.shape == (2, 6, len(STAGES), len(FORMS) + 1)


def test_groups_of_orders_add_to_one_and_who_agrees_has_papers() -> None:
    prior = {name: np.full(1, value) for name, value in {**MODE, "slow_country_share": 0.9}.items()}
    prior["refusing_country_share"] = np.full(1, 0.9)
    groups = country_groups(prior, np.zeros((1, 2)))
    np.testing.assert_allclose(groups.sum(-1), 1)
    np.testing.assert_allclose(groups[0, 0], [0, 0.5, 0.5])
    np.testing.assert_allclose(groups[0, 1], [0.28, 0.36, 0.36])


def test_small_laws() -> None:
    """Petitions follow with their time constant; only a change of the barred share acts."""
    granted = np.zeros(1)
    for _ in range(60):
        granted = petitions(granted, np.full(1, 0.002), np.full(1, 60.0))
    assert granted[0] == pytest.approx(0.002 * -np.expm1(-1))
    assert releasable(np.array([0.4, 0.7]), np.full(2, 0.4)) == pytest.approx([1, 0.5])
    places, refused = np.array([0.0, 3, 3, 5000]), np.array([100.0, 100, 0, 1])
    taken = refused * -np.expm1(-taken_elsewhere(places, refused))
    assert (taken <= np.minimum(places, refused)).all()
    np.testing.assert_allclose(taken, [0, 3, 0, 1], rtol=0.02)
