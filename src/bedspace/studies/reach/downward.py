"""A downward question answered: which dated change alone reaches it, which pair does, which cannot, where people go.

Each change is tried as far as the record or an announcement goes, and beyond that to the dose at which half of the runs
meet the target. They are run side by side. A rule that nobody stays over 180 days is no rate: it is read off the people
held so long.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import elementwise

from bedspace.parameters.change import Change
from bedspace.studies.reach.flows import TOLD
from bedspace.studies.reach.levers import Lever, levers
from bedspace.studies.reach.question import Question
from bedspace.studies.reach.trial import CLOSE, Trial
from bedspace.studies.run.runs import Answer
from bedspace.studies.run.together import together

Array = NDArray[np.float64]

ERROR_OF_A_MEDIAN, PART = 1.25, 0.1
"""Standard error of a median against that of a mean; part of it at which the search for a dose ends."""
LEAST_APART = 0.1
"""A number so near a target of nothing meets it."""
PAIRED = 5
"""Changes that move the number most are tried in pairs."""
HALF = 0.5
MOVES = 0.995
"""A change moves the number if it comes to less than this part of what it is without it."""


@dataclass(frozen=True)
class Tried:
    """One change, or a pair.

    Attributes
    ----------
    levers : tuple of Lever
    answer : Answer
    measured : array, shape (n,)
    share : float
        Share of runs that meet the target.
    """

    levers: tuple[Lever, ...]
    answer: Answer
    measured: Array
    share: float

    @property
    def reaches(self) -> bool:
        """Whether half of the runs meet the target."""
        return self.share >= HALF

    @property
    def middle(self) -> float:
        """The number that it comes to, in the middle."""
        return float(np.median(self.measured))

    @property
    def name(self) -> str:
        """Its labels."""
        return " + ".join(lever.label for lever in self.levers)


@dataclass(frozen=True)
class Downward:
    """The answer to a question for less.

    Attributes
    ----------
    question : Question
    trial : Trial
    progress : callable
        Told how many draws were run.
    """

    question: Question
    trial: Trial
    progress: Callable[[int], None] = lambda _: None

    @cached_property
    def base(self) -> Answer:
        """The run without a change."""
        return self.trial.run()

    @cached_property
    def without(self) -> Array:
        """The number without a change, shape (n,)."""
        return self.question.measured(self.base)

    @property
    def alone(self) -> tuple[Tried, ...]:
        """Each change alone, as far as the record goes, the one that moves the number most first."""
        return tuple(sorted(self._alone[0].values(), key=lambda each: each.middle))

    @cached_property
    def _alone(self) -> tuple[Mapping[str, Tried], Mapping[str, float]]:
        """Each change as far as the record goes, and the middle of the number at its largest dose."""
        each = [*levers().values()]
        as_far = [((lever,), lever.changes(self.trial, lever.extreme(self.base))) for lever in each]
        largest = [((lever,), lever.changes(self.trial, lever.most)) for lever in each]
        tried = self._tried([*as_far, *largest])
        names = [lever.name for lever in each]
        return dict(zip(names, tried, strict=False)), {
            name: one.middle for name, one in zip(names, tried[len(names) :], strict=True)
        }

    @cached_property
    def pairs(self) -> tuple[Tried, ...]:
        """Pairs of the changes that move the number most and do not reach it alone, and partners."""
        weak = [each.levers[0] for each in self.alone if not each.reaches]
        now = np.median(self.without)
        moving = [each.levers[0] for each in self.alone if not each.reaches and each.middle < MOVES * now]
        pairs = [*combinations(moving[:PAIRED], 2)]
        pairs += [
            (one, other)
            for one in weak
            for other in weak
            if one.partner == other.name and not {(one, other), (other, one)} & {*pairs}
        ]
        made = [(pair, [c for one in pair for c in one.changes(self.trial, one.extreme(self.base))]) for pair in pairs]
        return tuple(sorted(self._tried(made), key=lambda each: each.middle))

    @cached_property
    def doses(self) -> dict[str, float | None]:
        """The dose of each change at which half of the runs meet the target; none if the largest tried does not.

        The search ends where the number meets the target by less than a part of its sampling error.
        """
        each, known = levers(), self._known_doses()
        found = {name: None if self._apart(known[name, each[name].most]) > 0 else each[name].none for name in each}
        names = [name for name in each if found[name] is not None and self._apart(known[name, each[name].none]) > 0]
        if not names:
            return found

        def apart(doses: Array, numbers: Array) -> Array:
            asked = [(names[int(number)], float(dose)) for number, dose in zip(numbers, doses, strict=True)]
            new = [one for one in asked if one not in known]
            made = [((each[name],), each[name].changes(self.trial, dose)) for name, dose in new]
            known.update({one: tried.middle for one, tried in zip(new, self._tried(made), strict=True)})
            return np.array([_aimed(self._apart(known[one])) for one in asked])

        ends = [self._around(name, known) for name in names]
        numbers = np.arange(len(names), dtype=float)
        root = elementwise.find_root(
            apart, tuple(np.array(end) for end in zip(*ends, strict=True)), args=(numbers,), tolerances={"fatol": HALF}
        )
        return found | dict(zip(names, map(float, root.x), strict=True))

    def _known_doses(self) -> dict[tuple[str, float], float]:
        """The middle of the number at the doses that are run already: none, as far as the record goes, the largest."""
        now, (as_far, largest) = float(np.median(self.without)), self._alone
        known = {}
        for name, lever in levers().items():
            known[name, lever.none], known[name, lever.most] = now, largest[name]
            known[name, lever.extreme(self.base)] = as_far[name].middle
        return known

    def _around(self, name: str, known: Mapping[tuple[str, float], float]) -> tuple[float, float]:
        """The last dose known that is not enough, and the first that is."""
        lever = levers()[name]
        doses = sorted((dose for one, dose in known if one == name), key=lambda dose: abs(dose - lever.none))
        enough = next(number for number, dose in enumerate(doses) if self._apart(known[name, dose]) <= 0)
        return doses[enough - 1], doses[enough]

    def _apart(self, middle: float) -> float:
        """How far a middle is from the target, in parts of its sampling error or of the target; above 0: it misses."""
        values = self.without
        error = ERROR_OF_A_MEDIAN * float(values.std()) / len(values) ** 0.5
        return float((middle - self.question.value) / max(PART * error, CLOSE * self.question.value, LEAST_APART))

    @cached_property
    def best(self) -> Tried:
        """A change inside the record at the dose that reaches the target, else what comes nearest inside it."""
        inside = [each for each in self.alone if each.reaches and self.doses[each.levers[0].name] is not None]
        if inside:
            lever = inside[0].levers[0]
            (found,) = self._tried([((lever,), lever.changes(self.trial, self.doses[lever.name] or 0.0))])
            return found
        return min((*self.alone, *self.pairs), key=lambda each: each.middle)

    @property
    def rule(self) -> Array | None:
        """What a limit of 180 days for all leaves of the number asked for; none where it says nothing about it."""
        outputs = self.base.result.outputs
        held, long = outputs["midnight_population"][-1], outputs["over_180_days"][-1]
        return {"held": held - long, "held_over_180": np.zeros_like(long)}.get(self.question.output.name)

    def _tried(self, asked: Sequence[tuple[tuple[Lever, ...], Sequence[Change]]]) -> list[Tried]:
        """Changes tried, side by side."""
        answers = together(self.base, [changes for _, changes in asked], self.progress, TOLD)
        measured = [self.question.measured(answer) for answer in answers]
        return [
            Tried(pair, answer, values, float(self.question.holds(values).mean()))
            for (pair, _), answer, values in zip(asked, answers, measured, strict=True)
        ]


def _aimed(apart: float) -> float:
    """What a search brings to nothing: a number that meets its target by up to a part of its error is close enough."""
    return apart + HALF if apart > 0 else min(apart + HALF, 0.0)
