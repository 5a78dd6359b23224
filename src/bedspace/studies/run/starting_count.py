"""The count that a run starts from: the newest known on that day, brought to the official scale.

The newest midnight is taken, of whatever table; a run that would start from an old one is refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from bedspace.errors import Fault, UsageError
from bedspace.figure import Figure
from bedspace.figures.series import Vintage
from bedspace.figures.sources import Source
from bedspace.fiscal import period_bounds
from bedspace.parameters.catalogue import Catalogue
from bedspace.studies.estimate.held import AVERAGE, DAILY, SNAPSHOTS, Held, counts_held

OLDEST_COUNT = 45
"""Days that the newest count may lie before a start."""
OLDEST_MONTH = OLDEST_COUNT + 31
"""Days that the last full month of flows may have ended before a start: a month more than a count."""
MOST_ERROR = 0.2
"""The most that the error of a count grows to: no draw starts without people."""


@dataclass(frozen=True)
class StartingCount:
    """People held at the start, and what that rests on.

    Attributes
    ----------
    value : float
        On the scale of the official average.
    midnight : date
        Day whose midnight was counted; the middle of the month for an average.
    start : date
        Day of row 0.
    error : float
        Relative standard error of the number as one of the day of the start.
    rests_on : str
        What was counted, where it is printed, and the bridges it went through.
    """

    value: float
    midnight: date
    start: date
    error: float
    rests_on: str

    @property
    def age(self) -> int:
        """Days from the count to the start."""
        return (self.start - self.midnight).days

    @property
    def words(self) -> str:
        """One sentence for readers, without its full stop."""
        when = "the day of the start" if not self.age else f"{self.age:,} days before the start"
        people = f"{self.value:,.0f} people held at the midnight of {self.midnight}"
        unsure = f", with a standard error of {self.error:.1%} for its age" if self.error else ""
        return f"the run starts from {people}, {when}{unsure}: {self.rests_on}"

    @property
    def record(self) -> dict[str, object]:
        """What the record of a run keeps."""
        return {
            "people": self.value,
            "midnight": self.midnight.isoformat(),
            "age_days": self.age,
            "relative_standard_error": self.error,
            "rests_on": self.rests_on,
        }


def starting_count(known: Catalogue, day: date, vintage: Vintage) -> StartingCount:
    """The number that a parameter states for the day, or the newest count known of it or of a day before.

    Raises
    ------
    UsageError
        If nothing states one and no count is known.
    """
    if (stated := known["start_population"].stated(day)) is not None:
        note = known["start_population"].entry(day).note or "no note"
        return StartingCount(stated, day, day, 0.0, f"stated by the parameter start_population ({note.rstrip('.')})")
    counts = [held for held in counts_held(vintage) if held.midnight <= day]
    if not counts:
        expected = f"one of {', '.join((*SNAPSHOTS, DAILY, AVERAGE))}"
        what = f"no count of {day} or before is known {vintage.label}"
        raise UsageError(Fault("people held at the start", what, expected))
    newest = max(counts, key=lambda held: held.midnight)
    value, error = newest.official(known), _error(known, day, newest.midnight)
    return StartingCount(value, newest.midnight, day, error, f"{_named(newest.figure)}{_bridged(newest)}")


def _error(known: Catalogue, day: date, midnight: date) -> float:
    """Relative standard error on a day of a count of an earlier midnight; it grows with the age of the count."""
    age = (day - midnight).days
    return float(min(known["start_error"].at(day) * age ** known["start_error_growth"].at(day), MOST_ERROR))


def newest_midnight(vintage: Vintage) -> date:
    """Midnight of the newest snapshot or daily count that a vintage knows.

    Raises
    ------
    UsageError
        If it knows none.
    """
    days = [held.midnight for held in counts_held(vintage) if held.figure.quantity != AVERAGE]
    if not days:
        what = f"no count of people held is known {vintage.label}"
        raise UsageError(Fault("the newest day known", what, "a later day"))
    return min(max(days), vintage.day)


@lru_cache(maxsize=8)
def last_published(among: Source) -> date:
    """Day on which the last of all snapshots and daily counts was published."""
    return max(each.published for each in among.of_all((DAILY, *SNAPSHOTS)) if each.published_on)


def refuse_stale(count: StartingCount, last_month: str, vintage: Vintage) -> None:
    """Refuse a start long after the newest count, or after the last full month of book-ins and book-outs.

    Raises
    ------
    UsageError
        Naming the newest data, and what ``--stale-ok`` does.
    """
    ended = period_bounds(last_month)[1]
    remedy = (
        f"Start nearer to the data, read newer releases with 'bedspace data add', or give --stale-ok: the run then "
        f"starts on {count.start} as if nothing had changed since, and says so."
    )
    dated = (
        ("count of people held", count.midnight, OLDEST_COUNT),
        (f"full month of book-outs, {last_month}, ended on", ended, OLDEST_MONTH),
    )
    faults = [
        Fault(
            f"--start {count.start}",
            f"the newest {what} {'' if day == ended else 'is of '}{day}, {(count.start - day).days:,} days before "
            f"the start ({vintage.label})",
            f"{most} days at most",
            remedy,
        )
        for what, day, most in dated
        if (count.start - day).days > most
    ]
    if faults:
        raise UsageError(faults)


def _bridged(held: Held) -> str:
    return f", on the scale of the official average by {' and '.join(held.bridges)}" if held.bridges else ""


def _named(figure: Figure) -> str:
    names = {DAILY: "daily count of", AVERAGE: "average population of"}
    name = names.get(figure.quantity, "snapshot of those detained dated")
    return f"{figure.value:,.0f} printed as {name} {figure.period} ({figure.origin}, published {figure.published})"
