"""Where things stand: the newest count of everything, with the one before and that of a year before.

What is listed, and in which order, stands in ``newest.toml``; tables of the user's own follow by name.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from bedspace.errors import Fault, UsageError
from bedspace.figure import UNSTATED, Figure
from bedspace.figures import embedded
from bedspace.figures.series import Vintage, as_of
from bedspace.figures.sources import EMBEDDED, Source
from bedspace.figures.windows import Window, windows
from bedspace.fiscal import parse_day, period_bounds
from bedspace.tabled import Tabled
from bedspace.units import Evidence, Unit, mark_of

A_YEAR = timedelta(days=365)
NEAR = 16
"""Days by which the count of a year before may lie off: half a month."""
FEW = 12
"""A table of the user's own without a total is listed whole where it has at most so many keys."""


@dataclass(frozen=True)
class Count:
    """A count of one day, or of the days that end on it.

    Attributes
    ----------
    day : date
    value : float
    published : date
    source : str
        File, sheet and cell, or the two files of a difference.
    """

    day: date
    value: float
    published: date
    source: str


@dataclass(frozen=True)
class Newest:
    """The newest count of something, and what to compare it with.

    Attributes
    ----------
    output, label : str
    unit : Unit
    evidence : Evidence
    count : Count
    before, year_before : Count or None
        The count before it, and the one nearest to a year before; None where there is none.
    """

    output: str
    label: str
    unit: Unit
    evidence: Evidence
    count: Count
    before: Count | None
    year_before: Count | None

    def row(self, today: date) -> dict[str, Any]:
        """The row of the verb; ages count to a day."""
        count, before, year = self.count, self.before, self.year_before
        return {
            "output": self.output,
            "what": self.label,
            "value": count.value,
            "unit": self.unit.value,
            "day": count.day,
            "age_days": (today - count.day).days,
            "published": None if count.published == UNSTATED else count.published,
            "before": before and before.value,
            "before_day": before and before.day,
            "change": self.change,
            "a_year_before": year and year.value,
            "a_year_before_day": year and year.day,
            "change_in_a_year": self.change_in_a_year,
            "source": count.source,
            "rests_on": mark_of(self.evidence).value,
        }

    @property
    def change(self) -> float | None:
        """Newest count less the one before."""
        return self.count.value - self.before.value if self.before else None

    @property
    def change_in_a_year(self) -> float | None:
        """Newest count less that of a year before."""
        return self.count.value - self.year_before.value if self.year_before else None


@cache
def listed() -> dict[str, dict[str, str]]:
    """What is listed: name -> label and where it is counted."""
    table: dict[str, Any] = tomllib.loads(files("bedspace.figures").joinpath("newest.toml").read_text("utf-8"))
    return table


def newest(known: Vintage) -> tuple[Newest, ...]:
    """The newest count of everything that a vintage knows; what it does not know is left out."""
    between = windows(known)
    found = [_listed(known, between, output, entry) for output, entry in listed().items()]
    return (*filter(None, found), *_own(known))


@dataclass(frozen=True, repr=False)
class Latest(Tabled):
    """Where things stand on a day.

    Attributes
    ----------
    counts : tuple of Newest
    day : date
        Ages count to it.
    """

    counts: tuple[Newest, ...]
    day: date

    def __repr__(self) -> str:
        return f"<Latest: {len(self.counts)} counts on {self.day}; table()>"

    def named(self, words: Sequence[str]) -> Latest:
        """Only the counts with every word in their name; all of them where no word is given.

        Raises
        ------
        UsageError
            If there is none.
        """
        wanted = " ".join(words).lower().replace("-", " ").replace("_", " ").split()
        kept = [each for each in self.counts if all(word in f"{each.label} {each.output}".lower() for word in wanted)]
        if not kept:
            labels = ", ".join(each.label for each in self.counts)
            raise UsageError(Fault(f"latest {' '.join(words)}", "no count has these words in its name", labels))
        return replace(self, counts=tuple(kept))

    def table(self) -> list[dict[str, Any]]:
        """Rows of the verb."""
        return [each.row(self.day) for each in self.counts]


def latest(day: date | str | None = None, among: Source = EMBEDDED) -> Latest:
    """Where things stand: the newest count of everything.

    Parameters
    ----------
    day : date, optional
        What had been published by a day, also written YYYY-MM-DD; everything by default.
    among : Source

    Raises
    ------
    UsageError
        If nothing had been published by then.
    """
    day = parse_day(day, "day") if isinstance(day, str) else day
    found = newest(as_of(day or date.max, among))
    if not found:
        first = min(figure.published for figure in among.of("adp"))
        raise UsageError(Fault(f"--as-of {day}", "nothing had been published by then", f"{first} or later"))
    return Latest(found, day or date.today())


