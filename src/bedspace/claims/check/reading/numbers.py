"""The numbers of a sentence: their places, their own stretch of words, and what their words leave open."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from bedspace.claims.check.reading.stated import Stated
from bedspace.claims.check.reading.words import blank
from bedspace.claims.intervals import Interval, rounding
from bedspace.claims.read.masks import masks
from bedspace.claims.read.numbers import quantities
from bedspace.claims.read.quantity import Kind, Quantity
from bedspace.claims.read.sentences import words as words_of

NEARLY = 0.05
"""How far below or above a limit "just under" and "just over" reach."""


ABOUT = 0.02
"""How far "about" reaches, beyond the rounding of the number."""


ABOUT_POINTS = 2.0
"""The same for a share, in points of a per cent."""


_DAILY = re.compile(
    r"^\W*(?:\w+\W+){0,5}?(?<!in )(?<!on )(?<!within )(?:a|per|each|every) day\b|^\W*(?:\w+\W+){0,2}?daily\b",
    re.IGNORECASE,
)


_DAILY_BEFORE = re.compile(r"\b(?:daily|on an average day|a day,?)\W*(?:\w+\W+){0,3}$", re.IGNORECASE)


_SPLITS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"[;:–—]|\bwhile\b|\bwhereas\b",
        r",(?!\d)|\b(?:and|or|but)\b",
        r"\b(?:against|versus|vs|than|compared (?:with|to)|from|to|nearly|almost)\b",
    )
)
"""What separates the words of two numbers, the strongest first."""


_NEAR_LIMIT = re.compile(
    r"\b(?:just|slightly|an? (?:little|bit|shade|touch|hair|tad)|barely|only just)\s+(?:under|below|shy of|short of|"
    r"over|above|more than|less than|fewer than)\s*$",
    re.IGNORECASE,
)


_TOPPED = re.compile(
    r"\b(?:topp(?:ed|ing)|tops|exceed(?:s|ed|ing)?|surpass(?:es|ed|ing)?|passed|over|above|"
    r"more than|in excess of|upwards? of)\s+(?:the\s)?$",
    re.IGNORECASE,
)


_UNDER = re.compile(
    r"\b(?:under|below|fewer than|less than|short of|not even|not reached|never reached|"
    r"yet to reach|failed to reach|failing to reach|not topped|not passed|not exceeded|"
    r"never exceeded|not surpassed|(?:not|n['’]t) yet (?:holding|hold|held|detaining|removed|arrested|booked))\s+$",
    re.IGNORECASE,
)


_TURNED = {"more_than": "less_than", "at_least": "up_to", "less_than": "more_than", "up_to": "at_least"}
_AS_MANY = re.compile(r"\bas (?:many|much|high) as\s+[\w,.]*(?:\s\w+)?$", re.IGNORECASE)
NEGATIVE = re.compile(
    r"\b(?:(?:did|does|do|has|have|had|was|were|is|are|can)(?:\s+not|n['’]t)|never|no longer|not)\b(?!\s+only)",
    re.IGNORECASE,
)


def interval_of(quantity: Quantity, comparator: str, near_limit: bool, text: str = "") -> Interval:
    """What the words of a number leave open."""
    low, high = float(quantity.low or 0.0), float(quantity.high or 0.0)
    if comparator == "range":
        return Interval(low, high)
    if comparator in {"more_than", "at_least"}:
        return Interval(low, high * (1 + NEARLY) if near_limit else float("inf"))
    if comparator in {"less_than", "up_to"}:
        return Interval(low * (1 - NEARLY) if near_limit else 0.0, high)
    half = _half(quantity, comparator, text)
    if comparator == "about" and quantity.kind is Kind.PERCENT:
        return Interval(min(low - half, low - ABOUT_POINTS), max(high + half, high + ABOUT_POINTS))
    if comparator == "about":
        return Interval(min(low - half, low * (1 - ABOUT)), max(high + half, high * (1 + ABOUT)))
    return Interval(low - half, high + half)


_WRITTEN = re.compile(r"\d|percent|per cent", re.IGNORECASE)
WHOLE = 0.5
"""A whole per cent or day may be rounded from half a unit away."""
FRACTION = 1.5
"""How far, in points, a share in words ("a third") may be from the share itself."""


COARSE = 0.2
"""A length in weeks, months or years may be from half a unit away, and no more than this part of itself."""


def _coarse(text: str) -> float:
    """Days of the unit in which a length of time is written; 0 for days."""
    low = text.lower()
    return next((days for unit, days in _LENGTHS.items() if unit in low), 0.0)


def _half(quantity: Quantity, comparator: str, text: str) -> float:
    """How far the number that is meant may be from the one that is written."""
    low = float(quantity.low or 0.0)
    if quantity.kind is Kind.MULTIPLE:
        return 0.1 * low if comparator == "about" else 0.05 * low
    if quantity.kind is Kind.PERCENT and round(low, 1) != low:
        return FRACTION
    if quantity.kind is Kind.DAYS and (unit := _coarse(text)):
        return min(unit / 2, COARSE * low)
    if quantity.kind in {Kind.PERCENT, Kind.DAYS} and low == int(low):
        return max(rounding(low), WHOLE)
    return rounding(low)


_EVERY = re.compile(r"\b(?:out )?of every\b", re.IGNORECASE)


def quantities_in(sentence: str) -> list[tuple[Quantity, int, int]]:
    """Quantities that are no dates, with their places."""
    sentence = _EVERY.sub(lambda match: "out of".ljust(len(match[0])), sentence)
    hidden = masks(sentence)
    years = [(mask.start, mask.end) for mask in hidden if mask.reason == "year"]
    words = tuple(words_of(blank(sentence, years)))  # "from 28,880 in May 2025 to 36,704" is no range
    found = [(_MOST_OF, *match.span()) for match in _MOST.finditer(sentence)]
    found += [(_MOST_OF, *match.span()) for match in _MAJORITY.finditer(sentence)]
    found += [(_times_as_many(match), *match.span()) for match in _AS_MANY_AS.finditer(sentence)]
    found += [(_NONE, *match.span()) for match in _ZERO.finditer(sentence)]
    if OF_A_STAY.search(sentence):
        found += [_length(match) for match in _A_LENGTH.finditer(sentence)]
    for quantity in quantities(words):
        core = words[quantity.core].start
        if any(m.start <= core < m.end for m in hidden) and quantity.kind is not Kind.MULTIPLE:
            continue
        start, end = words[quantity.first].start, words[quantity.last - 1].end
        if any(a < end and start < b for _, a, b in found):
            continue
        if sentence[start:end].lower() not in {"one", "a single"}:  # a pronoun: "5,114 followed one by CBP"
            found.append((quantity, start, end))
    return sorted(found, key=lambda item: item[1])


_MAJORITY = re.compile(
    r"\b(?:an?|the)\s(?:(?:vast|large|clear|overwhelming|slim)\s)?majority(?:\sof)?\b(?!,?\s(?:or\s)?(?:some\s|about\s|nearly\s|almost\s|roughly\s)?\d)",
    re.IGNORECASE,
)
_MOST_OF = Quantity(Kind.PERCENT, 50.0, 50.0, 0, 0, 0, "more_than")
_AS_MANY_AS = re.compile(
    r"\b(?P<how>(?:less|more|fewer) than |under |over |nearly |almost |about |roughly |only |"
    r"just )?(?P<part>half|(?:a|one|two|three|four)[ -](?:third|quarter|fourth|fifth|tenth)s?)"
    r"(?= as (?:many|much|long|high)\b| (?:of )?(?:what (?:it|they|there)|the (?:level|number|total|pace|rate))\b)|"
    r"\b(?P<about>almost |nearly |about |roughly )?(?P<more>one and a half|two and a half|one-and-a-half) times\b",
    re.IGNORECASE,
)
_PARTS = {"half": 0.5, "third": 1 / 3, "quarter": 0.25, "fourth": 0.25, "fifth": 0.2, "tenth": 0.1}
_SO_MANY = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4}


def _times_as_many(match: re.Match[str]) -> Quantity:
    """ "Half as many" is a multiple."""
    if match["more"]:
        value = 1.5 if match["more"].lower().startswith("one") else 2.5
        return Quantity(Kind.MULTIPLE, value, value, 0, 0, 0, "about" if match["about"] else "exact")
    part, how = match["part"].lower().replace("-", " ").rstrip("s"), (match["how"] or "").lower()[:4]
    value = _SO_MANY.get(part.split()[0], 1) * _PARTS[part.split()[-1]]
    name = {
        "less": "less_than",
        "fewe": "less_than",
        "unde": "less_than",
        "more": "more_than",
        "over": "more_than",
    }.get(how, "about" if how.strip() else "exact")
    return Quantity(Kind.MULTIPLE, value, value, 0, 0, 0, name)


_NONE = Quantity(Kind.COUNT, 0.0, 0.0, 0, 0, 0)
_ZERO = re.compile(
    r"\b(?:not (?:even )?(?:a single|one)|no|zero|not any)\s(?:single )?(?=(?:person|people|"
    r"detainees?|individuals?|immigrants?|"
    r"migrants?|one (?:has|have|had|was|were|is))\b)|\b(?:nobody|no one)(?=\s(?:has|have|had|was|were|is)\b)",
    re.IGNORECASE,
)
""""Not a single person", as a number."""
OF_A_STAY = re.compile(
    r"\b(?:average[ds]?|averaging|mean|typical(?:ly)?)\b.*\b(?:stay|held|detained|detention|custody|"
    r"inside|locked up|out)|"
    r"\b(?:stay|held|detained|detention|custody|inside|locked up|out)\b.*\b(?:average[ds]?|"
    r"averaging|mean|typical(?:ly)?)\b",
    re.IGNORECASE,
)
_A_LENGTH = re.compile(
    r"(?P<how>(?:more|longer|less|shorter) than |over |under |nearly |almost |about |around |roughly )?"
    r"(?P<length>half a year|a (?P<and_a_half>year|month|week) and a half|a (?:full |"
    r"whole )?(?P<unit>year|month|fortnight|week))\b(?! (?:earlier|before|ago|later))",
    re.IGNORECASE,
)
_LENGTHS = {"year": 365.0, "month": 30.0, "fortnight": 14.0, "week": 7.0}
_HOW = {"more": "more_than", "long": "more_than", "over": "more_than", "less": "less_than", "shor": "less_than"}


def _length(match: re.Match[str]) -> tuple[Quantity, int, int]:
    """ "Less than a month", "half a year", of a stay."""
    how = (match["how"] or "").lower()[:4]
    half_more = match["and_a_half"]
    days = (
        _LENGTHS[match["unit"].lower()] if match["unit"] else 1.5 * _LENGTHS[half_more.lower()] if half_more else 182.0
    )
    comparator = _HOW.get(how) or ("less_than" if how == "unde" else "about" if how else "exact")
    return Quantity(Kind.DAYS, days, days, 0, 0, 0, comparator), *match.span()


_MOST = re.compile(
    r"(?<!the )(?<!its )(?<!their )(?<!at )\bmost(?= (?:of (?:the|those|them|its|all)\b|people\b|detainees\b|"
    r"persons\b|individuals\b|immigrants\b|"
    r"migrants\b|book-ins\b|bookings\b))",
    re.IGNORECASE,
)


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
    daily = bool(_DAILY.search(tail)) or bool(_DAILY_BEFORE.search(text[own[0] : start]))
    interval = interval_of(quantity, comparator, near, text[start:end])
    if quantity.kind is Kind.PERCENT and not _WRITTEN.search(text[start:end]) and not limits:
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
        comparator=comparator,
        monthly=monthly_of(text, end),
    )


_A_MONTH = re.compile(
    r"\W*(?:\w+\W+){0,5}?(?:(?:a|per)\smonth|(?:in\s)?(?P<each>each|every|any|all)\s(?:single\s|one\s)?months?)\b|"
    r"\W*(?:\w+\W+){0,3}?monthly\b",
    re.IGNORECASE,
)
_EVERY_MONTH = re.compile(
    r"\bmonth (?:in,? month out|after month|by month)\b|\b(?:every|each)(?: single| one)? month\b|"
    r"\bin any(?: single| one)? month\b|"
    r"\b(?:stay|stays|stayed|remain|remains|remained|kept|hovered|held steady|has been|have been|never|not)\b",
    re.IGNORECASE,
)


def monthly_of(text: str, end: int) -> str:
    """Whether a number is one of a month: ``each`` of them, or their ``mean``; empty where it is neither."""
    if re.search(r"\bmonth in,? month out\b|\bmonth after month\b", text, re.IGNORECASE):
        return "each"
    match = _A_MONTH.match(text[end:])
    if match is None:
        return ""
    return "each" if match["each"] or _EVERY_MONTH.search(text[:end]) else "mean"


def months_said(text: str) -> list[tuple[int, int]]:
    """Places of words that say "a month", "in any month", "month in, month out"."""
    return [match.span() for match in _MONTHS_SAID.finditer(text)]


_MONTHS_SAID = re.compile(
    r"\bmonth (?:in,? month out|after month|by month)\b,?|(?:\bin )?\b(?:a|per|each|every|any|"
    r"all)(?: single| one)? months?\b|\bmonthly\b",
    re.IGNORECASE,
)


def _comparator_length(text: str) -> int:
    match = re.match(r"(?:[A-Za-z]+\s+)*", text)
    return match.end() if match else 0


_BARE = re.compile(
    r"^\s*(?:$|[,.;)]|the (?:fiscal )?year before|a year (?:earlier|before|ago)|in\b|during\b|two\b|"
    r"the (?:previous|prior)\b)"
)
_BESIDE = re.compile(r"\b(?:from|to|than|against|versus|with)\s(?:\w+\s){0,2}?$", re.IGNORECASE)


def same_unit(text: str, numbers: Sequence[Stated]) -> list[Stated]:
    """ "Rose to 50 days, from 47 the year before": a bare number has the unit of the one before it."""
    out: list[Stated] = []
    for number in numbers:
        before = out[-1] if out else None
        bare = number.kind is Kind.COUNT and _BARE.match(text[number.end :]) and _BESIDE.search(text[: number.start])
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
