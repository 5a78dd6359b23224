"""Persons one by one on the national system, against expected numbers and by itself."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

import numpy as np
import pytest
from numpy.typing import NDArray

from bedspace.engines.expected import run as expected_numbers
from bedspace.engines.persons import run as persons
from bedspace.engines.persons.replications import run_block
from bedspace.engines.persons.run import Persons
from bedspace.engines.persons.waits import nights_waited
from bedspace.engines.plan import REMOVAL, Plan
from bedspace.engines.streams import replication_keys
from bedspace.errors import UsageError
from bedspace.model.areas import Areas
from bedspace.parameters.settings import Settings
from bedspace.studies.run.areas import AreaAnswer, areas_of, run_areas
from bedspace.studies.run.runs import Request, run

REPORTS = "reports-2025-02"

AMPLE = {"beds_usable": "300000", "seats_growth": "20"}
POPULATION = "midnight_population"


@pytest.fixture(scope="module")
def unbound() -> AreaAnswer:
    return run_areas(Request("no-change", start=date(2025, 1, 19), draws=12, days=120, sets=AMPLE))


@pytest.fixture(scope="module")
def crowded() -> AreaAnswer:
    return run_areas(Request(REPORTS, draws=6, days=90, sets={"cbp_book_ins": "200"}))


def gap(answer: AreaAnswer, row: int) -> float:
    expected = answer.persons.expected.outputs[POPULATION][row]
    return float(answer.persons.held[:, row].mean() / expected.mean() - 1)


@pytest.mark.parametrize("row", [1, 30, 60, 120])
def test_means_agree_where_nothing_binds(unbound: AreaAnswer, row: int) -> None:
    assert abs(gap(unbound, row)) < 0.005


@pytest.mark.parametrize("row", [30, 60, 90])
def test_means_agree_with_the_beds_that_stood(crowded: AreaAnswer, row: int) -> None:
    """More are held than dated beds would hold; of these expected numbers alone release a few a day."""
    assert (crowded.persons.expected.outputs["occupancy_usable"][row] > 1).any()
    assert abs(gap(crowded, row)) < 0.008


def test_exits_by_form_agree_where_nothing_binds(unbound: AreaAnswer) -> None:
    """Removals over the run within half a per cent plus four standard errors of a count."""
    counted = unbound.persons.exits[:, 1:, :, REMOVAL].sum((1, 2))
    expected = unbound.persons.expected.outputs["removals"].sum(0)
    assert np.abs(counted / expected - 1).max() < 0.005 + 4 / np.sqrt(expected.min())


@pytest.mark.parametrize("beds", [33_000, 28_000])
def test_means_agree_far_above_capacity(beds: int) -> None:
    """Offered load 1.2 and above: both engines sit at the beds there are."""
    sets = {"beds_usable": str(beds), "beds_surge": "1", "capacity_release_share": "1", "local_shortage_share": "0"}
    sets |= {"seats_growth": "20", "exit_elasticity": "0", "exit_drift": "0"}
    answer = run_areas(Request("no-change", start=date(2025, 1, 19), draws=4, days=120, sets=sets))
    assert abs(gap(answer, 120)) < 0.02
    at_the_start = answer.persons.population[:, 0] > answer.persons.beds[:, 1]
    over = answer.persons.population[:, -1] > answer.persons.beds[:, -1]
    assert not (over & ~at_the_start).any()


def test_nobody_appears_or_vanishes(crowded: AreaAnswer) -> None:
    people = crowded.persons
    present = people.held + people.unplaced
    change = people.book_ins.sum(-1) - people.exits.sum((-1, -2))
    np.testing.assert_array_equal(np.diff(present, axis=1), change[:, 1:])


def test_no_area_takes_people_beyond_its_beds(crowded: AreaAnswer) -> None:
    """An area is over its beds only while it was so the day before: nobody is placed there."""
    people = crowded.persons
    over = people.population[:, 1:] > people.beds[:, 1:]
    before = np.minimum(people.population[:, :-1], np.maximum(people.beds[:, :-1], people.beds[:, 1:]))
    assert (people.population[:, 1:][over] <= np.maximum(people.population[:, :-1], before)[over]).all()


def test_areas_run_short_while_the_nation_has_room(crowded: AreaAnswer) -> None:
    row = 60
    held, beds = crowded.persons.population[:, row], crowded.persons.beds[:, row]
    room = held.sum(-1) < beds.sum(-1)
    assert room.any()
    assert (held >= beds)[room].any()


def test_the_same_request_gives_the_same_bits(crowded: AreaAnswer) -> None:
    again = run_areas(Request(REPORTS, draws=6, days=90, sets={"cbp_book_ins": "200"}))
    np.testing.assert_array_equal(again.persons.population, crowded.persons.population)


def test_first_draws_do_not_depend_on_how_many_follow(crowded: AreaAnswer) -> None:
    fewer = run_areas(Request(REPORTS, draws=3, days=90, sets={"cbp_book_ins": "200"}))
    np.testing.assert_array_equal(fewer.persons.population, crowded.persons.population[:3])


# Near a binding capacity

PLAIN = {
    "beds_usable": "300000",
    "beds_surge": "1",
    "capacity_release_share": "1",
    "capacity_release_most": "1000000",
    "local_shortage_share": "0",
    "seats_growth": "20",
    "exit_elasticity": "0",
}
START = date(2025, 1, 19)
SETTLED = 61


def system(request: Request) -> tuple[Plan, Areas]:
    """The plan of a request and the areas, without guaranteed beds, so that beds lie where people are."""
    answer = run(request)
    areas = areas_of(answer.vintage, START)
    return answer.plan, replace(areas, guaranteed=np.zeros_like(areas.guaranteed))


def at_load(plan: Plan, load: float, scale: float) -> Plan:
    """The middle draw at another size, with `1 / load` beds for everybody held if nothing bound."""
    estimates = replace(plan.estimates, stock=plan.estimates.stock * scale, book_ins=plan.estimates.book_ins * scale)
    sized = replace(plan, estimates=estimates, inflow=plan.inflow * scale)
    wanted = expected_numbers.run(sized).outputs[POPULATION][:, 0]
    beds = replace(plan.settings.by_name["beds_usable"], path=wanted / load, spread=np.ones(1))
    return replace(sized, settings=Settings({**plan.settings.by_name, "beds_usable": beds}, 1))


def gaps_at(load: float, scale: float, seeds: int = 12) -> tuple[float, float]:
    """Mean relative gap between persons and expected numbers once settled, and the people held."""
    plan, areas = system(Request("no-change", start=date(2025, 1, 19), draws=1, days=180, sets=PLAIN))
    loaded = at_load(plan, load, scale)
    expected = expected_numbers.run(loaded).outputs[POPULATION][SETTLED:, 0]
    found = [persons.run(loaded, areas, seed).held[0, SETTLED:] for seed in range(seeds)]
    return float((np.mean(found, axis=0) / expected - 1).mean()), float(expected.mean())


@pytest.mark.slow
def test_gap_at_load_one_shrinks_like_one_over_the_root_of_size() -> None:
    """Sixty-four times the size, an eighth of the gap; Erlang's loss at load 1 is sqrt(2 / pi N) in the limit."""
    scaled = {scale: gap * np.sqrt(held) for scale in (1 / 64, 1 / 8, 1) for gap, held in [gaps_at(1.0, scale)]}
    assert all(-0.95 < value < -0.45 for value in scaled.values()), scaled


