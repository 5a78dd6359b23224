"""The words of a statement by what they do: a subject, a part of it, an agency, a plain word, or none of these.

The patterns are data, in ``subjects.toml`` and ``plain_words.toml``. What no pattern reads is told as not tested.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from importlib.resources import files
from itertools import accumulate
from typing import Any

from bedspace.claims.patterns import Pattern, Phrases

AGENCIES = ("ICE", "CBP", "DHS")
_TOKEN = Pattern(r"[^\W\d_][\w'’.-]*(?<![.'’-])|\d+(?:[.,]\d+)*")


@dataclass(frozen=True)
class Subject:
    """One thing that a table counts.

    Attributes
    ----------
    name, table, label, unit : str
    read : str
        ``count`` (a sum over its period), ``level`` (people on a day), ``mean`` (of a period) or ``plan``.
    needs : Pattern
        What a stretch of text must hold to speak of it.
    words : Pattern
        Words that say no more than the subject.
    not_with : Pattern or None
    of_days : bool
        Whether its numbers are lengths of time.
    """

    name: str
    table: str
    label: str
    unit: str
    read: str
    needs: Pattern
    words: Pattern
    not_with: Pattern | None = None
    of_days: bool = False

    def named_in(self, text: str) -> bool:
        """Whether a stretch of text speaks of it."""
        return bool(self.needs.search(text)) and not (self.not_with and self.not_with.search(text))


@dataclass(frozen=True)
class Part:
    """Words that name a part of a whole, and the keys that it adds up; `wider` where they can mean more."""

    dimension: str
    values: tuple[str, ...]
    name: str
    wider: tuple[str, ...]
    words: Pattern


@dataclass(frozen=True)
class Lists:
    """All lists of ``subjects.toml``."""

    agency: dict[str, Pattern]
    subjects: tuple[Subject, ...]
    parts: tuple[Part, ...]
    arrested: dict[str, Pattern]
    own: Pattern
    unsettled: Pattern
    disputed: Pattern
    neutral: Phrases
    other_heads: Pattern
    stems: Pattern

    @cached_property
    def by_name(self) -> dict[str, Subject]:
        """Subjects by name."""
        return {subject.name: subject for subject in self.subjects}


@cache
def lists() -> Lists:
    """The lists, compiled."""
    table, plain = _rules("subjects.toml"), _rules("plain_words.toml")
    names = table["agency"]

    def one(pattern: str) -> Pattern:
        for name, words in {**names, "TOOK": table["arrested"]["took"]}.items():
            pattern = pattern.replace(f"{{{name}}}", f"(?:{words})")
        return Pattern(pattern, re.IGNORECASE)

    def some(patterns: Iterable[str]) -> Pattern:
        longest_first = sorted(patterns, key=len, reverse=True)
        return one(rf"(?<![\w-])(?:{'|'.join(longest_first)})(?![\w])")

    subjects = tuple(
        Subject(
            row["name"], row["table"], row["label"], row["unit"], row["read"], one(row["needs"]), some(row["words"]),
            one(row["not_with"]) if "not_with" in row else None, row.get("of_days", False),
        )
        for row in table["subject"]
    )  # fmt: skip
    parts = tuple(
        Part(row["dimension"], tuple(row["values"]), row["name"], tuple(row.get("or_values", ())), some(row["words"]))
        for row in table["part"]
    )
    arrested = {
        name.lower(): some(pattern.replace("{A}", f"{{{name}}}") for pattern in table["arrested"]["words"])
        for name in AGENCIES[:2]
    }
    words, neutral = table["words"], Phrases(sorted(plain["neutral"], key=len, reverse=True))
    return Lists(
        {name: one(rf"(?<!\w)(?:{pattern})") for name, pattern in names.items()}, subjects, parts, arrested,
        one(table["arrested"]["own"]), some(words["unsettled"]), some(words["disputed"]), neutral,
        one(rf"\s(?:(?!(?:{'|'.join(words['no_gap'])})\b)[\w-]+\s){{0,2}}?(?:{'|'.join(words['other_heads'])})\b"),
        one(rf"\b(?:{'|'.join(words['stems'])})"),
    )  # fmt: skip


def _rules(name: str) -> dict[str, Any]:
    source = files("bedspace.claims").joinpath("rules", name)
    return tomllib.loads(source.read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Era:
    """An administration: words that name it, and the fiscal years that lie wholly in it."""

    words: str
    first: int
    last: int

    @property
    def days(self) -> tuple[date, date]:
        """From its inauguration to the day before the next."""
        return date(self.first - 1, 1, 20), date(self.last + 1, 1, 19)


@cache
def eras() -> tuple[Era, ...]:
    """Administrations of ``eras.toml``."""
    return tuple(Era(**row) for row in _rules("eras.toml")["era"])


def tokens(text: str) -> list[tuple[str, int, int]]:
    """Words and numbers of a text with their places."""
    return [(match[0], match.start(), match.end()) for match in _TOKEN.finditer(text)]


def blank(text: str, places: Sequence[tuple[int, int]]) -> str:
    """A text with some stretches made blank, so that offsets stay."""
    for start, end in places:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def spans(pattern: Pattern, text: str) -> list[tuple[int, int]]:
    """Places of all matches."""
    return [match.span() for match in pattern.finditer(text)]


def uncovered(text: str, taken: Sequence[tuple[int, int]]) -> list[str]:
    """Words of a text outside all spans that are no plain words.

    >>> uncovered("ICE removed 300 people by air", [(0, 15)])
    ['air']
    """
    return [word for word, _, _ in uncovered_at(text, taken)]


def uncovered_at(text: str, taken: Sequence[tuple[int, int]]) -> list[tuple[str, int, int]]:
    """The same with their places."""
    plain = sorted([*taken, *lists().neutral.spans(text)])
    firsts = [first for first, _ in plain]
    reach = [0, *accumulate((last for _, last in plain), max)]
    return [
        found
        for found in tokens(text)
        if reach[bisect_right(firsts, found[1])] < found[2] - 2 * _owned(found[0]) and not _is_owner(text, *found)
    ]


def _is_owner(text: str, word: str, start: int, _: int) -> bool:
    """Whether it is the "s" behind the apostrophe of a year: "fiscal 2019's"."""
    return word == "s" and text[start - 1 : start] in {"'", "’"}


def _owned(word: str) -> bool:
    """Whether a word is a possessive: "June's"."""
    return word[-2:] in {"'s", "’s"}
