"""Whether a number is one of a day or of a month, and whether it is said of each of them or of their mean."""

from __future__ import annotations

import re

from bedspace.claims.patterns import Pattern

_A_DAY = (
    r"(?<!in )(?<!on )(?<!within )(?:(?:a|per|each|every)(?: single| last)? day|each and every day|day in,? day out|"
    r"day after day)"
)
_DAILY = Pattern(
    rf"^[^,;:]{{0,80}}?{_A_DAY}\b|^\W*(?:\w+\W+){{0,5}}?{_A_DAY}\b|^\W*(?:\w+\W+){{0,2}}?daily\b", re.IGNORECASE
)
_DAILY_BEFORE = Pattern(
    r"\b(?:daily|on an average day|a day,?|(?:each|every)(?: single)? day,?)\W*(?:\w+\W+){0,3}$", re.IGNORECASE
)
_EACH_DAY = Pattern(
    r"\bevery (?:single |last )?day\b|\beach (?:single|and every) day\b|\bday in,? day out\b|\bday after day\b",
    re.IGNORECASE,
)


def is_daily(before: str, behind: str) -> bool:
    """Whether the words before or behind a number make it one of a day."""
    return bool(_DAILY.search(behind) or _DAILY_BEFORE.search(before))


def is_of_each_day(own: str) -> bool:
    """Whether a number of a day is said of each of them: "every single day"."""
    return bool(_EACH_DAY.search(own))


_A_MONTH = Pattern(
    r"\W*(?:\w+\W+){0,5}?(?:(?:a|per)\smonth|(?:in\s)?(?P<each>each|every|any|all)\s(?:single\s|one\s)?months?)\b|"
    r"\W*(?:\w+\W+){0,3}?monthly\b",
    re.IGNORECASE,
)
_EVERY_MONTH = Pattern(
    r"\bmonth (?:in,? month out|after month|by month)\b|\b(?:every|each)(?: single| one)? month\b|"
    r"\bin any(?: single| one)? month\b|"
    r"\b(?:stay|stays|stayed|remain|remains|remained|kept|hovered|held steady|has been|have been|never|not)\b",
    re.IGNORECASE,
)


_MONTHS = "(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_TWO_MONTHS = Pattern(rf"\b{_MONTHS}(?:,? 20\d\d)?(?:,| and|, and) {_MONTHS}\b", re.IGNORECASE)
_BOTH_MONTHS = Pattern(
    rf"\b(?:both|each of|in each of) {_MONTHS}(?:,? 20\d\d)?(?:,| and|, and) {_MONTHS}\b|"
    rf"\b{_MONTHS}(?:,? 20\d\d)? and {_MONTHS}(?:,? 20\d\d)? (?:each|both)\b",
    re.IGNORECASE,
)
_EACH_ONE = Pattern(
    r"(?:\s(?!day\b|week\b|office\b)[\w-]+){0,6}?\s(?:each|apiece)\b(?! (?:day|week|year|of|office|state))",
    re.IGNORECASE,
)


def monthly_of(text: str, end: int) -> str:
    """Whether a number is one of a month: ``each`` of them, or their ``mean``; empty where it is neither."""
    if re.search(r"\bmonth in,? month out\b|\bmonth after month\b", text, re.IGNORECASE):
        return "each"
    if _BOTH_MONTHS.search(text) or (_TWO_MONTHS.search(text) and _EACH_ONE.match(text[end:])):
        return "each"
    match = _A_MONTH.match(text[end:])
    if match is None:
        return ""
    return "each" if match["each"] or _EVERY_MONTH.search(text[:end]) else "mean"


def months_said(text: str) -> list[tuple[int, int]]:
    """Places of words that say "a month", "in any month", "month in, month out"."""
    return [match.span() for match in _MONTHS_SAID.finditer(text)]


_MONTHS_SAID = Pattern(
    r"\bmonth (?:in,? month out|after month|by month)\b,?|(?:\bin )?\b(?:a|per|each|every|any|"
    r"all)(?: single| one)? months?\b|\bmonthly\b",
    re.IGNORECASE,
)
