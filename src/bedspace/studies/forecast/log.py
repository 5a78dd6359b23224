"""The forecast log: forecasts written down when they are made, chained by hashes, scored when the counts are out.

Each line is one entry as JSON and holds the hash of the line before it and of itself. A byte that is changed later
breaks the chain there. An entry at the end that is taken away is missed only by who kept its hash: publish it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from bedspace import __version__
from bedspace.errors import CheckFailed, Fault, InputRefused
from bedspace.figures.series import as_of
from bedspace.figures.sources import Source
from bedspace.studies.forecast import scores, settings
from bedspace.studies.forecast.forecast import Forecast
from bedspace.studies.forecast.hub import POPULATION
from bedspace.studies.forecast.vintages import truth
from bedspace.writing import write

Entry = dict[str, Any]
START = "0" * 64
WITHHELD = "withheld: no release read here reaches this day"


@dataclass(frozen=True)
class Scored:
    """One forecast of the log beside what came.

    Attributes
    ----------
    entry : int
        Line of the log.
    origin_date, target_end_date : date
    horizon : int
    median, low, high : float
        The middle, and the ends of the 90 % band.
    outcome, wis, naive_wis : float or None
        None while no release tells.
    inside : bool or None
    note : str
    """

    entry: int
    origin_date: date
    horizon: int
    target_end_date: date
    median: float
    low: float
    high: float
    outcome: float | None
    wis: float | None
    naive_wis: float | None
    inside: bool | None
    note: str


def add(path: Path, made: Forecast, data: str, today: date) -> Entry:
    """Append a forecast of people held to a log, which is begun if there is none.

    Raises
    ------
    CheckFailed
        If a line of the log has been changed.
    """
    entries = read(path) if path.exists() else []
    entry: Entry = {
        "entry": len(entries) + 1,
        "written": today.isoformat(),
        "bedspace": __version__,
        "data": data,
        "settings": settings.fingerprint(),
        "origin_date": made.day.isoformat(),
        "counted": made.counted.isoformat(),
        "held": made.held,
        "target": POPULATION,
        "levels": [round(float(level), 3) for level in settings.LEVELS],
        "forecasts": [
            {
                "target_end_date": target.end.isoformat(),
                "quantiles": target.quantiles.round(1).tolist(),
                "naive": [] if target.naive is None else target.naive.round(1).tolist(),
            }
            for target in made.of(POPULATION)
        ],
        "previous": entries[-1]["hash"] if entries else START,
    }
    entry["hash"] = _hash(entry)
    write("".join(_line(each) + "\n" for each in [*entries, entry]), path, "--file")
    return entry


def read(path: Path) -> list[Entry]:
    """All entries of a log whose chain holds.

    Raises
    ------
    InputRefused
        If the file cannot be read.
    CheckFailed
        Naming each line that was changed.
    """
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError as error:
        raise InputRefused(Fault(str(path), f"cannot be read: {error.strerror}", "a forecast log")) from None
    faults = [] if lines[-1] == b"" else [Fault(str(path), "the last line has no end", "whole lines")]
    entries, previous = [], START
    for number, line in enumerate(lines[:-1] if not faults else lines, 1):
        entry = _entry(line)
        if entry is None or entry.get("entry") != number or entry.get("previous") != previous:
            faults.append(_changed(path, number))
        else:
            entries.append(entry)
        previous = entry["hash"] if entry else ""
    if faults:
        raise CheckFailed(faults)
    return entries


def _changed(path: Path, number: int) -> Fault:
    return Fault(f"{path} line {number}", "does not fit its hash or the line before", "the line as it was written")


def _entry(line: bytes) -> Entry | None:
    """The entry of a line; None where a byte is not as it was written."""
    try:
        entry = json.loads(line)
    except ValueError:
        return None
    whole = isinstance(entry, dict) and entry.get("hash") == _hash(entry) and _line(entry).encode() == line
    return entry if whole else None


def _line(entry: Entry) -> str:
    return json.dumps(entry, ensure_ascii=True, separators=(",", ":"))


def _hash(entry: Entry) -> str:
    return hashlib.sha256(_line({key: value for key, value in entry.items() if key != "hash"}).encode()).hexdigest()


def score(entries: Sequence[Entry], among: Source) -> list[Scored]:
    """Each forecast of a log beside the count of its day, interpolated between snapshots."""
    held, last = truth(as_of(date.max, among))
    return [_scored(entry, each, held, last) for entry in entries for each in entry["forecasts"]]


def _scored(entry: Entry, each: Entry, held: Any, last: float) -> Scored:
    origin, end = date.fromisoformat(entry["origin_date"]), date.fromisoformat(each["target_end_date"])
    ours, naive = np.array(each["quantiles"]), np.array(each["naive"])
    low, high = scores.INTERVALS[90]
    head = (entry["entry"], origin, (end - origin) // timedelta(days=1), end)
    band = (float(ours[settings.MEDIAN]), float(ours[low]), float(ours[high]))
    if end.toordinal() > last:
        return Scored(*head, *band, None, None, None, None, WITHHELD)
    outcome = held(np.array([float(end.toordinal())]))
    wis, naive_wis = (float(scores.wis(given[None], outcome)[0]) for given in (ours, naive))
    inside = bool(band[1] <= outcome[0] <= band[2])
    return Scored(*head, *band, float(outcome[0]), wis, naive_wis, inside, "scored")