def _listed(known: Vintage, between: Iterable[Window], output: str, entry: Mapping[str, str]) -> Newest | None:
    if "flow" in entry:
        counts = [_of_window(window, entry["flow"]) for window in between if entry["flow"] in window.flows]
        return _newest(output, entry["label"], Unit.PERSONS_PER_DAY, Evidence.OFFICIAL, counts)
    printed = known.printings(entry["table"])
    keys = entry["keys"].split() if "keys" in entry else [entry.get("key", "")]
    return _of_figures(output, entry["label"], _added_up(printed, keys), entry["every"])


def _added_up(printed: Iterable[Figure], keys: Sequence[str]) -> list[Figure]:
    """Figures of a key, or the sums of several that one file prints for one period; a sum without a part is none."""
    if len(keys) == 1:
        return [figure for figure in printed if figure.key == keys[0]]
    parts: dict[tuple[str, str, date], dict[str, Figure]] = {}
    for figure in printed:
        if figure.key in keys:
            parts.setdefault((figure.origin.file, figure.period, figure.published), {})[figure.key] = figure
    return [_sum([found[key] for key in keys]) for found in parts.values() if len(found) == len(keys)]


def _sum(parts: Sequence[Figure]) -> Figure:
    cells = replace(parts[0].origin, cell=" + ".join(part.origin.cell for part in parts))
    return replace(parts[0], key="", value=sum(part.value for part in parts), origin=cells)


def _own(known: Vintage) -> Iterator[Newest]:
    """Tables that do not come with the software: their total, or every key where these are few."""
    for quantity in sorted(set(known.tables.source.quantities) - set(embedded.quantities())):
        printings = known.printings(quantity)
        keys = sorted({figure.key for figure in printings})
        for key in [""] if "" in keys else keys if len(keys) <= FEW else []:
            figures = [figure for figure in printings if figure.key == key]
            every = _kind(max(figures, key=lambda figure: (period_bounds(figure.period)[1], figure.rank)))
            if found := _of_figures(f"{quantity} {key}".strip(), _label(quantity, key), figures, every):
                yield found


def _label(quantity: str, key: str) -> str:
    return f"{quantity} {key}".strip().replace("_", " ").replace(";", ", ")


def _of_figures(output: str, label: str, figures: Iterable[Figure], every: str) -> Newest | None:
    """Of whole days, weeks and months the newest printing; of a fiscal year so far every day that its data reach."""
    kept = [f for f in figures if _kind(f) == every and (f.is_whole or every == "fiscal year")]
    if not kept:
        return None
    latest = {_day(figure): figure for figure in sorted(kept, key=lambda f: (period_bounds(f.period), f.rank))}
    counts = [Count(day, f.value, f.published, str(f.origin)) for day, f in latest.items()]
    last = latest[max(latest)]
    found = _newest(output, label, last.unit, last.evidence, counts)
    began = period_bounds(last.period)[0]
    if every == "fiscal year" and found and found.before and found.before.day < began:
        return replace(found, before=None)  # the sums begin anew
    return found


def _kind(figure: Figure) -> str:
    first, last = period_bounds(figure.period)
    if figure.period.startswith("FY"):
        return "fiscal year"
    return "day" if first == last else "week" if ".." in figure.period else "month"


def _day(figure: Figure) -> date:
    """Last day that a figure is about."""
    return min(figure.data_date, period_bounds(figure.period)[1])


def _of_window(window: Window, flow: str) -> Count:
    published = window.later.published if window.later else date.max
    sources = [figure.origin.file for figure in (window.later, window.earlier) if figure]
    return Count(window.through, window.a_day(flow) or 0.0, published, " less ".join(sources))


def _newest(output: str, label: str, unit: Unit, evidence: Evidence, counts: Iterable[Count]) -> Newest | None:
    ordered = sorted(counts, key=lambda count: count.day)
    if not ordered:
        return None
    *earlier, last = ordered
    wanted = last.day - A_YEAR
    near = min(earlier, key=lambda count: abs(count.day - wanted), default=None)
    year_before = near if near and abs(near.day - wanted) <= timedelta(days=NEAR) else None
    return Newest(output, label, unit, evidence, last, earlier[-1] if earlier else None, year_before)
