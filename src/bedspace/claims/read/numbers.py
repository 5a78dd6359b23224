"""The grammar of quantities in English news text.

::

    quantity   = [comparator] amount [range] [unit]
    amount     = "$" cardinal | cardinal | idiom | share | multiple
    cardinal   = digits [magnitude] | words [magnitude]
    range      = ("-" | "to" | "or" | "and") amount          "and" only after "between"
    share      = fraction ["of"] | cardinal ("in" | "out of") cardinal
    multiple   = "doubled" | "twice" | cardinal "times" | ...
    unit       = "%" | "percent" | duration

Each rule is a function from a place in the words to what was read there and the place after it.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace

from bedspace.claims.read.amounts import DASHES, IDIOM_STARTS, MAGNITUDES, SMALL, Amount, amount, low_at
from bedspace.claims.read.comparators import with_comparator
from bedspace.claims.read.quantity import Kind, Quantity
from bedspace.claims.read.ratios import FRACTIONS, MULTIPLES, multiple, share
from bedspace.claims.read.sentences import Word
from bedspace.fiscal import MONTHS

DURATIONS: dict[str, float] = {
    "day": 1,
    "days": 1,
    "week": 7,
    "weeks": 7,
    "month": 30,
    "months": 30,
    "year": 365,
    "years": 365,
}
DURATIONS |= {"hour": 1 / 24, "hours": 1 / 24, "night": 1, "nights": 1, "decade": 3650, "decades": 3650}
DURATIONS |= {"minute": 1 / 1440, "minutes": 1 / 1440, "second": 0, "seconds": 0}
_BEFORE_A_YEAR = {"in", "since", "fiscal", "year", "fy", "of", "for", "during"}
_PERCENTS = frozenset({"%", "percent", "pct", "percentage"})
_LEVELS = frozenset({"from", "to", "for", "than", "against", "versus", "was"})
_TIMES = frozenset({"a", "in", "last", "the", "before", "now", "earlier", "ago", "today"})
_ADDS = frozenset({"sometimes", "occasionally", "only", "just", "merely", "often", "even"})
_MEANS = frozenset({"median", "mean", "average", "maximum", "minimum", "longest"})
_MONTHS = frozenset(name.lower() for name in MONTHS)
_WHOLE = 100.0
_ALIKE = 4.0
_NEXT = 2
_MAYBE = frozenset({"even", "perhaps", "maybe", "possibly"})
VAGUE = {"hundreds", "thousands", "millions", "billions", "dozens", "scores", "tens"}
_AFTER_A = {*MAGNITUDES, *FRACTIONS, "couple", "single"}
_STARTS = {*SMALL, *IDIOM_STARTS, *FRACTIONS, *MULTIPLES, *VAGUE, "$", "us$"}


def quantities(words: Sequence[Word], most: int = sys.maxsize) -> list[Quantity]:
    """All quantities of a sentence, or the first ones, from left to right, none overlapping."""
    found: list[Quantity] = []
    place = 0
    while place < len(words) and len(found) < most:
        quantity = _quantity(words, place) if _may_start(words, place) else None
        if quantity is None:
            place += 1
            continue
        found.append(quantity)
        place = quantity.last
    found = _with_units_taken_over(words, _with_shared_units(words, found))
    unit = _unit_of_label(words, found[0].first) if found else ""
    return [_in_unit(quantity, unit) for quantity in found] if unit else found


def _with_shared_units(words: Sequence[Word], found: Sequence[Quantity]) -> list[Quantity]:
    """The unit that only one end names: "from 31 to 67 days", "from 37 days in March to 46 now"."""
    shared = list(found)
    starts = [place for place, one in enumerate(found) if low_at(words, one.first - 1) == "from"]
    for place in starts:
        ends = (later for later in range(place + 1, len(found)) if low_at(words, found[later].first - 1) == "to")
        if (end := next(ends, 0)) == 0:
            continue
        one, other = found[place], found[end]
        if one.kind is Kind.COUNT and one.last == other.first - 1:
            shared[place] = _in_unit(one, low_at(words, other.last - 1))
        elif other.kind is Kind.COUNT and not low_at(words, other.last).endswith("s"):
            shared[end] = _in_unit(other, low_at(words, one.last - 1))
    return shared


def _with_units_taken_over(words: Sequence[Word], found: Sequence[Quantity]) -> list[Quantity]:
    """The unit of the number before: "lengthened to 29 days from 18", "stay 46 days; we used to plan for 30"."""
    told: list[Quantity] = []
    for quantity in found:
        last = next((one for one in reversed(told) if not _is_year(low_at(words, one.first))), None)
        if last is None:
            told.append(quantity)
            continue
        if last.kind is Kind.DAYS and (_is_level_alone(words, quantity) or _is_added(words, quantity)):
            unit = low_at(words, last.last - 1)
            quantity = _in_unit(quantity, unit) if _alike(quantity.high, last.high, unit) else quantity
        elif last.kind is Kind.PERCENT and _is_added(words, quantity):
            quantity = _in_unit(quantity, "%") if (quantity.high or 0.0) <= _WHOLE else quantity
        told.append(quantity)
    return told


def _is_level_alone(words: Sequence[Word], quantity: Quantity) -> bool:
    """Whether a number stands without a noun behind a preposition, or beside the year that it is of."""
    earlier, before = (low_at(words, quantity.first - back) for back in (2, 1))
    following, later = (low_at(words, quantity.last + on) for on in (0, 1))
    is_level = before in _LEVELS or (earlier, before) == ("compared", "with")
    of_year = (before == ":" and (_is_year(earlier) or earlier in _MONTHS)) or (
        (before, following) == ("and", "in") and _is_year(later)
    )
    return (is_level or of_year) and (not following[:1].isalnum() or following in _TIMES)


def _is_added(words: Sequence[Word], quantity: Quantity) -> bool:
    """Whether a number stands without a noun behind "sometimes", "only" or "median:"."""
    earlier, before = (low_at(words, quantity.first - back) for back in (2, 1))
    following = low_at(words, quantity.last)
    return (before in _ADDS or (before == ":" and earlier in _MEANS)) and not following[:1].isalnum()


def _is_year(low: str) -> bool:
    return len(low) == 4 and low.isdecimal() and 1950 <= int(low) < 2050


def _alike(one: float | None, other: float | None, unit: str) -> bool:
    return bool(one and other) and 1 / _ALIKE <= (one or 0.0) * DURATIONS.get(unit, 1.0) / (other or 1.0) <= _ALIKE


def _unit_of_label(words: Sequence[Word], stop: int) -> str:
    """The unit that a label names in brackets: "Average stay (days): 45.2  44.0"."""
    units = (
        words[place + 1].low for place in range(stop - 2) if words[place].low == "(" and words[place + 2].low == ")"
    )
    return next((unit for unit in units if unit in DURATIONS or unit in _PERCENTS), "")


def _in_unit(quantity: Quantity, unit: str) -> Quantity:
    if quantity.kind is not Kind.COUNT or quantity.low is None or quantity.high is None:
        return quantity
    if unit in _PERCENTS:
        return replace(quantity, kind=Kind.PERCENT)
    if unit not in DURATIONS:
        return quantity
    days = DURATIONS[unit]
    return replace(quantity, kind=Kind.DAYS, low=quantity.low * days, high=quantity.high * days)


def _may_start(words: Sequence[Word], place: int) -> bool:
    low = words[place].low
    if low == "a":
        return low_at(words, place + 1) in _AFTER_A
    return low in _STARTS or words[place].is_digits or low.endswith("fold")


def _quantity(words: Sequence[Word], place: int) -> Quantity | None:
    for rule in (_vague, multiple, share, _counted):
        if (quantity := rule(words, place)) is not None:
            return quantity
    return None


def _counted(words: Sequence[Word], place: int) -> Quantity | None:
    start = amount(words, place)
    if start is None:
        return None
    low, high, last, money = start.value, start.value, start.last, start.money
    percent, last = _percent(words, last)
    end = _range_end(words, place, last, start)
    if end is not None and not (percent and end.money):  # "rose 4 percent to $31" gives a change and a level
        low = _shared(start, end)
        high, money, last, start = end.value, money or end.money, end.last, end
        second, last = _percent(words, last)
        percent = percent or second
    kind = Kind.MONEY if money else Kind.PERCENT if percent else Kind.COUNT
    if kind is Kind.COUNT:
        kind, low, high, last = _duration(words, low, high, last)
    return with_comparator(words, Quantity(kind, low, high, place, last, place, spelled=start.spelled))


def _percent(words: Sequence[Word], place: int) -> tuple[bool, int]:
    hyphen = low_at(words, place) in DASHES
    low = low_at(words, place + hyphen)
    if low in _PERCENTS:
        points = low == "percentage" and low_at(words, place + hyphen + 1) in {"point", "points"}
        return True, place + hyphen + 1 + points
    if low == "per" and low_at(words, place + hyphen + 1) == "cent":
        return True, place + hyphen + 2
    return False, place


def _duration(words: Sequence[Word], low: float, high: float, last: int) -> tuple[Kind, float, float, int]:
    """ "44 days", "six-month", "30-day": a length of time, in days."""
    hyphen = low_at(words, last) in DASHES or _is_touching_plus(words, last)
    unit = low_at(words, last + hyphen)
    if unit not in DURATIONS:
        return Kind.COUNT, low, high, last
    days, last = DURATIONS[unit], last + hyphen + 1
    more, last = (0.0, last) if hyphen else _smaller_part(words, last, days)
    return Kind.DAYS, low * days + more, high * days + more, last


def _is_touching_plus(words: Sequence[Word], place: int) -> bool:
    """ "90+ days"."""
    return low_at(words, place) == "+" and words[place].start == words[place - 1].end


def _smaller_part(words: Sequence[Word], place: int, days: float) -> tuple[float, int]:
    """The days of "and four months" behind "two years", and the place behind them; none where no such part follows."""
    part = amount(words, place + 1) if low_at(words, place) == "and" else None
    unit = DURATIONS.get(low_at(words, part.last), days) if part else days
    if part is None or unit >= days or part.value * unit >= days:
        return 0.0, place
    return part.value * unit, part.last + 1


def _range_end(words: Sequence[Word], place: int, last: int, start: Amount) -> Amount | None:
    joint = low_at(words, last)
    if joint in DASHES:
        step = 1
    elif joint == "to" and low_at(words, place - 1) == "from":
        if low_at(words, place - 2) not in {"anywhere", "somewhere", "range", "ranging", "ranges", "ranged"}:
            return None
        step = 1
    elif joint == "to" and low_at(words, place - 1) in _BEFORE_A_YEAR and 1950 <= start.value < 2050:
        return None  # "from 290 in 2017 to 2,250"
    elif joint == "," and low_at(words, last + 1) in _MAYBE:
        step = 2
    elif joint == "," and not words[place].is_digits and _counts_on(words, start, amount(words, last + 1)):
        step = 1
    elif joint in {"to", "or"} or (joint == "and" and _between(words, place)):
        step = 1 + (low_at(words, last + 1) in _MAYBE)
    else:
        return None
    end = amount(words, last + step)
    if end is None or end.value <= _shared(start, end):
        return None
    ratio = end.value / _shared(start, end) if start.value else 0.0
    return end if ratio <= 20 or joint == "and" else None


def _counts_on(words: Sequence[Word], start: Amount, end: Amount | None) -> bool:
    """ "fifty-eight, fifty-nine thousand", "six, seven days", as one says who is not sure."""
    if end is not None and start.spelled and end.value - start.value == 1 and low_at(words, end.last) in DURATIONS:
        return True
    if end is None or start.magnitude > 1 or end.magnitude == 1:
        return False
    return 0 < end.value / end.magnitude - start.value <= _NEXT


def _between(words: Sequence[Word], place: int) -> bool:
    return any(low_at(words, place - back) == "between" for back in (1, 2, 3))


def _shared(start: Amount, end: Amount) -> float:
    """Lower end with the magnitude that only the upper one names: "15 to 20 million"."""
    if start.magnitude == 1 and end.magnitude > 1 and start.value < end.value / end.magnitude:
        return start.value * end.magnitude
    return start.value


def _vague(words: Sequence[Word], place: int) -> Quantity | None:
    low = low_at(words, place)
    if low not in VAGUE or low_at(words, place - 1) in {"$"}:
        return None
    last = place + 1
    while low_at(words, last) in {"of", "and"} and low_at(words, last + 1) in VAGUE:
        last += 2
    dollars = low_at(words, last) == "of" and low_at(words, last + 1) in {"dollars", "dollar"}
    kind = Kind.MONEY if dollars or low == "billions" else Kind.COUNT
    return Quantity(kind, None, None, place, last, place, "about")
