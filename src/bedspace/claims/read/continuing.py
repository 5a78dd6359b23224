"""Numbers that go on with the number before: "a year ago it was thirty-nine", "the remaining 16,800", "the goal is 3k".

Such a number has the process, measure, unit and scale of the one before, unless its own clause says otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bedspace.claims.read.amounts import low_at
from bedspace.claims.read.quantity import Kind, Quantity
from bedspace.claims.read.sentences import Word, word_set

_SUBJECTS = word_set("it that this there one they figure number total share rest")
_GOALS = word_set("goal target quota goals targets quotas")
_COPULAS = word_set("is are was were be been 's averaged stood reached hit totaled numbered came comes became become")
_HELPERS = word_set("had has have would will could might")
_EACH = word_set("a per each every")
_CONTRACTED = word_set("it's that's there's")
_PASSED_OVER = word_set(
    ", what like well only just still now already about nearly almost roughly around closer to at a up down"
)
_REST = word_set("remaining")
_AFTER = word_set("in at on by last this then now today before as when")
_REACH = 8
_THOUSAND = 1e3
_DAY = 1.0
_ALIKE = 4.0


def continues(words: Sequence[Word], quantity: Quantity) -> bool:
    """Whether the subject before a number only points back."""
    if low_at(words, quantity.first - 1) in _REST:
        return True
    place = _copula(words, quantity)
    if low_at(words, place) in _CONTRACTED or (low_at(words, place) == "or" and low_at(words, quantity.last) in _EACH):
        return True  # "480 petitions, or about four a day"
    return low_at(words, place) in _COPULAS and bool(_subject(words, place) & (_SUBJECTS | _GOALS))


def _copula(words: Sequence[Word], quantity: Quantity) -> int:
    """The place before a number and its "about", "what, like"."""
    place = quantity.first - 1
    while low_at(words, place) in _PASSED_OVER:
        place -= 1
    return place


def _subject(words: Sequence[Word], copula: int) -> set[str]:
    """The word before a copula, and before a pair of commas there: "the goal, as you know, is"."""
    copula -= low_at(words, copula - 1) in _HELPERS
    found = {low_at(words, copula - 1)}
    if low_at(words, copula - 1) == ",":
        opening = (place for place in range(copula - 2, copula - _REACH, -1) if low_at(words, place) == ",")
        found = {low_at(words, next(opening, 0) - 1)}
    return found


def alike(one: Quantity | None, other: Quantity) -> bool:
    """Whether two numbers are of about one size."""
    if one is None or not one.high or not other.high:
        return False
    return 1 / _ALIKE <= one.high / other.high <= _ALIKE


def names_goal(words: Sequence[Word]) -> bool:
    """Whether a goal is spoken of: "remind me of the quota"."""
    return any(word.low in _GOALS for word in words)


def states_goal(words: Sequence[Word], quantity: Quantity) -> bool:
    """Whether a goal is what the number is: "the goal, as you know, is 3,000"."""
    place = _copula(words, quantity)
    return low_at(words, place) in _COPULAS and bool(_subject(words, place) & _GOALS)


def going_on(words: Sequence[Word], found: Sequence[Quantity], last: Quantity | None) -> list[Quantity]:
    """The numbers of a sentence, in the unit and scale of the one before where they go on with it."""
    told: list[Quantity] = []
    for quantity in found:
        told.append(_in_unit_of(words, quantity, last))
        last = told[-1]
    return told


def _in_unit_of(words: Sequence[Word], quantity: Quantity, last: Quantity | None) -> Quantity:
    """A number that goes on with another one, in its unit and scale: "sixty-six thousand; a year ago it was thirty"."""
    if last is None or quantity.kind is not Kind.COUNT or quantity.low is None or not continues(words, quantity):
        return quantity
    if low_at(words, quantity.last).isalnum() and low_at(words, quantity.last) not in _AFTER:
        return quantity
    if last.kind is Kind.PERCENT and (quantity.high or 0) <= 100:
        return replace(quantity, kind=Kind.PERCENT)
    if last.kind is Kind.DAYS and (last.high or 0.0) > _DAY and alike(last, quantity):
        return replace(quantity, kind=Kind.DAYS)
    if words[quantity.core].is_digits:
        return quantity
    scaled = replace(quantity, low=quantity.low * _THOUSAND, high=(quantity.high or 0.0) * _THOUSAND)
    spoken = last.kind is Kind.COUNT and (last.low or 0.0) % _THOUSAND == 0 and (quantity.high or 0) < 1000
    return scaled if spoken and alike(last, scaled) and quantity.low % 100 else quantity
