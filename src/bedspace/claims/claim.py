"""One quantity claim as it stands in a text, with the six facts that were read about its number."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

DOUBTFUL = 0.5


class Process(StrEnum):
    """What is done, or what the number is a number of."""

    ARREST = "arrest"
    BOOK_IN = "book_in"
    HOLD = "hold"
    ADP = "adp"
    BED = "bed"
    ROOM = "room"
    FULL = "full"
    CROWD = "crowd"
    FACILITY = "facility"
    MONITOR = "monitor"
    DIE = "die"
    RELEASE = "release"
    BORDER_RELEASE = "border_release"
    BORDER = "border"
    REMOVE = "remove"
    SELF_DEPART = "self_depart"
    DEPART = "depart"
    FLY = "fly"
    TRANSFER = "transfer"
    COUNTRY = "country"
    OFFICER = "officer"
    STAFF = "staff"
    HIRE = "hire"
    DEPLOY = "deploy"
    DISMISS = "dismiss"
    OFFICIAL = "official"
    WORK = "work"
    APPLY = "apply"
    OFFICE = "office"
    CASE = "case"
    PEND = "pend"
    SEEK_ASYLUM = "seek_asylum"
    ASYLUM = "asylum"
    WAIT = "wait"
    DECIDE = "decide"
    JUDGE = "judge"
    TEMPORARY_JUDGE = "temporary_judge"
    WINDOW = "window"
    TERM = "term"
    PETITION = "petition"
    RULING = "ruling"
    PARTNER = "partner"
    FUND = "fund"
    CONTRACT = "contract"
    RUN = "run"
    BONUS = "bonus"
    CRIME = "crime"
    STAY = "stay"
    ENCOUNTER = "encounter"
    SOURCE = "source"
    ELSEWHERE = "elsewhere"
    NONE = ""


class Measure(StrEnum):
    """How the number measures."""

    COUNT = "count"
    RATE = "rate"  # a day
    YEARLY = "yearly"
    HOURLY = "hourly"
    STOCK = "stock"
    MEAN = "mean"
    ADDED = "added"
    SHARE = "share"
    DURATION = "duration"
    MONEY = "money"
    CHANGE = "change"


class Status(StrEnum):
    """Whether the number happened, or is wanted, planned, foreseen, needed or granted."""

    ACTUAL = "actual"
    TARGET = "target"
    PLAN = "plan"
    PROJECTED = "projected"
    REQUIRED = "required"
    LAW = "law"


class Scope(StrEnum):
    """Of what the number speaks."""

    NATION = "nation"
    PLACE = "place"
    OFFICE = "office"
    OPERATION = "operation"
    FACILITY = "facility"
    GROUP = "group"


class Polarity(StrEnum):
    """Whether the clause of the number is affirmed or denied ("has not reached", "never", "failed to")."""

    AFFIRMED = "affirmed"
    DENIED = "denied"


class Comparison(StrEnum):
    """How the clause of the number compares it with other times or numbers."""

    NONE = ""
    HIGHEST = "highest"
    LOWEST = "lowest"
    MORE = "more"
    LESS = "less"
    ROSE = "rose"
    FELL = "fell"
    PART = "part"
    MULTIPLE = "multiple"


@dataclass(frozen=True)
class Facts:
    """The six facts about one number, each read by itself.

    Attributes
    ----------
    process : Process
    measure : Measure
    status : Status
    scope : Scope
    polarity : Polarity
    comparison : Comparison
    cues : tuple of (str, str)
        The words that each fact was read from: its name and the words as they stand.
    """

    process: Process = Process.NONE
    measure: Measure = Measure.COUNT
    status: Status = Status.ACTUAL
    scope: Scope = Scope.NATION
    polarity: Polarity = Polarity.AFFIRMED
    comparison: Comparison = Comparison.NONE
    cues: tuple[tuple[str, str], ...] = ()

    def words(self, fact: str) -> tuple[str, ...]:
        """The words that a fact was read from.

        >>> Facts(cues=(("polarity", "has not"),)).words("polarity")
        ('has not',)
        """
        return tuple(words for name, words in self.cues if name == fact)


@dataclass(frozen=True)
class Claim:
    """One quantity claim as it stands in a text.

    Attributes
    ----------
    doc : str
    start, end : int
        Offsets of `text_span` in the text.
    sentence_index : int
    text_span : str
    metric, family : str
    low, high : float or None
        None for vague plurals ("hundreds").
    comparator, unit, period, status : str
    of, direction : str or None
        For changes: the metric that changed, and ``up`` or ``down``.
    score : float
        From 0 to 1; below one half a person should look.
    vague : bool
    time_text, time_start, time_end : str or None
    geography : str
    attributed_to : str or None
    facts : Facts
        The six facts that the metric was chosen by.
    """

    doc: str
    start: int
    end: int
    sentence_index: int
    text_span: str
    metric: str
    family: str
    low: float | None
    high: float | None
    comparator: str
    unit: str
    period: str
    status: str
    score: float
    of: str | None = None
    direction: str | None = None
    vague: bool = False
    time_text: str | None = None
    time_start: str | None = None
    time_end: str | None = None
    geography: str = "US"
    attributed_to: str | None = None
    facts: Facts = Facts()

    def row(self) -> dict[str, Any]:
        """The claim as one flat row of a table, its facts as columns."""
        facts = {name: str(value) for name, value in vars(self.facts).items() if name not in {"status", "cues"}}
        return {**{name: value for name, value in vars(self).items() if name != "facts"}, **facts}

    @property
    def doubtful(self) -> bool:
        """Whether a person should look at this reading."""
        return self.score < DOUBTFUL
