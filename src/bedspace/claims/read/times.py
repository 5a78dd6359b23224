"""Time expressions of news text, resolved to days.

Each rule is a pattern and a function to a first and a last day. Relative expressions ("last weekend") need
the day of publication; without it their text is kept and the days stay open.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from bedspace.claims.patterns import Pattern
from bedspace.claims.read.amounts import SMALL
from bedspace.fiscal import MONTHS, fiscal_end, fiscal_start, month_days

Span = tuple[date | None, date | None]
_Rule = Callable[[re.Match[str], date | None], Span]
INAUGURATIONS = tuple(date(year, 1, 20) for year in range(2001, 2030, 4))
_DAYS = {
    name: place
    for place, name in enumerate(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
}
_NAMES = "|".join(sorted((*MONTHS, *(name[:3] for name in MONTHS), "sept"), key=len, reverse=True))
_MONTH = rf"(?P<month>{_NAMES})\.?"
_COUNT = rf"(?P<count>\d{{1,3}}|{'|'.join(SMALL)})"


@dataclass(frozen=True)
class Time:
    """A time expression: its words, offsets in the sentence, and its first and last day if known."""

    text: str
    start: int
    end: int
    first: date | None
    last: date | None
    since: bool = False


@lru_cache(maxsize=16)
def times(sentence: str, said: date | None = None) -> tuple[Time, ...]:
    """Time expressions of a sentence; of overlapping ones the earlier and longer.

    >>> [str(t.first) for t in times("arrests on Tuesday of this week", date(2025, 2, 7))]
    ['2025-02-04']
    """
    found: list[Time] = []
    for pattern, rule in _RULES:
        for match in pattern.finditer(sentence):
            if not any(t.start < match.end() and match.start() < t.end for t in found):
                found.append(_time(match, rule, sentence, said))
    return tuple(sorted(found, key=lambda time: time.start))


def _time(match: re.Match[str], rule: _Rule, sentence: str, said: date | None) -> Time:
    try:
        first, last = rule(match, said)
    except (ValueError, OverflowError):
        first, last = None, None
    before = sentence[max(0, match.start() - 20) : match.start()].lower()
    since = match[0].lower().startswith(("since", "over the first", "in the first", "during the first"))
    if re.search(r"\bsince\s(?:the\s|last\s|(?:this\s)?past\s|this\s|late\s|early\s|mid-)?$", before):
        since, last = True, said
    return Time(match[0], match.start(), match.end(), first, last, since)


# rules -----------------------------------------------------------------------------------------------


def _number_of_month(name: str) -> int:
    return next(number for month, number in MONTHS.items() if month.startswith(name.lower()[:3]))


def _year_for(month: int, day: int, said: date | None) -> int | None:
    """Year of a date without one: the last such date before publication."""
    if said is None:
        return None
    return said.year if (month, day) <= (said.month, said.day) else said.year - 1


def _full_date(match: re.Match[str], said: date | None) -> Span:
    month, day = _number_of_month(match["month"]), int(match["day"])
    year = int(match["year"]) if match["year"] else _year_for(month, day, said)
    if year is None:
        return None, None
    found = date(year, month, day)
    return found, found


def _month_of_that_year(match: re.Match[str], said: date | None) -> Span:
    """ "At the end of September last year"."""
    if said is None:
        return None, None
    month, year = _number_of_month(match["month"]), said.year - (match["which"].lower() == "last")
    if match["day"]:
        return (found := date(year, month, int(match["day"]))), found
    return date(year, month, 1), date(year, month, month_days(year, month))


def _iso(match: re.Match[str], _: date | None) -> Span:
    found = date.fromisoformat(match[0])
    return found, found


def _month(match: re.Match[str], said: date | None) -> Span:
    month = _number_of_month(match["month"])
    year = int(match["year"]) if match["year"] else _year_for(month, 1, said)
    if year is None:
        return None, None
    if said and (year, month) == (said.year, said.month) and _LAST.search(match.string[: match.start()]):
        year -= 1  # in October "last October" is that of the year before
    part = (match["part"] or "").lower().rstrip("- ")
    bounds = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}.get(part, (1, 31))
    last = month_days(year, month)
    return date(year, month, bounds[0]), date(year, month, min(bounds[1], last))


_LAST = re.compile(r"\blast\s$", re.IGNORECASE)


def _first_days(match: re.Match[str], said: date | None) -> Span:
    """ "the first 13 days of February"."""
    month = _number_of_month(match["month"])
    year = int(match["year"]) if match["year"] else _year_for(month, 1, said)
    if year is None:
        return None, None
    start = date(year, month, 1)
    return start, start + timedelta(_count(match) * (7 if match["unit"].startswith("week") else 1) - 1)


def _first_of_term(match: re.Match[str], said: date | None) -> Span:
    """ "the first two weeks of the administration"."""
    start = inauguration(said)
    days = {"day": 1, "week": 7, "month": 30}[match["unit"].rstrip("s")] * _count(match)
    return start, start + timedelta(days) if start else None


def inauguration(said: date | None) -> date | None:
    """The last inauguration before a day."""
    return max((day for day in INAUGURATIONS if said is not None and day <= said), default=None)


def _since_inauguration(_: re.Match[str], said: date | None) -> Span:
    return inauguration(said), said


def _fiscal(match: re.Match[str], _: date | None) -> Span:
    year = int(match["year"]) + (2000 if len(match["year"]) == 2 else 0)
    return fiscal_start(year), fiscal_end(year)


def _year(match: re.Match[str], _: date | None) -> Span:
    year = int(match["year"])
    return date(year, 1, 1), date(year, 12, 31)


def _weekday(match: re.Match[str], said: date | None) -> Span:
    if said is None:
        return None, None
    back = (said.weekday() - _DAYS[match["weekday"].lower()]) % 7
    if match[0].lower().startswith("last") and back == 0:
        back = 7
    found = said - timedelta(back)
    return found, found


def _weekend(_: re.Match[str], said: date | None) -> Span:
    if said is None:
        return None, None
    saturday = said - timedelta((said.weekday() - 5) % 7 or 7)
    return saturday, saturday + timedelta(1)


def _relative(match: re.Match[str], said: date | None) -> Span:
    if said is None:
        return None, None
    which, unit = match["which"].lower(), match["unit"].lower()
    if unit == "week":
        monday = said - timedelta(said.weekday() + (7 if which != "this" else 0))
        return monday, min(monday + timedelta(6), said)
    if unit == "month":
        end = said if which == "this" else said.replace(day=1) - timedelta(1)
        return end.replace(day=1), end
    year = said.year - (which != "this")
    return date(year, 1, 1), min(date(year, 12, 31), said)


def _ago(match: re.Match[str], said: date | None) -> Span:
    if said is None:
        return None, None
    days = {"day": 1, "week": 7, "month": 30, "year": 365}[match["unit"].lower().rstrip("s")]
    found = said - timedelta(days * _count(match))
    return found, found


def _today(match: re.Match[str], said: date | None) -> Span:
    if said is None:
        return None, None
    found = said - timedelta(match[0].lower() == "yesterday")
    return found, found


def _count(match: re.Match[str]) -> int:
    text = match["count"].lower()
    return int(text) if text.isdecimal() else SMALL[text]


_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_OPTIONAL_YEAR = r"(?:,?\s(?P<year>20\d{2}))?"
_TERM = (
    r"(?:(?:of|under)\s(?:the|his|Trump's|Trump’s)\s(?:new\s|second\s|Trump\s)*(?:administration|term|presidency)"
    r"|in\soffice|after\s\w+\stook\soffice)"
)
_FIRST = rf"first\s{_COUNT}\s(?P<unit>days|weeks|months)"
_RULES: list[tuple[Pattern, _Rule]] = [
    (Pattern(pattern, re.IGNORECASE), rule)
    for pattern, rule in (
        (r"\b20\d{2}-\d{2}-\d{2}\b", _iso),
        (rf"\bfirst\s{_COUNT}\s(?P<unit>days|weeks)\sof\s{_MONTH}{_OPTIONAL_YEAR}", _first_days),
        (rf"\b(?:in\s|during\s|over\s)?(?:the|its)\s{_FIRST}\s{_TERM}", _first_of_term),
        (rf"\b(?:in|during|over)\sits\s{_FIRST}(?=,?\sthe\s(?:\w+\s)?administration\b)", _first_of_term),
        (
            r"\bsince\s(?:(?:President\s)?(?:Donald\s)?(?:J\.\s)?\w+\s(?:took\soffice|was\sinaugurated|returned\sto\soffice"
            r"|returned\sto\sthe\sWhite\sHouse|was\ssworn\sin)|(?:the\s|his\s)?inauguration(?:\sday)?|Inauguration\sDay)",
            _since_inauguration,
        ),
        (rf"\b(?:{'|'.join(_DAYS)}),?\s{_MONTH}\s{_DAY}\b(?!,\d){_OPTIONAL_YEAR}", _full_date),
        (rf"\b{_MONTH}(?:\s{_DAY})?,?\s(?:of\s)?(?P<which>last|this)\syear\b", _month_of_that_year),
        (rf"\b{_MONTH}\s{_DAY}\b(?!,\d){_OPTIONAL_YEAR}", _full_date),
        (rf"\b{_DAY}\s(?:of\s)?{_MONTH}(?:\s(?P<year>20\d{{2}}))?\b", _full_date),
        (
            rf"\b(?P<part>early[\s-]|mid[\s-]|late[\s-])?{_MONTH}(?:\s(?:of\s)?(?P<year>20\d{{2}}))?\b(?!\s?\d{{1,2}}(?![\d,]))",
            _month,
        ),
        (r"\b(?:FY|fiscal(?:\syear)?)\s?(?P<year>20\d{2}|\d{2})\b", _fiscal),
        (r"\b(?:in|during|for|of|since|through|by)\s(?P<year>20[0-3]\d)\b", _year),
        (r"\b(?:last|this)\sweekend\b", _weekend),
        (
            r"\b(?:last\s|this\s|on\s)?(?P<weekday>monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b(?:\sof\s(?:this|last)\sweek)?",
            _weekday,
        ),
        (r"\b(?P<which>this|last|previous)\s(?P<unit>week|month|year)\b", _relative),
        (rf"\b{_COUNT}\s(?P<unit>days?|weeks?|months?|years?)\s(?:ago|earlier|before)\b", _ago),
        (r"\b(?:today|yesterday)\b", _today),
    )
]
