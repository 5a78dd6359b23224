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

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from bedspace.claims.sentences import Word

_UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
_UNITS += "seventeen eighteen nineteen"
SMALL = {word: value for value, word in enumerate(_UNITS.split())}
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
SMALL |= {word: 10 * (place + 2) for place, word in enumerate(_TENS.split())}
MAGNITUDES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12.0}
SUFFIXES = {"k": 1e3, "m": 1e6, "mn": 1e6, "b": 1e9, "bn": 1e9, "t": 1e12, "mil": 1e6}
FRACTIONS: dict[str, float] = {
    "half": 50.0,
    "quarter": 25.0,
    "quarters": 25.0,
    "third": 100 / 3,
    "thirds": 100 / 3,
    "fifth": 20.0,
}
FRACTIONS |= {"fifths": 20.0, "tenth": 10.0, "tenths": 10.0, "fourth": 25.0, "fourths": 25.0, "sixth": 100 / 6}
MULTIPLES: dict[str, float] = {"double": 2, "doubled": 2, "doubles": 2, "doubling": 2, "twice": 2, "triple": 3}
MULTIPLES |= {"tripled": 3, "triples": 3, "tripling": 3, "quadruple": 4, "quadrupled": 4}
MULTIPLES |= {"quadruples": 4, "quadrupling": 4, "quintupled": 5}
MULTIPLES |= {"halved": 0.5, "thrice": 3}
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
VAGUE = {"hundreds", "thousands", "millions", "billions", "dozens", "scores", "tens"}
_IDIOMS: list[tuple[str, float]] = [
    ("three quarters of a million", 750_000),
    ("a quarter of a million", 250_000),
    ("a quarter of a billion", 250e6),
    ("quarter of a million", 250_000),
    ("one and a half million", 1.5e6),
    ("one and a half billion", 1.5e9),
    ("a million and a half", 1.5e6),
    ("half a million", 500_000),
    ("a half million", 500_000),
    ("half million", 500_000),
    ("half a billion", 500e6),
    ("a half billion", 500e6),
    ("a quarter million", 250_000),
    ("quarter million", 250_000),
    ("a couple hundred", 200),
    ("a couple of hundred", 200),
    ("a couple thousand", 2_000),
    ("a half dozen", 6),
    ("half a dozen", 6),
    ("a dozen", 12),
    ("a hundred", 100),
    ("a thousand", 1_000),
    ("a million", 1e6),
    ("a billion", 1e9),
    ("a trillion", 1e12),
    ("a single", 1),
]
IDIOMS = {tuple(phrase.split()): value for phrase, value in _IDIOMS}
_IDIOM_STARTS = {phrase[0] for phrase in IDIOMS}
_STARTS = {*SMALL, *_IDIOM_STARTS, *FRACTIONS, *MULTIPLES, *VAGUE, "$", "us$"}
_LONGEST_IDIOM = max(map(len, IDIOMS))
DASHES = {"-", "–", "—", "‑", "−"}
_MOST_DIGITS = 15


class Kind(StrEnum):
    """What sort of quantity the words give."""

    COUNT = "count"
    PERCENT = "percent"
    MONEY = "money"
    MULTIPLE = "multiple"
    DAYS = "days"


@dataclass(frozen=True)
class Quantity:
    """A quantity as read: words `first` up to `last` (exclusive) of a sentence.

    Attributes
    ----------
    kind : Kind
    low, high : float or None
        Equal for a single value; None for a vague plural such as "hundreds".
    first, last : int
        Word places, comparator included.
    core : int
        Place of the first word of the amount itself.
    comparator : str
        ``exact``, ``about``, ``more_than``, ``less_than``, ``at_least``, ``up_to`` or ``range``.
    spelled : bool
        Whether it is a small number in letters, which needs more evidence to be a claim.
    """

    kind: Kind
    low: float | None
    high: float | None
    first: int
    last: int
    core: int
    comparator: str = "exact"
    spelled: bool = False

    @property
    def vague(self) -> bool:
        """Whether no number is named."""
        return self.low is None


@dataclass(frozen=True)
class _Amount:
    value: float
    last: int
    money: bool = False
    magnitude: float = 1.0
    spelled: bool = False


def quantities(words: Sequence[Word]) -> list[Quantity]:
    """All quantities of a sentence, from left to right, none overlapping."""
    found: list[Quantity] = []
    place = 0
    while place < len(words):
        quantity = _quantity(words, place) if _may_start(words[place]) else None
        if quantity is None:
            place += 1
            continue
        found.append(quantity)
        place = quantity.last
    return found


def _may_start(word: Word) -> bool:
    return word.is_digits or word.low in _STARTS or word.low.endswith("fold")


