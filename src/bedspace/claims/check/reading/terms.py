"""Terms of office: an administration as a time of its own, and one that only lies around another time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bedspace.claims.check.reading.period import Period
from bedspace.claims.check.reading.ranking import era_in
from bedspace.fiscal import fiscal_year


def around_all(text: str, found: Sequence[Period]) -> list[tuple[int, int]]:
    """The words "under the Biden administration" beside fiscal 2023, which lies in it: they say nothing more."""
    era = era_in(text)
    if era is None or not found:
        return []
    years = [fiscal_year(day) for period in found for day in (period.first, period.last)]
    return [era[1]] if all(era[0].first <= year <= era[0].last for year in years) else []


def in_office(text: str, found: Sequence[Period], said: date | None) -> Period | None:
    """All days of the administration that a sentence names, up to that of saying, where it names no other time."""
    era = era_in(text)
    if era is None or found:
        return None
    (first, last), place = era[0].days, era[1]
    if said is None or said > last:
        return Period(first, last, *place)
    return Period(first, said, *place, running=True) if first <= said else None
