"""Years that are named by the month in which they end, and fiscal years that are said to have run for some time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from bedspace.claims.check.reading.words import eras
from bedspace.claims.patterns import Pattern
from bedspace.claims.read.amounts import SMALL
from bedspace.fiscal import fiscal_end, fiscal_start, fiscal_year

Found = tuple[date, date, tuple[int, int], str]

_MONTH = r"(?P<month>jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]*\.?"
_YEAR_TO = Pattern(
    r"\b(?:the |that )?(?:(?:full )?(?:fiscal |budget )?year|(?:12|twelve)[ -]months?(?: period)?)"
    r"(?:,? (?:that|which))?(?: (?:had |has )?(?:just )?(?:ended|ending|ends|closed|closing|ran|running))?"
    rf"(?: (?:in|on|at|with|to|through|until|up to|by))?(?: the end of| late)? {_MONTH}"
    r"(?: \d{1,2}\b)?(?:,? (?:of )?(?P<year>20\d\d))?\b",
    re.IGNORECASE,
)
_INTO = Pattern(
    rf"\b(?:(?:\d+|{'|'.join(SMALL)}|an?) (?:days?|weeks?|months?|quarters?) )into "
    r"(?:the |this |its )?(?:new |current |present )?"
    r"(?:(?:fiscal|budget) year(?: (?P<year>20\d\d))?|(?:fiscal|FY) ?(?P<bare>20\d\d))\b",
    re.IGNORECASE,
)
_ITS = r"(?:(?P<whose>[A-Z]\w+)['’]s|[Ii]ts|[Tt]he)"
_FIRST = r"(?:(?:first|second|third|last|final|previous|next)\s)?(?:full\s)?"
_NAMED_AFTER = Pattern(rf"\b{_ITS}\s{_FIRST}fiscal\syear,\s(?P<year>20\d\d)\b,?")
_ONE = Pattern(rf"\b{_ITS}\s{_FIRST}(?:one|year),\s(?P<year>20\d\d)\b,?")


def years_beside(sentence: str) -> Iterator[Found]:
    """ "Biden's first full fiscal year, 2022": the year that is named is meant, and "his last one, 2020" is like it."""
    whole = list(_NAMED_AFTER.finditer(sentence))
    for match in (*whole, *(_ONE.finditer(sentence) if whole else ())):
        year = int(match["year"])
        if not match["whose"] or _is_of(year, match["whose"]):
            yield fiscal_start(year), fiscal_end(year), match.span(), "fiscal"


def _is_of(year: int, name: str) -> bool:
    """Whether a fiscal year lies wholly in an administration of a president."""
    own = [era for era in eras() if re.search(era.words, f"{name} first term", re.IGNORECASE)]
    return any(era.first <= year <= era.last for era in own)


def years_so_far(sentence: str, said: date | None) -> Iterator[Found]:
    """ "two months into the new fiscal year"."""
    for match in _INTO.finditer(sentence):
        named = match["year"] or match["bare"]
        year = int(named) if named else fiscal_year(said) if said else None
        if year:
            yield fiscal_start(year), min(said or date.max, fiscal_end(year)), match.span(), "fiscal"


def years_to(sentence: str, said: date | None) -> Iterator[Found]:
    """ "the 12 months to June 2025", "the fiscal year that ended in September"."""
    for match in _YEAR_TO.finditer(sentence):
        if found := _year_to(match, said):
            yield *found, match.span(), "fiscal" if match["month"].lower().startswith("sep") else "span"


def _year_to(match: re.Match[str], said: date | None) -> tuple[date, date] | None:
    """ "the 12 months to June 2025", "the fiscal year that ended in September": whole months."""
    month = _MONTHS.index(match["month"].lower()[:3]) + 1
    year = int(match["year"]) if match["year"] else None
    if year is None and said is not None:
        year = said.year - (month_end(said.year, month) > said)
    if year is None:
        return None
    return month_end(year - 1, month) + timedelta(1), month_end(year, month)


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def month_end(year: int, month: int) -> date:
    """Last day of a month."""
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(1)
