"""No change and the forecast are one estimate; a scenario adds what it changes, and nothing else."""

from dataclasses import replace
from datetime import date, timedelta
from functools import cache, partial

import numpy as np
import pytest

from bedspace.engines.streams import uniforms
from bedspace.errors import UsageError
from bedspace.figures.series import as_of, data_through
from bedspace.studies.forecast.forecast import forecast, newest_day
from bedspace.studies.forecast.hub import POPULATION
from bedspace.studies.forecast.outlook import origin_day, outlook
from bedspace.studies.forecast.settings import HORIZONS, LEVELS, place_of
from bedspace.studies.run.ahead import CLOSED, bridge
from bedspace.studies.run.notes import notes_of
from bedspace.studies.run.request import Request, with_held_book_ins
from bedspace.studies.run.runs import Answer, run

DRAWS = 100
DAY = date(2025, 1, 19)
DAYS = [DAY, date(2022, 3, 15), *(pytest.param(day, marks=pytest.mark.slow) for day in (
    date(2021, 9, 1), date(2023, 5, 20), date(2024, 2, 1), date(2024, 9, 1), date(2025, 5, 1), date(2025, 11, 25),
))]  # fmt: skip


@cache
def no_change(day: date, **asked: object) -> Answer:
    return run(Request(start=day, draws=DRAWS, **asked))  # type: ignore[arg-type]


@pytest.mark.parametrize("day", DAYS)
def test_no_change_and_the_forecast_have_the_same_medians(day: date) -> None:
    made, answer = forecast(day), no_change(day)
    on_snapshots = 1 / bridge(answer.catalogue, answer.scenario)
    for horizon, target in zip(HORIZONS, made.of(POPULATION), strict=True):
        # a snapshot of a day is the midnight before
        found = answer.quantiles("midnight_population", day + timedelta(days=horizon - 1)) * on_snapshots
        assert found[2] == pytest.approx(target.quantiles[place_of(0.5)], rel=0.002)


def test_the_newest_day_has_the_medians_of_the_newest_forecast() -> None:
    made, answer = forecast(), run(Request(draws=DRAWS))
    assert answer.ahead is not None
    assert answer.ahead.origin == made.day == newest_day()
    ends = [target.end for target in made.of(POPULATION)][:2]
    found = [answer.quantiles("midnight_population", end - timedelta(days=1))[2] for end in ends]
    wanted = [target.quantiles[place_of(0.5)] for target in made.of(POPULATION)][:2]
    assert found == pytest.approx(np.array(wanted) * bridge(answer.catalogue, answer.scenario), rel=0.005)


@pytest.mark.slow
def test_many_draws_have_the_bands_of_the_forecast() -> None:
    """Within three standard errors of a quantile of the draws, from its density between neighbouring levels."""
    made, draws = forecast(DAY), 1000
    found = outlook(DAY, DAY, 180, draws, partial(uniforms, 5))
    for horizon, target in zip(HORIZONS, made.of(POPULATION), strict=True):
        for level in (0.05, 0.25, 0.75, 0.95):
            below, wanted, above = np.log(target.quantiles[place_of(level) + np.array([-1, 0, 1])])
            slope = (above - below) / (LEVELS[place_of(level) + 1] - LEVELS[place_of(level) - 1])
            error = slope * np.sqrt(level * (1 - level) / draws)
            assert np.log(np.quantile(found.held[horizon - 1], level)) == pytest.approx(wanted, abs=3 * error)


