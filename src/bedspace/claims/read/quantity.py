"""A quantity as it is read from words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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
