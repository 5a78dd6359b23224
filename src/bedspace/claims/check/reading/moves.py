"""What something rose or fell between: a period, another that it is held against, and which of the two is the higher.

"Up from a year earlier", "fell by a third since January", "more in June than in May" and "doubled between fiscal 2023
and fiscal 2024" are one thing: two times and a direction. The size of the change, where it is given, is a number
beside it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from bedspace.claims.check.reading.comparing import direction
from bedspace.claims.check.reading.period import Period
from bedspace.claims.check.reading.relative import AROUND
from bedspace.claims.check.reading.words import blank
from bedspace.claims.patterns import Pattern
from bedspace.fiscal import fiscal_end, fiscal_start, fiscal_year

if TYPE_CHECKING:
    from bedspace.claims.check.reading.stated import Stated

AT_AN_END = timedelta(days=10)
"""How far from either end of a span ("over the summer") a count of it may lie."""


@dataclass(frozen=True)
class Move:
    """Two times and a direction.

    Attributes
    ----------
    main : Period or None
        What is said to be higher or lower; None where it is the newest figure.
    against : Period
        What it is held against.
    up : bool or None
        None where the words name no direction, as in "three times the number of".
    guessed : bool
        Whether the period before is taken because none is named.
    steady : bool
        Whether it is said to have stayed as it was.
    """

    main: Period | None
    against: Period
    up: bool | None
    guessed: bool = False
    steady: bool = False

    def uses(self, period: Period) -> bool:
        """Whether a period is one of the two."""
        return any(p is not None and (p.start, p.end) == (period.start, period.end) for p in (self.main, self.against))


def move_in(
    text: str, found: Sequence[Period], numbers: Sequence[Stated], hidden: Sequence[tuple[int, int]]
) -> Move | None:
    """The move that a sentence tells; None where it tells none, or the words do not say between which times.

    Parameters
    ----------
    text : str
    found : sequence of Period
    numbers : sequence of Stated
    hidden : sequence of (int, int)
        Places of words that are read as something else.
    """
    sizes = [n for n in numbers if n.role in {"change", "factor", "difference"}]
    places = [(n.start, n.end) for n in numbers if n not in sizes]
    said = direction(blank(text, [*hidden, *places]))
    up = said[0] if said else _up_by(sizes)
    if not sizes and said is None and _STEADY.search(text):
        times = _times(found, changes=True)
        return Move(times[0], times[1], None, steady=True) if times else None
    if not sizes and said is None:
        return None
    levels = [n for n in numbers if n not in sizes]
    if not sizes and len(levels) == 1 and (held := _held_against(levels[0], found)):
        return Move(*held, up)
    times = _times(found, changes=bool(sizes) or _is_change(text, hidden, places))
    return Move(times[0], times[1], up, times[1].start == times[1].end) if times else None


def _held_against(level: Stated, found: Sequence[Period]) -> tuple[Period, Period] | None:
    """ "So far this year removals have passed last year's 271,484": a level of one time, and something of another."""
    others = [p for p in found if p is not level.period and not p.compared and p.end <= level.start]
    behind = level.period if level.period and level.period.end <= level.end + _BESIDE else None
    named = level.period is not None and (
        level.period.start >= level.start or (behind is not None and behind.end >= level.start - _BESIDE)
    )
    if len(others) != 1 or len(found) != 2 or level.period is None or not named:
        return None
    return others[0], level.period


_BESIDE = len(" total of the ")


_STEADY = Pattern(
    r"\b(?:(?:held|holding|holds|remained|remains|stayed|stays|been|kept) (?:roughly |about |"
    r"broadly |fairly |largely |relatively |more or less )?"
    r"(?:steady|flat|stable|constant|level|unchanged|the same)|(?:hardly|barely|"
    r"scarcely) (?:changed|moved|budged)|plateaued|"
    r"(?:(?:did|does|has|have|had) not|didn['’]t|doesn['’]t|hasn['’]t) (?:budged?|moved?|changed?)|"
    r"(?:little|not) changed|level(?:ed|led) off)\b",
    re.IGNORECASE,
)


def steady_spans(text: str) -> list[tuple[int, int]]:
    """Places of words that say that something stayed as it was."""
    return [match.span() for match in _STEADY.finditer(text)]


def _is_change(text: str, hidden: Sequence[tuple[int, int]], places: Sequence[tuple[int, int]]) -> bool:
    return direction(blank(text, [*hidden, *places]), of_changes=True) is not None


def _up_by(sizes: Sequence[Stated]) -> bool | None:
    """ "Doubled" is up, "halved" is down."""
    if len(sizes) != 1:
        return None
    (size,) = sizes
    return size.value > 1 if size.role == "factor" else not size.falls


def _times(found: Sequence[Period], *, changes: bool) -> tuple[Period | None, Period] | None:
    """What is compared, and what it is compared with."""
    since = [p for p in found if p.begun is not None and not p.compared]
    against = [p for p in found if p.compared]
    mains = [p for p in found if p not in since and p not in against]
    if len(against) == 1 and len(mains) <= 1 and not since:
        return (mains[0] if mains else None), against[0]
    if against or len(since) > 1 or not changes:
        return None
    if since:
        later = [p for p in mains if p.first > since[0].first]
        return (None, since[0]) if not mains else (later[0], since[0]) if len(mains) == len(later) == 1 else None
    if len(mains) == 2 and not _overlap(*mains):
        first, second = sorted(mains, key=lambda period: period.first)
        return second, first
    if len(mains) == 1 and mains[0].unit == "span" and not mains[0].running and mains[0].days >= _LONG:
        days = (mains[0].last, mains[0].first)
        ends = [replace(mains[0], first=day - AT_AN_END, last=day + AT_AN_END, unit="around") for day in days]
        return ends[0], ends[1]  # "grew over the summer"
    before = period_before(mains[0]) if len(mains) == 1 else None
    return (mains[0], before) if before else None


_LONG = 45
"""Days of a span that is told by its ends; a shorter one is held against the one before it."""


def _overlap(a: Period, b: Period) -> bool:
    return a.first <= b.last and b.first <= a.last


def period_before(period: Period) -> Period | None:
    """The fiscal year before a fiscal year, the month before a month."""
    if period.unit not in {"fiscal", "month"} or (period.running and period.unit == "month"):
        return None
    ended = period.first - timedelta(days=1)
    first = fiscal_start(fiscal_year(ended)) if period.unit == "fiscal" else ended.replace(day=1)
    return Period(first, ended, 0, 0, unit=period.unit)


def began(period: Period) -> Period:
    """When something began that goes on since: the month, the year or the days around the day that is named."""
    assert period.begun is not None
    if period.begun == period.first:
        return replace(
            period,
            first=period.first - AROUND,
            last=period.first + AROUND,
            running=False,
            begun=None,
            unit="around",
        )
    if (period.first, period.begun) == (fiscal_start(fiscal_year(period.begun)), fiscal_end(fiscal_year(period.begun))):
        return replace(period, last=period.begun, running=False, begun=None, unit="fiscal")
    unit = "month" if period.first.day == 1 and period.first.month == period.begun.month else "span"
    return replace(period, last=period.begun, running=False, begun=None, unit=unit)
