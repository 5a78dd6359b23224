"""What is stated in a sentence: its numbers, each with what it counts, and the words that nothing read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bedspace.claims.check.reading.comparing import Compared, direction_spans
from bedspace.claims.check.reading.moves import Move
from bedspace.claims.check.reading.period import Period
from bedspace.claims.check.reading.words import Subject
from bedspace.claims.intervals import Interval
from bedspace.claims.read.quantity import Kind

Parts = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, eq=False)
class Stated:
    """One number of a sentence.

    Attributes
    ----------
    text : str
        Its words as they stand.
    start, end : int
        Offsets in the sentence.
    kind : Kind
    value : float
    interval : Interval
        What the words leave open.
    open : bool
        Whether they only set a limit.
    own : str
        The stretch of the sentence that belongs to it.
    subject : Subject or None
    parts : mapping
        Dimensions that its words name.
    wider : bool
        Whether those words can mean more.
    agency : str
        Whose doing it is: ``ice``, ``dhs``, ``other``, or empty.
    period : Period or None
    daily : bool
    each_day : bool
        Whether a number of a day is said of each of them, and not of their mean.
    guessed : bool
        Whether its words name no subject, and the likeliest is taken.
    role : str
        ``count``, ``share``, ``change``, ``difference``, ``factor``, ``sum``, ``base`` or ``days``.
    falls : bool
        Whether a change is downwards.
    years : (int, int)
        Fiscal years of an administration, where a number is said of any one year of it.
    of : tuple of str
        Dimensions of its parts that name the group of which it is a share.
    monthly : str
        ``each`` month, or their ``mean``; empty where it is of the whole period.
    shared : bool
        Whether a share is meant, though no number of it is written ("the share of ... has risen").
    """

    text: str
    start: int
    end: int
    kind: Kind
    value: float
    interval: Interval
    open: bool
    own: str
    subject: Subject | None = None
    parts: Parts = field(default_factory=dict)
    wider: tuple[Parts, ...] = ()
    agency: str = ""
    period: Period | None = None
    daily: bool = False
    role: str = "count"
    falls: bool = False
    any_year: bool = False
    comparator: str = "exact"
    of: tuple[str, ...] = ()
    years: tuple[int, int] = (0, 0)
    shared: bool = False
    monthly: str = ""
    each_day: bool = False
    guessed: bool = False


@dataclass(frozen=True)
class Reading:
    """What was read in a sentence.

    Attributes
    ----------
    text : str
    numbers : tuple of Stated
    periods : tuple of Period
    denied : bool
        Whether the whole is denied in a form that turns it round.
    unread : tuple of str
        Words that nothing read.
    narrowing : tuple of str
        Those of them that can narrow what is counted.
    held_back : str
        Why no verdict can be given, whatever the numbers are; empty where one can.
    """

    text: str
    numbers: tuple[Stated, ...]
    periods: tuple[Period, ...]
    denied: bool
    unread: tuple[str, ...]
    held_back: str = ""
    kept: str = ""
    comparisons: tuple[Compared, ...] = ()
    topic: Stated | None = None
    moved: bool | None = None
    rises: bool | None = None
    move: Move | None = None
    aims: bool = False
    narrowing: tuple[str, ...] = ()

    @property
    def times(self) -> tuple[str, ...]:
        """The words of the periods."""
        return tuple(self.kept[period.start : period.end] for period in self.periods)

    @property
    def states_something(self) -> bool:
        """Whether a number or a comparison of a known subject stands in it."""
        if any(n.subject for n in self.numbers):
            return True
        if self.topic is None:
            return False
        known = any(compared.kind in {"known", "peak", "peak since"} for compared in self.comparisons)
        moves = bool(self.comparisons or self.move or direction_spans(self.kept))
        return known or (moves and bool(self.periods))
