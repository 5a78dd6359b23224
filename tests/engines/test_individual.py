"""The individual engine on the national system, against expected numbers and by itself."""

from __future__ import annotations

import numpy as np
import pytest

from bedspace.engines.plan import REMOVAL
from bedspace.studies.areas import AreaAnswer, run_areas
from bedspace.studies.runs import Request

AMPLE = {"beds_usable": "300000", "seats_growth": "20"}
POPULATION = "midnight_population"


@pytest.fixture(scope="module")
def unbound() -> AreaAnswer:
    return run_areas(Request("no-change", draws=12, days=120, sets=AMPLE))


@pytest.fixture(scope="module")
def crowded() -> AreaAnswer:
    return run_areas(Request(draws=6, days=90))


def gap(answer: AreaAnswer, row: int) -> float:
    expected = answer.individuals.expected.outputs[POPULATION][row]
    return float(answer.individuals.held[:, row].mean() / expected.mean() - 1)


@pytest.mark.parametrize("row", [1, 30, 60, 120])
def test_means_agree_where_nothing_binds(unbound: AreaAnswer, row: int) -> None:
    assert abs(gap(unbound, row)) < 0.005


def test_exits_by_form_agree_where_nothing_binds(unbound: AreaAnswer) -> None:
    """Removals over the run within half a per cent plus four standard errors of a count."""
    counted = unbound.individuals.exits[:, 1:, :, REMOVAL].sum((1, 2))
    expected = unbound.individuals.expected.outputs["removals"].sum(0)
    assert np.abs(counted / expected - 1).max() < 0.005 + 4 / np.sqrt(expected.min())


@pytest.mark.parametrize("beds", [33_000, 28_000])
def test_means_agree_far_above_capacity(beds: int) -> None:
    """Offered load 1.2 and above: both engines sit at the beds there are."""
    sets = {"beds_usable": str(beds), "beds_surge": "1", "capacity_release_share": "1", "local_shortage_share": "0"}
    sets |= {"seats_growth": "20", "exit_elasticity": "0", "exit_drift": "0"}
    answer = run_areas(Request("no-change", draws=4, days=120, sets=sets))
    assert abs(gap(answer, 120)) < 0.02
    at_the_start = answer.individuals.population[:, 0] > answer.individuals.beds[:, 1]
    over = answer.individuals.population[:, -1] > answer.individuals.beds[:, -1]
    assert not (over & ~at_the_start).any()


def test_nobody_appears_or_vanishes(crowded: AreaAnswer) -> None:
    people = crowded.individuals
    present = people.held + people.unplaced
    change = people.book_ins.sum(-1) - people.exits.sum((-1, -2))
    np.testing.assert_array_equal(np.diff(present, axis=1), change[:, 1:])


def test_no_area_takes_people_beyond_its_beds(crowded: AreaAnswer) -> None:
    """An area is over its beds only while it was so the day before: nobody is placed there."""
    people = crowded.individuals
    over = people.population[:, 1:] > people.beds[:, 1:]
    before = np.minimum(people.population[:, :-1], np.maximum(people.beds[:, :-1], people.beds[:, 1:]))
    assert (people.population[:, 1:][over] <= np.maximum(people.population[:, :-1], before)[over]).all()


def test_areas_run_short_while_the_nation_has_room(crowded: AreaAnswer) -> None:
    row = 60
    held, beds = crowded.individuals.population[:, row], crowded.individuals.beds[:, row]
    room = held.sum(-1) < beds.sum(-1)
    assert room.any()
    assert (held >= beds)[room].any()


def test_the_same_request_gives_the_same_bits(crowded: AreaAnswer) -> None:
    again = run_areas(Request(draws=6, days=90))
    np.testing.assert_array_equal(again.individuals.population, crowded.individuals.population)


def test_first_draws_do_not_depend_on_how_many_follow(crowded: AreaAnswer) -> None:
    fewer = run_areas(Request(draws=3, days=90))
    np.testing.assert_array_equal(fewer.individuals.population, crowded.individuals.population[:3])


def test_rows_name_the_nation_and_every_area(crowded: AreaAnswer) -> None:
    rows = crowded.rows((POPULATION,))
    assert len({row["area"] for row in rows}) == 25
    assert {row["rests_on"] for row in rows if row["area"] != "US"} == {"assumed"}
