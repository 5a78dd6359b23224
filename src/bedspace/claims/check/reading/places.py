"""Facilities and states that a sentence names, and words that rank them: "the largest", "more than any other state"."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from bedspace.claims.patterns import Pattern

_WORD = re.compile(r"[A-Za-z][\w'’-]*")
_SORT = (
    r"(?:ICE |immigration |detention |federal |private )*(?P<sort>state|facilit(?:y|ies)|site|"
    r"jail|prison|cent(?:er|re)|lockup|camp|complex)s?"
)
_FIRST = Pattern(
    rf"\b(?:(?P<any>more|higher|bigger|larger|busier)\b.{{0,60}}?\bthan\s(?:in\s|"
    rf"at\s)?any(?:\sother)?\s{_SORT.replace('sort', 's1')}"
    rf"|(?P<most>largest|biggest|busiest|most populous|most crowded|highest)\b.{{0,40}}?\b{_SORT.replace('sort', 's2')}"
    rf"|(?P<no>no)\s(?:other\s)?{_SORT.replace('sort', 's3')}\b.{{0,60}}?\b(?:more|higher|bigger|"
    rf"larger|as many)\b.{{0,40}}?\b(?:than|as)\b"
    r"|(?P<lead>leads? the (?:nation|country)|tops? the list|ranks? first))",
    re.IGNORECASE,
)
_AHEAD = Pattern(
    r"\b(?:ahead of|more than|than|followed by|surpassing|overtaking|bigger than|larger than)\b", re.IGNORECASE
)
_AVERAGE = Pattern(
    r"\b(?:average[ds]?|averaging|on (?:any|an?) (?:average|given|typical|normal) day|daily|a day|per day)\b",
    re.IGNORECASE,
)
WORDS = Pattern(
    r"\b(?:state|facilit(?:y|ies)|sites?|jails?|prisons?|cent(?:er|re)s?|lockups?|camps?|complex|"
    r"tent|county|network|known as|"
    r"home to|country['’]s|nation['’]s|largest|biggest|busiest|most|crowded|any|other|no|more|than|"
    r"ahead|second|named|called|"
    r"in|near|south|southern|north|northern|east|eastern|west|western|outside|in (?:second|"
    r"third) place|place|accounts? for|detain(?:s|ed|ing)?|houses?|housed|housing|holds?|population|fort|base|army)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Place:
    """A state or a facility that a sentence names.

    Attributes
    ----------
    sort : str
        ``state`` or ``facility``.
    name : str
        Code of the state, or the name of the facility as it is printed.
    start, end : int
    """

    sort: str
    name: str
    start: int
    end: int


@cache
def _rules() -> Mapping[str, object]:
    return tomllib.loads(files("bedspace.claims").joinpath("rules", "places.toml").read_text(encoding="utf-8"))


@cache
def _states() -> tuple[Pattern, Mapping[str, str]]:
    states = _rules()["states"]
    assert isinstance(states, dict)
    names = "|".join(sorted(map(re.escape, states), key=len, reverse=True))
    return Pattern(rf"\b(?:{names})\b(?! (?:Detention|Processing|ICE|County|Camp))"), states


def states_in(text: str) -> list[Place]:
    """States by their names."""
    pattern, codes = _states()
    found = [match for match in pattern.finditer(text) if not _NAME_BEFORE.search(text[: match.start()])]
    return [Place("state", codes[match[0]], *match.span()) for match in found]


def name_of(place: str) -> str:
    """A place in words: a state by its name, a facility as a title.

    >>> name_of("TX"), name_of("ERO EL PASO CAMP EAST MONTANA")
    ('Texas', 'ERO El Paso Camp East Montana')
    """
    words = (word if word in _SHORT else word.title() for word in place.split())
    return next((name for name, code in _states()[1].items() if code == place), " ".join(words))


_SHORT = frozenset({"ERO", "ICE", "SPC", "IPC", "FDC", "FCI", "USP", "FSC", "CCA", "IAH", "BOP", "NW"})
"""Words of names of facilities that are initials."""


_NAME_BEFORE = Pattern(r"(?<!^)\b(?!In\b|And\b|Of\b)[A-Z][a-z]+ $")
""""East Montana" and "Fort Texas" are no states."""


def generic_words() -> frozenset[str]:
    """Words of names of facilities that tell none apart."""
    generic = _rules()["generic"]
    assert isinstance(generic, list)
    return frozenset(generic)


def facilities_in(text: str, printed: Sequence[str], cities: frozenset[str] = frozenset()) -> list[Place]:
    """Facilities whose telling words stand side by side, with a capital letter, in a sentence.

    A word that is the name of a town too needs a word of a facility behind it: "Adelanto ICE Processing Center".
    """
    generic = _rules()["generic"]
    assert isinstance(generic, list)
    words = [(match[0], *match.span()) for match in _WORD.finditer(text) if match[0][0].isupper()]
    found: list[tuple[int, Place]] = []
    for name in printed:
        full = [word.lower() for word in _WORD.findall(name)]
        telling = _telling(tuple(full))
        if not telling:
            continue
        for place in range(len(words)):
            said = [re.sub(r"['’]s$", "", word.lower()) for word, _, _ in words[place : place + len(telling)]]
            if said == list(telling):
                start, end = words[place][1], words[place + len(telling) - 1][2]
                behind = words[place + len(telling) : place + len(telling) + 1]
                if (
                    len(telling) == 1
                    and telling[0] in cities
                    and not (behind and behind[0][0].lower() in generic and behind[0][1] == end + 1)
                ):
                    continue
                found.append((len(telling), Place("facility", name, start, end)))
    own = {place.name for _, place in found}
    found += [(len(place.name), place) for place in _nicknamed(text, printed) if place.name not in own]
    best = sorted(found, key=lambda item: -item[0])
    kept: list[Place] = []
    for _, each in best:
        if not any(p.start < each.end and each.start < p.end and p.name != each.name for p in kept):
            kept.append(each)
    return kept


def _nicknamed(text: str, printed: Sequence[str]) -> list[Place]:
    """Facilities by the names that the press gives them: "Alligator Alcatraz"."""
    nicknames = _rules()["nicknames"]
    assert isinstance(nicknames, dict)
    return [
        Place("facility", name, match.start(), match.end())
        for said, name in nicknames.items()
        if name in printed
        for match in re.finditer(rf"\b{re.escape(said)}\b", text)
    ]


@cache
def _telling(words: tuple[str, ...]) -> tuple[str, ...]:
    """Words of a name that tell it apart; of "South Texas" or "Camp East Montana" all that follow each other."""
    generic = _rules()["generic"]
    states = {each.lower() for each in _states()[1]}
    assert isinstance(generic, list)
    own = [word for word in words if word not in generic and word not in states]
    if own and len(own[0]) > 3:
        return (own[0],)
    named = [word for word in words if word in states or word in _POINTS]
    return tuple(named) if len(named) > 1 and any(word in _POINTS for word in named) else ()


_POINTS = frozenset({"north", "south", "east", "west", "central", "northwest", "southwest"})


_AT = Pattern(r"(?:,?\s(?:at|in|near|outside|of|on),?\s(?:the\s)?|,\s)((?:[A-Z][\w.-]+[\s,]*){1,4})")


def where(text: str, place: Place) -> set[str]:
    """Words that say where a place is: "at Fort Bliss", "in Lumpkin, Georgia"."""
    match = _AT.match(text, place.end)
    further = _WORD.findall(text[place.end :])[:6]
    at = (
        _AT.search(text[place.end : place.end + 60])
        if match is None and "detention" in " ".join(further).lower()
        else match
    )
    return {word.lower() for word in _WORD.findall(at[1])} if at else set()


def is_first(text: str) -> re.Match[str] | None:
    """Words that say that a place has the most."""
    return _FIRST.search(text)


def none_has_more(match: re.Match[str]) -> bool:
    """ "No jail holds more than", where the place stands behind it."""
    return match["no"] is not None


def ahead_of(text: str, first: Place, second: Place) -> bool:
    """Whether the words between two places say that the first has more."""
    return first.end < second.start and bool(_AHEAD.search(text[first.end : second.start]))


def speaks_of_average(text: str) -> bool:
    """Whether a sentence speaks of an average day; only that is printed by facility."""
    return bool(_AVERAGE.search(text))
