"""Which limit binds: terms that add up, days that can be counted by hand, what one more can change at most."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from click.testing import CliRunner

from bedspace.cli.main import cli
from bedspace.engines.plan import FORMS
from bedspace.errors import UsageError
from bedspace.model.docket import COURT
from bedspace.parameters.change import Change
from bedspace.parameters.parameter import Prior
from bedspace.studies.policy.bottleneck import BY_BEDS, OF_A_LIMIT, Bottleneck, bottleneck
from bedspace.studies.reach.needs import AMPLE
from bedspace.studies.run.areas import run_areas
from bedspace.studies.run.runs import Request, run

DAYS = 60
START = date(2025, 11, 30)
SMALL = Request("proceedings-2025", start=START, as_of=date(2026, 3, 15), days=DAYS, draws=8)


def tightened(**values: float) -> Request:
    """The same with some capacities at a part of today's from the first day on."""
    changes = (
        Change.model_validate({"parameter": name, "from": START, "how": "multiply", "value": value, "reason": "test"})
        for name, value in values.items()
    )
    return replace(SMALL, changes=tuple(changes))


@pytest.fixture(scope="module")
def tight() -> Bottleneck:
    """Beds, hearings and seats that all bind."""
    return bottleneck(tightened(beds_usable=0.8, hearing_capacity=0.5, seats_growth=0.7))


def test_shares_add_up_to_the_shortfall_in_every_draw(tight: Bottleneck) -> None:
    shares = sum(tight.share(limit) for limit in tight.limits)
    np.testing.assert_allclose(shares, tight.shortfall, rtol=1e-12)
    alone = sum(tight.alone(limit) for limit in tight.limits)
    np.testing.assert_allclose(alone + tight.together, tight.shortfall, rtol=1e-12)
    assert (tight.shortfall > 100).all()
    assert (np.abs(tight.together) > 1).any(), "limits that do not interact would test nothing"


def test_the_table_adds_up_too(tight: Bottleneck) -> None:
    means = {row["what"]: row["mean"] for row in tight.table() if row["block"] == "shortfall"}
    assert sum(means[limit] for limit in tight.limits) == pytest.approx(means["all limits"], rel=1e-9)
    alone = sum(means[f"{limit} alone"] for limit in tight.limits)
    assert alone + means["only together"] == pytest.approx(means["all limits"], rel=1e-9)


def test_a_draw_that_a_limit_does_not_bind_is_not_run_again_and_is_the_same(tight: Bottleneck) -> None:
    """Every set of limits by runs of their own, all draws, all capacities off with AMPLE."""
    for on, values in tight.values.items():
        off = [tight._change(limit, AMPLE) for limit in tight.limits if limit not in on]
        alone = run(replace(tight.request, changes=(*tight.request.changes, *off)))
        np.testing.assert_allclose(values, tight._value(alone), rtol=1e-12, err_msg=str(set(on)))


def test_only_draws_that_a_limit_binds_are_run() -> None:
    loose = bottleneck(tightened(beds_usable=4.0, hearing_capacity=8.0, seats_growth=0.7))
    told: list[int] = []
    _ = replace(loose, progress=told.append).values
    assert sum(told) <= loose.work
    ran = len(loose._bound_draws["seats"])
    assert set(loose._bound_draws) == {"seats"}
    assert ran <= 8


def test_beds_are_a_limit_as_in_reach_unless_the_request_says_how_many_are_released() -> None:
    """Whoever is above the ceiling leaves; with a cap on releases people stay, and beds explain next to nothing."""
    hard = bottleneck(tightened(ice_book_ins=1.5))
    capped = bottleneck(replace(tightened(ice_book_ins=1.5), sets={BY_BEDS: "2"}))
    assert hard.answer.result.outputs["exits_capacity"].sum() > 5 * capped.answer.result.outputs["exits_capacity"].sum()
    assert "as in `reach`" in hard.sentences()[-1]
    assert "as in `reach`" not in capped.sentences()[-1]


@pytest.mark.parametrize("output", OF_A_LIMIT)
def test_room_left_by_a_limit_falls_not_short(output: str) -> None:
    with pytest.raises(UsageError, match="how much room"):
        bottleneck(SMALL, output)


