"""The numbers of a sentence: their places, their own stretch of words, and what their words leave open."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from bedspace.claims.check.reading.margins import FRACTION, WHOLE, WRITTEN, interval_of
from bedspace.claims.check.reading.pace import is_daily, is_of_each_day, monthly_of
from bedspace.claims.check.reading.spelled import spelled_in
from bedspace.claims.check.reading.stated import Stated
from bedspace.claims.check.reading.words import blank
from bedspace.claims.intervals import Interval, rounding
from bedspace.claims.patterns import Pattern
from bedspace.claims.read.masks import masks
from bedspace.claims.read.numbers import quantities
from bedspace.claims.read.quantity import Kind, Quantity
from bedspace.claims.read.sentences import words as words_of

_SPLITS = tuple(
    Pattern(pattern, re.IGNORECASE)
    for pattern in (
        r"[;:–—]|\bwhile\b|\bwhereas\b",
        r",(?!\d)|\b(?:and|or|but)\b",
        r"\b(?:against|versus|vs|than|compared (?:with|to)|from|to|nearly|almost)\b",
    )
)
"""What separates the words of two numbers, the strongest first."""


_NEAR_LIMIT = Pattern(
    r"\b(?:just|slightly|an? (?:little|bit|shade|touch|hair|tad)|barely|only just)\s+(?:under|below|shy of|short of|"
    r"over|above|more than|less than|fewer than)\s*$",
    re.IGNORECASE,
)


_TOPPED = Pattern(
    r"\b(?:topp(?:ed|ing)|tops|exceed(?:s|ed|ing)?|surpass(?:es|ed|ing)?|passed|over|above|"
    r"more than|in excess of|upwards? of)\s+(?:the\s)?$",
    re.IGNORECASE,
)


_BY_SO_MUCH = Pattern(
    r"(?:\d|%|\b(?:per\s?cent|points?|times|half|thirds?|quarters?|fifths?|tenths?|dozen|hundred|thousand))"
    r"\s(?:people\s|persons\s|detainees\s)?(?:(?:more|fewer|less|higher|lower)\sthan|over|above|under|below)\s+(?:the\s)?$",
    re.IGNORECASE,
)
"""What a number is passed by stands before these words, so that they set no limit: "46 percent more than 39,703"."""


_UNDER = Pattern(
    r"\b(?:under|below|fewer than|less than|short of|not even|not reached|never reached|"
    r"yet to reach|failed to reach|failing to reach|not topped|not passed|not exceeded|"
    r"never exceeded|not surpassed|(?:not|n['’]t) yet (?:holding|hold|held|detaining|removed|arrested|booked))\s+$",
    re.IGNORECASE,
)


_TURNED = {"more_than": "less_than", "at_least": "up_to", "less_than": "more_than", "up_to": "at_least"}
_AS_MANY = Pattern(r"\bas (?:many|much|high) as\s+[\w,.]*(?:\s\w+)?$", re.IGNORECASE)
NEGATIVE = Pattern(
    r"\b(?:(?:did|does|do|has|have|had|was|were|is|are|can)(?:\s+not|n['’]t)|never|no longer|not)\b(?!\s+only)",
    re.IGNORECASE,
)


_EVERY = Pattern(r"\b(?:out )?of every\b", re.IGNORECASE)


@lru_cache(maxsize=16)
def quantities_in(sentence: str) -> tuple[tuple[Quantity, int, int], ...]:
    """Quantities that are no dates, with their places."""
    sentence = _EVERY.sub(lambda match: "out of".ljust(len(match[0])), sentence)
    hidden = masks(sentence)
    years = [(mask.start, mask.end) for mask in hidden if mask.reason == "year"]
    words = tuple(words_of(blank(sentence, years)))  # "from 28,880 in May 2025 to 36,704" is no range
    found = spelled_in(sentence)
    for quantity in quantities(words):
        core = words[quantity.core].start
        if any(m.start <= core < m.end for m in hidden) and quantity.kind is not Kind.MULTIPLE:
            continue
        start, end = words[quantity.first].start, words[quantity.last - 1].end
        if any(a < end and start < b for _, a, b in found):
            continue
        if sentence[start:end].lower() not in {"one", "a single"}:  # a pronoun: "5,114 followed one by CBP"
            found.append((quantity, start, end))
    return tuple(sorted(found, key=lambda item: item[1]))


def owns_of(text: str, places: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """For each number the stretch of text around it that no neighbour shares."""
    cuts = [0]
    for (_, end), (start, _) in itertools.pairwise(places):
        between = text[end:start]
        if between.strip() in {"(", ""}:
            cuts.append(start if between.strip() == "" else end)
            continue
        marks = next((found for split in _SPLITS if (found := list(split.finditer(between)))), [])
        opened = between.rfind("(")
        cuts.append(end + (marks[-1].start() if marks else opened if opened >= 0 else len(between)))
    cuts.append(len(text))
    return list(itertools.pairwise(cuts))[: len(places)]


def stated(text: str, quantity: Quantity, start: int, end: int, own: tuple[int, int]) -> Stated:
    """A quantity as a stated number, with what its words leave open."""
    before = text[:start]
    comparator = quantity.comparator
    words = _comparator_length(text[start:end])
    if _BY_SO_MUCH.search(text[: start + words]):
        start, comparator, before = start + words, "exact", ""
    near = bool(_NEAR_LIMIT.search(text[: start + _comparator_length(text[start:end])]))
    if comparator == "exact" and _UNDER.search(before):
        comparator = "less_than"
    elif comparator == "exact" and _TOPPED.search(before):
        comparator = "more_than"
    if quantity.kind is Kind.MULTIPLE and "halv" in text[start:end].lower():
        comparator = _TURNED.get(comparator, comparator)  # "more than halved" leaves less than a half
    if comparator == "up_to" and _AS_MANY.search(text[:start] + text[start:end]) and NEGATIVE.search(before):
        comparator = "at_least"  # "never as many as 60,000"
    low = float(quantity.low or 0.0)
    limits = comparator in {"more_than", "at_least", "less_than", "up_to"} and not near
    tail = text[end : own[1]]
    daily = is_daily(text[own[0] : start], tail)
    interval = interval_of(quantity, comparator, near, text[start:end])
    if quantity.kind is Kind.PERCENT and not WRITTEN.search(text[start:end]) and not limits:
        reach = 2 * FRACTION if comparator == "about" else FRACTION
        interval = Interval(min(interval.low, low - reach), max(interval.high, low + reach))
    return Stated(
        text[start:end],
        start,
        end,
        quantity.kind,
        low,
        interval,
        limits,
        text[own[0] : own[1]],
        daily=daily,
        each_day=daily and is_of_each_day(text[own[0] : own[1]]),
        comparator=comparator,
        monthly=monthly_of(text, end),
    )


def _comparator_length(text: str) -> int:
    match = re.match(r"(?:[A-Za-z]+\s+)*", text)
    return match.end() if match else 0


_BARE = Pattern(
    r"^\s*(?:$|[,.;)]|the (?:fiscal )?year before|a year (?:earlier|before|ago)|in\b|during\b|two\b|"
    r"the (?:previous|prior)\b)"
)
_BESIDE = Pattern(r"\b(?:from|to|than|against|versus|with)\s(?:\w+\s){0,2}?$", re.IGNORECASE)

_OF_THOSE = Pattern(r"^\s(?:for|among)\s(?:people|persons|those|detainees|immigrants|migrants)\b", re.IGNORECASE)
_BY = Pattern(
    r"\bthose arrested by (?-i:ICE|CBP)(?:\s(?:about|some|around|nearly|almost|roughly|only|just))?\s$", re.IGNORECASE
)
_LISTED = Pattern(r"(?:,|\band)\s(?:\w+\s)?$", re.IGNORECASE)


def same_unit(text: str, numbers: Sequence[Stated]) -> list[Stated]:
    """ "Rose to 50 days, from 47 the year before": a bare number has the unit of the one before it."""
    out: list[Stated] = []
    for number in numbers:
        before = out[-1] if out else None
        ahead, behind = text[: number.start], text[number.end :]
        listed = _OF_THOSE.match(behind) and _LISTED.search(ahead)
        bare = number.kind is Kind.COUNT and (
            (_BARE.match(behind) and (_BESIDE.search(ahead) or _BY.search(ahead))) or listed
        )
        if (
            before is not None
            and before.kind in {Kind.DAYS, Kind.PERCENT}
            and bare
            and number.value <= 10 * before.value
        ):
            half = max(rounding(number.value), WHOLE)
            interval = Interval(number.interval.low, number.interval.high)
            if not number.open:
                interval = Interval(min(interval.low, number.value - half), max(interval.high, number.value + half))
            number = replace(number, kind=before.kind, interval=interval)
        elif before is not None and before.daily and bare and before.kind is Kind.COUNT:
            number = replace(number, daily=True)  # "1,200 a day, up from about 930 in May"
        out.append(number)
    return out
