"""Days that are meant, with the place of their words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Period:
    """Days that are meant, with the place of their words.

    Attributes
    ----------
    first, last : date
    start, end : int
        Offsets in the sentence.
    running : bool
        Whether it goes on when the statement is made.
    unit : str
        ``day``, ``month``, ``fiscal``, ``year``, ``span``, or ``until``, a day up to which something is counted.
    begun : date or None
        Where it goes on since something ("since the summer"): the last day of that.
    compared : bool
        Whether it is only what another period is held against ("than in 2023", "a year earlier").
    loose : int
        How many days earlier it may end: "through mid-January" may end on any day from the 11th to the 20th.
    """

    first: date
    last: date
    start: int
    end: int
    running: bool = False
    unit: str = "span"
    begun: date | None = None
    compared: bool = False
    loose: int = 0

    @property
    def days(self) -> int:
        """Length in days."""
        return (self.last - self.first).days + 1

    @property
    def is_week(self) -> bool:
        """Whether it is as long as a week."""
        return self.days == 7