def _quantity(words: Sequence[Word], place: int) -> Quantity | None:
    for rule in (_vague, _multiple, _share, _counted):
        if (quantity := rule(words, place)) is not None:
            return quantity
    return None


def _low(words: Sequence[Word], place: int) -> str:
    return words[place].low if 0 <= place < len(words) else ""


# amounts ---------------------------------------------------------------------------------------------


def _amount(words: Sequence[Word], place: int) -> _Amount | None:
    money = _low(words, place) in {"$", "us$"}
    place += money
    found = _idiom(words, place) or _digits(words, place) or _spelled(words, place)
    if found is None:
        return None
    if not money and _low(words, found.last) in {"dollars", "dollar"}:
        return replace(found, money=True, last=found.last + 1)
    return replace(found, money=money)


def _idiom(words: Sequence[Word], place: int) -> _Amount | None:
    if _low(words, place) not in _IDIOM_STARTS:
        return None
    for length in range(_LONGEST_IDIOM, 1, -1):
        phrase = tuple(_low(words, place + step) for step in range(length))
        if phrase in IDIOMS:
            return _Amount(IDIOMS[phrase], place + length, magnitude=IDIOMS[phrase])
    return None


def _digits(words: Sequence[Word], place: int) -> _Amount | None:
    digits = words[place].text.replace(",", "") if place < len(words) else ""
    if not digits or not words[place].is_digits or len(digits) > _MOST_DIGITS:
        return None
    value = float(digits)
    magnitude, last = _magnitude(words, place + 1, words[place].end)
    return _Amount(value * magnitude, last, magnitude=magnitude, spelled=value * magnitude < 10)


def _magnitude(words: Sequence[Word], place: int, touching: int) -> tuple[float, int]:
    """Magnitude word after a number, also behind a hyphen, or a letter that touches it."""
    low = _low(words, place)
    if low in MAGNITUDES:
        return MAGNITUDES[low], place + 1
    if low in DASHES and _low(words, place + 1) in MAGNITUDES and words[place].start == touching:
        return MAGNITUDES[_low(words, place + 1)], place + 2
    if low in SUFFIXES and words[place].start == touching:
        return SUFFIXES[low], place + 1
    return 1.0, place


def _spelled(words: Sequence[Word], place: int) -> _Amount | None:
    """A number in words: parts below a thousand, each with a smaller magnitude than the one before."""
    total, last, smallest, largest = 0.0, place, float("inf"), 1.0
    while (part := _below_thousand(words, last + (last > place and _low(words, last) == "and"))) is not None:
        value, after = part
        factor, after = _magnitude(words, after, words[after - 1].end)
        if factor >= smallest:
            break
        total, last, smallest, largest = total + value * factor, after, factor, max(largest, factor)
        if factor in {1.0, MAGNITUDES["dozen"]}:
            break
    if last == place:
        return None
    return _Amount(total, last, magnitude=largest, spelled=total < 100)


def _below_thousand(words: Sequence[Word], place: int) -> tuple[float, int] | None:
    """ "seven", "seventy-five", "two hundred", "two hundred and fifty"."""
    found = _below_hundred(words, place)
    if found is None or _low(words, found[1]) != "hundred":
        return found
    hundreds, last = 100 * found[0], found[1] + 1
    rest = _below_hundred(words, last + (_low(words, last) == "and"))
    return (hundreds + rest[0], rest[1]) if rest else (hundreds, last)


def _below_hundred(words: Sequence[Word], place: int) -> tuple[float, int] | None:
    value = SMALL.get(_low(words, place))
    if value is None:
        return None
    step = 1 + (_low(words, place + 1) in DASHES)
    unit = SMALL.get(_low(words, place + step), 0)
    if value >= 20 and 0 < unit < 10:
        return float(value + unit), place + step + 1
    return float(value), place + 1


# quantities ------------------------------------------------------------------------------------------


def _counted(words: Sequence[Word], place: int) -> Quantity | None:
    start = _amount(words, place)
    if start is None:
        return None
    low, high, last, money = start.value, start.value, start.last, start.money
    percent, last = _percent(words, last)
    if (end := _range_end(words, place, last, start)) is not None:
        low = _shared(start, end)
        high, money, last = end.value, money or end.money, end.last
        second, last = _percent(words, last)
        percent = percent or second
    kind = Kind.MONEY if money else Kind.PERCENT if percent else Kind.COUNT
    if kind is Kind.COUNT:
        kind, low, high, last = _duration(words, low, high, last)
    return _with_comparator(words, Quantity(kind, low, high, place, last, place, spelled=start.spelled))


def _percent(words: Sequence[Word], place: int) -> tuple[bool, int]:
    hyphen = _low(words, place) in DASHES
    low = _low(words, place + hyphen)
    if low in {"%", "percent", "pct", "percentage"}:
        points = low == "percentage" and _low(words, place + hyphen + 1) in {"point", "points"}
        return True, place + hyphen + 1 + points
    if low == "per" and _low(words, place + hyphen + 1) == "cent":
        return True, place + hyphen + 2
    return False, place