@pytest.mark.parametrize("load", [1.2, 1.5])
def test_means_agree_far_above_load_one(load: float) -> None:
    gap, _ = gaps_at(load, 1.0, seeds=3)
    assert abs(gap) < 0.02


# Common keys


def measured(sets: dict[str, str], keys: NDArray[np.uint64]) -> NDArray[np.float64]:
    """Mean population, releases for want of a bed and mean queue for a seat, a row a replication of the middle draw."""
    tight = {"beds_usable": "45000", "beds_surge": "1", "seats_growth": "0.6"}
    request = Request(REPORTS, draws=1, days=120, sets={**tight, **sets})
    plan, areas = system(request)
    expected = expected_numbers.run(plan)
    national = persons.national_of(plan, areas, expected)
    rows = []
    for key in keys:
        tables = persons.tables_of(plan, expected, national, 0, key)
        out = run_block(tables, np.array([key]))
        released = out.leavers[0].reshape(120, 6, -1)[..., -1].sum()
        rows.append([out.population[0].sum(-1).mean(), released, out.queue[0].mean()])
    return np.array(rows)


@pytest.mark.parametrize("change", [{"beds_usable": "45450"}, {"seats_growth": "0.606"}], ids=["beds", "seats"])
def test_common_keys_pair_scenarios(change: dict[str, str]) -> None:
    """One per cent more: the variance of the difference, pair by pair, is a twentieth of the unpaired one or less."""
    keys = replication_keys(3, 0, 40)
    base, more = measured({}, keys), measured(change, keys)
    paired, unpaired = (more - base).var(0, ddof=1), base.var(0, ddof=1) + more.var(0, ddof=1)
    assert (unpaired > 20 * paired).all(), unpaired / paired
    assert (np.abs((more - base).mean(0)) > 0).all()


