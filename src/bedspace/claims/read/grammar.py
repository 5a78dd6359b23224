"""What the words right beside a number say: a level, the amount of a change."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from bedspace.claims.read import weights
from bedspace.claims.read.amounts import DASHES, low_at
from bedspace.claims.read.cues import Cue
from bedspace.claims.read.phrases import Head, is_participle
from bedspace.claims.read.quantity import Kind, Quantity
from bedspace.claims.read.sentences import Word, word_set
from bedspace.claims.read.surroundings import Surroundings

_DOERS = frozenset({"judge", "officer", "official", "partner"})  # "312 decisions by 148 judges"
_FOR = word_set("for at")
_SUMMED = word_set("a an the combined total of about some reported price")
_BOUGHT = word_set("buy buys bought buying purchase purchased acquire acquired sold sell leased lease closed")
_FOR_SALE = frozenset({"facility", "fly", "bed", "monitor"})
_REACH = 14
_OF_UNITS = {Kind.MONEY: "money", Kind.DAYS: "duration", Kind.MULTIPLE: "change"}
_LEVEL_WORDS = word_set("from to than against at versus")
_OVER = word_set("a an the average of about total record high low peak its previous former")
_SIGNS = DASHES | {"+"}
_CLAUSES = word_set(", ; and but while as")
_ASIDES = word_set("window source term")
_OPENING = 2  # "its shares", "violent crime"
_WEEKS = word_set("week weeks")
_SEVEN = word_set("seven 7")
_EACH = word_set("a per each every /")
_PER = 5
_DAILY = word_set("day night diem")
_EARLIER = word_set("from than against versus")
_UP_DOWN = word_set("up down by")
_MADE = word_set("make makes made making")
_THAN = word_set("more fewer higher lower less larger smaller greater above below over under")
_NO_CHANGE = word_set("from to at")
_BOUNDS = frozenset({"less_than", "more_than"})
_ASIDE = word_set("to in at with across against")
_OWN_LIMIT = word_set("its their it they")  # "400 more than its contract allows" are people there
_PUTS = word_set("put puts putting")
_JOINTS = word_set("of a an about another some")


def is_level(around: Surroundings, quantity: Quantity) -> bool:
    """ "from 94%", "to 182,799", "against 57,861", "from an average of 312": a level of what was spoken of before."""
    word = before(around, quantity)
    return word in _LEVEL_WORDS or (word == "with" and "compared" in _two_before(around, quantity))


def _two_before(around: Surroundings, quantity: Quantity) -> tuple[str, ...]:
    return tuple(low_at(around.words, place) for place in range(quantity.first - 3, quantity.first))


def before(around: Surroundings, quantity: Quantity) -> str:
    """The word before a number, over "an average of" and the like."""
    place = quantity.first - 1
    while low_at(around.words, place) in _OVER:
        place -= 1
    return low_at(around.words, place)


def stands_aside(around: Surroundings, quantity: Quantity, head: Head) -> bool:
    """Whether a number only says where or with what: "to 43 countries", "in 40 states", "with 900 beds"."""
    if head.kind not in {"thing", "unknown"} or (word := before(around, quantity)) not in _ASIDE:
        return False
    moved = {"change", "comparison"}  # "down to 552 judges" is a level
    return not (word == "to" and any(cue.fact in moved and cue.last == quantity.first - 1 for cue in around.cues))


def of_grammar(around: Surroundings, quantity: Quantity) -> Iterator[tuple[str, str, float]]:
    """What the kind of number and the words right beside it say about the measure."""
    if quantity.kind is Kind.MONEY and (quantity.vague or (quantity.low or 0.0) >= weights.LARGE_SUM):
        yield "process", "fund", weights.MONEY_ALONE
    if quantity.kind is Kind.MONEY and _is_by_the_day(around, quantity):
        yield "process", "run", weights.MONEY_A_DAY
    elif quantity.kind is Kind.MONEY and (quantity.high or 0.0) < weights.SMALL_SUM:
        yield "process", "elsewhere", weights.HEAD  # a copy, a meal, an hour's wage
    if quantity.kind is Kind.MONEY and _is_price(around, quantity):
        yield "process", "contract", weights.PRICE
    if quantity.kind in _OF_UNITS:
        yield "measure", _OF_UNITS[quantity.kind], weights.PRIORS["measure", "count"]
    else:
        change = _change(around, quantity)
        yield "measure", "change", change
        if change and quantity.kind is Kind.PERCENT and _is_of_other(around, quantity):
            yield "process", "elsewhere", weights.HEAD
    of_seven = low_at(around.words, quantity.last - 1) in _SEVEN  # "six days out of seven"
    if quantity.kind is Kind.DAYS and (of_seven or low_at(around.words, quantity.last) in _WEEKS):  # "six-day weeks"
        yield "process", "work", weights.WEEK_OF_DAYS
    if _is_qualifier(around, quantity):
        yield "process", "window", weights.QUALIFIER
    if before(around, quantity) in _EARLIER:
        yield "status", "actual", weights.EARLIER
    if quantity.comparator == "up_to":
        yield "comparison", "highest", weights.UP_TO
    if quantity.kind is Kind.MULTIPLE:
        yield "comparison", "multiple", weights.CHANGE


def _is_by_the_day(around: Surroundings, quantity: Quantity) -> bool:
    """ "$105 a night", "$105 per person per night"."""
    places = range(quantity.last, quantity.last + _PER)
    return any(low_at(around.words, at) in _EACH and low_at(around.words, at + 1) in _DAILY for at in places)


def _is_price(around: Surroundings, quantity: Quantity) -> bool:
    """Whether something was bought for it: "five warehouses for a combined $412 million"."""
    place = quantity.first - 1
    while low_at(around.words, place) in _SUMMED:
        place -= 1
    if low_at(around.words, place) not in _FOR:
        return False
    bought = next((at for at in range(place - 1, place - _REACH, -1) if low_at(around.words, at) in _BOUGHT), place)
    of_system = (cue for cue in around.cues if cue.fact == "process" and cue.value in _FOR_SALE)
    return any(bought < cue.first < place for cue in of_system)


def _is_of_other(around: Surroundings, quantity: Quantity) -> bool:
    """Whether what changed is no part of the system: "shares of the firm rose 6 percent", "violent crime was down"."""
    subjects = [
        cue
        for cue in around.cues
        if cue.fact == "process" and cue.value not in _ASIDES and cue.last <= quantity.first
        if _opens_clause(around, cue.first)
    ]
    last = max(subjects, key=lambda cue: cue.first, default=None)
    if last is None or not (last.value == "elsewhere" or low_at(around.words, last.last - 1) == "crime"):
        return False
    return sum(cue.fact == "change" and last.last <= cue.first < quantity.first for cue in around.cues) <= 1


def _opens_clause(around: Surroundings, place: int) -> bool:
    return place < _OPENING or low_at(around.words, place - 1) in _CLAUSES


def _is_qualifier(around: Surroundings, quantity: Quantity) -> bool:
    """Whether a time only says of whom a count is: "7,000 had been held for more than six months"."""
    return quantity.kind is Kind.DAYS and quantity.comparator in _BOUNDS and around.is_parallel(quantity)


def _change(around: Surroundings, quantity: Quantity) -> float:
    """How much the words right beside a number say that it is the amount of a change."""
    word = low_at(around.words, quantity.first - 1)
    ends = {cue.last for cue in around.cues if cue.fact == "change"}
    if word in _NO_CHANGE:  # "puts the monthly rise at 6 percent"
        return weights.CHANGE if quantity.kind is Kind.PERCENT and _is_rise_put_at(around, quantity, ends) else 0.0
    ends_before = quantity.first - 1 - (low_at(around.words, quantity.first - 2) == ",")
    joined = next((other for other in around.quantities if other.last == ends_before), None)
    if joined is not None and word in {"or", "and"}:
        return _change(around, joined)
    if _goes_up(around, quantity) or _is_more(around, quantity):
        return weights.CHANGE
    if quantity.kind is Kind.COUNT and quantity.comparator in _BOUNDS:
        return 0.0  # "it drops under 500" names a level
    if quantity.first in ends or (word in _JOINTS and quantity.first - 1 in ends):
        return weights.CHANGE if quantity.kind is Kind.PERCENT or word == "of" else weights.MAYBE_CHANGE
    return 0.0


def _is_rise_put_at(around: Surroundings, quantity: Quantity, ends: Container[int]) -> bool:
    """ "Which puts the monthly rise at 6 percent": the amount of a change, and no level."""
    place = quantity.first - 1
    opening = {low_at(around.words, place - back) for back in range(2, 6)}
    return low_at(around.words, place) == "at" and place in ends and bool(opening & _PUTS)


def _goes_up(around: Surroundings, quantity: Quantity) -> bool:
    """ "up 12 percent", "by 3,000", "(-3.5%)"; not "made up 48 percent", "picked up 300", "rejected by 300 judges"."""
    first = quantity.first
    if low_at(around.words, first - 1) in _SIGNS and low_at(around.words, first - 2) == "(":
        return True
    if low_at(around.words, first - 1) == "+" and around.words[first - 1].end == around.words[first].start:
        return True
    if low_at(around.words, first - 1) not in _UP_DOWN or low_at(around.words, first - 2) in _MADE:
        return False
    moved = any(cue.fact == "change" and cue.last == first - 1 for cue in around.cues)
    if not moved and around.head(quantity).process in _DOERS:
        return False
    return not any(cue.fact == "process" and _is_done(around, cue, first) for cue in around.cues)


def _is_done(around: Surroundings, cue: Cue, first: int) -> bool:
    """Whether a process ends right before a number, or before the "by" of those who did it."""
    return cue.last == first or (cue.last == first - 1 and is_participle(around.words[cue.first].low))


def _is_more(around: Surroundings, quantity: Quantity) -> bool:
    """ "5,000 more people than", "5,000 below", "12 percent higher", "a 12 percent increase"."""
    last = quantity.last
    if quantity.kind is not Kind.PERCENT:
        return _more_than(around.words, last)
    starts = {cue.first for cue in around.cues if cue.fact == "change"}
    return low_at(around.words, last) in _THAN or bool({last, last + 1} & starts)


def _more_than(words: Sequence[Word], last: int) -> bool:
    if low_at(words, last) not in _THAN:
        return False
    return low_at(words, last) in {"above", "below"} or any(
        low_at(words, last + s) == "than" and low_at(words, last + s + 1) not in _OWN_LIMIT for s in (1, 2, 3)
    )