def test_two_limits_share_what_they_do_together_by_halves() -> None:
    """By hand, for removal at the counted rate, which knows no hearings: share = (alone + last) / 2."""
    counted = replace(tightened(beds_usable=0.8, seats_growth=0.7), scenario="proceedings-2025", sets={"removal": "0"})
    found = bottleneck(counted)
    assert found.limits == ("beds", "seats")
    for limit in found.limits:
        np.testing.assert_allclose(found.share(limit), (found.alone(limit) + found.last(limit)) / 2)


def test_a_limit_that_never_binds_explains_nothing() -> None:
    found = bottleneck(tightened(beds_usable=4.0, hearing_capacity=8.0, seats_growth=0.7))
    assert not found.share("beds").any()
    assert not found.binds["beds"].any()
    np.testing.assert_allclose(found.share("seats"), found.shortfall)


def test_a_limit_binds_on_days_on_which_all_of_it_is_used(tight: Bottleneck) -> None:
    outputs = tight.answer.result.outputs
    seats = (outputs["removals"] + outputs["seats_free"])[1:]
    full = np.isclose(outputs["removals"][1:], seats) & (outputs["awaiting_seat"][1:] > 0)
    np.testing.assert_array_equal(tight.binds["seats"], full)
    released = outputs["exits_capacity"][1:] > 0
    np.testing.assert_array_equal(tight.binds["beds"], released)
    days = next(row["mean"] for row in tight.table() if row["block"] == "binds" and row["what"] == "seats")
    assert days == (full.mean(1) >= 0.5).sum() > 0


def test_one_more_carries_or_holds_at_most_one(tight: Bottleneck) -> None:
    """A seat a day takes at most one person a day; a bed holds at most one."""
    removed, held = tight.one_more["seats", "removals"], tight.one_more["beds", "midnight_population"]
    assert (removed <= DAYS + 1e-6).all()
    assert (removed > 0).any()
    assert (held <= 1 + 1e-6).all()
    assert (held > 0).any()


def test_one_more_is_the_slope_of_larger_steps(tight: Bottleneck) -> None:
    """Twenty times the step, by runs of its own."""
    step = 0.02
    request = replace(tight.request, changes=(*tight.request.changes, tight._change("seats", 1 + step)))
    outputs, more = tight.answer.result.outputs, run(request).result.outputs
    seats = (outputs["removals"] + outputs["seats_free"])[1:].mean(0)
    slope = (more["removals"][1:].sum(0) - outputs["removals"][1:].sum(0)) / (step * seats)
    np.testing.assert_allclose(tight.one_more["seats", "removals"].mean(), slope.mean(), rtol=0.1)


def test_where_nothing_binds_it_says_so() -> None:
    found = bottleneck(replace(SMALL, scenario="no-change", start=None, as_of=None))
    assert found.sentences()[0].startswith("No limit binds from 2025-12-01")
    assert not found.shortfall.any()


def test_the_sentence_has_the_numbers_of_the_table(tight: Bottleneck) -> None:
    said = tight.sentences()[0]
    assert f"fall short by {tight.shortfall.mean():,.0f}" in said
    for limit in tight.limits:
        assert f"{limit} {tight.share(limit).mean():,.0f}" in said


def test_an_output_that_the_run_has_not_is_refused() -> None:
    with pytest.raises(UsageError, match="--output decisions"):
        bottleneck(replace(SMALL, scenario="no-change", start=None, as_of=None), "decisions")


def test_the_verb_gives_rows_by_block_and_by_day() -> None:
    arguments = ["bottleneck", "--draws", "2", "--days", "20"]
    whole = json.loads(CliRunner().invoke(cli, [*arguments, "--json"]).stdout)
    assert whole["record"]["start"] == START.isoformat()
    assert [row["block"] for row in whole["result"]].count("one more") == 12
    days = json.loads(CliRunner().invoke(cli, [*arguments, "--by-day", "--json"]).stdout)["result"]
    assert [row["date"] for row in days[:2]] == ["2025-12-01", "2025-12-02"]
    assert {row["limit"] for row in days} == {"beds", "hearings", "seats"}


# queues against an independent discrete-time queue -------------------------------------------------------------

ALIKE = {"pooled_exit_rate": "1"}
PLAIN = ("stay mixture", "exit drift", "parameter error", "capacity release", "exit elasticity", "pressure on release")
LOADS = (0.8, 1.0, 1.2)


