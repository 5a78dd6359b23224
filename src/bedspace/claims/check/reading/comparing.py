"""Comparisons without a number of their own: the most since a year, a record; and words that say up or down."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from bedspace.claims.patterns import Pattern
from bedspace.claims.read.amounts import SMALL

UP_WORDS = (
    r"(?<!locked )(?<!lock )(?<!locking )(?<!locks )(?<!made )(?<!make )(?<!makes )(?<!making )(?<!picked )"
    r"(?<!rounded )"
    r"(?<!swept )(?<!add )(?<!adds )(?<!added )up(?! to (?!about|some|nearly|around)[a-z])|more|higher|above|"
    r"exceed(?:s|ed|ing)?|an? (?:\w+ )?(?:increase|rise|jump|gain|surge|spike)|"
    r"increas(?:e|ed|es|ing)|rose|rise|risen|rises|rising|gr(?:ew|ow|own|ows|owing|owth)|climb(?:|ed|s|ing)|"
    r"(?:edg|inch|tick|creep|crept)(?:ed|ing)? up|"
    r"jump(?:|ed|s|ing)|surg(?:e|ed|es|ing)|soar(?:|ed|s|ing)|expand(?:|ed|s|ing)|rebound(?:|ed|s|ing)|"
    r"stretch(?:ed|es|ing)(?! (?:back|over|across))|"
    r"spik(?:ed|es|ing)|explod(?:ed|es|ing)|balloon(?:ed|s|ing)|swell(?:|ed|s|ing)|swollen|longer|lengthen(?:|ed|s|ing)|mushroom(?:ed|ing)|"
    r"(?:sky)?rocket(?:ed|s|ing)|shot up|leap(?:t|ed|s|ing)|mount(?:ed|s|ing)|multiplied|outnumber(?:|ed|s|ing)|"
    r"outstrip(?:s|ped|ping)?|outpac(?:e|ed|es|ing)|surpass(?:ed|es|ing)?|eclips(?:ed|es|ing)|"
    r"top(?:s|ped|ping)|accelerat(?:ed|es|ing)|well ahead of|ahead of|far above"
)
DOWN_WORDS = (
    r"down|fewer|less|lower|below|an? (?:\w+ )?(?:drop|decline|fall|decrease|dip|plunge)|"
    r"(?<!the )f(?:all|ell|allen|alls|alling)|dropp(?:ed|ing)|drops?|declin(?:e|ed|es|ing)|decreas(?:e|ed|es|ing)|"
    r"crater(?:ed|s|ing)|off a cliff|shrank|shrunk|shrink(?:s|ing)?|s[aiu]nk|plung(?:ed|es|ing)|"
    r"plummet(?:ed|s|ing)?|collaps(?:ed|es|ing)|crash(?:ed|es|ing)|"
    r"slump(?:ed|s|ing)|tumbl(?:ed|es|ing)|dip(?:ped|s|ping)|sl(?:id|ipped)|eas(?:ed|es|ing)|thinned|shorter|"
    r"shorten(?:ed|s|ing)|slash(?:ed|es|ing)|trimmed|cut|reduced|dwindl(?:ed|es|ing)|vanish(?:ed|es|ing)|evaporat(?:ed|es|ing)|"
    r"dried up|wan(?:ed|ing)|receded|retreated|nosediv(?:ed|ing)|well short of|far short of|lags?|lagg(?:ed|ing)|"
    r"trail(?:s|ed|ing)|far below|slow(?:ed|ing)|(?:edg|inch|tick|creep|crept)(?:ed|ing)? down"
)
"""What a number did: one list, by which a change, a comparison and a move are read."""
_SUPERLATIVE = Pattern(
    r"\b(?:the\s|an?\s|its\s|their\s)?(?:all-time\s)?(?:(?P<place>second|third|fourth|"
    r"fifth)[- ])?(?P<sup>(?P<high>most(?!\sof\b)|highest|largest|biggest|greatest|"
    r"longest)|(?P<low>fewest|lowest|smallest|least|shortest)|record(?:[- ]high|[- ]low)?)\b"
    r"(?P<gap>(?:\s(?!since|ever|in|on|of|\d)\w+){0,4}?)"
    r"(?:\s(?:(?:(?:for|of|in) )?(?:any|a) (?:single )?(?:fiscal )?year\s)?since\s(?:at least\s|"
    r"about\s|around\s)?(?:(?:fiscal|FY)\s?(?:year\s)?)?"
    r"(?P<year>20\d\d)|\s(?P<ever>ever|on record|in (?:its |the agency['’]s |(?-i:ICE)['’]s |"
    r"U\.S\. |American |recent )?(?:\d+-year )?history|of all time|in memory|"
    r"(?:of|in|for) any (?:other )?(?:fiscal )?year(?: on record)?)|\s(?:in|for)\s(?:at least\s|"
    r"more than\s|nearly\s|almost\s|over\s|about\s)?(?:the\s(?:last|past)\s)?"
    rf"(?P<count>\d+|{'|'.join(SMALL)}|a decade|decade)(?:\syears)?)\b",
    re.IGNORECASE,
)
PLACES = ("second", "third", "fourth", "fifth")
_RECORD = Pattern(
    r"\b(?:(?:set|sets|setting|hit|hits|broke|breaking|reached|reaching)\s)?(?:an?\s|the\s|its\s)?(?:new\s)?(?:all-time\s)?"
    r"(?P<sup>record(?:[- ]high|[- ]low)?)(?P<gap>)\b(?!s)",
    re.IGNORECASE,
)
_ANY_YEAR = Pattern(
    r"\b(?:(?P<up>more|higher)|(?P<down>fewer|less|lower))(?P<gap>(?:\s\w+){0,7}?)\sthan\s(?:in\s)?any\s(?:other\s)?"
    r"(?:fiscal\s)?year(?:\ssince\s(?:fiscal\s)?(?P<year>20\d\d))?\b",
    re.IGNORECASE,
)
_TREND = Pattern(
    rf"\b(?:(?P<up>{UP_WORDS}|doubl(?:ed|es)|tripl(?:ed|es))|(?P<down>{DOWN_WORDS}|halved))\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Compared:
    """A comparison of a figure with others.

    Attributes
    ----------
    kind : str
        ``since``, ``years``, ``ever``, ``record``, which is higher than all before it, ``era``,
        ``known`` (of what was published), ``steady`` (every year), ``first``, ``peak`` and ``peak since``, or ``bare``,
        which names nothing that it is ranked among.
    up : bool
    since : int
        A year, or a number of years.
    text : str
    start, end : int
    gap : (int, int)
        Words inside it that it does not read.
    unit : str
        ``month``, ``week``, ``year``, or empty where the words do not say it.
    years : (int, int)
        Fiscal years of an era.
    scope : (date, date) or None
        Days that the ranked periods lie in.
    also : tuple of (int, int)
        Places of words elsewhere that it reads.
    place : int
        1 for the highest, 2 for the second-highest.
    within : tuple of (date, date)
        Each longer period that the words can mean ("of the year": the fiscal year, the calendar year).
    """

    kind: str
    up: bool
    since: int
    text: str
    start: int
    end: int
    gap: tuple[int, int] = (0, 0)
    unit: str = ""
    years: tuple[int, int] = (0, 0)
    scope: tuple[date, date] | None = None
    also: tuple[tuple[int, int], ...] = ()
    place: int = 1
    within: tuple[tuple[date, date], ...] = ()

    @property
    def words(self) -> list[tuple[int, int]]:
        """Places of the words that it reads."""
        if self.gap[0] == self.gap[1]:
            return [(self.start, self.end), *self.also]
        return [(self.start, self.gap[0]), (self.gap[1], self.end), *self.also]


def comparisons(text: str, allowed: list[tuple[int, int]]) -> list[Compared]:
    """Comparisons in a sentence outside the places of its numbers.

    >>> [c.kind for c in comparisons("the fewest since 2019", [])]
    ['since']
    """
    found: list[Compared] = []

    def free(start: int, end: int) -> bool:
        return not any(a < end and start < b for a, b in allowed) and not any(
            c.start < end and start < c.end for c in found
        )

    for pattern, made in ((_ANY_YEAR, _any_year), (_SUPERLATIVE, _superlative), (_RECORD, _record)):
        found += [made(match) for match in pattern.finditer(text) if free(*match.span())]
    return sorted(found, key=lambda compared: compared.start)


def _any_year(match: re.Match[str]) -> Compared:
    since = int(match["year"]) if match["year"] else 0
    kind = "since" if since else "ever"
    return Compared(kind, match["up"] is not None, since, match[0], *match.span(), match.span("gap"))


def _record(match: re.Match[str]) -> Compared:
    return Compared("record", not match["sup"].lower().endswith("low"), 0, match[0], *match.span())


def _superlative(match: re.Match[str]) -> Compared:
    up = match["low"] is None and not match["sup"].lower().endswith("low")
    place = PLACES.index(match["place"].lower()) + 2 if match["place"] else 1
    kind, since = ("since", int(match["year"])) if match["year"] else ("ever", 0)
    if match["count"]:
        text = match["count"].lower()
        kind, since = "years", 10 if "decade" in text else int(text) if text.isdecimal() else SMALL[text]
    return Compared(kind, up, since, match[0], *match.span(), match.span("gap"), place=place)


_NO_CHANGE = Pattern(
    r"\b(?:more|higher|above|fewer|less|lower|below|longer|shorter|exceed(?:s|ed|ing)?|(?:up|down)(?!\s(?:from|by|sharply)))\b",
    re.IGNORECASE,
)


def direction(text: str, *, of_changes: bool = False) -> tuple[bool, int, int] | None:
    """Whether the words of a sentence say that something rose or fell; None where they say neither or both.

    Parameters
    ----------
    text : str
    of_changes : bool
        Whether only words of a change count ("rose"), not those of a comparison ("more").
    """
    if of_changes:
        text = _NO_CHANGE.sub(lambda match: " " * len(match[0]), text)
    found = [(match["up"] is not None, *match.span()) for match in _TREND.finditer(text)]
    return found[0] if len({up for up, _, _ in found}) == 1 else None


def direction_spans(text: str) -> list[tuple[int, int]]:
    """Places of words that say that something rose or fell."""
    return [match.span() for match in _TREND.finditer(text)]
