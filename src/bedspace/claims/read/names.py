"""Names of officials in office: found, misspellings resolved, titles checked; garbled words flagged.

Only officials of the table are ever named; every other personal name in a text is private and is masked
where text is shown. No claim is counted by person.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from functools import lru_cache
from importlib.resources import files
from typing import Any

from bedspace.claims.patterns import Pattern
from bedspace.claims.read.sentences import word_set

ALIKE = 0.8
ALMOST = 0.88
_PAIR = re.compile(r"\b([A-Z][a-z]{2,15})(?:\s[A-Z]\.)?\s([A-Z][a-z]{2,15})\b")
_OVERLAPPING = re.compile(rf"(?=({_PAIR.pattern}))")
_AGENCY = (
    "agency|agents|officers|officials|leadership|field|office|director|arrests|detention|raids|custody|detainees|faces"
)
_ICE = re.compile(
    rf"\b(?:ice|Ice)(?=\s(?:{_AGENCY})\b|-(?:led|fed|run)\b)"
    r"|\b(?:[Tt]he|if the|referring to the|and|by|of) (?:ice|Ice)\b"
)
_REPEATED = re.compile(r"\b([A-Za-z]{3,20})[\s,]{1,2}\1\b", re.IGNORECASE)
_ALLOWED_REPEATS = word_set("that had very bora long many")
_TITLED = re.compile(
    r"\b(?P<title>(?:(?:acting|deputy)\s)?(?:ICE\s(?:Deputy\s|Acting\s)?Director|[Bb]order [Cc]zar"
    r"|[“\"]border czar[”\"]|Homeland Security Secretary|Attorney General|Press Secretary|President))"
    r"\s(?P<name>[A-Z][a-z]+(?:\s[A-Z]\.)?\s[A-Z][a-z]+)"
)


@dataclass(frozen=True)
class Title:
    """An office held from a day until another (None: still held when this was written)."""

    title: str
    first: date
    last: date | None

    def holds_on(self, day: date) -> bool:
        """Whether the office was held on a day."""
        return self.first <= day and (self.last is None or day < self.last)


@dataclass(frozen=True)
class Official:
    """An official, the spellings of the name, and the offices held."""

    name: str
    spellings: tuple[str, ...]
    titles: tuple[Title, ...]

    @property
    def family_name(self) -> str:
        """The last word of the name."""
        return self.name.split()[-1]


@dataclass(frozen=True)
class NameNote:
    """A remark on words of a text: a misspelt name, a wrong title, a garbled phrase."""

    start: int
    end: int
    text: str
    stands_for: str
    kind: str


@dataclass(frozen=True)
class Officials:
    """The table of officials and of garbled phrases."""

    rows: tuple[Official, ...]
    garbled: Mapping[str, str]
    given_names: frozenset[str]

    def found(self, text: str) -> list[Official]:
        """Officials named in a text by a full or family name, in the order of their first mention."""
        places = [(text.find(o.family_name), o) for o in self.rows if o.family_name in text]
        return [official for _, official in sorted(places, key=lambda item: item[0])]

    def resolve(self, name: str) -> Official | None:
        """The official whose name is spelled like this or nearly so."""
        scored = [(max(_alike(name, s, ALIKE) for s in (o.name, *o.spellings)), o) for o in self.rows]
        score, best = max(scored, key=lambda item: item[0])
        return best if score >= ALIKE else None


@lru_cache(maxsize=20_000)
def _alike(left: str, right: str, least: float) -> float:
    """How alike two names are; 0 where they are surely less so than asked, which the letters alone tell."""
    two = SequenceMatcher(None, left.lower(), right.lower(), autojunk=False)
    return two.ratio() if min(two.real_quick_ratio(), two.quick_ratio()) >= least else 0.0


@lru_cache(maxsize=1)
def officials() -> Officials:
    """The shipped table."""
    table = tomllib.loads(files("bedspace.claims").joinpath("rules", "officials.toml").read_text(encoding="utf-8"))
    given = word_set(table["private"]["given_names"])
    return Officials(tuple(map(_official, table["official"])), table["garbled"], given)


def _official(row: Mapping[str, Any]) -> Official:
    titles = tuple(Title(t["title"], t["from"], t.get("until")) for t in row["titles"])
    return Official(row["name"], tuple(row.get("also", ())), titles)


def notes(text: str, said: date | None = None) -> list[NameNote]:
    """Misspelt names, titles that do not belong to the named person, and garbled phrases.

    >>> [(n.text, n.stands_for) for n in notes("Secretary Christie Noem spoke.")]
    [('Christie Noem', 'Kristi Noem')]
    """
    found = [*_misspelt(text), *_family_misspelt(text), *_wrong_titles(text, said), *_garbled(text)]
    return sorted(found, key=lambda note: (note.start, note.end))


def _misspelt(text: str) -> list[NameNote]:
    table, found = officials(), []
    for match in _OVERLAPPING.finditer(text):
        official = table.resolve(match[1])
        if official and match[1] not in (official.name, *official.spellings):
            found.append(NameNote(match.start(1), match.end(1), match[1], official.name, "name"))
    return found


def _family_misspelt(text: str) -> list[NameNote]:
    """A family name one letter off, in a text that also has the right one: "Horman" beside "Homan"."""
    present, found = officials().found(text), []
    for match in re.finditer(r"\b[A-Z][a-z]{4,15}\b", text):
        for official in present:
            name = official.family_name
            if match[0] != name and abs(len(match[0]) - len(name)) <= 1 and _alike(match[0], name, ALMOST) >= ALMOST:
                found.append(NameNote(match.start(), match.end(), match[0], official.name, "name"))
    return found


def _wrong_titles(text: str, said: date | None) -> list[NameNote]:
    found = []
    for match in _TITLED.finditer(text):
        official = officials().resolve(match["name"])
        if official is None or match["title"] == "President":  # former presidents keep the word
            continue
        held = [t for t in official.titles if said is None or t.holds_on(said)]
        if not any(_same_office(match["title"], t.title) for t in held):
            right = held[-1].title if held else "no office then"
            found.append(NameNote(match.start(), match.end(), match[0], f"{official.name}: {right}", "title"))
    return found


def _same_office(said: str, held: str) -> bool:
    words = {word for word in re.findall(r"[a-z]+", said.lower()) if word not in {"ice", "the", "of"}}
    return words <= set(re.findall(r"[a-z]+", held.lower()))


def _garbled(text: str) -> list[NameNote]:
    """Phrases that a machine translation leaves: a lower-case agency, doubled words, one-word sentences."""
    found = [_note(match, "ICE, the agency", "garbled") for match in _ICE.finditer(text)]
    found += [
        _note(match, "a word said twice", "garbled")
        for match in _REPEATED.finditer(text)
        if match[1].lower() not in _ALLOWED_REPEATS
    ]
    for phrase, meaning in officials().garbled.items():
        pattern = Pattern(rf"\b{re.escape(phrase)}\b", re.IGNORECASE)
        found += [_note(m, meaning, "garbled") for m in pattern.finditer(text)]
    return found + _fragments(text)


def _fragments(text: str) -> list[NameNote]:
    """Sentences of one or two short words between longer ones of the same line: "Masu.", "I did."."""
    return [
        _note(match, "a stray fragment", "garbled")
        for match in re.finditer(r"(?<=[a-z][.!?]\s)[A-Z][a-z]{0,4}(?:\s[a-z]{1,4})?\.(?=\s|$)", text)
    ]


def _note(match: re.Match[str], stands_for: str, kind: str) -> NameNote:
    return NameNote(match.start(), match.end(), match[0], stands_for, kind)


def masked(text: str) -> str:
    """Text with the full names of persons who are no officials replaced by "[name]".

    >>> masked("Tom Homan met Maria Lopez in El Paso.")
    'Tom Homan met [name] in El Paso.'
    """
    return _PAIR.sub(lambda match: match[0] if _is_public(match) else "[name]", text)


def _is_public(match: re.Match[str]) -> bool:
    """Whether a pair of capitalised words is an official, or no person's name at all."""
    return officials().resolve(match[0]) is not None or match[1] not in officials().given_names
