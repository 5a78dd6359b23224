"""The count that a run starts from: the newest known on that day, brought to the official scale.

Three tables count people held: ICE's snapshot of those currently detained, the daily count of the Deportation Data
Project, and the average population of a month. A snapshot dated D is the midnight of the day before; an average
stands for the middle of its month. The newest midnight is taken; a run that would start from an old one is refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bedspace.errors import Fault, UsageError
from bedspace.figure import Figure
from bedspace.figures.scales import Bridge, Measure, convert
from bedspace.figures.series import Vintage, is_whole_month
from bedspace.figures.sources import Source
from bedspace.fiscal import parse_day, period_bounds
from bedspace.parameters.catalogue import Catalogue
from bedspace.studies.run.inputs import official_scale

OLDEST_COUNT = 45
"""Days that the newest count may lie before a start."""
OLDEST_MONTH = OLDEST_COUNT + 31
"""Days that the last full month of flows may have ended before a start: a month more than a count."""
SNAPSHOTS = ("detained_by_criminality", "detained_by_disposition")
DAILY, AVERAGE = "ddp_midnight_population", "adp"


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
    rests_on : str
        What was counted, where it is printed, and the bridges it went through.
    """

    value: float
    midnight: date
    start: date
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
        return f"the run starts from {people}, {when}: {self.rests_on}"

    @property
    def record(self) -> dict[str, object]:
        """What the record of a run keeps."""
        return {
            "people": self.value,
            "midnight": self.midnight.isoformat(),
            "age_days": self.age,
            "rests_on": self.rests_on,
        }


def starting_count(known: Catalogue, day: date, vintage: Vintage) -> StartingCount:
    """The number that a parameter states for the day, or the newest count known of it or of a day before.

    Raises
    ------
    UsageError
        If nothing states one and no count is known.
    """
    if stated := known["start_population"].at(day):
        note = known["start_population"].entry(day).note or "no note"
        return StartingCount(stated, day, day, f"stated by the parameter start_population ({note.rstrip('.')})")
    counts = [count for count in _counts(vintage) if count[0] <= day]
    if not counts:
        expected = f"one of {', '.join((*SNAPSHOTS, DAILY, AVERAGE))}"
        what = f"no count of {day} or before is known {vintage.label}"
        raise UsageError(Fault("people held at the start", what, expected))
    midnight, figure = max(counts, key=lambda count: count[0])
    value, bridged = _on_the_official_scale(figure, midnight, known)
    return StartingCount(value, midnight, day, f"{_named(figure)}{bridged}")


def newest_midnight(among: Source) -> date:
    """Midnight of the newest snapshot or daily count of all."""
    days = {
        parse_day(each.period, each.quantity) - timedelta(days=each.quantity in SNAPSHOTS)
        for each in among.of_all((DAILY, *SNAPSHOTS))
        if not each.key
    }
    return max(days)


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


def _counts(vintage: Vintage) -> Iterator[tuple[date, Figure]]:
    """Every national count with the midnight that it stands for; of one midnight the daily count comes first."""
    for quantity in (DAILY, *SNAPSHOTS, AVERAGE):
        for period in vintage.periods(quantity):
            figure = vintage.figure(quantity, period)
            begin, end = period_bounds(period)
            if quantity == DAILY:
                yield begin, figure
            elif quantity in SNAPSHOTS:
                yield begin - timedelta(days=1), figure
            elif len(period) == 7 and is_whole_month(figure):
                yield begin + (end - begin) // 2, figure


def _on_the_official_scale(figure: Figure, midnight: date, known: Catalogue) -> tuple[float, str]:
    """Value on the scale of the average, and the bridges in words."""
    if figure.quantity == AVERAGE:
        return figure.value, ""
    if figure.quantity == DAILY:
        return official_scale(figure.value, known, midnight), ", brought to the official average by ddp_bridge"
    snapshot, daily = Measure("midnight", "snapshot"), Measure("midnight", "ddp")
    bridge = Bridge("snapshot_bridge", snapshot, daily, 1 / known["snapshot_bridge"].at(midnight))
    counted = convert(figure.value, snapshot, daily, bridge)
    words = ", brought to the official average by snapshot_bridge and ddp_bridge"
    return official_scale(counted, known, midnight), words


def _named(figure: Figure) -> str:
    names = {DAILY: "daily count of", AVERAGE: "average population of"}
    name = names.get(figure.quantity, "snapshot of those detained dated")
    return f"{figure.value:,.0f} printed as {name} {figure.period} ({figure.origin}, published {figure.published})"
