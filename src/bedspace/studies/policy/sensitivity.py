"""What turns on which assumed number: each put at both ends of its range, one at a time, the rest in the middle.

It is one run of the engine. Draw 0 has every number in the middle of its range. Each parameter has two further draws:
at its low end and at its high end. An assumed number without a range is halved and doubled. Noise, drift and errors of
estimates are left out, so a difference comes from the parameter alone. A conclusion turns inside the range if it
differs between the ends, or between an end and the middle. A policy on top of the scenario has a run of its own without
it: that is its low end, and with it is its high one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bedspace.engines.expected import run as expected
from bedspace.engines.result import Result
from bedspace.errors import Fault, UsageError, unknown
from bedspace.model.outputs import OUTPUTS
from bedspace.parameters.catalogue import Catalogue
from bedspace.parameters.parameter import Parameter
from bedspace.parameters.settings import Settings
from bedspace.studies.claims.questions import three
from bedspace.studies.policy.again import again
from bedspace.studies.run.idle import asked_for
from bedspace.studies.run.request import draws_faults
from bedspace.studies.run.response import FITTED, fits
from bedspace.studies.run.runs import Answer, Request, moving, run
from bedspace.tabled import Tabled
from bedspace.units import RestsOn, Unit

Array = NDArray[np.float64]

MIDDLE = 0.5
UNBOUNDED_ENDS = (0.05, 0.95)
"""Ends of a distribution that has none of its own, as levels of its distribution function."""
ENDLESS = ("beta", "lognormal", "lognormal_or_none")
HALF_AND_DOUBLE = (0.5, 2.0)
"""Ends of an assumed number for which no range is stated."""
RANGE, NO_RANGE, POLICY = "its range", "half and double", "without it and with it"
"""What the ends of a row are."""


@dataclass(frozen=True)
class Conclusion:
    """A sentence that a run makes true or false.

    Attributes
    ----------
    name, sentence : str
    holds : callable
        Truth of the sentence in each draw of a result.
    """

    name: str
    sentence: str
    holds: Callable[[Result], NDArray[np.bool_]]


def _total(result: Result, output: str) -> Array:
    return np.asarray(result.outputs[output][1:].sum(0))


def _last(result: Result, output: str) -> Array:
    return np.asarray(result.outputs[output][-1])


_FUNDED_A_DAY = 41_500 * 165.0
"""Dollars a day: beds funded in fiscal year 2024 [BED2024] at the average price of a bed-day [CST001]."""


def _mean_arrests(result: Result) -> Array:
    return _total(result, "arrests") / (len(result.outputs["arrests"]) - 1)


CONCLUSIONS = (
    Conclusion("quota missed", "Arrests average fewer than 1,200 a day.", lambda r: _mean_arrests(r) < 1_200),
    Conclusion(
        "twice before", "Arrests average more than twice the 311 a day before.", lambda r: _mean_arrests(r) > 622
    ),
    Conclusion(
        "dip after January",
        "Fewer are arrested in days 13 to 25 than in days 4 to 12.",
        lambda r: r.outputs["arrests"][13:26].mean(0) < r.outputs["arrests"][4:13].mean(0),
    ),
    Conclusion(
        "over funded", "More are held at the end than beds are funded.", lambda r: _last(r, "occupancy_funded") > 1
    ),
    Conclusion(
        "over contracted",
        "More are held at the end than beds were under contract in April 2025.",
        lambda r: _last(r, "occupancy_contracted") > 1,
    ),
    Conclusion(
        "released for want of beds",
        "More than one arrest in a hundred ends in release for want of a bed.",
        lambda r: _total(r, "exits_capacity") > 0.01 * _total(r, "arrests"),
    ),
    Conclusion(
        "seats bind",
        "More people wait for a seat at the end than board on that day.",
        lambda r: _last(r, "awaiting_seat") > _last(r, "removals"),
    ),
    Conclusion(
        "lists used up",
        "High-risk leads fall under half of those prepared within 30 days.",
        lambda r: r.outputs["leads_high_risk"][:31].min(0) < 0.5 * r.outputs["leads_high_risk"][0],
    ),
    Conclusion(
        "custody over average",
        "Custody costs more than the funded beds at the average price.",
        lambda r: _total(r, "custody_cost") > _FUNDED_A_DAY * (len(r.outputs["custody_cost"]) - 1),
    ),
    Conclusion(
        "a million a year",
        "Removals of detained people reach the pace of a million a year.",
        lambda r: r.outputs["removals"].max(0) > 1_000_000 / 365,
    ),
)


@dataclass(frozen=True)
class Turn:
    """One assumed number, or one policy, at both ends.

    Attributes
    ----------
    name, label : str
    rests_on : RestsOn
    ends : {"its range", "half and double", "without it and with it"}
    low, middle, high : float
        The output with the number at its low end, in the middle and at its high end.
    turning : tuple of str
        Conclusions that differ between ends or from the middle.
    """

    name: str
    label: str
    rests_on: RestsOn
    ends: str
    low: float
    middle: float
    high: float
    turning: tuple[str, ...]

    @property
    def swing(self) -> float:
        """How far the output moves from end to end."""
        return abs(self.high - self.low)

    def row(self, output: str) -> dict[str, Any]:
        """The row of the contract."""
        return {
            "parameter": self.name,
            "label": self.label,
            "output": output,
            "unit": str(OUTPUTS[output].unit),
            "at_low_end": self.low,
            "in_the_middle": self.middle,
            "at_high_end": self.high,
            "swing": self.swing,
            "ends": self.ends,
            "turns": "; ".join(self.turning),
            "rests_on": str(self.rests_on),
        }


@dataclass(frozen=True, repr=False)
class Sensitivity(Tabled):
    """Every number of a scenario at both ends, the widest swing first.

    Attributes
    ----------
    output : str
    answer : Answer
        The designed run.
    turns : tuple of Turn
    held : mapping of str to bool
        Each conclusion in the middle.
    """

    output: str
    answer: Answer
    turns: tuple[Turn, ...]
    held: Mapping[str, bool]

    @property
    def record(self) -> dict[str, Any]:
        """The record of the run without a change."""
        return self.answer.record

    def table(self) -> list[dict[str, Any]]:
        """Rows of the contract."""
        return [turn.row(self.output) for turn in self.turns]

    def sentence(self) -> str:
        """The output in the middle, and the number that moves it most; one without a range is told as one."""
        of, answer = OUTPUTS[self.output], self.answer
        when = f"from {answer.day(1)} to {answer.last}" if of.sums else f"on {answer.last}"
        if not self.turns or not self.turns[0].swing:
            return f"{of.label} {when}: no assumed number moves it."
        middle = three(self.turns[0].middle)
        ranged = next((turn for turn in self.turns if turn.ends == RANGE), None)
        moved = [_moved(turn) for turn in dict.fromkeys((ranged, self.turns[0])) if turn]
        turned = sum(bool(each["turned_by"]) for each in self.conclusions())
        return (
            f"{of.label} {when}: {middle} {str(of.unit).removesuffix('/day') if of.sums else of.unit} with every number"
            f" in its middle; {'; '.join(moved)}; {turned} of {len(CONCLUSIONS)} conclusions turn inside a range."
        )

    def conclusions(self) -> list[dict[str, Any]]:
        """Each conclusion: whether it holds in the middle, and the numbers that turn it."""
        return [
            {
                "conclusion": each.sentence,
                "holds": self.held[each.name],
                "turned_by": ", ".join(turn.name for turn in self.turns if each.name in turn.turning),
            }
            for each in CONCLUSIONS
        ]


def _moved(turn: Turn) -> str:
    low, high = three(turn.low), three(turn.high)
    return {
        RANGE: f"{turn.name} moves it most in its range, {low} at its low end and {high} at its high one",
        NO_RANGE: f"{turn.name}, which has no range, {low} halved and {high} doubled",
        POLICY: f"{low} without {turn.name}",
    }[turn.ends]


def sensitivity(request: Request, output: str = "midnight_population") -> Sensitivity:
    """Put every number that has a range, or is assumed without one, at both ends.

    Parameters
    ----------
    request : Request
        Its draws and seed do not enter the result: the design has its own.
    output : str
        A flow is summed over the run, anything else taken on its last day.

    Raises
    ------
    UsageError
        For an unknown output, and as `run`.
    """
    if faults := draws_faults(request):
        raise UsageError(faults)
    if output not in OUTPUTS:
        raise UsageError(unknown(f"--output {output}", output, OUTPUTS))
    answer = _designed(request)
    if output not in answer.result.outputs:
        raise UsageError(Fault(f"--output {output}", "this run has no such output", ", ".join(answer.names)))
    values, truth = _values(answer.result, output), _truth(answer.result)
    turns = []
    for number, parameter in enumerate(varied(answer.catalogue)):
        low, high = 2 * number + 1, 2 * number + 2
        turning = tuple(name for name, holds in truth.items() if len({*holds[[0, low, high]].tolist()}) > 1)
        ends = NO_RANGE if _has_no_range(parameter) else RANGE
        shown = parameter.name, parameter.label, parameter.rests_on, ends
        turns.append(Turn(*shown, float(values[low]), float(values[0]), float(values[high]), turning))
    middle, held = float(values[0]), {name: bool(holds[0]) for name, holds in truth.items()}
    turns += _of_policies(request, output, middle, held)
    return Sensitivity(output, answer, tuple(sorted(turns, key=lambda turn: -turn.swing)), held)


def _of_policies(request: Request, output: str, middle: float, held: Mapping[str, bool]) -> Iterator[Turn]:
    """Each policy on top of the scenario, against a run without it whose numbers are all in their middle."""
    for asked in asked_for(request):
        if asked.policy is None:
            continue
        answer = run(replace(asked.without, draws=1))
        result = expected.run(again(answer, 1, partial(_middle, {})), followed=False)
        turning = tuple(name for name, holds in _truth(result).items() if holds[0] != held[name])
        low = float(_values(result, output)[0])
        yield Turn(asked.name, asked.policy.title, RestsOn.ASSUMED, POLICY, low, middle, middle, turning)


def _values(result: Result, output: str) -> Array:
    return _total(result, output) if OUTPUTS[output].sums else _last(result, output)


def _truth(result: Result) -> dict[str, NDArray[np.bool_]]:
    return {each.name: each.holds(result) for each in CONCLUSIONS}


def varied(catalogue: Catalogue) -> list[Parameter]:
    """Parameters with a distribution, and those that are assumed without one; switches are left to ``--off``.

    What moves no output of the run is left out (see `bedspace.studies.run.runs.moving`). So is what is zero throughout:
    nothing of it happens in the run, and it has no ends to be put at. So is what a run fits: it follows the others.
    """
    ranged = [each for each in moving(catalogue).values() if each.prior.kind != "fixed" or _has_no_range(each)]
    follows = {FITTED} if fits(catalogue) else set()
    return [each for each in ranged if each.name not in follows and not _zero_throughout(each)]


def _zero_throughout(parameter: Parameter) -> bool:
    scaled = parameter.prior.kind == "fixed" or parameter.prior.relative
    return scaled and not parameter.adjustments and not any(value.value != 0 for value in parameter.values)


def _has_no_range(parameter: Parameter) -> bool:
    fixed = parameter.prior.kind == "fixed" and parameter.unit != Unit.SWITCH
    return fixed and parameter.rests_on == RestsOn.ASSUMED


def _designed(request: Request) -> Answer:
    """The run whose draws are the middle, then each parameter at its low and high end."""
    middle = run(replace(request, draws=1))
    parameters = {each.name: 2 * n + 1 for n, each in enumerate(varied(middle.catalogue))}
    draws = 2 * len(parameters) + 1

    ends = {name: (low, _ends(middle.catalogue[name])) for name, low in parameters.items()}
    fixed = {name: low for name, low in parameters.items() if _has_no_range(middle.catalogue[name])}
    designed = again(middle, draws, partial(_middle, ends), lambda drawn: _halved_and_doubled(drawn, fixed))
    result = expected.run(designed, followed=False)
    return replace(middle, plan=designed, result=result, asked={**middle.asked, "draws": draws, "seed": None})


def _middle(ends: Mapping[str, tuple[int, tuple[float, float]]], purpose: str, count: int) -> Array:
    """Levels of the design; ones, which make normal numbers zero, for everything that is noise."""
    name = purpose.removeprefix("parameter ")
    if name == purpose:
        return np.ones(count)
    levels = np.full(count, MIDDLE)
    if name in ends:
        low, both = ends[name]
        levels[low : low + 2] = both
    return levels


def _halved_and_doubled(drawn: Settings, low_draws: Mapping[str, int]) -> Settings:
    """Settings in which each of some parameters is halved in one draw and doubled in the next."""
    by_name = dict(drawn.by_name)
    for name, low in low_draws.items():
        spread = by_name[name].spread.copy()
        spread[low : low + 2] = HALF_AND_DOUBLE
        by_name[name] = replace(by_name[name], spread=spread)
    return replace(drawn, by_name=by_name)


def _ends(parameter: Parameter) -> tuple[float, float]:
    return UNBOUNDED_ENDS if parameter.prior.kind in ENDLESS else (0.0, 1.0)
