"""Which printed names are one place: ``places.csv``, and the search for a place by words.

Each row of the table is a name as releases print it, in capital letters: the place that it is a name of, the street
address under which it is printed, the data dates of the first and last release that print it, and the release in which
it first stands at that address. Names that releases print at one address are one place, unless one release prints both
as two. A name that the table does not have is a place of its own.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from bedspace.errors import Fault, UsageError, unknown
from bedspace.figure import Figure, split_key

MOST_TOLD = 12
"""The most places that an error lists."""


@dataclass(frozen=True)
class Name:
    """A name of a place, as releases print it; see the module for its parts."""

    place: str
    name: str
    state: str
    address: str
    first: str
    last: str
    source: str


@cache
def names() -> tuple[Name, ...]:
    """The table, by place and first release."""
    text = files("bedspace.figures.facilities").joinpath("places.csv").read_text("utf-8")
    return tuple(Name(**row) for row in csv.DictReader(text.splitlines()))


def place_of(figure: Figure) -> str:
    """The place that a figure of the facility table is about: by the identity table, or else one of its own."""
    name, state = _name_and_state(figure)
    return _known_place(figure) or re.sub(r"[^a-z0-9]+", "-", f"{name} {state}".lower()).strip("-")


def not_in_table(figures: Iterable[Figure]) -> tuple[str, ...]:
    """Names, with their state, that the identity table does not have, in the order of the figures."""
    unknown_names = (_name_and_state(figure) for figure in figures if not _known_place(figure))
    return tuple(dict.fromkeys(" ".join(filter(None, each)) for each in unknown_names))


def _known_place(figure: Figure) -> str:
    """Place by the identity table, also where a release leaves the state out; empty if the table has none."""
    name, state = _name_and_state(figure)
    known = _by_name().get(name, {})
    alone = next(iter(known.values())) if not state and len(known) == 1 else ""
    return known.get(state, alone)


def _name_and_state(figure: Figure) -> tuple[str, str]:
    said = figure.dimensions
    return said.get("facility", ""), said.get("state", "")


@cache
def _by_name() -> Mapping[str, Mapping[str, str]]:
    """Name -> state -> place."""
    found: dict[str, dict[str, str]] = {}
    for each in names():
        found.setdefault(each.name, {})[each.state] = each.place
    return found


def search(words: str, known: Mapping[str, Iterable[Figure]]) -> str:
    """The one place that some words mean.

    Parameters
    ----------
    words : str
        Its identity, one of its names, or words of a name, town or state, in any order and in any case.
    known : mapping
        Place -> the figures that name it.

    Raises
    ------
    UsageError
        If no place has the words, which offers the nearest; or if several have them, which lists them.
    """
    asked = _words(words)
    if not asked:
        raise UsageError(Fault("NAME", "no letter or digit in it", "a name of a facility, or words of it"))
    told = {place: [_words(text) for text in (place, *_texts(figures))] for place, figures in known.items()}
    for fits in (_is, _begins, _has):
        found = [place for place, called in told.items() if any(fits(asked, name) for name in called)]
        if len(found) == 1:
            return found[0]
        if found:
            raise UsageError(Fault(f"facility {words}", f"{len(found)} places have these words", _listed(found)))
    printed = {figure.dimensions["facility"].lower() for figures in known.values() for figure in figures}
    raise UsageError(unknown(f"facility {words}", words.lower(), sorted(printed), "no place has these words", _ALL))


_ALL = "'bedspace data facility' without a name lists all."


def _texts(figures: Iterable[Figure]) -> set[str]:
    """What a place can be asked for by: each of its names, alone and with town and state."""
    said = [split_key(key) for key in {figure.key for figure in figures}]
    names = {each["facility"] for each in said}
    return names | {" ".join((each["facility"], each.get("city", ""), each.get("state", ""))) for each in said}


def _listed(found: Sequence[str]) -> str:
    more = f" and {len(found) - MOST_TOLD} more" if len(found) > MOST_TOLD else ""
    return f"one of {', '.join(sorted(found)[:MOST_TOLD])}{more}"


def _words(text: str) -> list[str]:
    return re.sub(r"[^a-z0-9]+", " ", re.sub(r"['’]", "", text.lower())).split()


def _is(asked: list[str], name: list[str]) -> bool:
    return asked == name[: len(asked)] and len(name) == len(asked)


def _begins(asked: list[str], name: list[str]) -> bool:
    return asked == name[: len(asked)]


def _has(asked: list[str], name: list[str]) -> bool:
    return all(any(word.startswith(part) for word in name) for part in asked)
