"""What was said before: entries of the ledger that a claim repeats, also in other words.

A repeat has the metric of the entry, and with it process and measure, its status, place and number, is affirmed, and
speaks of the same time. The words do not matter.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from bedspace.claims.claim import Claim, Polarity
from bedspace.claims.ledger.entries import Entry, ledger
from bedspace.fiscal import fiscal_year

SHARED = 0.5
"""Two spans are one period if this part of the longer is in both; of the shorter, for levels and rates."""
ABOUT = timedelta(days=31)
"""A level or a rate without a date of its own is of the days around the day when it was said."""
AHEAD = timedelta(days=366)
"""What is planned, wanted or needed is said of a time up to a year after it was said."""
_A_DAY = len("2024-09-30")
_AHEAD = frozenset({"target", "plan", "projected", "required"})
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NUMBER = re.compile(r"\d")
_LIMITS = {"more_than": "low", "at_least": "low", "less_than": "high", "up_to": "high"}

_Span = tuple[date, date]


@dataclass(frozen=True)
class Repeat:
    """An earlier entry and the entries that answer it."""

    entry: Entry
    answers: tuple[Entry, ...]

    def __str__(self) -> str:
        on = "on" if len(self.entry.when) == _A_DAY else "in"
        low, says = self.entry.low, self.entry.says
        amount = f"{low:,.10g} " if low is not None and says[:1].islower() and not _NUMBER.search(says) else ""
        said = f"said before by {self.entry.said_by}, {on} {self.entry.when}: {amount}{says} ({self.entry.source})"
        told = [f"outcome: {self.entry.outcome}"] if self.entry.outcome else []
        told += [f"answered: {other.says} ({other.source})" for other in self.answers]
        return "; ".join([said, *told])


def repeats(claim: Claim, said: date | None = None, sentence: str = "") -> list[Repeat]:
    """The entries that a claim repeats, the earliest first.

    Parameters
    ----------
    claim : Claim
    said : date, optional
        Day of publication; entries of later days are left out.
    sentence : str
        The words around the claim; a year that stands there is not another year's entry.
    """
    if claim.vague or claim.low is None or claim.facts.polarity is Polarity.DENIED:
        return []
    same = [entry for entry in _same_number(claim) if _when(entry)[0] <= (said or date.max)]
    same = [entry for entry in same if _same_place(claim.geography, entry.geography) and _same_time(claim, entry, said)]
    if claim.time_start is None and (years := set(map(int, _YEAR.findall(sentence)))):
        same = [entry for entry in same if years & set(range(_span(entry)[0].year, _span(entry)[1].year + 1))]
    return [Repeat(entry, tuple(answers_to(entry))) for entry in sorted(same, key=lambda e: (e.when, e.id))]


def _same_number(claim: Claim) -> Sequence[Entry]:
    """Entries of the metric, status and number of a claim; a limit is no amount."""
    return _by_number().get((claim.metric, claim.status, claim.low, claim.high, _LIMITS.get(claim.comparator)), ())


@cache
def _by_number() -> Mapping[tuple[object, ...], Sequence[Entry]]:
    found: dict[tuple[object, ...], list[Entry]] = {}
    for entry in ledger():
        asked = (entry.metric, entry.status, entry.low, entry.high, _LIMITS.get(entry.comparator))
        found.setdefault(asked, []).append(entry)
    return found


def answers_to(entry: Entry) -> Iterator[Entry]:
    """The entries that answer one."""
    return (other for other in ledger() if entry.id in other.answers or other.id in entry.answered_by)


def _same_place(claimed: str, kept: str) -> bool:
    """Whether two places are one; one name may say more than the other, but not of the nation."""
    a, b = claimed.casefold(), kept.casefold()
    return a == b or ("us" not in (a, b) and (a in b or b in a))


def _same_time(claim: Claim, entry: Entry, said: date | None) -> bool:
    spoken = _spoken(claim, said)
    if spoken is None:
        return True
    kept = _when(entry) if entry.status in _AHEAD else _span(entry)
    if entry.status in _AHEAD:
        return _meet(spoken, kept, ABOUT, AHEAD)
    if claim.period in {"point", "day"} and max(_length(spoken), _length(kept)) <= ABOUT.days:
        return _meet(spoken, kept, ABOUT, ABOUT)
    least = min if claim.period in {"point", "day"} else max
    return _shared(spoken, kept) >= SHARED * least(_length(spoken), _length(kept))


def _meet(a: _Span, b: _Span, before: timedelta, after: timedelta) -> bool:
    """Whether the first span meets the second with some days before and after it."""
    return b[0] - before <= a[1] and a[0] <= b[1] + after


def _spoken(claim: Claim, said: date | None) -> _Span | None:
    """The time that a claim speaks of: as read, else the day when it was said; None where neither is known."""
    ends = [date.fromisoformat(text) for text in (claim.time_start, claim.time_end) if text]
    if ends:
        return ends[0], max(ends[-1], said) if said and not claim.time_end else ends[-1]
    return (said, said) if said and claim.period in {"point", "day"} else None


def _when(entry: Entry) -> _Span:
    """The day, month or year when an entry was said, or of which it counts."""
    return _days(entry.when)


def _span(entry: Entry) -> _Span:
    """The time that an entry counts: as kept, else the year or month that ends when it was said."""
    first, last = _when(entry)
    if entry.first:
        return _days(entry.first)[0], _days(entry.last)[1] if entry.last else last
    if entry.period == "year" and len(entry.when) == _A_DAY:
        return (date(fiscal_year(last) - 1, 10, 1), last) if last.month == 9 else (date(last.year, 1, 1), last)
    return first, last


def _days(text: str) -> _Span:
    """First and last day of a day, a month or a year.

    >>> [day.isoformat() for day in _days("2024-02")]
    ['2024-02-01', '2024-02-29']
    """
    year, month, day = [*map(int, text.split("-")), 0, 0][:3]
    if day:
        return date(year, month, day), date(year, month, day)
    last = month or 12
    return date(year, month or 1, 1), date(year, last, calendar.monthrange(year, last)[1])


def _length(span: _Span) -> int:
    return (span[1] - span[0]).days + 1


def _shared(a: _Span, b: _Span) -> int:
    """Days in both spans."""
    return max((min(a[1], b[1]) - max(a[0], b[0])).days + 1, 0)
