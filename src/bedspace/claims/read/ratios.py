"""Shares and multiples: "three in four", "two-thirds of", "doubled", "nearly ten times as many"."""

from __future__ import annotations

from collections.abc import Sequence

from bedspace.claims.read.amounts import DASHES, SMALL, amount, low_at
from bedspace.claims.read.comparators import with_comparator
from bedspace.claims.read.quantity import Kind, Quantity
from bedspace.claims.read.sentences import Word, word_set

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


_OF_SEVEN = frozenset({("days", "out", "of", "seven"), ("days", "out", "of", "7")})
_WHOLES = frozenset({*range(2, 21), 25, 50, 100})


def share(words: Sequence[Word], place: int) -> Quantity | None:
    """ "three in four", "nine out of ten", "two-thirds of", "half of", "a quarter of"."""
    return _days_of_week(words, place) or _ratio(words, place) or _fraction(words, place)


def _days_of_week(words: Sequence[Word], place: int) -> Quantity | None:
    """ "Six days out of seven", which are days a week and no share."""
    days = _small(words, place)
    following = tuple(low_at(words, place + on) for on in range(1, 5))
    if days is None or following not in _OF_SEVEN:
        return None
    return Quantity(Kind.DAYS, float(days), float(days), place, place + 5, place)


def _ratio(words: Sequence[Word], place: int) -> Quantity | None:
    part = _small(words, place)
    if part is None or low_at(words, place - 1) in {"$", "."}:
        return None
    last = _whole_place(words, place + 1)
    if last < 0 and part == 1:  # "one case in nine", "one asylum seeker in nine"
        last = next((place + back + 1 for back in (2, 3) if low_at(words, place + back) == "in"), -1)
    whole = _small(words, last) or 0.0
    is_part = low_at(words, place + 1) == "of" and whole != 10 and low_at(words, last - 1) != "every"  # "2 of 5 sites"
    if whole not in _WHOLES or not 0 < part < whole or is_part:
        return None
    share = 100 * part / whole
    return with_comparator(words, Quantity(Kind.PERCENT, share, share, place, last + 1, place))


def _whole_place(words: Sequence[Word], place: int) -> int:
    """Where the whole stands: "nine out of ten", "9-in-10", "one of every ten", "nine cases out of ten"."""
    place += low_at(words, place) in DASHES
    if low_at(words, place) in {"in", "of"}:
        last = place + 1
    elif "out" in {low_at(words, place), low_at(words, place + 1)}:
        last = place + 2 + (low_at(words, place) != "out")
    else:
        return -1
    last += low_at(words, last) in DASHES or low_at(words, last) == "every"
    return last


def _small(words: Sequence[Word], place: int) -> float | None:
    low = low_at(words, place)
    if low in SMALL:
        return SMALL[low]
    if low.isdecimal() and len(low) <= 3:
        return float(low)
    return None


def _fraction(words: Sequence[Word], place: int) -> Quantity | None:
    low = low_at(words, place)
    times, step = 1.0, 0
    if low in {"a", "one", "two", "three", "four"}:
        times = float(SMALL.get(low, 1))
        step = 1 + (low_at(words, place + 1) in DASHES)
    name = low_at(words, place + step)
    if name not in FRACTIONS or (step == 0 and name != "half"):
        return None
    last = place + step + 1
    if not (_is_share(words, place, last) or _is_change(words, place, last)) or times * FRACTIONS[name] >= 100:
        return None
    last += low_at(words, last) == "of"
    share = times * FRACTIONS[name]
    return with_comparator(words, Quantity(Kind.PERCENT, share, share, place, last, place))


_SUMS = word_set("fund funds budget budgets money revenue revenues goal goals quota quotas target targets price cost")
_SUMS |= word_set("aim aims pledge million billion")
_THEN = word_set("a in at on last the one two")
_AFTER_SHARE = word_set("the were are was is had have has full empty occupied been came come got did do")
_BEFORE_SHARE = word_set("or with was were is are to than about nearly almost only just under over")
_TIMES = word_set("january february march april may june july august september october november december 2024 2025")