def _duration(words: Sequence[Word], low: float, high: float, last: int) -> tuple[Kind, float, float, int]:
    """ "44 days", "six-month", "30-day": a length of time, in days."""
    hyphen = _low(words, last) in DASHES
    unit = _low(words, last + hyphen)
    if unit not in DURATIONS:
        return Kind.COUNT, low, high, last
    return Kind.DAYS, low * DURATIONS[unit], high * DURATIONS[unit], last + hyphen + 1


def _range_end(words: Sequence[Word], place: int, last: int, start: _Amount) -> _Amount | None:
    joint = _low(words, last)
    if joint in DASHES:
        step = 1
    elif joint == "to" and _low(words, place - 1) == "from":
        if _low(words, place - 2) not in {"anywhere", "somewhere", "range", "ranging", "ranges", "ranged"}:
            return None
        step = 1
    elif joint in {"to", "or"} or (joint == "and" and _between(words, place)):
        step = 1 + (_low(words, last + 1) in {"even", "perhaps", "maybe", "possibly"})
    else:
        return None
    end = _amount(words, last + step)
    if end is None or end.value <= _shared(start, end):
        return None
    ratio = end.value / _shared(start, end) if start.value else 0.0
    return end if ratio <= 20 or joint == "and" else None


def _between(words: Sequence[Word], place: int) -> bool:
    return any(_low(words, place - back) == "between" for back in (1, 2, 3))


def _shared(start: _Amount, end: _Amount) -> float:
    """Lower end with the magnitude that only the upper one names: "15 to 20 million"."""
    if start.magnitude == 1 and end.magnitude > 1 and start.value < end.value / end.magnitude:
        return start.value * end.magnitude
    return start.value


def _share(words: Sequence[Word], place: int) -> Quantity | None:
    """ "three in four", "nine out of ten", "two-thirds of", "half of", "a quarter of"."""
    return _ratio(words, place) or _fraction(words, place)


def _ratio(words: Sequence[Word], place: int) -> Quantity | None:
    part = _small(words, place)
    if part is None or _low(words, place - 1) in {"$", "."}:
        return None
    step = 2 if _low(words, place + 1) == "out" and _low(words, place + 2) == "of" else 1
    if step == 1 and _low(words, place + 1) not in {"in", "of"}:
        return None
    if _low(words, place + 1 + step) == "every":
        step += 1
    whole = _small(words, place + 1 + step)
    if whole is None or whole not in {2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 100} or not 0 < part < whole:
        return None
    if _low(words, place + 1) == "of" and whole != 10:
        return None
    share = 100 * part / whole
    return _with_comparator(words, Quantity(Kind.PERCENT, share, share, place, place + 2 + step, place))


def _small(words: Sequence[Word], place: int) -> float | None:
    low = _low(words, place)
    if low in SMALL:
        return SMALL[low]
    if low.isdecimal() and len(low) <= 3:
        return float(low)
    return None


def _fraction(words: Sequence[Word], place: int) -> Quantity | None:
    low = _low(words, place)
    times, step = 1.0, 0
    if low in {"a", "one", "two", "three", "four"} and low != "half":
        times = float(SMALL.get(low, 1))
        step = 1 + (_low(words, place + 1) in DASHES)
    name = _low(words, place + step)
    if name not in FRACTIONS or (step == 0 and name != "half"):
        return None
    last = place + step + 1
    if not _is_share(words, last) or times * FRACTIONS[name] >= 100:
        return None
    last += _low(words, last) == "of"
    share = times * FRACTIONS[name]
    return _with_comparator(words, Quantity(Kind.PERCENT, share, share, place, last, place))


_TIMES = set(
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "2024",
        "2025",
    ]
)


def _is_share(words: Sequence[Word], place: int) -> bool:
    """Whether a fraction is one of people or beds, not "half that amount" or "a quarter later"."""
    low = _low(words, place)
    if _low(words, place - 2) in {"first", "second", "latter", "last"} or _low(words, place + 1) in _TIMES:
        return False
    if low == "of":
        return _low(words, place + 1) not in {"that", "what", "this", "a"} and not _low(words, place + 1).isdecimal()
    return low in {"the", "were", "are", "had", "have"} or (low == "all" and _low(words, place + 1) != "")


