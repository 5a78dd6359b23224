"""A dated change of a parameter: what scenarios and policies are made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from bedspace.errors import Fault, UsageError
from bedspace.parameters.catalogue import Catalogue, parameter
from bedspace.parameters.parameter import Adjustment, DatedValue, Parameter, Prior
from bedspace.parameters.written import Strict, faults_of


class Change(Strict):
    """A dated change of a parameter.

    Attributes
    ----------
    parameter : str
    since : date
        Written ``from``.
    value : float
        The new value; with `how` ``add`` or ``multiply``, what is added or the factor.
    how : str
        ``set`` replaces the value and every later dated one; the others act on whatever value holds.
    until : date or None
        Last day; none for an open end.
    ramp_days : int
    reason : str
    reference : str
        Law, directive or report behind it.
    known : date or None
        Day on which it became public.
    prior : Prior or None
        Replaces the distribution of the parameter.
    """

    parameter: str
    since: date = Field(alias="from")
    value: float
    how: Literal["set", "add", "multiply"] = "set"
    until: date | None = None
    ramp_days: Annotated[int, Field(ge=0)] = 0
    reason: str
    reference: str = "assumption"
    known: date | None = None
    prior: Prior | None = None

    def applied(self, catalogue: Catalogue) -> Parameter:
        """The parameter under the change.

        Raises
        ------
        UsageError
            For an unknown parameter, a value out of range, an end before the start, or a distribution that
            would hide the change.
        """
        known = parameter(self.parameter, catalogue)
        prior = self.prior or known.prior
        if prior.kind != "fixed" and not prior.relative:
            what = f"its distribution ({prior.kind}) is absolute and would hide a dated value"
            raise UsageError(Fault(self.parameter, what, "a prior in the change, fixed or relative"))
        if self.until is not None and self.until < self.since:
            raise UsageError(Fault(self.parameter, f"ends on {self.until}, before it begins on {self.since}"))
        if self.how == "set":
            known.check(self.value, self.parameter)
            return known.model_copy(update={"values": self._values(known), "prior": prior})
        return known.model_copy(update={"adjustments": (*known.adjustments, self._adjustment()), "prior": prior})

    @property
    def reaches(self) -> str:
        """Whom it reaches, which its parameter says; ``arithmetic`` where no policy changes that parameter."""
        return parameter(self.parameter).reaches or "arithmetic"

    def overlaps(self, other: Change) -> bool:
        """Whether both hold on some day."""
        return self.since <= (other.until or date.max) and other.since <= (self.until or date.max)

    def _values(self, known: Parameter) -> tuple[DatedValue, ...]:
        """The dated values under a change that sets: those before it, its own, and after its end the old ones."""
        before = tuple(value for value in known.values if value.since < self.since)
        if self.until is None:
            return (*before, self._dated(self.since, self.value, self.ramp_days))
        end = self.until + timedelta(days=1)
        after = tuple(value for value in known.values if value.since > end)
        own = self._dated(self.since, self.value, self.ramp_days)
        return (*before, own, self._dated(end, known.stated(end), 0), *after)

    def _dated(self, since: date, value: float | None, ramp_days: int) -> DatedValue:
        return DatedValue.model_validate(
            {
                "from": since,
                "value": value,
                "source": "assumption",
                "evidence": "assumption",
                "known": self.known,
                "ramp_days": ramp_days,
                "note": self.reason,
            }
        )

    def _adjustment(self) -> Adjustment:
        return Adjustment.model_validate(
            {
                "how": self.how,
                "amount": self.value,
                "since": self.since,
                "until": self.until,
                "ramp_days": self.ramp_days,
                "known": self.known,
                "note": self.reason,
            }
        )


def apply_all(changes: Iterable[Change], catalogue: Catalogue, where: str) -> Catalogue:
    """The catalogue under changes, the earliest first.

    Raises
    ------
    UsageError
        With every fault, and `where` each stands.
    """
    changed = dict(catalogue)
    changes = list(changes)
    faults = _twice_on_a_day(changes, where)
    for number, change in enumerate(sorted(changes, key=lambda change: change.since), 1):
        place = f"{where}, change {number}"
        try:
            changed[change.parameter] = change.applied(changed)
        except ValidationError as error:
            faults.extend(faults_of(error, place))
        except UsageError as error:
            faults.extend(Fault(f"{place}, {f.where}", f.what, f.expected, f.remedy) for f in error.faults)
    if faults:
        raise UsageError(faults)
    return changed


def _twice_on_a_day(changes: Iterable[Change], where: str) -> list[Fault]:
    """Faults of changes that set one parameter twice on one day."""
    dated = Counter((change.parameter, change.since) for change in changes if change.how == "set")
    return [Fault(where, f"{name} is set twice on {day}") for (name, day), count in dated.items() if count > 1]