def _is_share(words: Sequence[Word], first: int, place: int) -> bool:
    """Whether a fraction is one of people or beds, not "half that amount" or "a quarter later"."""
    low = low_at(words, place)
    if low_at(words, first - 1) in {"by", "up", "down", "with"}:  # "fell by a third"
        return True
    if low_at(words, place - 2) in {"first", "second", "latter", "last"} or low_at(words, place + 1) in _TIMES:
        return False
    if low == "of" and any(low_at(words, place + on) in _SUMS for on in (1, 2, 3, 4)):  # "a fifth of the road fund"
        return False
    if low == "to" and low_at(words, first - 1) == "from":  # "from a quarter to more than half"
        return True
    if low == "of":
        return (
            low_at(words, place + 1) not in {"that", "what", "this", "a"} and not low_at(words, place + 1).isdecimal()
        )
    if low in _THEN and "from" in {
        low_at(words, first - step) for step in (1, 2, 3)
    }:  # "down from two thirds a year ago"
        return True
    if low in _AFTER_SHARE or (low == "all" and low_at(words, place + 1) != ""):
        return True
    return not low[:1].isalpha() and low_at(words, first - 1) in _BEFORE_SHARE  # "last year it was half."


_AMOUNT_OF = word_set("by of about nearly almost roughly around than")
_COMPARES = word_set("fewer lower higher more less larger longer shorter")
_ENDS = word_set(", . ; : ) in from since over between compared and but to")


def _is_change(words: Sequence[Word], place: int, last: int) -> bool:
    """Whether a fraction is the amount of a change: "a drop of about a third.", "fell by a quarter in"."""
    following = low_at(words, last)
    if following in _COMPARES:  # "a third fewer than"
        return True
    return low_at(words, place - 1) in _AMOUNT_OF and (not following or following in _ENDS)


def multiple(words: Sequence[Word], place: int) -> Quantity | None:
    """ "doubled", "twice the", "ten times as many", "tenfold"."""
    low = low_at(words, place)
    factor = float(SMALL.get(low.removesuffix("fold"), 0)) if low.endswith("fold") else MULTIPLES.get(low, 0)
    if factor and _is_multiple(words, place):
        return with_comparator(words, Quantity(Kind.MULTIPLE, float(factor), float(factor), place, place + 1, place))
    start = amount(words, place)
    if start is None or start.money or start.value > 1000:
        return None
    last = start.last + (low_at(words, start.last) in DASHES)
    is_times = low_at(words, last) == "times" and _is_multiple(words, last)
    if is_times or low_at(words, last) == "fold" or _is_times_sign(words, last):
        return with_comparator(words, Quantity(Kind.MULTIPLE, start.value, start.value, place, last + 1, place))
    return None


def _is_times_sign(words: Sequence[Word], place: int) -> bool:
    """ "3.5x": the sign stands right behind the digits."""
    return low_at(words, place) == "x" and words[place - 1].is_digits and words[place - 1].end == words[place].start


_AFTER_MULTIPLE = word_set("the as more higher larger greater its his their what last previous that this those")
_AFTER_MULTIPLE |= word_set("than from in since over to compared current over-capacity under year")
_VERBAL = {word for word in MULTIPLES if word.endswith(("ed", "es", "ing"))}


def _is_multiple(words: Sequence[Word], place: int) -> bool:
    low, following = words[place].low, low_at(words, place + 1)
    if low in _VERBAL or low.endswith("fold"):
        return True
    if low in {"double", "triple", "quadruple"} and (
        low_at(words, place - 1)
        in {"to", "more", "than", "nearly", "almost", "would", "could", "roughly", "about", "will"}
    ):
        return True
    if low == "times" and following == "in":  # "cited five times in a year" counts how often
        return False
    return following in _AFTER_MULTIPLE or following.endswith("'s")