def _multiple(words: Sequence[Word], place: int) -> Quantity | None:
    low = _low(words, place)
    factor = float(SMALL.get(low.removesuffix("fold"), 0)) if low.endswith("fold") else MULTIPLES.get(low, 0)
    if factor and _is_multiple(words, place):
        return _with_comparator(words, Quantity(Kind.MULTIPLE, float(factor), float(factor), place, place + 1, place))
    start = _amount(words, place)
    if start is None or start.money or start.value > 1000:
        return None
    last = start.last + (_low(words, start.last) in DASHES)
    if _low(words, last) == "fold" or (_low(words, last) == "times" and _is_multiple(words, last)):
        return _with_comparator(words, Quantity(Kind.MULTIPLE, start.value, start.value, place, last + 1, place))
    return None


_AFTER_MULTIPLE = set(
    [
        "the",
        "as",
        "more",
        "higher",
        "larger",
        "greater",
        "its",
        "his",
        "their",
        "what",
        "last",
        "previous",
        "that",
        "this",
        "those",
    ]
)
_AFTER_MULTIPLE |= set(
    ["than", "from", "in", "since", "over", "to", "compared", "current", "over-capacity", "under", "year"]
)
_VERBAL = {word for word in MULTIPLES if word.endswith(("ed", "es", "ing"))}


def _is_multiple(words: Sequence[Word], place: int) -> bool:
    low, following = words[place].low, _low(words, place + 1)
    if low in _VERBAL or low.endswith("fold"):
        return True
    if low in {"double", "triple", "quadruple"} and (
        _low(words, place - 1)
        in {"to", "more", "than", "nearly", "almost", "would", "could", "roughly", "about", "will"}
    ):
        return True
    return following in _AFTER_MULTIPLE or following.endswith("'s")


def _vague(words: Sequence[Word], place: int) -> Quantity | None:
    low = _low(words, place)
    if low not in VAGUE or _low(words, place - 1) in {"$"}:
        return None
    last = place + 1
    while _low(words, last) in {"of", "and"} and _low(words, last + 1) in VAGUE:
        last += 2
    kind = Kind.MONEY if _low(words, last) == "of" and _low(words, last + 1) in {"dollars", "dollar"} else Kind.COUNT
    return Quantity(kind, None, None, place, last, place, "about")


# comparators -----------------------------------------------------------------------------------------

_BEFORE: dict[str, tuple[str, ...]] = {
    "more_than": (
        "a little more than", "slightly more than", "just more than", "far more than", "well over", "just over",
        "a little over", "slightly over", "more than", "greater than", "in excess of", "upwards of",
        "north of", "upward of", "exceeded", "exceeding", "exceeds", "exceed", "surpassed", "surpasses", "surpassing",
        "surpass", "topped", "tops", "topping", "passed", "over", "above",
    ),
    "less_than": (
        "failing to reach",
        "failed to reach",
        "fails to reach",
        "never reached",
        "falling short of",
        "fell short of",
        "far short of",
        "failing to hit",
        "failed to hit",

        "fewer than", "less than", "just under", "just below", "just shy of", "shy of", "short of",
        "under", "below",
    ),
    "at_least": ("no fewer than", "no less than", "not less than", "at least", "a minimum of", "minimum of"),
    "up_to": ("no more than", "as many as", "as much as", "as high as", "up to", "at most", "a maximum of"),
    "about": (
        "an estimated", "an average of about", "close to", "something like", "in the region of", "roughly", "about",
        "around", "approximately", "nearly", "almost", "some", "estimated", "approaching", "circa", "virtually", "~",
    ),
}  # fmt: skip
_COMPARATORS = {tuple(text.split()): name for name, texts in _BEFORE.items() for text in texts}
_SKIPPED = {"just", "only", "a", "an", "total", "of", "average", "record", "additional", "another", "to", "about"}
_AFTER = {("or", "more"): "at_least", ("or", "fewer"): "up_to", ("or", "less"): "up_to", ("+",): "more_than"}
_AFTER |= {("or", "so"): "about", ("plus",): "more_than"}


def _with_comparator(words: Sequence[Word], quantity: Quantity) -> Quantity:
    """Add the comparator that stands before or after the amount."""
    name, first = _comparator_before(words, quantity.core)
    for phrase, after in _AFTER.items():
        stop = quantity.last + len(phrase)
        if tuple(word.low for word in words[quantity.last : stop]) == phrase:
            name, quantity = after, replace(quantity, last=stop)
    if quantity.low != quantity.high:
        name = "range"
    return replace(quantity, comparator=name or "exact", first=first)


def _comparator_before(words: Sequence[Word], core: int) -> tuple[str, int]:
    place, skipped = core, 0
    while True:
        for length in (4, 3, 2, 1):
            phrase = tuple(word.low for word in words[max(place - length, 0) : place])
            if len(phrase) == length and phrase in _COMPARATORS:
                return _COMPARATORS[phrase], place - length
        if skipped == 3 or _low(words, place - 1) not in _SKIPPED:
            return "", core
        place, skipped = place - 1, skipped + 1
