"""Areas: where people are held, and where beds run short while the nation as a whole has room.

Only average populations and guaranteed beds by area are published. Book-ins, the other beds and the offices that
people come from are allocated by the rules of `bedspace.model.areas`, and everything by area says so.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bedspace.engines.persons import run as persons
from bedspace.engines.persons.run import EXITS, Censused, Persons
from bedspace.engines.persons.waits import nights_waited
from bedspace.errors import Fault, UsageError
from bedspace.figure import Figure
from bedspace.figures.series import Vintage
from bedspace.model.areas import KINDS, Areas, placed
from bedspace.studies.run.record import RESULT_HASH, result_hash
from bedspace.studies.run.runs import Answer, Request, run

Array = NDArray[np.float64]

_BY_POPULATION = (
    "ddp_midnight_population",
    "person_days",
    "occupancy_funded",
    "occupancy_operational",
    "occupancy_contracted",
    "occupancy_usable",
)
"""Outputs that are the population by another measure."""
DRAWS = 20
"""Draws that are followed person by person."""


@dataclass(frozen=True)
class AreaAnswer:
    """A run of persons, and the answer that it belongs to.

    Attributes
    ----------
    answer : Answer
        The run of expected numbers of the same draws.
    persons : Persons
    """

    answer: Answer
    persons: Persons

    @property
    def outputs(self) -> dict[str, Array]:
        """All outputs of the run, each of shape (t, n): those of persons, and expected numbers for the rest.

        What drives persons (arrests, leads, pressure, hearings) and what is not followed by person is the
        expected number of the same draws.
        """
        expected = self.answer.result.outputs
        return {**{name: expected[name] for name in self.answer.names}, **self.from_persons}

    @cached_property
    def from_persons(self) -> dict[str, Array]:
        """Outputs that persons give, each of shape (t, n)."""
        counted = self._counted
        expected, held = self.answer.result.outputs, counted["midnight_population"]
        larger = held / np.maximum(expected["midnight_population"], 1e-300)
        days = np.arange(1, len(held))[:, None]
        average = np.concatenate([held[:1], np.cumsum(held[1:], axis=0) / days])
        measured = {name: expected[name] * larger for name in _BY_POPULATION}
        return {**measured, "average_daily_population": average, **counted}

    @property
    def _counted(self) -> dict[str, Array]:
        people = self.persons
        by_form = np.moveaxis(people.exits.sum(-2), -1, 0)
        forms = {
            "removals" if form == "removal" else f"exits_{form}": exits
            for form, exits in zip(EXITS, by_form, strict=True)
        }
        counts = {
            "book_ins_ice": people.book_ins[..., :3].sum(-1),
            "book_ins_cbp": people.book_ins[..., 3:].sum(-1),
            "midnight_population": people.held,
            "awaiting_seat": people.waiting,
            "seat_wait_days": people.seat_waits,
            "hold_room": people.unplaced,
            "hold_nights_over_limit": people.over_hold_limit,
            "areas_full": people.full.sum(-1),
            "placed_elsewhere": people.elsewhere,
            "held_out_of_area": people.elsewhere + people.areas.out_of_area_share * people.book_ins.sum(-1),
            **forms,
        }
        return {name: values.T.astype(float) for name, values in counts.items()}

    @property
    def held_by_area(self) -> dict[str, Censused]:
        """People held, each of shape (t, n); who is where is allocated."""
        held = np.ascontiguousarray(self.persons.population.T)
        return dict(zip(self.persons.areas.names, held, strict=True))

    def table(self, day: date) -> list[dict[str, Any]]:
        """Rows by area on a day: held, beds by kind, occupancy, and how often the area is full."""
        row = self.answer.row(day)
        people = self.persons
        held, beds = people.population[:, row], people.beds[:, row]
        usable, surge = (self.answer.plan.settings.at(name, row) for name in ("beds_usable", "beds_surge"))
        kinds = people.areas.beds_by_kind(usable, surge).mean(0)
        kinds[-1] = beds.mean(0) - kinds[:-1].sum(0)  # people held beyond the dated beds lie in surge ones
        return [
            {
                "area": name,
                "date": day.isoformat(),
                **{f"q{round(100 * q):02d}": float(np.quantile(held[:, o], q)) for q in (0.05, 0.5, 0.95)},
                **{f"beds_{kind}": float(kinds[k, o]) for k, kind in enumerate(KINDS)},
                "beds": float(beds[:, o].mean()),
                "occupancy": float(np.median(held[:, o] / np.maximum(beds[:, o], 1))),
                "full_share": float(people.full[:, row, o].mean()),
                "allocated": True,
                "rests_on": "assumed",
            }
            for o, name in enumerate(people.areas.names)
        ]

    def waits(self, first: date, last: date, longest: int = 14) -> list[dict[str, Any]]:
        """Rows by queue and nights waited, for those who left the queue from `first` to `last`, both included.

        Parameters
        ----------
        first, last : date
        longest : int
            The last row is for so many nights or more.
        """
        rows = slice(self.answer.row(first), self.answer.row(last) + 1)
        flows = {"seat": self.persons.seat_flows, "hold room": self.persons.hold_flows}
        return [
            {
                "queue": queue,
                "nights": nights,
                "or_more": nights == longest,
                **{f"q{round(100 * q):02d}": float(np.quantile(persons, q)) for q in (0.05, 0.5, 0.95)},
                "rests_on": "assumed",
            }
            for queue, (entries, departures) in flows.items()
            for nights, persons in enumerate(nights_waited(entries, departures, longest)[:, rows].sum(1).T)
        ]


def run_areas(request: Request) -> AreaAnswer:
    """Run a scenario person by person.

    Parameters
    ----------
    request : Request
        Its draws are followed one by one; a few dozen are enough. `bedspace.studies.run.ensemble` follows many.
    """
    found = follow(run(request), request.draws)
    asked = {**found.answer.asked, "engine": "persons", RESULT_HASH: result_hash(found.from_persons)}
    return replace(found, answer=replace(found.answer, asked=asked))


def follow(answer: Answer, draws: int = DRAWS) -> AreaAnswer:
    """The first draws of a run on expected numbers, followed person by person under the same keys."""
    areas = areas_of(answer.vintage, answer.start)
    few = answer.plan.of_draws(slice(0, draws))
    people = persons.run(few, areas, answer.request.seed)
    return AreaAnswer(replace(answer, plan=few, result=people.expected), people)


def areas_of(vintage: Vintage, day: date) -> Areas:
    """Areas in the last facility list published by a day, and the offices of all lists.

    An office without beds in the last list has the share of the last list in which it had any: Baltimore, whose
    beds were closed, still arrests.

    Raises
    ------
    UsageError
        If no list is known.
    """
    populations = _latest(vintage, "area_adp", day)
    guaranteed = _latest(vintage, "area_guaranteed_beds", day)
    offices = tuple(sorted({_area(figure) for figure in _known(vintage, "area_adp", day)}))
    names = tuple(office for office in offices if populations.get(office, 0) > 0)
    held = np.array([populations[name] for name in names])
    by_office = np.array([populations.get(office, 0.0) for office in offices]) / held.sum()
    arrested = np.array([_last_share(vintage, office, day) for office in offices])
    placement = placed(arrested / arrested.sum(), by_office)
    return Areas(
        names=names,
        shares=held / held.sum(),
        guaranteed=np.array([guaranteed.get(name, 0.0) for name in names]),
        offices=offices,
        placement=placement[:, [offices.index(name) for name in names]],
    )


def _last_share(vintage: Vintage, area: str, day: date) -> float:
    """Share of an area in those held, in the last list that names it."""
    own = [figure for figure in _known(vintage, "area_adp", day) if _area(figure) == area]
    last = max(own, key=_age)
    total = vintage.figure("area_adp", last.period).value
    return last.value / total


def _latest(vintage: Vintage, quantity: str, day: date) -> dict[str, float]:
    known = _known(vintage, quantity, day)
    last = max(known, key=_age)
    return {_area(f): f.value for f in known if (f.period, f.published) == (last.period, last.published)}


def _known(vintage: Vintage, quantity: str, day: date) -> list[Figure]:
    known = [f for f in vintage.figures(quantity) if f.data_date <= day and f.key]
    if not known:
        raise UsageError(Fault(quantity, f"no facility list is known {vintage.label}", "a later --as-of"))
    return known


def _age(figure: Figure) -> tuple[date, date]:
    return figure.data_date, figure.published


def _area(figure: Figure) -> str:
    return figure.dimensions["area"]
