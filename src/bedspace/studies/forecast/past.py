"""The past forecasts that come with the software: they scale the bands of a new one, and their errors are quoted.

    python -m bedspace.studies.forecast.past

makes the forecast of every publication day among the embedded releases again, and writes them beside this module with
the day they were made and what of. A test makes some of them again.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bedspace.errors import CheckFailed, Fault
from bedspace.figures.series import as_of
from bedspace.figures.sources import Source
from bedspace.studies.forecast import settings, vintages
from bedspace.studies.forecast.baselines import BASELINES, log_held
from bedspace.studies.forecast.rolling import OURS, Origin, Past, Rolled, roll
from bedspace.studies.forecast.scores import covered
from bedspace.studies.forecast.settings import HORIZONS, LEVELS, MEDIAN
from bedspace.writing import write

Array = NDArray[np.float64]

FILE = "past_forecasts.csv"
_PLAIN = "plain"
_NAIVE = "naive"
_DIGITS = 5


@dataclass(frozen=True)
class Measured:
    """Mean absolute errors of past forecasts at one horizon.

    Attributes
    ----------
    horizon : int
        Days.
    count : int
        Forecasts whose outcome is known.
    ours, naive : float
        People.
    ours_share, naive_share : float
        As a share of the outcome.
    inside : int
        Forecasts whose 90 % band held the outcome.
    """

    horizon: int
    count: int
    ours: float
    naive: float
    ours_share: float
    naive_share: float
    inside: int


@dataclass(frozen=True)
class Kept:
    """The content of the file.

    Attributes
    ----------
    past : Past
    ours : array, shape (origins, horizons, 23)
        Logarithms of the forecasts that were given.
    made : date
    settings, data : str
        Fingerprints.
    """

    past: Past
    ours: Array
    made: date
    settings: str
    data: str


@cache
def kept() -> Kept:
    """The file that comes with the software.

    Raises
    ------
    CheckFailed
        If it was made with other settings.
    """
    text = resources.files(__package__).joinpath(FILE).read_text(encoding="utf-8")
    found = read(text)
    if found.settings != settings.fingerprint():
        remedy = "Make them again: python -m bedspace.studies.forecast.past"
        raise CheckFailed(Fault(FILE, "past forecasts of other settings", settings.fingerprint(), remedy))
    return found


def made_before(origins: Sequence[Origin], among: Source) -> Past | None:
    """The past forecasts that come with the software, if they are of these origins and this data; else None."""
    return kept().past.of(origins) if kept().data == vintages.fingerprint(among) else None


def read(text: str) -> Kept:
    """Past forecasts from the text of a file; the inverse of `text_of`."""
    head, body = text.split("\n", 1)
    facts = json.loads(head.removeprefix("# "))
    rows = list(csv.reader(body.splitlines()))[1:]
    days = sorted({row[0] for row in rows})
    values = {(row[0], int(row[1]), row[2]): np.array(row[3:], float) for row in rows}
    models = {
        model: np.array([[values[day, horizon, model] for horizon in HORIZONS] for day in days])
        for model in (_PLAIN, _NAIVE, OURS)
    }
    ordinals = np.array([float(date.fromisoformat(day).toordinal()) for day in days])
    past = Past(ordinals, models[_PLAIN], models[_NAIVE])
    return Kept(past, models[OURS], date.fromisoformat(facts["made"]), facts["settings"], facts["data"])


def text_of(rolled: Rolled, made: date) -> str:
    """Past forecasts as text: a line on what made them, then logarithms of people by origin, horizon and model."""
    facts = {"made": made.isoformat(), "settings": settings.fingerprint(), "data": vintages.fingerprint()}
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["origin", "horizon", "model", *(f"q{level:g}" for level in np.round(LEVELS, 3))])
    arrays = {_PLAIN: rolled.past.plain, _NAIVE: rolled.past.naive, OURS: np.log(rolled.forecasts[OURS])}
    for place, origin in enumerate(rolled.origins):
        for column, horizon in enumerate(HORIZONS):
            for model, array in arrays.items():
                numbers = [f"{value:.{_DIGITS}f}" for value in array[place, column]]
                writer.writerow([date.fromordinal(int(origin.day)).isoformat(), horizon, model, *numbers])
    return f"# {json.dumps(facts)}\n{text.getvalue()}"


def measured(origin: Origin, horizons: Sequence[int] = HORIZONS) -> dict[int, Measured]:
    """Errors of the past forecasts whose outcome was known at an origin, by horizon; none for other horizons."""
    found = {}
    past, held = kept().past, log_held(origin.series)
    for place, horizon in enumerate(HORIZONS):
        known = (past.days < origin.day) & (past.days + horizon <= origin.series.end)
        if horizon in horizons and known.any():
            outcome = held(past.days[known] + horizon)
            found[horizon] = _measured(horizon, kept().ours[known, place], past.naive[known, place], outcome)
    return found


def _measured(horizon: int, ours: Array, naive: Array, outcome: Array) -> Measured:
    """Errors from logarithms of forecasts, shape (n, 23), and outcomes."""
    errors = np.array([np.abs(np.exp(each[:, MEDIAN]) - np.exp(outcome)) for each in (ours, naive)])
    (people, beside), (share, beside_share) = np.mean(errors, -1), np.mean(errors / np.exp(outcome), -1)
    inside = int(covered(ours, outcome, 90).sum())
    return Measured(horizon, len(outcome), float(people), float(beside), float(share), float(beside_share), inside)


def make(workers: int = 2) -> Rolled:
    """Forecast again at every publication day of the embedded releases."""
    known = as_of(date.max)
    origins = [vintages.origin(day) for day in vintages.publication_days(known)]
    return roll(origins, *vintages.truth(known), {_NAIVE: BASELINES[_NAIVE]}, workers)


def main() -> None:
    """Write the file."""
    write(text_of(make(), date.today()), Path(__file__).with_name(FILE), "past forecasts")


if __name__ == "__main__":
    main()
