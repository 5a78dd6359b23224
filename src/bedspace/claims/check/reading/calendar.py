"""Days that news text names in its own ways: ranges of days, seasons, halves and quarters, terms of office.

One row a way: a pattern, and what its words mean as a first and a last day. Each is tried before the plain expressions
of `bedspace.claims.read.times`; of overlapping ones the row that stands first is kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache

from bedspace.claims.check.reading.period import Period
from bedspace.claims.check.reading.words import eras
from bedspace.claims.check.reading.years import month_end
from bedspace.claims.patterns import Pattern
from bedspace.claims.read.amounts import SMALL
from bedspace.claims.read.times import INAUGURATIONS
from bedspace.fiscal import MONTHS, fiscal_end, fiscal_start, fiscal_year

Days = tuple[date, date, str] | None
"""First and last day, and the unit: those that reach the day of saying run on."""
_Rule = Callable[[re.Match[str], date | None], Days]

_NAMES = "|".join(sorted((*MONTHS, *(name[:3] for name in MONTHS), "sept"), key=len, reverse=True))
_COUNT = rf"(?P<count>\d{{1,3}}|{'|'.join(SMALL)}|an?|one|few)"
_SEASONS = {"winter": (12, 2), "spring": (3, 5), "summer": (6, 8), "fall": (9, 11), "autumn": (9, 11)}
_ORDINALS = ("first", "second", "third", "fourth")
_UNITS = {"day": 1, "week": 7}


@lru_cache(maxsize=16)
def calendar(sentence: str, said: date | None) -> tuple[Period, ...]:
    """Periods that a row reads.

    >>> [str(period.last) for period in calendar("between June 1 and June 14, 2025", None)]
    ['2025-06-14']
    """
    taken: list[tuple[int, int]] = []
    read: list[Period] = []
    for pattern, rule in _ROWS:
        for match in pattern.finditer(sentence):
            if any(a < match.end() and match.start() < b for a, b in taken):
                continue
            try:
                found = rule(match, said)
            except ValueError:  # "June 31"
                continue
            if found is not None and found[0] <= found[1]:
                taken.append(match.span())
                first, last, unit = found
                running = unit == "running"
                read.append(Period(first, last, *match.span(), running, "span" if running else unit))
    return tuple(read)


def _month(name: str) -> int:
    return next(number for month, number in MONTHS.items() if month.startswith(name.lower()[:3]))


def _range(match: re.Match[str], said: date | None) -> Days:
    """ "June 1-14", "2 to 22 June", "June 2 through July 6, 2025"."""
    groups = match.groupdict()
    begins = _month(groups["m1"] or groups["m2"])
    ends = _month(groups["m2"] or groups["m1"])
    year = int(groups["year"]) if groups["year"] else None
    if year is None and said is not None:
        year = said.year - ((ends, int(groups["d2"])) > (said.month, said.day))
    if year is None:
        return None
    first_year = int(groups["y1"]) if groups.get("y1") else year - (begins > ends)
    return date(first_year, begins, int(groups["d1"])), date(year, ends, int(groups["d2"])), "span"


def _season(match: re.Match[str], said: date | None) -> Days:
    """ "the summer", "last spring", "the fall of 2024": whole months."""
    begins, ends = _SEASONS[match["season"].lower()]
    named = match["of"]
    if named is None and said is None:
        return None
    if named:
        year = int(named)
    else:
        assert said is not None
        year = said.year - ((begins, 1) > (said.month, said.day))
        year -= (match["which"] or "").lower() == "last" and (ends, 28) >= (said.month, said.day) and year == said.year
    last = month_end(year + (begins > ends), ends)
    return date(year, begins, 1), min(last, said) if said and said >= date(year, begins, 1) else last, "span"


def _part_of_year(match: re.Match[str], _: date | None) -> Days:
    """ "early 2021", "in late 2024": a third of the year."""
    year = int(match["year"])
    begins = {"early": 1, "mid": 5, "late": 9}[match["part"].lower()]
    return date(year, begins, 1), month_end(year, begins + 3), "span"


def _share_of_year(match: re.Match[str], said: date | None) -> Days:
    """ "the second half of 2025", "the third quarter of fiscal 2024", "the first half of this fiscal year"."""
    which, part = match["which"].lower(), match["part"].lower()
    fiscal = bool(match["fiscal"] or match["this"])
    if match["year"]:
        year = int(match["year"])
    elif said is not None:
        year = fiscal_year(said) if fiscal else said.year
    else:
        return None
    start = fiscal_start(year) if fiscal else date(year, 1, 1)
    length = 6 if part == "half" else 3
    place = (12 // length - 1) if which in {"last", "final"} else _ORDINALS.index(which)
    if place * length >= 12:
        return None
    begins = start.month - 1 + place * length
    ends = begins + length
    return (
        date(start.year + begins // 12, begins % 12 + 1, 1),
        month_end(start.year + (ends - 1) // 12, (ends - 1) % 12 + 1),
        "span",
    )


def _inauguration(said: date | None) -> date | None:
    return max((day for day in INAUGURATIONS if said is not None and day <= said), default=None)


def _since_term(_: re.Match[str], said: date | None) -> Days:
    day = _inauguration(said)
    return (day, said, "running") if day and said else None


def _since_year(match: re.Match[str], said: date | None) -> Days:
    """ "Since the start of the year"."""
    if said is None:
        return None
    return (fiscal_start(fiscal_year(said)) if match["fiscal"] else date(said.year, 1, 1)), said, "running"


def _this_year(_: re.Match[str], said: date | None) -> Days:
    return (date(said.year, 1, 1), said, "year") if said else None


def _day_of_term(_: re.Match[str], said: date | None) -> Days:
    day = _inauguration(said)
    return (day, day, "day") if day else None


def _inauguration_of(match: re.Match[str], _: date | None) -> Days:
    """ "Inauguration Day 2025"."""
    day = date(int(match["year"]), 1, 20)
    return (day, day, "day") if day in INAUGURATIONS else None


def _first_of_term(match: re.Match[str], said: date | None) -> Days:
    """ "Trump's first three months back in office"."""
    day, unit = _inauguration(said), match["unit"].lower().rstrip("s")
    if day is None or said is None:
        return None
    count = _number(match["count"] or "one")
    if unit in _UNITS:
        last = day + timedelta(count * _UNITS[unit])
    else:
        months = day.month - 1 + count * (12 if unit == "year" else 1)
        last = date(day.year + months // 12, months % 12 + 1, day.day)
    return day, min(last, said), "running" if last >= said else "span"


def _past(match: re.Match[str], said: date | None) -> Days:
    """ "over the past year", "in the last 12 months", "in a year": up to the day of saying."""
    unit = match["unit"].lower().rstrip("s")
    if said is None:
        return None
    count = _number(match["count"] or "one")
    if unit in _UNITS:
        return said - timedelta(count * _UNITS[unit]), said, "running"
    months = said.year * 12 + said.month - 1 - count * {"year": 12, "month": 1}[unit]
    first = date(months // 12, months % 12 + 1, min(said.day, month_end(months // 12, months % 12 + 1).day))
    return first, said, "running"


def _begun_fiscal(match: re.Match[str], said: date | None) -> Days:
    """ "the fiscal year that began last October"."""
    if match["year"]:
        year = int(match["year"]) + 1
    elif said is not None:
        year = fiscal_year(said)
        if fiscal_start(year).year == said.year and match["last"]:
            year -= 1  # in December "last October" is that of the year before, or that of this one
            if said.month > 10:
                return None
    else:
        return None
    return fiscal_start(year), fiscal_end(year), "fiscal"


def _week_of(match: re.Match[str], said: date | None) -> Days:
    """ "the week ending June 8", "the two weeks that ended on 8 June 2025": so many times seven days."""
    day, month = int(match["da"] or match["db"]), _month(match["ma"] or match["mb"])
    year = int(match["year"]) if match["year"] else None
    if year is None and said is not None:
        year = said.year - ((month, day) > (said.month, said.day))
    if year is None:
        return None
    last = date(year, month, day)
    return last - timedelta(7 * _number(match["count"] or "one") - 1), last, "span"


def _turn_of_year(match: re.Match[str], _: date | None) -> Days:
    """ "At the turn of 2023": the days around its first."""
    year = int(match["year"])
    return date(year - 1, 12, 25), date(year, 1, 7), "span"


def _last_of_term(match: re.Match[str], _: date | None) -> Days:
    """ "The last full fiscal year under Biden"."""
    era = next(era for era in eras() if re.search(rf"(?:{era.words})$", match[0], re.IGNORECASE))
    return fiscal_start(era.last), fiscal_end(era.last), "fiscal"


def _number(text: str) -> int:
    text = text.lower()
    return int(text) if text.isdecimal() else SMALL.get(text, 3 if text == "few" else 1)


_PAST_TERMS = "|".join(era.words for era in eras())
_YEAR = r"(?:,?\s(?:of\s)?(?P<year>20\d\d))?"
_DAY = r"(?:st|nd|rd|th)?"
_TO = r"\s?(?:-|–|—|to|through|thru|until|till|and)\s?"
_WHO = (
    r"(?:(?:president\s)?(?:donald\s)?(?:j\.\s)?trump|(?:president\s)?(?:joe\s)?biden|he|"
    r"(?:the|this)\s(?:new\s|current\s|present\s)?(?:administration|president)|republicans)"
)
_CAME = (
    r"(?:(?:took|assumed|entered|retook)\s(?:back\s)?(?:office|power)|(?:returned|came\s(?:back\s)?|got\sback\s)"
    r"\s?(?:in)?to\s(?:office|power|the\swhite\shouse)|(?:was|got)\s(?:inaugurated|sworn\sin)(?:\sagain)?|"
    r"(?:began|started)\s(?:his|a|its)\s(?:second\s|new\s)?term|taking\soffice|returning\sto\s(?:office|power|the\swhite\shouse))"
)
_START = (
    rf"(?:{_WHO}\s(?:has\s|had\s)?{_CAME}|taking\soffice|(?:{_WHO}['’]s\s|the\s|his\s)?(?:second\s|2025\s)?(?:inauguration|handover|transfer\sof\spower)"
    r"(?:\s(?:day|week))?|"
    rf"(?:{_WHO}['’]s|his)\sfirst\s(?:week|day|days|weeks)(?:\s(?:back\s)?in\soffice)?|(?:{_WHO}['’]s|his)\s(?:return\sto\s(?:office|power|the\swhite\shouse)|second\sterm(?:\sbegan|\sstarted)?)|"
    rf"(?:the\s)?(?:start|beginning|outset)\sof\s(?:{_WHO}['’]s|his|the)\s(?:second\s|new\s|current\s)?"
    rf"(?:term|presidency|administration|trump\sadministration)(?:\sin\soffice)?)"
    r"(?:\s(?:again\s)?(?:in|on)\s(?:late\s|mid-?)?(?:january|jan\.?)(?:\s20(?!\d))?(?:,?\s2025)?)?"
)
_ROWS: tuple[tuple[Pattern, _Rule], ...] = tuple(
    (Pattern(pattern, re.IGNORECASE), rule)
    for pattern, rule in (
        (r"\b(?:on\s)?inauguration\sday(?:\sin|,|\sof)?\s(?P<year>20\d\d)\b", _inauguration_of),
        (
            rf"\b(?:between\s|from\s)?(?P<m1>{_NAMES})\.?\s(?P<d1>\d{{1,2}}){_DAY}(?:,?\s(?P<y1>20\d\d))?{_TO}"
            rf"(?:(?P<m2>{_NAMES})\.?\s)?(?P<d2>\d{{1,2}}){_DAY}\b(?![,.]?\d|\s?(?:percent|%|people|arrests)){_YEAR}\b",
            _range,
        ),
        (
            rf"\b(?:between\s|from\s)?(?:the\s)?(?P<d1>\d{{1,2}}){_DAY}(?:\s(?P<m1>{_NAMES})\.?(?:\s(?P<y1>20\d\d))?)?{_TO}"
            rf"(?:the\s)?(?P<d2>\d{{1,2}}){_DAY}\s(?:of\s)?(?P<m2>{_NAMES})\b\.?{_YEAR}",
            _range,
        ),
        (
            rf"\b(?:the\s)?(?:{_COUNT}\s)?weeks?\s(?:that\s)?(?:ended|ending|to|through)\s(?:on\s)?(?:(?P<ma>{_NAMES})\.?\s(?P<da>\d{{1,2}})\b|"
            rf"(?P<db>\d{{1,2}})\s(?P<mb>{_NAMES})\b\.?){_YEAR}",
            _week_of,
        ),
        (
            r"\b(?:the\s)?fiscal\syear\s(?:(?:that|which)\s(?:began|started)|beginning|starting)\s(?:in\s|on\s)?"
            r"(?P<last>last\s)?oct(?:ober|\.)?(?:\s1\b)?(?:,?\s(?P<year>20\d\d))?",
            _begun_fiscal,
        ),
        (
            rf"\b(?:in\s|during\s|over\s|within\s)?(?:{_WHO}['’]s|his|the)\sfirst\s(?:(?:full\s)?{_COUNT}\s)?"
            r"(?P<unit>days?|weeks?|months?|year)\s(?:(?:back\s)?in\s(?:office|power|the\swhite\shouse)|"
            r"of\s(?:his|the|trump['’]s)\s(?:second\s|new\s)?(?:term|presidency|administration|trump\sadministration))",
            _first_of_term,
        ),
        (
            rf"\b(?:in\s|during\s|over\s|within\s)?(?:{_WHO}['’]s|his)\s(?:first|opening)\s{_COUNT}\s"
            r"(?P<unit>days|weeks|months)\b",
            _first_of_term,
        ),
        (rf"\b(?:ever\s)?since\s{_START}", _since_term),
        (r"\b(?:in\s|during\s)?(?:this|the\scurrent)\scalendar\syear\b", _this_year),
        (
            r"\bunder\s(?:president\s)?(?:donald\s)?trump(?:['’]s\s(?:second\s(?:term|administration)|watch))?(?!['’]s|\s\w*\s?administration)",
            _since_term,
        ),
        (
            r"\bsince\s(?:(?:the\s)?(?:start|beginning|outset|turn)\sof\s(?:the|this)\s(?P<fiscal>fiscal\s)?year\b|"
            r"the\s(?:new\s)?year\s(?:began|started))(?!\sthat)",
            _since_year,
        ),
        (
            rf"\b(?:when|as|before|at\s(?:the\stime\sof)?|on(?:\sthe\seve\sof)?|until|upon|from|of)\s{_START}",
            _day_of_term,
        ),
        (r"\bat\sthe\sturn\sof\s(?:the\syear\s)?(?P<year>20\d\d)\b", _turn_of_year),
        (
            rf"\b(?:the\s)?(?:last|final)\s(?:full\s|complete\s)?fiscal\syear\s(?:under|of)\s(?:the\s)?(?:{_PAST_TERMS})",
            _last_of_term,
        ),
        (
            r"\b(?:over|in|during|within|across|for)\s(?:about\s|roughly\s|just\s|only\s|little\smore\sthan\s)?(?:the\s)?"
            rf"(?:past|last|previous)\s(?:{_COUNT}\s)?(?P<unit>days?|weeks?|months?|years?)\b(?!\sof)",
            _past,
        ),
        (
            r"\bin\s(?:not\seven\s|just\s|only\s|barely\s|under\s|less\sthan\s|about\s|little\smore\sthan\s|roughly\s)*"
            rf"(?P<count>\d{{1,3}}|{'|'.join(SMALL)})\s(?P<unit>days|weeks|months|years)\b(?!\s(?:of|from|between|to|after|before|end|through|on\saverage))",
            _past,
        ),
        (
            r"\b(?:the\s)?(?P<which>first|second|third|fourth|last|final)\s(?P<part>half|quarter)\sof\s(?:the\s)?"
            r"(?:(?P<fiscal>fiscal\s(?:year\s)?|FY\s?)?(?P<year>20\d\d)|(?P<this>this\sfiscal\syear)|this\syear)\b",
            _share_of_year,
        ),
        (r"\b(?:in\s)?(?P<part>early|mid|late)[\s-](?P<year>20\d\d)\b", _part_of_year),
        (
            r"\b(?P<which>the|this|last|that)\s(?:early\s|late\s)?(?P<season>spring|summer|fall|autumn|winter)\b"
            r"(?:(?:\sof)?\s(?P<of>20\d\d)\b)?(?!\s(?:in|of|to|from)\s)",
            _season,
        ),
    )
)
