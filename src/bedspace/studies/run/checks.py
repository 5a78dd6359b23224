"""The checks that hold in every run and are printed with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np

from bedspace.model.custody import CLASSES
from bedspace.studies.run.runs import Answer, Request, run

TOLERANCE = 1e-9
"""Relative error that sums of floating-point numbers may show."""


@dataclass(frozen=True)
class Check:
    """One check of a run.

    Attributes
    ----------
    name, statement : str
    worst : float
        Largest relative error found over all draws, days and classes.
    passed : bool
    """

    name: str
    statement: str
    worst: float
    passed: bool


def checks(answer: Answer) -> list[Check]:
    """All checks of a run."""
    return [*checks_of_draws(answer), null_scenario()]


def checks_of_draws(answer: Answer) -> list[Check]:
    """The checks that every draw passes by itself."""
    return [_people(answer), _leads(answer), _ages(answer), _shares(answer), _signs(answer)]


def over_all(found: Sequence[Check], worst: Iterable[float]) -> list[Check]:
    """Checks of some draws as those of all, of which the worst are known."""
    return [replace(check, worst=w, passed=w <= TOLERANCE) for check, w in zip(found, worst, strict=True)]


def _check(name: str, statement: str, error: Any, scale: float) -> Check:
    worst = float(np.max(np.abs(error))) / max(scale, 1.0)
    return Check(name, statement, worst, worst <= TOLERANCE)


def _people(answer: Answer) -> Check:
    result = answer.result
    error = np.diff(result.held, axis=0) - result.book_ins[1:] + result.leavers[1:]
    statement = f"stock(t) = stock(t-1) + in - out, for each of the {len(CLASSES)} classes, every day and draw"
    return _check("conservation of people", statement, error, float(result.held.max()))


def _leads(answer: Answer) -> Check:
    result = answer.result
    stock = result.outputs["leads_high_risk"]
    flows = result.leads["found"] - result.leads["used"] - result.leads["stale"]
    statement = "leads(t) = leads(t-1) + found - used - gone stale"
    return _check("conservation of leads", statement, np.diff(stock, axis=0) - flows[1:], float(stock.max()))


def _ages(answer: Answer) -> Check:
    result = answer.result
    person_days = result.outputs["midnight_population"][:-1].sum(0)
    change = result.age_days[-1] - result.age_days[0]
    error = person_days - result.leaver_days[1:].sum(0) - change
    statement = "person-days = stays of leavers + change of (stock x mean time in custody)"
    return _check("age balance", statement, error, float(person_days.max()))


def _shares(answer: Answer) -> Check:
    shares = [answer.plan.estimates.class_shares.sum(-1), answer.result.entrants.sum(-1)]
    error = np.concatenate([share - 1 for share in shares])
    return _check("shares", "classes of book-ins and components of stays each add to one", error, 1.0)


def _signs(answer: Answer) -> Check:
    """Every stock and flow: outputs, people by class, and leads. Each is held against its own largest value."""
    result = answer.result
    series = [result.held, result.book_ins, result.leavers, result.due]
    series += [*result.outputs.values(), *result.leads.values()]
    finite = all(np.isfinite(values).all() for values in series)
    worst = max(_below_zero(values) for values in series) if finite else np.inf
    return _check("signs", "no stock and no flow is negative, every output is finite", worst, 1.0)


def _below_zero(values: Any) -> float:
    return max(-float(np.min(values)), 0.0) / max(float(np.max(values)), 1.0)


@cache
def null_scenario() -> Check:
    """Overriding every number that has one fixed value with that value changes no bit of any output.

    It is the same check in every run of a process.
    """
    small = Request("no-change", draws=8, days=20, inflow="held")
    plain = run(small)
    same_values = {
        name: repr(parameter.values[0].value)
        for name, parameter in plain.catalogue.items()
        if parameter.prior.kind == "fixed" and len(parameter.values) == 1 and parameter.values[0].value is not None
    }
    overridden = run(replace(small, sets=same_values))
    same = all(np.array_equal(values, overridden.result.outputs[k]) for k, values in plain.result.outputs.items())
    statement = f"overriding {len(same_values)} fixed numbers with the values they have changes no bit"
    return Check("null scenario", statement, 0.0 if same else np.inf, same)
