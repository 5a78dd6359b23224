"""The ledger: public claims with who said them, when, what they measure, and where they can be read.

Entries are TOML files in ``ledger/``: numbers of the five reports by offsets and hash (never their text),
statements in our words, and further public claims with the fact they rest on. Nothing is totalled by person
or party.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import combinations
from typing import Any

from bedspace.claims.concepts import binding
from bedspace.claims.read.sentences import word_set
from bedspace.errors import Fault, InputRefused
from bedspace.units import RestsOn

_COMPARED = word_set(
    "arrests_daily_target per_office_daily_target arrests_daily_peak released_of_arrested removals_count "
    "removal_flights "
    "detention_capacity removals_annual_target detention_utilisation"
)
SOURCINGS = frozenset({"named", "anonymous", "document", "reported"})
VERIFIED = frozenset({"yes", "copy", "no"})


@dataclass(frozen=True)
class Source:
    """Where a claim was published."""

    publisher: str
    title: str
    date: str
    address: str = ""

    def __str__(self) -> str:
        bare = self.publisher.removeprefix("The ")
        title = self.title.removeprefix("The ").removeprefix(f"{bare}: ") if bare else self.title
        return ", ".join(part for part in (self.publisher, title, self.date) if part)


@dataclass(frozen=True)
class Entry:
    """One public claim or statement.

    Attributes
    ----------
    id, says, said_by, side, sourcing : str
        `side` is for finding claims of every side, never for counting them.
    source : Source
    verified : str
        ``yes`` the original was read, ``copy`` a copy of it, ``no`` neither.
    metric, low, high, comparator, unit, period, status, geography : optional
        Empty for statements without a number.
    when, first, last : str
        Day of the claim, and the span it speaks of.
    report, span, sha256 : optional
        Place in one of the five reports.
    fact, kind, element, outcome, note : str
    answered_by, denied_by, answers : tuple of str
    """

    id: str
    says: str
    said_by: str
    side: str
    sourcing: str
    source: Source
    verified: str
    when: str
    metric: str = ""
    low: float | None = None
    high: float | None = None
    comparator: str = ""
    unit: str = ""
    period: str = ""
    status: str = ""
    geography: str = ""
    first: str = ""
    last: str = ""
    report: str = ""
    span: tuple[int, int] | None = None
    sha256: str = ""
    fact: str = ""
    kind: str = "number"
    element: str = ""
    outcome: str = ""
    note: str = ""
    answered_by: tuple[str, ...] = ()
    denied_by: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()

    @property
    def mark(self) -> RestsOn:
        """Mark of what was said: reported, whoever said it; counts stand among the figures."""
        return RestsOn.REPORTED

    @property
    def concept(self) -> str:
        """What the metric measures, in the words of the definition guard; empty for statements."""
        return binding(self.metric).concept if self.metric else ""


@lru_cache(maxsize=1)
def ledger() -> tuple[Entry, ...]:
    """All entries, in the order of the files.

    Raises
    ------
    InputRefused
        Naming every entry that is not well formed.
    """
    found: list[Entry] = []
    folder = files("bedspace.claims").joinpath("ledger")
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.name.endswith(".toml"):
            table = tomllib.loads(file.read_text(encoding="utf-8"))
            found += [_entry(row) for row in table["entry"]]
    if faults := list(_faults(found)):
        raise InputRefused(faults)
    return tuple(found)


def _entry(row: Mapping[str, Any]) -> Entry:
    lists = {name: tuple(row[name]) for name in ("span", "answered_by", "denied_by", "answers") if name in row}
    return Entry(**{**row, **lists, "source": Source(**row["source"])})


def _faults(entries: Iterable[Entry]) -> Iterator[Fault]:
    seen: set[str] = set()
    for entry in entries:
        where = f"ledger, {entry.id}"
        if entry.id in seen:
            yield Fault(where, "the id stands twice")
        seen.add(entry.id)
        if entry.sourcing not in SOURCINGS:
            yield Fault(where, f"sourcing '{entry.sourcing}'", f"one of {sorted(SOURCINGS)}")
        if entry.verified not in VERIFIED:
            yield Fault(where, f"verified '{entry.verified}'", f"one of {sorted(VERIFIED)}")
        if not entry.source.publisher or not entry.says:
            yield Fault(where, "publisher or words are missing")


def disagreements() -> list[dict[str, Any]]:
    """Pairs of entries of one metric, status, place and span with different values, as a table."""
    numbers = [e for e in ledger() if e.low is not None and e.status in {"target", "law", "actual"}]
    return [
        {
            "metric": a.metric,
            "first": a.id,
            "says_first": _range(a),
            "source_first": str(a.source),
            "second": b.id,
            "says_second": _range(b),
            "source_second": str(b.source),
        }
        for a, b in combinations(numbers, 2)
        if _same_question(a, b) and (a.low, a.high) != (b.low, b.high)
    ]


def _same_question(a: Entry, b: Entry) -> bool:
    """Whether two entries answer the same question, so that different values disagree."""
    if (a.metric, a.status, a.geography, a.period) != (b.metric, b.status, b.geography, b.period):
        return False
    if {a.comparator, b.comparator} & {"more_than", "less_than", "at_least", "up_to"}:
        return False
    if a.metric not in _COMPARED:
        return False
    close = abs(_months(a.when) - _months(b.when)) <= 1
    return (a.status == "target" and close) or a.when == b.when


def _months(when: str) -> int:
    """Months of a day or month since the year 0; a year alone is its first month."""
    year, month = [*when.split("-"), "1"][:2]
    return 12 * int(year) + int(month)


def _range(entry: Entry) -> str:
    if entry.low == entry.high:
        return f"{entry.low:,.10g}"
    return f"{entry.low:,.10g}-{entry.high:,.10g}"


def rows(metric: str = "", kind: str = "") -> list[dict[str, Any]]:
    """The ledger as a table, all of it or the entries of a metric or kind."""
    chosen = (e for e in ledger() if (not metric or e.metric == metric) and (not kind or e.kind == kind))
    return [_row(entry) for entry in chosen]


def _row(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "when": entry.when,
        "said_by": entry.said_by,
        "reported_by": entry.source.publisher,
        "says": entry.says,
        "kind": entry.kind,
        "metric": entry.metric,
        "low": entry.low,
        "high": entry.high,
        "comparator": entry.comparator,
        "unit": entry.unit,
        "period": entry.period,
        "status": entry.status,
        "geography": entry.geography,
        "concept": entry.concept,
        "sourcing": entry.sourcing,
        "rests_on": str(entry.mark),
        "verified": entry.verified,
        "outcome": entry.outcome,
        "fact": entry.fact,
        "answered_by": ", ".join(entry.answered_by),
        "denied_by": ", ".join(entry.denied_by),
        "source": str(entry.source),
        "address": entry.source.address,
    }


def calendar() -> list[dict[str, Any]]:
    """Who said what on which day, oldest first; events of missing data stand among them."""
    dated = [e for e in ledger() if len(e.when) == 10]
    return [
        {"day": e.when, "who": e.said_by, "what": e.says, "kind": e.kind, "id": e.id}
        for e in sorted(dated, key=lambda entry: (entry.when, entry.id))
    ]
