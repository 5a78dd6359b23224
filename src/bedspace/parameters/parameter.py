"""A parameter: its dated values, what adjusts them, the distribution around them, and its value on a day.

A value holds from its date until the next one begins; ``ramp_days`` makes the change linear, from the day after its
date.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from typing import Annotated, Literal

from pydantic import Field, model_validator

from bedspace.errors import Fault, UsageError
from bedspace.parameters.distributions import ARGUMENTS
from bedspace.parameters.written import Strict
from bedspace.units import Evidence, RestsOn, Unit, mark_of, weakest

Reach = Literal["new arrests", "all in custody", "resources"]


class DatedValue(Strict):
    """A value from a day on.

    Attributes
    ----------
    since : date
        First day of the value; written ``from`` in the file.
    value : float or None
        None where the figures of the run give it; only in a parameter with `from_figures`.
    source : str
        Identifiers of facts, separated by blanks, or ``assumption``.
    evidence : Evidence
    known : date or None
        Day on which the value became public; a run that starts earlier looks ahead and says so.
    ramp_days : int
        Days over which the value is reached, linearly, from the day after `since`.
    note : str
    """

    since: date = Field(alias="from")
    value: float | None = None
    source: str
    evidence: Evidence
    known: date | None = None
    ramp_days: Annotated[int, Field(ge=0)] = 0
    note: str = ""


class Adjustment(Strict):
    """What is added to a parameter's dated value, or what it is multiplied by, from a day on.

    Additions commute, and so do products: several policies may adjust one parameter.

    Attributes
    ----------
    how : str
        ``add`` or ``multiply``.
    amount : float
    since : date
    until : date or None
        Last day; none for an open end.
    ramp_days : int
        Days over which it takes its full size, linearly, from the day after `since`.
    known : date or None
        Day on which it became public.
    note : str
    """

    how: Literal["add", "multiply"]
    amount: float
    since: date
    until: date | None = None
    ramp_days: Annotated[int, Field(ge=0)] = 0
    known: date | None = None
    note: str = ""

    def applied(self, value: float, day: date) -> float:
        """The value of a day with the adjustment on it."""
        if day < self.since or (self.until is not None and day > self.until):
            return value
        reached = min((day - self.since).days / self.ramp_days, 1.0) if self.ramp_days else 1.0
        if self.how == "add":
            return value + self.amount * reached
        return value * (1 + (self.amount - 1) * reached)


class Prior(Strict):
    """Distribution of a parameter around its dated value.

    ``kind`` names the family. The arguments are absolute unless ``relative``, when they multiply the value
    of the day.
    """

    kind: Literal["fixed", "uniform", "triangular", "beta", "log_uniform", "lognormal", "lognormal_or_none"]
    relative: bool = False
    low: float | None = None
    mode: float | None = None
    high: float | None = None
    a: float | None = None
    b: float | None = None
    median: float | None = None
    sd: float | None = None
    none: float | None = None

    @model_validator(mode="after")
    def _complete(self) -> Prior:
        needed = set() if self.kind == "fixed" else set(ARGUMENTS[self.kind])
        given = {name for names in ARGUMENTS.values() for name in names if getattr(self, name, None) is not None}
        if needed != given:
            raise ValueError(f"{self.kind} takes {sorted(needed)}, found {sorted(given)}")
        ordered = [value for value in (self.low, self.mode, self.high) if value is not None]
        if ordered != sorted(ordered):
            raise ValueError("low, mode and high must rise")
        if self.kind == "beta" and not (self.a and self.b and self.a > 1 and self.b > 1):
            raise ValueError("both shapes of a beta must be above 1")
        above = {"log_uniform": self.low, "lognormal": self.median, "lognormal_or_none": self.median}
        if (above.get(self.kind, 1) or 0) <= 0:
            raise ValueError("on a logarithm, low and median must be above 0")
        return self

    def arguments(self) -> dict[str, float]:
        """Arguments of the family by name."""
        return {name: getattr(self, name) for name in ARGUMENTS[self.kind] if name != "value"}


class Parameter(Strict):
    """One number of the model, with everything that is known about it.

    ``reaches`` says on whom a change of it acts in the engines; None where a policy does not change it. Where it stands
    for a choice, `choices` names the values 0, 1 and so on. ``from_figures`` says which official figure a run takes
    where a dated value states no number.
    """

    name: str
    topic: str
    label: str
    unit: Unit
    description: str
    range: tuple[float, float]
    reaches: Reach | None = None
    prior: Prior
    rests_on: RestsOn
    values: Annotated[tuple[DatedValue, ...], Field(min_length=1)]
    choices: tuple[str, ...] = ()
    from_figures: str = ""
    adjustments: tuple[Adjustment, ...] = ()

    @model_validator(mode="after")
    def _in_order_and_range(self) -> Parameter:
        days = [value.since for value in self.values]
        if days != sorted(set(days)):
            raise ValueError("dates of the values must rise")
        if len(days) > 1 and not self.prior.relative and self.prior.kind != "fixed":
            raise ValueError("a parameter of several dated values takes a relative or fixed prior")
        low, high = self.range
        for value in self.values:
            if value.value is None:
                if not self.from_figures:
                    raise ValueError(f"no value is given from {value.since}")
            elif not low <= value.value <= high or (self.choices and not value.value.is_integer()):
                raise ValueError(f"{value.value:g} from {value.since} lies outside the range {low:g} to {high:g}")
        marks = {mark_of(value.evidence) for value in self.values}
        if self.rests_on == RestsOn.COUNTED and marks != {RestsOn.COUNTED}:
            raise ValueError("counted is only what an official table or a court record prints, for every dated value")
        return self

    def mark(self, value: DatedValue) -> RestsOn:
        """Mark of one dated value: where it comes from, and never stronger than the parameter's own."""
        return weakest(self.rests_on, mark_of(value.evidence))

    def entry(self, day: date) -> DatedValue:
        """The latest entry not after `day`; the first entry for days before it."""
        position = bisect_right([value.since for value in self.values], day)
        return self.values[max(position - 1, 0)]

    def at(self, day: date) -> float:
        """Value on a day: the dated one, on the way along a ramp where there is one, then the adjustments.

        A ramp is linear from the day after the start: on the first day the old value still holds.

        Raises
        ------
        UsageError
            Where the figures of a run give the value, and no number is stated.
        """
        value = self.stated(day)
        if value is None:
            raise UsageError(Fault(f"parameter {self.name}", f"no number is stated for {day}", self.from_figures))
        return value

    def stated(self, day: date) -> float | None:
        """Value on a day as `at` has it; None where the figures of a run give it."""
        value = self._dated(day)
        if value is None:
            return None
        for adjustment in self.adjustments:
            value = adjustment.applied(value, day)
        return value

    def _dated(self, day: date) -> float | None:
        position = max(bisect_right([value.since for value in self.values], day) - 1, 0)
        entry = self.values[position]
        if not entry.ramp_days or position == 0:
            return entry.value
        before = self.values[position - 1].value
        share = min((day - entry.since).days / entry.ramp_days, 1.0)
        if before is None or entry.value is None:
            return entry.value if share == 1 else None
        return before + (entry.value - before) * share

    def check(self, value: float, where: str) -> None:
        """Refuse a value outside the range.

        Raises
        ------
        UsageError
            Naming `where` the value stands.
        """
        low, high = self.range
        if self.choices and value not in range(len(self.choices)):
            raise UsageError(Fault(where, f"{value:g} stands for no choice", " or ".join(self.choices)))
        if not low <= value <= high:
            raise UsageError(Fault(where, f"{value:g} {self.unit} is out of range", f"{low:g} to {high:g}"))

    def number(self, text: str, where: str) -> float:
        """Value written by a user: a number, or the name of a choice.

        Raises
        ------
        UsageError
            If the text is neither or lies outside the range.
        """
        if text in self.choices:
            return float(self.choices.index(text))
        try:
            value = float(text)
        except ValueError:
            kind, expected = "number", f"a number in {self.unit}"
            if self.choices:
                kind, expected = "choice", " or ".join(self.choices)
            raise UsageError(Fault(where, f"'{text}' is no {kind}", expected)) from None
        self.check(value, where)
        return value

    def fixed_at(self, value: float, note: str = "set by the user") -> Parameter:
        """The parameter with one value throughout and no spread."""
        given = {"from": date(1990, 1, 1), "value": value, "source": "assumption", "evidence": "assumption"}
        dated = DatedValue.model_validate({**given, "note": note})
        update = {"values": (dated,), "adjustments": (), "prior": Prior(kind="fixed"), "rests_on": RestsOn.ASSUMED}
        return self.model_copy(update=update)

    def looks_ahead(self, start: date) -> bool:
        """Whether any value used by a run from `start` became known only later."""
        known = [*(value.known for value in self.values), *(adjustment.known for adjustment in self.adjustments)]
        return any(day is not None and day > start for day in known)
