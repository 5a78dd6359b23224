"""Ranks without a number of their own: "the busiest month of", "peaked in", "no month saw more than".

What is ranked with what is a `Compared`: the unit of the ranked periods, and the years that they are ranked among.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from bedspace.claims.check.reading.comparing import DOWN_WORDS, PLACES, UP_WORDS, Compared
from bedspace.claims.check.reading.words import Era, eras
from bedspace.claims.patterns import Pattern
from bedspace.claims.read.amounts import SMALL

_HIGH = r"most|highest|largest|biggest|greatest|longest|busiest|strongest"
_LOW = r"fewest|lowest|smallest|least|shortest|quietest|slowest|weakest"
_UNIT = r"(?P<unit>month|week|year|snapshot|count)"
_COUNT = rf"(?P<count>\d+|{'|'.join(SMALL)}|a decade|decade|(?:many )?years)"
_KNOWN = (
    r"in (?:the|its|ICE['’]s) (?:data|series|spreadsheets?|records?|figures)"
    r"|since (?:the agency|it|ICE|the government|counts?|records?|publication|data|the (?:counts?|records?|data)) "
    r"(?:first )?(?:began|begin|started|start)(?: (?:publishing|posting|releasing|keeping|reporting)(?: \w+){0,3}?)?"
    r"|(?:ever |that it (?:has )?|it (?:has )?)published"
)
_SINCE = (
    r"(?: since (?:(?:the )?(?:start|middle|end|beginning) of |early[ -]|mid[ -]|late[ -]|\w+ )?(?P<since>20\d\d))?"
)
_UNITED = Pattern(
    rf"\b(?:(?:the|its|their|a|an)\s)?(?:single\s)?(?:(?P<high>{_HIGH})|(?P<low>{_LOW}))(?P<gap>(?:\s(?!this|last|that|the)[a-z-]+){{0,3}}?)"
    rf"\s(?P<any>(?:of|in|for) any (?:other |single )?)?(?:fiscal )?{_UNIT}s?\b(?P<tail> (?:{_KNOWN}|on record|ever)"
    rf")?{_SINCE}",
    re.IGNORECASE,
)
_LEVEL = Pattern(
    rf"\b(?:(?:the|its|their|a)\s)?(?:(?P<high>{_HIGH})|(?P<low>{_LOW}))(?P<gap>(?:\s[a-z-]+){{0,3}}?)"
    rf"\s(?P<tail>{_KNOWN})\b",
    re.IGNORECASE,
)
SOME_YEARS = 3
"""How many "in years" are at least."""
_DECADE = Pattern(
    rf"\b(?:(?:the|its|their|a)\s)?(?:(?P<high>{_HIGH})|(?P<low>{_LOW}))(?P<gap>(?:\s[a-z-]+){{0,3}}?)"
    rf"\sin (?:more than |over |at least |well over |nearly |almost |about )?{_COUNT}(?: years)?\b",
    re.IGNORECASE,
)
_PEAKED = Pattern(
    r"\b(?:(?P<high>peak(?:ed|s|ing)(?! at (?:\w+ ){0,3}\d)|"
    r"(?:(?:hit|hits|reach(?:ed|es)|set|at) )?(?:its|a|their|an) (?:all-time|new) (?:peak|high)(?: point)?"
    r"|(?:hit|hits|reach(?:ed|es)|set) (?:its|a|their|an) (?:peak|high(?: point)?)(?! of))|"
    r"(?P<low>bottomed out|(?:hit|reach(?:ed|es)) (?:its|a|their) (?:all-time |new )?low(?: point)?))\b",
    re.IGNORECASE,
)
_YEAR_HIGH = Pattern(
    rf"\b(?:(?:its|the|an?)\s)?(?:(?:high|low)est\s)?(?P<count>\d+|"
    rf"{'|'.join(SMALL)})[- ]year[- ](?:(?P<high>high|peak|record)|(?P<low>low))\b",
    re.IGNORECASE,
)
_BARE = Pattern(
    rf"\b(?:(?:the|its|their|a|an)\s)?(?:new\s)?(?:(?:(?P<place>second|third|fourth|fifth)[- ])?"
    rf"(?:(?P<high>(?<!at )(?:{_HIGH}))|(?P<low>(?<!at )(?:{_LOW})))|"
    rf"(?P<record_high>highs?)(?=\sof\b|\ssince\b|\sfor\b)|"
    rf"(?P<record_low>lows?)(?=\sof\b|\ssince\b|\sfor\b))(?!\sof\s(?:the\s)?(?:people|those|them|detainees))"
    r"(?P<gap>(?:\s(?!since|ever|in|on|of|than|for|this|so)[a-z-]+){0,3}?)"
    r"(?=\s(?:since|of|in|for|this|so far|on|to date)\b|\s?[,.;:]|$)",
    re.IGNORECASE,
)
_NONE_MORE = Pattern(
    rf"\b(?:no|not one|not a single)\s(?:other\s|single\s)?(?:fiscal\s)?(?:{_UNIT}|administration|president|"
    rf"government)(?:\s(?:has|have|had)(?:\sever)?)?\b(?P<gap>[^.;]*?)\b"
    rf"(?:(?P<up>more|higher|larger|bigger|greater)|(?P<down>fewer|lower|less|smaller))\b",
    re.IGNORECASE,
)
_ANY = Pattern(
    rf"\b(?:(?P<up>more|higher|larger|bigger)|(?P<down>fewer|less|lower|smaller))(?P<gap>(?:\s[\w,#-]+){{0,9}}?)"
    rf"\sthan\s(?:in\s|for\s|during\s)?(?:at\s)?(?:any|every|each)\s(?:other\s|single\s|one\s|"
    rf"previous\s|earlier\s)?(?:fiscal\s)?(?:{_UNIT}|time|point|moment|stage)\b(?:\sin\s(?:its|"
    rf"the agency['’]s|(?-i:ICE)['’]s)\shistory)?"
    rf"(?P<tail> (?:{_KNOWN}))?{_SINCE}",
    re.IGNORECASE,
)
_ANYTHING = Pattern(
    r"\b(?:(?P<up>more|higher|larger|bigger)|(?P<down>fewer|less|lower|smaller))(?P<gap>(?:\s[a-z]+){0,3}?)\sthan\s"
    r"(?:anything|any (?:count|number|figure|level|total))\s(?:that\s)?(?:the agency|it|ICE|"
    r"the government)\s(?:(?:had|has|have|ever)\s)*"
    r"(?:published|counted|recorded|reported|posted|seen)(?:\s(?:before|until then|so far|to date))?\b",
    re.IGNORECASE,
)
_BEAT = Pattern(
    rf"\b(?P<up>beats?|tops?|topped|surpass(?:es|ed)?|exceed(?:s|ed)?|outpac(?:es|ed)|eclips(?:es|ed))(?P<gap>)\s"
    rf"(?:any|every|each)\s(?:other\s|single\s)?(?:fiscal\s)?{_UNIT}\b",
    re.IGNORECASE,
)
_STEADY = Pattern(
    rf"\b(?:(?P<up>{UP_WORDS})|(?P<down>{DOWN_WORDS}))(?P<gap>(?:\s[a-z]+ly)?)\s(?:in\s)?(?:every|each)"
    rf"\s(?:single\s|one of the\s)?"
    rf"(?:fiscal\s)?{_UNIT}\b",
    re.IGNORECASE,
)
_NOT_SINCE = Pattern(
    r"\bnot since (?:fiscal |FY ?|the |year )*(?P<since>20\d\d)\b(?P<gap>.{0,60}?)\b(?:so|as|that|this)"
    r"\s(?:(?P<high>many|high|much)|(?P<low>few|low))\b",
    re.IGNORECASE,
)
_FIRST = Pattern(
    rf"\b(?:the )?(?P<high>first) (?:fiscal )?{_UNIT} (?P<gap>)(?:in which|that|to|when|with|ever)\b", re.IGNORECASE
)


@cache
def _of_era() -> Pattern:
    names = "|".join(rf"(?P<e{place}>{era.words})" for place, era in enumerate(eras()))
    return Pattern(rf"\s?(?:of|under|in|during)\s(?:the\s)?(?:{names})", re.IGNORECASE)


def era_in(text: str) -> tuple[Era, tuple[int, int]] | None:
    """An administration that a sentence names with "under" or "of", and the place of its words."""
    match = re.search(rf"(?:(?:even )?at its peak)?{_of_era().pattern}", text, re.IGNORECASE)
    if match is None:
        return None
    return next((era, match.span()) for place, era in enumerate(eras()) if match[f"e{place}"])


_A_YEAR_SINCE = Pattern(
    r"\b(?:in|within|over) (?:a|any|one) (?:single |one |given )?(?:fiscal )?year since "
    r"(?:fiscal (?:year )?|FY ?)?(?P<year>20\d\d)\b",
    re.IGNORECASE,
)


def years_after(text: str) -> tuple[int, tuple[int, int]] | None:
    """The first of the years that "in any year since 2014" means, and the place of these words.

    >>> years_after("never more in any fiscal year since 2014")
    (2015, (11, 40))
    """
    match = _A_YEAR_SINCE.search(text)
    return (int(match["year"]) + 1, match.span()) if match else None


def ranks(text: str) -> list[Compared]:
    """Ranks in a sentence, of overlapping ones the first.

    >>> [(c.kind, c.unit) for c in ranks("Deportations peaked in fiscal 2019.")]
    [('topped', '')]
    """
    found: list[Compared] = []
    for one in _all(text):
        if not any(c.start < one.end and one.start < c.end for c in found):
            found.append(one)
    return found


def _all(text: str) -> Iterator[Compared]:
    for match in _NOT_SINCE.finditer(text):
        yield _made(match, "since", match["high"] is not None, text)
    for match in _FIRST.finditer(text):
        yield _made(match, "first", True, text)
    for match in _STEADY.finditer(text):
        yield _made(match, "steady", match["up"] is not None, text)
    for match in _NONE_MORE.finditer(text):
        yield _made(match, "ever", match["up"] is not None, text)
    for match in _ANY.finditer(text):
        yield _made(match, "known" if match["tail"] else "ever", match["up"] is not None, text)
    for match in _ANYTHING.finditer(text):
        yield _made(match, "known", match["up"] is not None, text)
    for match in _BEAT.finditer(text):
        yield _made(match, "ever", True, text)
    for match in _DECADE.finditer(text):
        word = match["count"].lower()
        count = 10 if "decade" in word else int(word) if word.isdecimal() else SMALL.get(word, SOME_YEARS)
        yield _made(match, "years", match["high"] is not None, text, count)
    for match in _UNITED.finditer(text):
        known = match["tail"] and re.match(_KNOWN, match["tail"].strip(), re.IGNORECASE)
        among = match["tail"] or match["since"] or match["any"] or match["unit"].lower() != "month"
        yield _made(match, "known" if known else "ever" if among else "bare", match["high"] is not None, text)
    for match in _LEVEL.finditer(text):
        yield _made(match, "known", match["high"] is not None, text)
    for match in _YEAR_HIGH.finditer(text):
        word = match["count"].lower()
        count = int(word) if word.isdecimal() else SMALL[word]
        yield _made(match, "years", match["high"] is not None, text, count)
    for match in _PEAKED.finditer(text):
        yield _made(match, "topped", match["high"] is not None, text)
    for match in _BARE.finditer(text):
        made = _made(match, "bare", (match["high"] or match["record_high"]) is not None, text)
        place = PLACES.index(match["place"].lower()) + 2 if match["place"] else 1
        yield replace(made, place=place)


def _made(match: re.Match[str], kind: str, up: bool, text: str, since: int = 0) -> Compared:
    """A rank, among the years of an era where one is named behind it."""
    groups = match.groupdict()
    unit = (groups.get("unit") or "").lower()
    if groups.get("since"):
        kind, since = "since", int(groups["since"])
    gap = match.span("gap") if "gap" in groups else (0, 0)
    era = _of_era().match(text, match.end()) if unit in {"year", ""} else None
    if era is None:
        return Compared(kind, up, since, match[0], *match.span(), gap, unit)
    of = next(era_ for place, era_ in enumerate(eras()) if era[f"e{place}"])
    words = text[match.start() : era.end()]
    return Compared("era", up, 0, words, match.start(), era.end(), gap, unit, (of.first, of.last))
