"""Reading the marked paragraphs of the fixtures, and scoring a reading against marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bedspace.claims.claim import Claim

HERE = Path(__file__).parent
_MARK = re.compile(r"\{([^|}]+)\|([^|}]+)\|([^|}]+)(?:\|([^}]+))?\}")


@dataclass(frozen=True)
class Mark:
    """A claim that a person marked: its place, the metrics that are right, and its value."""

    start: int
    end: int
    metrics: tuple[str, ...]
    low: float
    high: float

    @property
    def optional(self) -> bool:
        """Whether it may be read or not."""
        return self.metrics == ("-",)


@dataclass
class Score:
    """Counts of right, spurious and missed readings."""

    right: int = 0
    metric: int = 0
    extra: int = 0
    missed: int = 0

    def f1(self, right: int) -> float:
        """Harmonic mean of precision and recall for a number of right readings."""
        return 2 * right / (2 * self.right + self.extra + self.missed)


def paragraphs(name: str) -> Iterator[tuple[str, str, list[Mark]]]:
    """Title, text without marks, and marks of each paragraph of a fixture."""
    whole = (HERE / name).read_text(encoding="utf-8")
    for block in re.split(r"(?m)^== ", whole)[1:]:
        title, _, body = block.partition("\n")
        yield (title, *_unmarked(body))


def lines(name: str) -> Iterator[tuple[str, list[Mark]]]:
    """Text without marks, and marks, of each line of a fixture of single sentences."""
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield _unmarked(line)


def _unmarked(body: str) -> tuple[str, list[Mark]]:
    text, marks, at = "", [], 0
    for match in _MARK.finditer(body):
        text += body[at : match.start()]
        low, high = float(match[3]), float(match[4] or match[3])
        marks.append(Mark(len(text), len(text) + len(match[1]), tuple(match[2].split(";")), low, high))
        text, at = text + match[1], match.end()
    return text + body[at:], marks


def add(score: Score, claims: Sequence[Claim], marks: Sequence[Mark]) -> None:
    """Count one paragraph into a score."""
    free = [claim for claim in claims if not claim.vague]
    for mark in marks:
        hits = [c for c in free if c.start < mark.end and mark.start < c.end and _near(c, mark)]
        if hits:
            free.remove(hits[0])
        if mark.optional:
            continue
        score.right += bool(hits)
        score.missed += not hits
        score.metric += bool(hits) and hits[0].metric in mark.metrics
    score.extra += len(free)


def _near(claim: Claim, mark: Mark) -> bool:
    assert claim.low is not None
    assert claim.high is not None
    pairs = ((claim.low, mark.low), (claim.high, mark.high))
    return all(abs(said - right) <= max(1e-9, 0.005 * max(abs(said), abs(right))) for said, right in pairs)