def test_a_run_begins_with_the_count_and_closes_in_on_the_forecast() -> None:
    answer = no_change(date(2022, 3, 15))
    held, ahead = answer.result.outputs["midnight_population"], answer.ahead
    assert ahead is not None
    assert answer.count.error > 0
    assert np.median(held[0]) == pytest.approx(answer.count.value, rel=1e-3)
    apart = np.log(held / ahead.held)
    assert apart[CLOSED // 2] == pytest.approx(apart[0] / 2, abs=1e-6)
    assert np.abs(apart[CLOSED:]).max() < 1e-6, "no draw met a bound of the exits"
    assert np.corrcoef(held[0], ahead.held[0])[0, 1] > 0.95, "who starts high is high in the forecast"


def test_a_single_draw_takes_the_medians() -> None:
    answer, made = run(Request(start=DAY, draws=1)), forecast(DAY)
    found = answer.result.outputs["midnight_population"][HORIZONS[1] - 1, 0]
    target = made.of(POPULATION)[1].quantiles[place_of(0.5)]
    assert found == pytest.approx(target * bridge(answer.catalogue, answer.scenario), rel=0.005)


def test_what_a_scenario_changes_moves_people_off_the_forecast_and_nothing_else_does() -> None:
    plain = no_change(DAY, days=60)
    same = run(Request(start=DAY, draws=DRAWS, days=60, sets={"officers": "7000"}))
    assert np.array_equal(same.plan.exit_level, plain.plan.exit_level)
    assert np.array_equal(same.result.outputs["midnight_population"], plain.result.outputs["midnight_population"])
    more = run(Request(start=DAY, draws=DRAWS, days=60, sets={"ice_book_ins": "400@2025-02-01"}))
    assert np.array_equal(more.plan.exit_level, plain.plan.exit_level)
    row = (date(2025, 2, 1) - DAY).days
    booked = more.result.outputs["book_ins_ice"]
    assert np.array_equal(booked[:row], plain.result.outputs["book_ins_ice"][:row])
    assert (booked[row:] == 400).all()
    held, before = (each.result.outputs["midnight_population"] for each in (more, plain))
    assert np.array_equal(held[:row], before[:row])
    assert np.median(held[-1]) > 1.05 * np.median(before[-1])


def test_a_policy_that_multiplies_book_ins_multiplies_those_of_the_forecast() -> None:
    from bedspace.parameters.catalogue import catalogue
    from bedspace.parameters.parameter import Adjustment
    from bedspace.studies.run.inputs import inflow_ahead

    answer = no_change(DAY, days=60)
    half = Adjustment(how="multiply", amount=0.5, since=date(2025, 2, 1))
    known = {**catalogue(), "cbp_book_ins": catalogue()["cbp_book_ins"].model_copy(update={"adjustments": (half,)})}
    assert answer.ahead is not None
    found, row = inflow_ahead(known, answer.scenario, answer.plan.estimates, answer.ahead), (half.since - DAY).days
    of_ice, of_cbp = answer.plan.estimates.book_ins / answer.plan.estimates.book_ins.sum()
    assert found[:row].sum(1) == pytest.approx(answer.ahead.booked_in[:row])
    assert found[row:, 1] == pytest.approx(answer.ahead.booked_in[row:] * of_cbp / 2)
    assert found[row:, 0] == pytest.approx(answer.ahead.booked_in[row:] * of_ice)


def test_notes_tell_how_far_held_book_ins_are_off() -> None:
    answer = no_change(DAY)
    assert answer.ahead is not None
    a_day, held = np.median(answer.ahead.booked_in[1:].mean(0)), answer.plan.estimates.book_ins.sum()
    notes = " ".join(notes_of(answer))
    assert f"{a_day:,.0f} a day over the run in the middle draw, {a_day / held - 1:+.0%} against the 714" in notes
    assert "no model of the past sees a change of policy coming" in notes
    assert "its last day is repeated" not in notes


def test_beyond_its_reach_the_forecast_repeats_its_last_day() -> None:
    answer = run(Request(start=DAY, draws=2, days=400))
    assert answer.ahead is not None
    assert answer.ahead.last == date(2026, 1, 18)
    end = (answer.ahead.last - DAY).days
    assert (answer.ahead.held[end:] == answer.ahead.held[end]).all()
    assert (answer.ahead.held[end - 1] != answer.ahead.held[end]).any()
    assert any("its last day is repeated" in note for note in notes_of(answer))


def test_the_origin_is_the_day_of_the_start_or_of_the_publication_of_its_count() -> None:
    assert origin_day(DAY, as_of(DAY)) == DAY
    assert origin_day(DAY, data_through(date(2025, 7, 18))) == DAY
    assert origin_day(DAY, as_of(date(2025, 1, 2))) == date(2025, 1, 2)
    # the snapshot dated 12 January, the midnight of 11 January, was published on the 16th
    assert origin_day(date(2025, 1, 11), as_of(date(2025, 6, 1))) == date(2025, 1, 16)
    assert origin_day(date(2025, 1, 10), as_of(date(2025, 6, 1))) == date(2025, 1, 10)


def test_draws_hang_together() -> None:
    found = outlook(DAY, DAY, 180, 40, partial(uniforms, 1))
    again = outlook(DAY, DAY, 90, 40, partial(uniforms, 1))
    assert found.booked_in.shape == (181, 40)
    assert np.median(found.booked_in[1:]) == pytest.approx(660, rel=0.1)
    assert np.median(again.held, 1) == pytest.approx(np.median(found.held[:91], 1), rel=0.01)
    late = np.corrcoef(np.log(found.held[-1] / found.held[0]), np.log(found.booked_in[1:].mean(0)))[0, 1]
    assert late > 0.3, "more book-ins, more people"


def test_a_start_beyond_every_forecast_is_refused_or_has_held_book_ins_and_says_so() -> None:
    far = Request(start=date(2026, 6, 1), draws=2, days=5, stale_ok=True)
    answer = run(far)
    assert answer.ahead is None
    assert answer.scenario.inflow == answer.record["inflow"] == "held"
    assert any("no forecast reaches this start" in note for note in notes_of(answer))
    with pytest.raises(UsageError, match="up to 120 days old"):
        run(replace(far, inflow="forecast"))


def test_sensitivity_holds_book_ins_where_the_forecast_would_absorb_the_numbers() -> None:
    assert with_held_book_ins(Request("no-change")).inflow == "held"
    assert with_held_book_ins(Request("no-change+laken-riley")).inflow == "held"
    assert with_held_book_ins(Request("no-change", inflow="forecast")).inflow == "forecast"
    assert with_held_book_ins(Request("reports-2025-02")) == Request("reports-2025-02")
