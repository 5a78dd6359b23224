"""The two backtests: on the releases as they were published, and on a series of the user."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bedspace.errors import Fault, UsageError
from bedspace.figures.series import as_of
from bedspace.figures.sources import Source
from bedspace.studies.forecast import series_file, vintages
from bedspace.studies.forecast.baselines import Baseline
from bedspace.studies.forecast.past import made_before
from bedspace.studies.forecast.rolling import Rolled, roll
from bedspace.studies.forecast.series_file import Given

Span = tuple[date, date]

DAYS_LATE = 14
"""Days from a count to its publication in a series that tells none."""


def of_releases(
    known: Source, span: Span, baselines: Mapping[str, Baseline], workers: int = 1, again: bool = False
) -> Rolled:
    """Forecasts at each publication day of a span.

    Parameters
    ----------
    known : Source
    span : (date, date)
        First and last origin; widths are learned from the origins before as well.
    baselines : mapping of str to Baseline
    workers : int
    again : bool
        Whether to make forecasts again that come with the software.

    Raises
    ------
    UsageError
        If no origin lies in the span.
    """
    newest = as_of(date.max, known)
    days = vintages.publication_days(newest, last=span[1])
    if not days or days[-1] < span[0]:
        raise UsageError(Fault("--from, --to", "no release was published then", "a span since February 2021"))
    origins = [vintages.origin(day, known) for day in days]
    past = None if again else made_before(origins, known)
    return roll(origins, *vintages.truth(newest), baselines, workers, past).since(span[0].toordinal())


def of_series(given: Given, span: Span, lag: int, baselines: Mapping[str, Baseline], workers: int = 1) -> Rolled:
    """Forecasts at the first of each month of a span, from what lay `lag` days back.

    Raises
    ------
    UsageError
        If the series is too short.
    """
    origins = series_file.origins(given, *span, lag)
    if not origins:
        raise UsageError(Fault("--series", "no origin has three years of data before it", "a longer series"))
    return roll(origins, *given.truth, baselines, workers)
