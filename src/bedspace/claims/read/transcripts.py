"""Transcripts: who speaks where, and the same text without the labels, so that no time or name is read as a claim.

A label stands at the start of a line: a name, a role or ``Q``/``A``, with or without a time, before a colon. A text is
a transcript where it has two labels or more and one of them recurs, has a time, or is ``Q`` or ``A``, or where all are
names: in capitals, or of two words. Labels and times become blanks and lines of one turn are joined, each sign for one
sign: every offset stays.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

_TIME = r"\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?"
_CUE = re.compile(rf"\s*^[ \t]*(?:\d+[ \t]*\n[ \t]*)?{_TIME}[ \t]*-->[ \t]*{_TIME}[^\n]*(?:\n|$)", re.MULTILINE)
_ALONE = re.compile(rf"^[ \t]*[\[(]?{_TIME}[\])]?[ \t]*$", re.MULTILINE)
_NAME = r"[^\W\d_](?:[\w’'.-]|[ ](?=[^\W\d_a-z]|\d|of |de |al )){0,48}"
_LABEL = re.compile(
    rf"^[ \t]*(?:[\[(]?(?P<time>{_TIME})[\])]?[ \t]*[-–]?[ \t]*)?"
    rf"(?:(?P<asked>[QA])(?:[.:][ \t]+|[ \t]{{2,}})"
    rf"|(?P<name>{_NAME})(?:,[ \t][^:\n]{{1,60}}|[ \t]*[\[(][^:\n]{{1,60}}[\])])?[ \t]*"
    rf"(?:[\[(]{_TIME}[\])])?:(?:[ \t]+|[ \t]*\n)(?=\S)"
    rf"|<v[ \t]+(?P<voice>[^>\n]{{1,60}})>)",
    re.MULTILINE,
)
_NAMED = re.compile(r"[^\W\d_a-z][\w’'.-]*(?: [^\W\d_a-z][\w’'.-]*)+")
_OPENS = re.compile(r"(?P<end>[.!?:…\"”’)\]])?[ \t]*\n(?!\s*\n)")


@dataclass(frozen=True)
class Turn:
    """What one speaker says without a break; `start` and `end` are offsets, its label is left out."""

    speaker: str
    start: int
    end: int


@dataclass(frozen=True)
class Transcript:
    """The turns of a text and its words without labels; a text that is no transcript has no turn."""

    text: str
    turns: tuple[Turn, ...] = ()

    def speaker(self, place: int) -> str:
        """Who speaks at a place; empty before the first turn."""
        before = bisect_right([turn.start for turn in self.turns], place)
        return self.turns[before - 1].speaker if before else ""


def transcript(text: str) -> Transcript:
    """The turns of a text.

    >>> found = transcript("[00:12:03] HOMAN: We made 900 arrests.\\n[00:12:09] WELKER: A day?\\n")
    >>> [turn.speaker for turn in found.turns], found.text.strip()[:20]
    (['HOMAN', 'WELKER'], 'We made 900 arrests.')
    """
    labels = [match for match in _LABEL.finditer(text) if _speaker(match).lower() not in _no_speakers()]
    if not _is_transcript(text, labels):
        return Transcript(_bare(text, []))
    first = [label for before, label in zip([None, *labels], labels, strict=False) if _changes(before, label)]
    ends = [*(label.start() for label in first[1:]), len(text)]
    turns = tuple(Turn(_speaker(label), label.end(), end) for label, end in zip(first, ends, strict=True))
    return Transcript(_joined(_bare(text, labels), turns), turns)


@lru_cache(maxsize=1)
def _no_speakers() -> frozenset[str]:
    table = tomllib.loads(files("bedspace.claims").joinpath("rules", "transcripts.toml").read_text(encoding="utf-8"))
    return frozenset(table["no_speakers"])


def _speaker(label: re.Match[str]) -> str:
    return next(name for name in (label["asked"], label["name"], label["voice"]) if name).strip()


def _changes(before: re.Match[str] | None, label: re.Match[str]) -> bool:
    """Whether another speaks than before; a question always follows an answer."""
    return before is None or _speaker(before) != _speaker(label)


def _is_transcript(text: str, labels: list[re.Match[str]]) -> bool:
    names = [_speaker(label) for label in labels]
    if len(names) < 2:
        return False
    marked = any(label["time"] or label["asked"] or label["voice"] for label in labels)
    if marked or len(set(names)) < len(names):
        return True
    spoken = all(text[label.end() : label.end() + 1].isalpha() for label in labels)
    return spoken and all(name == name.upper() or _NAMED.fullmatch(name) for name in names)


def _bare(text: str, labels: list[re.Match[str]]) -> str:
    """The text with blanks for its labels and times; another speaker begins a line."""
    signs = list(text)
    for match in [*_CUE.finditer(text), *_ALONE.finditer(text), *labels]:
        signs[match.start() : match.end()] = " " * (match.end() - match.start())
    for before, label in zip([None, *labels], labels, strict=False):
        if _changes(before, label):
            signs[label.start()] = "\n"
    return "".join(signs)


def _joined(bare: str, turns: tuple[Turn, ...]) -> str:
    """Lines of a turn joined by blanks, but where a sentence ends at the end of the line, or an empty line follows."""
    parts, at = [], 0
    for turn in turns:
        said = _OPENS.sub(lambda match: match[0] if match["end"] else match[0][:-1] + " ", bare[turn.start : turn.end])
        parts += [bare[at : turn.start], said]
        at = turn.end
    return "".join(parts)
