"""The answer to an upward question in rows and sentences: each resource against what exists, the record, the cost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from bedspace.model.outputs import OUTPUTS
from bedspace.parameters.catalogue import catalogue
from bedspace.studies.claims.questions import three
from bedspace.studies.cohort.steady import DAYS_A_YEAR
from bedspace.studies.reach.flows import book_ins_per_arrest
from bedspace.studies.reach.needs import FEW, MOST, MOST_INFLOW, Bundle, Need
from bedspace.studies.reach.past import RECORDS, Past, growth
from bedspace.studies.reach.rows import Row, cost, people, spread
from bedspace.studies.reach.trial import direct_share
from bedspace.studies.run.runs import Answer
from bedspace.units import RestsOn

if TYPE_CHECKING:
    from bedspace.studies.reach.one_by_one import OneByOne

Array = NDArray[np.float64]

INSTEAD = {
    "beds": ("exits_capacity", "released for want of a bed"),
    "hearings": ("awaiting_decision", "waiting for a judge on the last day"),
    "seats": ("awaiting_seat", "waiting for a seat on the last day"),
    "arrests": ("book_ins_ice", "booked in"),
}
"""What happens where a resource is short and does not stop a number: output and its words."""


@dataclass(frozen=True)
class More:
    """The answer to a question for more, in words.

    Attributes
    ----------
    bundle : Bundle
    one_by_one : OneByOne, optional
        The bundle person by person, where that was asked for.
    """

    bundle: Bundle
    one_by_one: OneByOne | None = None

    @cached_property
    def then(self) -> Answer:
        """The bundle run forward."""
        return self.bundle.runs[""]

    @property
    def base(self) -> Answer:
        """The run without a change."""
        return self.bundle.today

    @property
    def met(self) -> float:
        """Share of draws in which the bundle, run forward, meets the target."""
        return 1 - float(self.bundle.missed[""].mean())

    @cached_property
    def rows(self) -> list[Row]:
        """All rows."""
        resources = [self._resource(need) for need in self.bundle.needs]
        return [*people(self.base, self.then), *resources, *self._record(), *cost(self.base, self.then)]

    def sentences(self) -> list[str]:
        """The answer, the numbers that a reader needs in the first two."""
        return [
            self._takes(),
            self._comes_to(),
            self._cost(),
            self._without(),
            self._limits(),
            *self._beside(),
            *([self.one_by_one.sentence()] if self.one_by_one else []),
        ]

    def _takes(self) -> str:
        question, needs = self.bundle.question, {need.resource.name: need for need in self.bundle.needs}
        arrests = float(np.median(self.bundle.times)) * self.bundle.arrests_today
        unit = "" if question.output.unit == "people" else f" {question.output.unit}"
        named = f"{three(arrests)} arrests a day by ICE ({three(self.bundle.arrests_today)} now)"
        if question.output.name == "arrests":
            named = f"{_amount(needs['officer_days'])} officer-days a day {_against(needs['officer_days'])}"
        nouns = (("beds", "beds"), ("hearings", "decisions of judges a day"), ("seats", "seats a day"))
        known = [(needs[name], noun) for name, noun in nouns if name in needs]
        listed = [named, *(f"{_amount(need)} {noun} {_against(need)}" for need, noun in known)]
        wanted = f"{three(question.value)} {question.output.words}{unit} by {self.bundle.trial.end}"
        said = f"{wanted} would take {', '.join(listed[:-1])} and {listed[-1]}."
        return said if self.bundle.found >= MOST else f"{self._beyond()} {said}"

    def _beyond(self) -> str:
        return f"Out of reach: {MOST_INFLOW:g} times today's arrests reach it in {self.bundle.found:.0%} of runs only."

    def _comes_to(self) -> str:
        rows = {row.what: row for row in self.rows if row.block in ("people", "law")}
        held, convicted, long = (
            rows[name].needed[1] or 0.0
            for name in ("held on the last day", "held without a conviction", "held over 180 days")
        )
        short = [need for need in self.bundle.needs if need.state != "suffices" and need.resource.limits]
        stop = "; ".join(_lacks(need) for need in short if self.bundle.limiting(need)) or "nothing"
        return (
            f"{three(held)} people would be held on that day, {three(convicted)} of them without a conviction and"
            f" {three(long)} for over 180 days; too little by then, and the number is missed without: {stop}."
        )

    def _without(self) -> str:
        question, base = self.bundle.question, self.bundle.question.measured(self.base)
        low, middle, high = (three(each or 0.0) for each in spread(base))
        holds = float(question.holds(base).mean())
        within = f"{middle} ({low} to {high} in 9 of 10 runs)" if low != high else f"{middle} in every run"
        return (
            f"Now is {self.bundle.trial.start}. With book-ins and capacities as they are, and nobody held above them,"
            f" it is {within}, and {holds:.0%} of runs meet the target; with all of the above {self.met:.0%} do."
        )

    def _cost(self) -> str:
        row = next(row for row in self.rows if row.block == "cost")
        low, middle, high = (three((each or 0.0) / 1000) for each in row.needed)
        return (
            f"To {self.bundle.trial.end} that costs {middle} billion dollars ({low} to {high}), without officers,"
            f" against {three((row.today or 0.0) / 1000)} billion without a change."
        )

    def _limits(self) -> str:
        suffice = [_small(need.resource.label) for need in self.bundle.needs if need.state == "suffices"]
        stop = [self._put_back(need) for need in self.bundle.tried if self.bundle.limiting(need)]
        never = [_small(need.resource.label) for need in self.bundle.needs if need.impossible and need.resource.limits]
        missed = f"With one alone put back to today's level the number is missed: {'; '.join(stop) or 'none'}."
        impossible = f"At no ramp on record or announced enough by then: {'; '.join(never)}."
        if not never:
            impossible = "The fastest ramps on record or announced would bring enough of each by then in some runs."
        return f"{missed} {impossible} Enough by the ramps: {'; '.join(suffice) or 'none'}."

    def _put_back(self, need: Need) -> str:
        """In how many runs today's level misses the number, and where it does not, how many need no more than it."""
        every, above = float(self.bundle.missed[need.resource.name].mean()), float(need.above_today.mean())
        rest = f" ({above:.0%} need more than today's on some day)" if above < 1 else ""
        return f"{_small(need.resource.label)} in {every:.0%} of runs{rest}"

    def _beside(self) -> list[str]:
        """What is short and does not stop the number in nearly all runs, and what happens then instead."""
        short = [need for need in self.bundle.tried if not self.bundle.limiting(need)]
        if not short:
            return []
        named = "; ".join(f"{_small(need.resource.label)} ({self._instead(need)})" for need in short)
        holds = "in some runs" if any(self.bundle.stops(need) > FEW for need in short) else "all the same"
        return [f"Short as well at today's level, and the number holds {holds} without more of them: {named}."]

    def _instead(self, need: Need) -> str:
        """What happens to people where a resource stays at today's level, in the middle of the draws that need more."""
        output, words = INSTEAD[need.resource.limits]
        then, least = self.bundle.runs[need.resource.name].result.outputs, self.then.result.outputs
        drawn = least[output][:, need.above_today]
        over = (each[1:].sum(0) if OUTPUTS[output].sums else each[-1] for each in (then[output], drawn))
        more, share = float(np.median(np.subtract(*over))), float(need.above_today.mean())
        which = f" in the {share:.0%} of runs that need more" if share < MOST else ""
        stops = self.bundle.stops(need)
        missed = f"; missed in {stops:.0%} of {'these' if which else 'the runs'}" if stops > FEW else ""
        return f"{three(max(more, 0.0))} more {words}{which}{missed}"

    def _resource(self, need: Need) -> Row:
        resource = need.resource
        return Row(
            "resource",
            resource.label,
            resource.unit,
            float(np.median(need.today[1])),
            spread(need.peak),
            tuple(float(np.median(each)) for each in need.available),
            need.gap,
            need.out.isoformat() if need.out else "",
            need.state,
            self._because(need),
            f"Needed: {resource.need}. Ramp: {resource.ramp.note} {resource.source}",
            str(resource.mark),
        )

    def _because(self, need: Need) -> str:
        if need.resource.because:
            return need.resource.because
        if need.state == "suffices":
            return ""
        fastest, least = np.median(need.available[2]), spread(need.peak)[0] or 0.0
        said = f"the fastest ramp on record or announced brings {three(fastest)} by then"
        if need.impossible:
            said = f"impossible by then: {said}, and {three(least)} at least are needed"
        if not self.bundle.limiting(need):
            return f"{said}; a want of it does not stop this number: people are released or wait instead"
        missed = float(self.bundle.missed[need.resource.name].mean())
        return f"{said}; with today's level alone put back, {missed:.0%} of runs miss the target"

    def _record(self) -> Iterator[Row]:
        """Which value of an assumption would make it hold, and where that value lies in the record."""
        bundle, vintage, day = self.bundle, self.base.vintage, self.bundle.trial.start
        booked = bundle.times * bundle.arrests_today * book_ins_per_arrest(day)
        yield _assumption(RECORDS["ice_book_ins"](vintage, day), booked, "book-ins that reach it, all else ample")
        held = self.base.result.outputs["midnight_population"][0]
        if bundle.question.output.name == "removals":
            beds = {need.resource.name: need for need in bundle.needs}["beds"].available[1]
            removed = bundle.question.value / DAYS_A_YEAR * (1 - direct_share(vintage))
            yield _assumption(
                RECORDS["removal"](vintage, day), 1000 * removed / beds, "pace that the beds to be had ask for"
            )
        rise = (self.then.result.outputs["midnight_population"][-1] - held) / bundle.trial.days
        yield _assumption(growth(vintage, catalogue(), day, bundle.trial.days), rise, "growth that it means")


def _assumption(past: Past, values: Array, why: str) -> Row:
    if not past.values:
        return Row("record", past.name, past.unit, None, spread(values), because=f"{why}; no record is so long")
    (_, low), (_, high) = past.extreme(lowest=True), past.extreme()
    said = f"{why}; the middle value is {past.told(float(np.median(values)))}"
    ends = (low, past.latest, high)
    return Row(
        "record", past.name, past.unit, past.latest, spread(values), ends, because=said, rests_on=str(RestsOn.ESTIMATED)
    )


def _lacks(need: Need) -> str:
    share = "" if need.state == "short" else f" in {need.short_share:.0%} of runs"
    return f"{_small(need.resource.label)}{share}{f' (from {need.out})' if need.out else ''}"


def _small(label: str) -> str:
    return label[0].lower() + label[1:]


def _amount(need: Need) -> str:
    return three(float(np.median(need.peak)))


def _against(need: Need) -> str:
    """What there is and what can be had by then, in brackets."""
    return f"({three(float(np.median(need.today[1])))} now, {three(float(np.median(need.available[1])))} by then)"