def with_capacity(parameter: str, value: float, **changes: object) -> Request:
    """A run in which all leave at one pace, with one capacity set from the start."""
    given = {"parameter": parameter, "from": START, "value": value, "prior": Prior(kind="fixed"), "reason": "test"}
    base = replace(SMALL, days=180, draws=2, sets=ALIKE, off=PLAIN, changes=(Change.model_validate(given),))
    return replace(base, **changes)


@pytest.mark.parametrize("load", LOADS)
def test_hearings_are_an_independent_queue(load: float) -> None:
    """People wait in court, leave it by other ways, and are decided up to a capacity: one line of arithmetic a day."""
    answer = run(with_capacity("hearing_capacity", 1 / load, off=(*PLAIN, "seats")))
    result, outputs = answer.result, answer.result.outputs
    assert result.law is not None
    docket = result.law.docket
    rates = docket.rates[0, 0, COURT]
    pace = rates[-1] + rates[FORMS.index("relief")]
    other = rates.sum() - pace
    waiting = float((result.held[0, 0] * docket.shares[0, :, COURT]).sum())
    into = (result.book_ins[:, 0] * docket.to_court[0]).sum(-1)
    total = pace + other
    capacity = -np.expm1(-total) * pace / total * waiting / load
    decisions = []
    for row in range(1, answer.plan.days + 1):
        asked = -np.expm1(-total) * pace / total * waiting
        heard = min(asked, capacity)
        gone = -np.expm1(-total) * other / total * waiting
        waiting += into[row] - heard - gone
        decisions.append(heard)
    assert outputs["decisions"][1:, 0].sum() == pytest.approx(sum(decisions), rel=0.02)
    assert outputs["awaiting_decision"][-1, 0] == pytest.approx(waiting, rel=0.02)


@pytest.mark.parametrize("load", LOADS)
def test_seats_are_an_independent_queue(load: float) -> None:
    """Whole people who come by chance, a fixed number of seats a day: 400 such queues, as long as the run."""
    ample = run(with_capacity("seats_growth", 20.0, sets={**ALIKE, "removal": "0"}))
    due = ample.result.due[1:, 0].sum(-1)
    at_one = run(with_capacity("seats_growth", 1.0, sets={**ALIKE, "removal": "0"})).result.outputs
    seats = (at_one["removals"] + at_one["seats_free"])[1, 0]
    answer = run(with_capacity("seats_growth", due.mean() / load / seats, sets={**ALIKE, "removal": "0"}))
    coming = np.random.default_rng(7).poisson(answer.result.due[1:, 0].sum(-1)[:, None], (180, 400))
    waiting, boarded = np.zeros(400), np.zeros(400)
    for arrivals in coming:
        took = np.minimum(waiting + arrivals, due.mean() / load)
        waiting, boarded = waiting + arrivals - took, boarded + took
    assert answer.result.outputs["removals"][1:, 0].sum() == pytest.approx(boarded.mean(), rel=0.02)
    if load > 1:
        assert answer.result.outputs["awaiting_seat"][-1, 0] == pytest.approx(waiting.mean(), rel=0.02)


# one more bed, by persons one by one --------------------------------------------------------------------------


def with_beds(beds: float) -> Request:
    """Removal at the counted rate, and beds that bind."""
    given = {"capacity_release_share": 0.5, "beds_usable": beds, "beds_surge": 1.0, "hold_room_days": 14.0}
    fixed = {"from": START, "prior": Prior(kind="fixed"), "reason": "test"}
    changes = (Change.model_validate({**fixed, "parameter": name, "value": value}) for name, value in given.items())
    return Request("no-change", start=START, days=40, draws=6, inflow="held", changes=tuple(changes))


@pytest.mark.slow
def test_one_more_bed_holds_about_one_more_person_one_by_one_too() -> None:
    """Persons wait in hold rooms and areas, so fewer are released; what one more bed holds is alike to .15."""
    few, many = 50_000.0, 52_000.0
    expected = [run(with_beds(beds)).result.outputs for beds in (few, many)]
    persons = [run_areas(with_beds(beds)).outputs for beds in (few, many)]
    by_bed = [
        ((more["midnight_population"][-1] - less["midnight_population"][-1]) / (many - few)).mean()
        for less, more in (expected, persons)
    ]
    assert by_bed[0] == pytest.approx(by_bed[1], abs=0.15)
    assert 0.7 < min(by_bed) <= max(by_bed) <= 1
    for less, more in (expected, persons):
        assert more["exits_capacity"].sum() < less["exits_capacity"].sum()
        assert more["removals"].sum() > less["removals"].sum()
