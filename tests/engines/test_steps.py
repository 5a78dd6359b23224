"""Single steps of a day in expected numbers, each where it begins to bind."""

from __future__ import annotations

import numpy as np
import pytest

from bedspace.engines.persons.run import Persons
from bedspace.engines.streams import Stream, uniforms
from bedspace.studies.run.runs import Answer, Request, run

POPULATION = "midnight_population"
AMPLE = {"beds_usable": "300000", "seats_growth": "20"}


def answer(scenario: str = "no-change", draws: int = 1, days: int = 10, **sets: str) -> Answer:
    return run(Request(scenario, draws=draws, days=days, sets=sets))


# drift of exit rates


@pytest.fixture(scope="module")
def drifting() -> np.ndarray:
    """Steps of the logarithm of exit rates, shape (draws, classes), over 30 days."""
    plan = answer(draws=4_000, days=30, exit_drift="0.1", exit_drift_correlation="0.25").plan
    return np.asarray(np.log(plan.drift[30] / plan.drift[0]))


def test_drift_is_a_tenth_a_month(drifting: np.ndarray) -> None:
    """Within four standard errors of a standard deviation."""
    wanted = 0.1 * np.sqrt(30 / (365.25 / 12))
    assert np.abs(drifting.std(0) / wanted - 1).max() < 4 / np.sqrt(2 * len(drifting))


def test_drift_is_partly_common_to_all_classes(drifting: np.ndarray) -> None:
    pairs = np.corrcoef(drifting.T)[np.triu_indices(6, 1)]
    assert np.abs(pairs - 0.25).max() < 4 / np.sqrt(len(drifting))


# beds and seats


def test_book_ins_find_no_local_bed_from_the_first_person_above_the_beds() -> None:
    """Only more people than beds, those who wait for a seat and those of the day among them, run short."""
    with_room = {"beds_surge": "1.5", "local_shortage_share": "0.1", "seats_growth": "20", "exit_drift": "0"}
    with_room["capacity_release_most"] = "1000000"
    free = answer(days=1, **with_room, beds_usable="300000")
    before = float(free.result.held[1, 0].sum())
    just = {beds: answer(days=1, **with_room, beds_usable=repr(before + beds)) for beds in (1.0, -1.0)}
    assert free.result.local_share[1, 0] == just[1.0].result.local_share[1, 0] == 0
    assert just[-1.0].result.local_share[1, 0] == pytest.approx(0.1)


def test_want_of_beds_releases_no_more_than_the_table_leaves_room_for() -> None:
    """With the beds that stood; one bed less releases one person more a day than that, and no more."""
    stood = {"beds_surge": "1.1", "capacity_release_share": "1", "local_shortage_share": "0", "cbp_book_ins": "400"}
    crowded = answer("reports-2025-02", days=60, **stood, capacity_release_most="5").result.outputs["exits_capacity"]
    assert crowded.max() == pytest.approx(5)
    beds = 38_521 - 1 / 1.1
    day = answer("reports-2025-02", days=20, **stood, capacity_release_most="5", beds_usable=repr(beds))
    assert day.result.outputs["exits_capacity"][1:20].max() == pytest.approx(6)


def test_who_waits_for_a_seat_fills_a_bed() -> None:
    """Without seats the queue grows, and all held together stay under the ceiling of the surge."""
    full = answer(days=20, beds_usable="38000", beds_surge="1", capacity_release_share="1", seats_growth="0")
    assert full.result.outputs["awaiting_seat"][20, 0] > 5_000
    np.testing.assert_allclose(full.result.outputs[POPULATION][1:, 0], 38_000)


def test_no_removal_on_weekends_without_flights() -> None:
    found = answer("reports-2025-02", days=14, weekend_seats="0")
    weekend = found.plan.weekdays[1:] >= 5
    removals = found.result.outputs["removals"][1:, 0]
    assert weekend.sum() == 4
    assert (removals[weekend] == 0).all()
    assert (removals[~weekend] > 0).all()


# pressure


PRESSED = {"pressure_delay": "1", "day_shock": "0", **AMPLE}


def test_the_gap_is_that_of_the_mean_of_a_week() -> None:
    """On the first day nothing but the days before the run counts, and one day of seven on the second."""
    found = answer("reports-2025-02", days=3, arrest_target="3000", **PRESSED)
    arrests, gap = found.result.outputs["arrests"][:, 0], found.result.outputs["target_gap"][:, 0]
    before = 3_000 * (1 - gap[1])
    assert gap[2] == pytest.approx(1 - (6 * before + arrests[1]) / 7 / 3_000)
    assert gap[3] == pytest.approx(1 - (5 * before + arrests[1] + arrests[2]) / 7 / 3_000)


def test_releases_press_where_they_exceed_those_at_the_start() -> None:
    """On the first day they are those of the start; without a target nothing presses."""
    sets = {"arrest_target": "0", "office_target": "0", "pressure_from_releases": "1", **PRESSED}
    found = answer("no-change", days=3, **sets, exit_drift="0", exit_elasticity="0")
    assert found.result.outputs["pressure"][1, 0] == pytest.approx(0, abs=1e-12)


# persons


def test_an_area_is_full_with_the_last_bed() -> None:
    population, beds = np.array([[[9, 10, 11]]]), np.full((1, 1, 3), 10)
    people = Persons.__new__(Persons)
    people.__dict__.update(population=population, beds=beds)
    np.testing.assert_array_equal(people.full[0, 0], [False, True, True])


def test_uniform_numbers_are_keyed_by_purpose_and_index() -> None:
    few, many = uniforms(1, "a", 3), uniforms(1, "a", 9)
    np.testing.assert_array_equal(few, many[:3])
    assert not (uniforms(1, "b", 9) == many).any()
    assert not (uniforms(2, "a", 9) == many).any()
    assert ((many > 0) & (many < 1)).all()


def test_a_stream_gives_many_purposes_at_once_as_one_by_one() -> None:
    keyed = Stream(5, first=3)
    np.testing.assert_array_equal(keyed.each(["a", "b"], 4), [uniforms(5, name, 7)[3:] for name in "ab"])
    assert {keyed, Stream(5, 3)} == {keyed}
    assert keyed != Stream(5)
