"""What it would take: a question, the runs that it is tried on, and the answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from bedspace.errors import Fault, UsageError
from bedspace.fiscal import parse_day
from bedspace.studies.reach.more import More
from bedspace.studies.reach.needs import bundle
from bedspace.studies.reach.question import Question, parse
from bedspace.studies.reach.trial import COUNTED, DRAWS, Trial, trial
from bedspace.studies.run.request import SEED
from bedspace.studies.run.runs import Answer
from bedspace.tabled import Tabled

if TYPE_CHECKING:
    from bedspace.studies.reach.less import Less

Engine = Literal["expected", "persons"]
PASSES_UPWARD, PASSES_DOWNWARD = 12, 42
"""How often a draw is run, about, for a question for more and for one for less."""


@dataclass(frozen=True, repr=False)
class Reach(Tabled):
    """A question and its answer.

    Attributes
    ----------
    question : Question
    trial : Trial
    answer : More or Less
    """

    question: Question
    trial: Trial
    answer: More | Less

    @property
    def sentences(self) -> list[str]:
        """The answer in words; the numbers that a reader needs stand in the first two."""
        return self.answer.sentences()

    def table(self) -> list[dict[str, Any]]:
        """Rows of the contract: people and law first, then resources or changes, the record, the cost."""
        return [row.table() for row in self.answer.rows]

    @property
    def base(self) -> Answer:
        """The run without a change."""
        return self.answer.base if isinstance(self.answer, More) else self.answer.of.base

    @property
    def record(self) -> dict[str, Any]:
        """The record of the run without a change, the question, and the answer in words."""
        return {
            **self.base.record,
            "question": str(self.question),
            "by": self.trial.end.isoformat(),
            "says": self.sentences,
        }

    def __repr__(self) -> str:
        return f"<Reach {self.question} by {self.trial.end}: {self.sentences[0]}>"


def reach(
    question: str,
    by: date | str | None = None,
    *,
    draws: int | None = None,
    seed: int = SEED,
    as_of: date | str | None = None,
    home: Path | None = None,
    engine: Engine = "expected",
    progress: Callable[[int], None] = lambda _: None,
) -> Reach:
    """What would have to be true, nationally, for a number to be reached.

    Parameters
    ----------
    question : str
        ``OUTPUT OP VALUE``: removals or arrests with ``>=``, held with either, held_over_180 or
        detained_hearing_wait with ``<=``.
    by : date, optional
        A year from the newest day known by default.
    draws : int, optional
        100 for a question for more, 40 for one for less by default.
    seed : int
    as_of : date, optional
        What had been published by a day, whose newest count is the start; everything by default.
    home : Path, optional
        Folder of a warehouse to read besides the embedded figures.
    engine : str
        ``persons`` takes removal at the counted rate and follows what it takes person by person as well.
    progress : callable, optional
        Told how many draws were run.

    Raises
    ------
    UsageError
        For a question that is not understood, a day that no run reaches, and persons for a question downward.
    """
    asked = parse(question, _day(by, "--by"))
    tried = trial(asked, draws=draws, seed=seed, as_of=_day(as_of, "--as-of"), home=home)
    if not asked.upward:
        if engine == "persons":
            what = "changes downward are tried on expected numbers"
            raise UsageError(Fault("--engine persons", what, "expected"))
        from bedspace.studies.reach.downward import Downward  # loads scipy, which questions upward do without
        from bedspace.studies.reach.less import Less

        return Reach(asked, tried, Less(Downward(asked, tried, progress)))
    if engine == "expected":
        return Reach(asked, tried, More(bundle(asked, tried, progress)))
    from bedspace.studies.reach.one_by_one import OneByOne  # loads the kernel of persons

    counted = tried.under(COUNTED)
    found = bundle(asked, counted, progress)
    return Reach(asked, counted, More(found, OneByOne(found)))


def work(question: str, draws: int | None = None) -> int:
    """Draws that an answer runs, about: what is done of them tells how long it still takes."""
    return (PASSES_UPWARD if parse(question).upward else PASSES_DOWNWARD) * (draws or DRAWS)


def _day(day: date | str | None, where: str) -> date | None:
    return parse_day(day, where) if isinstance(day, str) else day
