"""Amounts: digits, numbers in words, magnitudes, idioms such as "half a million"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bedspace.claims.read.sentences import Word

_UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
_UNITS += "seventeen eighteen nineteen"
SMALL = {word: value for value, word in enumerate(_UNITS.split())}
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
SMALL |= {word: 10 * (place + 2) for place, word in enumerate(_TENS.split())}
MAGNITUDES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12.0}
SUFFIXES = {"k": 1e3, "m": 1e6, "mn": 1e6, "b": 1e9, "bn": 1e9, "t": 1e12, "mil": 1e6}
_IDIOMS: list[tuple[str, float]] = [
    ("three quarters of a million", 750_000),
    ("a quarter of a million", 250_000),
    ("a quarter of a billion", 250e6),
    ("quarter of a million", 250_000),
    ("a million and a half", 1.5e6),
    ("a billion and a half", 1.5e9),
    ("half a million", 500_000),
    ("half of a million", 500_000),
    ("a half million", 500_000),
    ("half million", 500_000),
    ("half a billion", 500e6),
    ("a half billion", 500e6),
    ("a quarter million", 250_000),
    ("quarter million", 250_000),
    *((f"a couple {of}{name}", 2 * value) for of in ("", "of ") for name, value in MAGNITUDES.items()),
    ("a half dozen", 6),
    ("half a dozen", 6),
    ("half dozen", 6),
    ("a single", 1),
]
IDIOMS = {tuple(phrase.split()): value for phrase, value in _IDIOMS}
IDIOM_STARTS = {phrase[0] for phrase in IDIOMS}
_LONGEST_IDIOM = max(map(len, IDIOMS))
DASHES = {"-", "–", "—", "‑", "−"}
_PARTS_OF_ONE = {"½": 0.5, "¼": 0.25, "¾": 0.75}
_AFTER_A_HALF = {*MAGNITUDES, "times", "hours", "days", "weeks", "months", "years"}
_MOST_DIGITS = 15
_SPAN = 20  # "five-ten" is a span, "five-twenty" a number as spoken


@dataclass(frozen=True)
class Amount:
    """A number, the place after it, and how it was written."""

    value: float
    last: int
    money: bool = False
    magnitude: float = 1.0
    spelled: bool = False


def low_at(words: Sequence[Word], place: int) -> str:
    """Word at a place in lower case; empty outside of the sentence."""
    return words[place].low if 0 <= place < len(words) else ""


def amount(words: Sequence[Word], place: int) -> Amount | None:
    """An amount that starts at a place."""
    money = low_at(words, place) in {"$", "us$"}
    place += money
    found = _idiom(words, place) or _digits(words, place) or _spelled(words, place)
    if found is None:
        return None
    if low_at(words, found.last) == "grand":
        return replace(found, money=True, last=found.last + 1, value=1e3 * found.value, magnitude=1e3)
    if not money and low_at(words, found.last) in {"dollars", "dollar"}:
        return replace(found, money=True, last=found.last + 1)
    return replace(found, money=money)


def _idiom(words: Sequence[Word], place: int) -> Amount | None:
    if low_at(words, place) not in IDIOM_STARTS:
        return None
    for length in range(_LONGEST_IDIOM, 1, -1):
        phrase = tuple(low_at(words, place + step) for step in range(length))
        if phrase in IDIOMS:
            return Amount(IDIOMS[phrase], place + length, magnitude=IDIOMS[phrase])
    return None


def _digits(words: Sequence[Word], place: int) -> Amount | None:
    digits = words[place].text.replace(",", "") if place < len(words) else ""
    if not digits or not words[place].is_digits or len(digits) > _MOST_DIGITS:
        return None
    part = _PARTS_OF_ONE.get(digits[-1], 0.0)
    value = float(digits[:-1] if part else digits) + part
    magnitude, last = _magnitude(words, place + 1, words[place].end)
    return Amount(value * magnitude, last, magnitude=magnitude, spelled=value * magnitude < 10)


def _magnitude(words: Sequence[Word], place: int, touching: int) -> tuple[float, int]:
    """Magnitude word after a number, also behind a hyphen, or a letter that touches it."""
    low = low_at(words, place)
    if low == "thousand" and low_at(words, place + 1) == "million":
        return 1e9, place + 2
    if low in MAGNITUDES:
        return MAGNITUDES[low], place + 1
    if low in DASHES and low_at(words, place + 1) in MAGNITUDES and words[place].start == touching:
        return MAGNITUDES[low_at(words, place + 1)], place + 2
    if low in SUFFIXES and words[place].start == touching:
        return SUFFIXES[low], place + 1
    return 1.0, place


def _spelled(words: Sequence[Word], place: int) -> Amount | None:
    """A number in words: parts below a thousand, each with a smaller magnitude than the one before."""
    total, last, smallest, largest = 0.0, place, float("inf"), 1.0
    while (part := _below_thousand(words, last + (last > place and low_at(words, last) == "and"))) is not None:
        value, after = part
        factor, after = _magnitude(words, after, words[after - 1].end)
        if factor >= smallest or value * factor >= smallest:
            break
        total, last, smallest, largest = total + value * factor, after, factor, max(largest, factor)
        if factor in {1.0, MAGNITUDES["dozen"]}:
            break
    if last == place:
        return None
    if low_at(words, last - 1) == "hundred":
        largest = max(largest, MAGNITUDES["hundred"])
    return Amount(total, last, magnitude=largest, spelled=total < 10)


def _below_thousand(words: Sequence[Word], place: int) -> tuple[float, int] | None:
    """ "seven", "seventy-five", "a hundred", "two hundred and fifty"; "a" before any magnitude is one."""
    found = _below_hundred(words, place)
    if found is None and low_at(words, place) == "a" and low_at(words, place + 1) in MAGNITUDES:
        found = 1.0, place + 1
    if found is None:
        return None
    if (parts := _parts(words, *found)) is not None:
        return parts
    after = _past_hyphen(words, found[1])
    if low_at(words, after) != "hundred":
        return _as_spoken(words, place, *found)
    hundreds, last = 100 * found[0], after + 1
    joint = _past_hyphen(words, last)
    rest = _below_hundred(words, _past_hyphen(words, joint + 1) if low_at(words, joint) == "and" else last)
    return (hundreds + rest[0], rest[1]) if rest else (hundreds, last)


def _past_hyphen(words: Sequence[Word], place: int) -> int:
    """The place after a hyphen that touches the words on both sides, if one stands here."""
    if low_at(words, place) != "-" or not 0 < place < len(words) - 1:
        return place
    return place + (words[place - 1].end == words[place].start and words[place].end == words[place + 1].start)


def _parts(words: Sequence[Word], value: float, place: int) -> tuple[float, int] | None:
    """ "one point two", "two and a half" before a magnitude, "times" or a length of time."""
    if low_at(words, place) == "point" and low_at(words, place + 1) in SMALL:
        digits = [str(SMALL[low]) for low in (low_at(words, place + 1), low_at(words, place + 2)) if low in SMALL]
        return float(f"{value:.0f}.{''.join(digits)}"), place + 1 + len(digits)
    place = _past_hyphen(words, place)
    for low in ("and", "a", "half"):
        if low_at(words, place) != low:
            return None
        place = _past_hyphen(words, place + 1)
    return (value + 0.5, place) if low_at(words, place) in _AFTER_A_HALF else None


def _as_spoken(words: Sequence[Word], place: int, value: float, last: int) -> tuple[float, int]:
    """ "six fifty" and "six-fifty" are 650, "forty-one five" 41,500; at "ten thirty" the clock is read."""
    after = _past_hyphen(words, last)
    rest = _below_hundred(words, after)
    if rest is None or low_at(words, place - 1) == "at" or low_at(words, rest[1]) in {*DASHES, *MAGNITUDES}:
        return value, last
    if after > last and not (value < 20 and rest[0] >= _SPAN):
        return value, last
    is_teen = 10 < value < 20 and after > last and rest[0] >= _SPAN
    if value and (value < 10 <= rest[0] or is_teen):
        return 100 * value + rest[0], rest[1]
    if value > 20 and value % 10 and 0 < rest[0] < 10:
        return 1000 * value + 100 * rest[0], rest[1]
    return value, last


def _below_hundred(words: Sequence[Word], place: int) -> tuple[float, int] | None:
    value = SMALL.get(low_at(words, place))
    if value is None:
        return None
    step = 1 + (low_at(words, place + 1) in DASHES)
    unit = SMALL.get(low_at(words, place + step), 0)
    if value >= 20 and 0 < unit < 10:
        return float(value + unit), place + step + 1
    return float(value), place + 1
