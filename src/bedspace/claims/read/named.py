"""Places and days that no list holds: "in Guaynabo", "on March 4"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bedspace.claims.read.cues import Cue
from bedspace.claims.read.sentences import Word, word_set
from bedspace.fiscal import MONTHS

_BEFORE = word_set("in at near around across outside throughout")
_SITE = word_set("center facility jail prison lockup complex penitentiary camp hall base")
_SITE_FIRST = word_set("camp fort")
_SITES = _SITE | _SITE_FIRST
WEIGHT = 0.95
DAY = 0.55
YEAR = 0.55
_FISCAL = word_set("fiscal fy")
_NO_PLACE = word_set(
    "ice dhs cbp us u.s america united congress washington trump biden obama bush fiscal fy monday tuesday "
    "wednesday thursday friday saturday sunday mexico guatemala honduras cuba venezuela colombia salvador ecuador "
    "nicaragua haiti china india africa europe spring summer winter fall immigration customs border homeland "
    "federal american january house senate republican democratic white justice enforcement detention i operation "
    "el court term"
)
_MONTHS = frozenset(name[:length] for name in MONTHS for length in (3, len(name)))
_NO_NAMES = _NO_PLACE | _MONTHS
_ON = word_set("on was is")


def named(words: Sequence[Word], cues: Sequence[Cue]) -> Iterator[Cue]:
    """Cues for the place, the site and the day of a number."""
    yield from sites(words)
    yield from places(words, cues)
    yield from days(words)


def sites(words: Sequence[Word]) -> Iterator[Cue]:
    """Names of single sites: a run of capitals with a word for a site in it.

    >>> from bedspace.claims.read.sentences import words
    >>> [(cue.first, cue.last) for cue in sites(tuple(words("At the South Texas Family Center they held 12.")))]
    [(2, 6)]
    """
    for place, word in enumerate(words):
        if word.text[0].isupper() and word.low in _SITES:
            first = last = place
            while word.low in _SITE and first > 0 and words[first - 1].text[0].isupper():
                first -= 1
            while word.low in _SITE_FIRST and last + 1 < len(words) and words[last + 1].text[0].isupper():
                last += 1
            if last > first:
                yield Cue("scope", "facility", WEIGHT, first, last + 1)


def outside_sites(cues: Sequence[Cue]) -> Iterator[Cue]:
    """The cues without the places inside the name of a site: "Camp East Montana"."""
    covered = {
        place for cue in cues if (cue.fact, cue.value) == ("scope", "facility") for place in range(cue.first, cue.last)
    }
    return (cue for cue in cues if (cue.fact, cue.value) != ("scope", "place") or cue.first not in covered)


def places(words: Sequence[Word], cues: Sequence[Cue]) -> Iterator[Cue]:
    """Names behind "in" and the like that no cue covers.

    >>> from bedspace.claims.read.sentences import words
    >>> [(cue.first, cue.last) for cue in places(tuple(words("held 12 people in Ponce in March")), [])]
    [(4, 5)]
    """
    covered = {place for cue in cues for place in range(cue.first, cue.last)}
    for place, word in enumerate(words[1:], start=1):
        if words[place - 1].low in _BEFORE and word.text[0].isupper() and not _known(word, place, covered):
            last = place + 1
            while last < len(words) and words[last].text[0].isupper():
                last += 1
            yield Cue("scope", "place", WEIGHT, place, last)


def days(words: Sequence[Word]) -> Iterator[Cue]:
    """Single days: what is counted on one is a number a day.

    >>> from bedspace.claims.read.sentences import words
    >>> [(cue.first, cue.last) for cue in days(tuple(words("On March 4 it was 12, since March 3 it is 15.")))]
    [(1, 3)]
    """
    for place, word in enumerate(words[:-1]):
        if word.low in _FISCAL and _is_year(words[place + 1 + (words[place + 1].low == "year") :]):
            yield Cue("measure", "yearly", YEAR, place, place + 2)
    for place in range(1, len(words) - 1):
        if words[place - 1].low in _ON and words[place].low in _MONTHS and words[place + 1].is_digits:
            yield Cue("measure", "rate", DAY, place, place + 2)


def _is_year(words: Sequence[Word]) -> bool:
    return bool(words) and words[0].is_digits


def _known(word: Word, place: int, covered: set[int]) -> bool:
    return place in covered or word.low.removesuffix("'s") in _NO_NAMES or word.text.isupper()
