"""A question of the form "OUTPUT OP VALUE", and how it is measured on a run."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from bedspace.errors import Fault, UsageError, unknown
from bedspace.studies.cohort.steady import DAYS_A_YEAR
from bedspace.studies.reach.flows import flows_of
from bedspace.studies.run.runs import Answer

Array = NDArray[np.float64]
Operator = Literal[">=", "<="]

MONTH = 30
"""Days at the end over which a flow is measured."""
HALF_A_PERSON = 0.5
"""People come whole: an expected number below this is none."""


@dataclass(frozen=True)
class Output:
    """What can be asked for.

    Attributes
    ----------
    name, words, unit : str
    operators : tuple of str
        The directions that have an answer.
    most : float
        The largest value that a question may name.
    measured : callable
        From a run to the number that is asked for, one a draw.
    """

    name: str
    words: str
    unit: str
    operators: tuple[Operator, ...]
    most: float
    measured: Callable[[Answer], Array]


def _at_the_end(name: str) -> Callable[[Answer], Array]:
    return lambda answer: np.asarray(answer.result.outputs[name][-1])


def _pace(name: str, factor: float) -> Callable[[Answer], Array]:
    return lambda answer: np.asarray(flows_of(answer)[name][-MONTH:].mean(0) * factor)


def _wait(answer: Answer) -> Array:
    """Mean days from a case to its decision: cases waiting over cases decided, as in any queue (Little's law)."""
    outputs = answer.result.outputs
    decided = outputs["decisions"][-MONTH:].mean(0)
    return np.asarray(outputs["awaiting_decision"][-MONTH:].mean(0) / np.maximum(decided, 1e-9))


OUTPUTS: Mapping[str, Output] = {
    each.name: each
    for each in (
        Output("removals", "removals by ICE", "a year", (">=",), 5e6, _pace("removals", DAYS_A_YEAR)),
        Output("arrests", "arrests by ICE", "a day", (">=",), 10_000, _pace("arrests", 1)),
        Output("held", "people held", "people", (">=", "<="), 300_000, _at_the_end("midnight_population")),
        Output("held_over_180", "people held over 180 days", "people", ("<=",), 300_000, _at_the_end("over_180_days")),
        Output("detained_hearing_wait", "days to a judge's decision in custody", "days", ("<=",), 1_000, _wait),
    )
}
SAME = {"beds": "held", "beds/held": "held"}
"""Beds in use are people held: beds that stand empty reach nothing."""
_FORM = re.compile(
    r"\s*([A-Za-z_][\w/]*)\s*(>=|<=|≥|≤|=>|=<|>|<|=)\s*(\d[\d,]*(?:\.\d+)?)\s*(?:(?:a|per)\s+(\w+)|([A-Za-z]\w*))?\s*"
)
_UNITS = {"a year": {"year"}, "a day": {"day"}, "days": {"days"}, "people": {"people", "persons", "beds"}}


@dataclass(frozen=True)
class Question:
    """What is asked.

    Attributes
    ----------
    output : Output
    operator : str
    value : float
    by : date, optional
        A year from the start where the question names none.
    """

    output: Output
    operator: Operator
    value: float
    by: date | None = None

    @property
    def upward(self) -> bool:
        """Whether more is asked for."""
        return self.operator == ">="

    def holds(self, values: Array) -> NDArray[np.bool_]:
        """Whether it holds, in each draw."""
        if self.upward:
            return np.asarray(values >= self.value)
        return np.asarray(values <= self.value if self.value else values < HALF_A_PERSON)

    def measured(self, answer: Answer) -> Array:
        """The number that is asked for, in each draw."""
        return self.output.measured(answer)

    def __str__(self) -> str:
        return f"{self.output.name} {self.operator} {self.value:,.10g}"


def parse(text: str, by: date | None = None) -> Question:
    """Read a question.

    Raises
    ------
    UsageError
        For another form, output, unit or direction, and for values that no run can have.
    """
    found = _FORM.fullmatch(text)
    if found is None:
        expected = '"OUTPUT OP VALUE", for instance "removals >= 1000000" or "held <= 30000"'
        raise UsageError(Fault(f"question '{text}'", "not read", expected))
    name, sign, number, each, unit = found.groups()
    name = SAME.get(name, name)
    if name not in OUTPUTS:
        raise UsageError(unknown(f"question '{text}'", name, OUTPUTS, "this output cannot be asked for"))
    output, value = OUTPUTS[name], float(number.replace(",", ""))
    if (said := each or unit) and said not in _UNITS[output.unit]:
        raise UsageError(Fault(f"question '{text}'", f"'{said}'", f"{output.words} {output.unit}"))
    operator: Operator = ">=" if sign in (">=", "≥", "=>", ">") else "<="
    if sign == "=" or operator not in output.operators:
        raise UsageError(
            Fault(f"question '{text}'", f"{name} with '{sign}'", f"{name} {' or '.join(output.operators)}")
        )
    if not 0 <= value <= output.most or (operator == ">=" and not value):
        least = "more than 0" if operator == ">=" else "0"
        raise UsageError(Fault(f"question '{text}'", f"{value:,.10g}", f"{least} to {output.most:,.10g} {output.unit}"))
    return Question(output, operator, value, by)
