"""How strongly the words speak for each value of each fact about one number, and what was said before it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bedspace.claims.read import weights
from bedspace.claims.read.cues import Cue, contexts, things


@dataclass
class Evidence:
    """Scores of the values of the facts, the words of the strongest cue of each, and what only was said before."""

    scores: dict[tuple[str, str], float] = field(default_factory=lambda: dict(weights.PRIORS))
    words: dict[tuple[str, str], Cue] = field(default_factory=dict)
    before: set[tuple[str, str]] = field(default_factory=set)

    def add(self, fact: str, value: str, score: float, cue: Cue | None = None) -> None:
        """Keep the strongest voice for a value; for a process the others add a part of what they say."""
        key = fact, value
        known = self.scores.get(key, 0.0)
        also = weights.ALSO * min(known, score) if fact == "process" else 0.0
        self.scores[key] = max(known, score) + also
        if cue is not None and score >= known:
            self.words[key] = cue

    def weaken(self, fact: str, value: str, less: float) -> None:
        """Leave less of what speaks for a value."""
        self.scores[fact, value] = less * self.of(fact, value)

    def of(self, fact: str, value: str) -> float:
        """Score of a value; 0 where nothing speaks for it."""
        return self.scores.get((fact, value), 0.0)

    def most_of(self, processes: Iterable[str]) -> float:
        """Score of the process of some that most speaks for."""
        return max(self.of("process", value) for value in processes)

    def here(self, process: str) -> float:
        """Score of a process; 0 where it was only named before."""
        return 0.0 if ("process", process) in self.before else self.of("process", process)

    def best(self, fact: str, values: Sequence[str] = ()) -> str:
        """The value of a fact that most speaks for, of some or of all; empty where nothing speaks for any."""
        found = sorted(values) if values else [value for name, value in self.scores if name == fact]
        return max(found, key=lambda value: self.of(fact, value), default="")

    def most(self, fact: str) -> float:
        """What speaks for the best value of a fact that a row may leave open: an hour is always asked for."""
        return max((s for (name, value), s in self.scores.items() if name == fact and value != "hourly"), default=0.0)

    def event(self) -> float:
        """How strongly something is named that a count may be read from; a thing says less of it than an event."""
        named = {v: s for (fact, v), s in self.scores.items() if fact == "process" and v not in contexts()}
        return max((s * (weights.THING_NAMED if v in things() else 1.0) for v, s in named.items()), default=0.0)


@dataclass(frozen=True)
class Carried:
    """What was said before, with the weight that it still has.

    Attributes
    ----------
    cues : tuple of (Cue, float)
        Cues of heading and sentences.
    previous : tuple of (str, str, float)
        Facts of the numbers before.
    event : str
        What was done with the things that the number before counts; a level of them is not part of it.
    far : bool
        Whether the number before stands in another sentence.
    local : tuple of str
        Scope below the nation of the number before in the same sentence.
    status : str
        Status of the number before in the same sentence.
    rate : float
        How much speaks for a number a day, after one of about the same size.
    last_status : str
        Status of the number before in this sentence or the one before.
    near : bool
        Whether the last number of its kind is of about its size and stands in this sentence or the one before.
    arrested : float
        How many were arrested in one operation or place, by the last numbers; 0 where they counted nothing like it.
    is_sum : bool
        Whether it is what the removals and the departures by oneself that were counted before make together.
    """

    cues: tuple[tuple[Cue, float], ...] = ()
    previous: tuple[tuple[str, str, float], ...] = ()
    event: str = ""
    far: bool = False
    local: tuple[str, ...] = ()
    status: str = ""
    rate: float = 0.0
    last_status: str = ""
    near: bool = False
    arrested: float = 0.0
    is_sum: bool = False
