"""A downward question answered: which dated change alone reaches it, which pair does, which cannot, where people go.

Each change is tried as far as the record or an announcement goes, and beyond that to the dose at which half of the runs
meet the target. A rule that nobody stays over 180 days is no rate: it is read off the people held so long.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from bedspace.parameters.change import Change
from bedspace.studies.reach.levers import Lever, levers
from bedspace.studies.reach.question import Question
from bedspace.studies.reach.trial import Trial
from bedspace.studies.run.runs import Answer

Array = NDArray[np.float64]

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
    """

    question: Question
    trial: Trial

    @cached_property
    def base(self) -> Answer:
        """The run without a change."""
        return self.trial.run()

    @cached_property
    def without(self) -> Array:
        """The number without a change, shape (n,)."""
        return self.question.measured(self.base)

    @cached_property
    def alone(self) -> tuple[Tried, ...]:
        """Each change alone, as far as the record goes, the one that moves the number most first."""
        return tuple(sorted((self._as_far((lever,)) for lever in levers().values()), key=lambda each: each.middle))

    @cached_property
    def pairs(self) -> tuple[Tried, ...]:
        """Pairs of the changes that move the number most and do not reach it alone, and partners."""
        weak = [each.levers[0] for each in self.alone if not each.reaches]
        moving = [
            each.levers[0] for each in self.alone if not each.reaches and each.middle < MOVES * np.median(self.without)
        ]
        pairs = [*combinations(moving[:PAIRED], 2)]
        pairs += [
            (one, other)
            for one in weak
            for other in weak
            if one.partner == other.name and not {(one, other), (other, one)} & {*pairs}
        ]
        return tuple(sorted(map(self._as_far, pairs), key=lambda each: each.middle))

    @cached_property
    def doses(self) -> dict[str, float | None]:
        """The dose of each change at which half of the runs meet the target; none if the largest tried does not."""
        return {name: self._dose(lever) for name, lever in levers().items()}

    def _dose(self, lever: Lever) -> float | None:
        def changes(dose: float) -> list[Change]:
            return lever.changes(self.trial, dose)

        return self.trial.dose(self.question, changes, lever.none, lever.most)

    @cached_property
    def best(self) -> Tried:
        """A change inside the record at the dose that reaches the target, else what comes nearest inside it."""
        inside = [each for each in self.alone if each.reaches and self.doses[each.levers[0].name] is not None]
        if inside:
            lever = inside[0].levers[0]
            return self._tried((lever,), lever.changes(self.trial, self.doses[lever.name] or 0.0))
        return min((*self.alone, *self.pairs), key=lambda each: each.middle)

    @property
    def rule(self) -> Array | None:
        """What a limit of 180 days for all leaves of the number asked for; none where it says nothing about it."""
        outputs = self.base.result.outputs
        held, long = outputs["midnight_population"][-1], outputs["over_180_days"][-1]
        return {"held": held - long, "held_over_180": np.zeros_like(long)}.get(self.question.output.name)

    def _as_far(self, pair: Sequence[Lever]) -> Tried:
        """Changes as far as the record or an announcement goes."""
        made = [c for lever in pair for c in lever.changes(self.trial, lever.extreme(self.base))]
        return self._tried(pair, made)

    def _tried(self, pair: Sequence[Lever], made: Sequence[Change]) -> Tried:
        answer = self.trial.run(made)
        measured = self.question.measured(answer)
        return Tried(tuple(pair), answer, measured, float(self.question.holds(measured).mean()))