# Any workers, and waits


def same(first: Persons, second: Persons) -> bool:
    names = [field.name for field in fields(Persons) if field.name not in ("areas", "expected")]
    return all(np.array_equal(getattr(first, name), getattr(second, name)) for name in names)


def test_same_bits_in_blocks_of_any_size(monkeypatch: pytest.MonkeyPatch) -> None:
    plan, areas = system(Request(REPORTS, draws=10, days=40))
    alone = persons.run(plan, areas, 5)
    monkeypatch.setattr(persons, "BLOCK", 6)
    in_two = persons.run(plan, areas, 5)
    assert same(alone, in_two)
    np.testing.assert_array_equal(alone.expected.outputs[POPULATION], in_two.expected.outputs[POPULATION])
    assert not same(alone, persons.run(plan, areas, 6))


def test_waits_from_counts_are_those_of_the_kernel(crowded: AreaAnswer) -> None:
    """Nights waited for a seat, summed over the distribution, equal what the kernel adds up person by person."""
    people = crowded.persons
    waits = nights_waited(*people.seat_flows, people.held.shape[1])
    np.testing.assert_array_equal(waits @ np.arange(waits.shape[-1]), people.seat_waits)
    assert people.seat_waits.sum() > 0


def test_hold_rooms_empty_and_fill_as_counted() -> None:
    """Three days in hold rooms against a limit of one night: nobody is counted twice, and some exceed the limit."""
    sets = {"hold_room_days": "3", "hold_limit_nights": "1", "beds_usable": "38000", "beds_surge": "1"}
    people = run_areas(Request(REPORTS, draws=4, days=60, sets=sets)).persons
    entries, departures = people.hold_flows
    np.testing.assert_array_equal(np.cumsum(entries - departures, axis=1), people.unplaced)
    waits = nights_waited(entries, departures, 3)
    assert waits[..., 3].sum() == 0
    np.testing.assert_array_equal(waits.sum(-1), departures)
    assert 0 < people.over_hold_limit.sum() < people.unplaced.sum()


def test_persons_refuse_proceedings_in_one_line() -> None:
    """They are followed in expected numbers only; nothing is run before the refusal."""
    with pytest.raises(UsageError) as error:
        run_areas(Request("proceedings-2025", draws=2, days=5))
    assert "expected numbers only" in str(error.value)
    assert len(error.value.faults) == 1
