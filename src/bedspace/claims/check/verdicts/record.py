"""What the record has for a subject, its part and a period.

What had been printed when a statement was made comes first; what is printed now stands beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bedspace.claims.check.reading.period import Period
from bedspace.claims.check.reading.stated import Stated
from bedspace.claims.check.reading.words import Subject
from bedspace.claims.check.verdicts.counts import count, highest_year
from bedspace.claims.check.verdicts.known import LAST_SNAPSHOT, Known, Printed, keys_of
from bedspace.claims.check.verdicts.levels import highest_level, level, mean, snapshots
from bedspace.claims.check.verdicts.series import Series
from bedspace.claims.check.verdicts.weeks import weekly

_OTHER_TABLES = {
    "adp": {"facility_type": "adp_by_facility_type", "sex": "adp_of_facilities", "threat": "adp_of_facilities"},
    "alos": {"facility_type": "alos_by_facility_type", "so_far": "in_custody_stay"},
    "book_ins": {"criminality": "book_ins_by_criminality", "facility_type": "book_ins_by_criminality"},
    "book_outs": {"facility_type": "book_outs_by_facility_type"},
    "releases": {"facility_type": "releases_by_facility_type"},
    "detained_by_criminality": {
        "band": "time_in_custody",
        "disposition": "detained_by_disposition",
        "facility_type": "detained_by_disposition",
        "fear": "fear_detained",
    },
}
"""Tables that have a dimension which that of the subject lacks."""
_ALL_OF_IT = {"fear_detained": "fear", "in_custody_stay": "so_far"}
"""Tables that count nobody but the people of one part, under no key."""
_OF_DAYS = frozenset({"in_custody_stay"})
"""Tables of means that are printed for a day."""
_SAME_AS = {"book_outs": "releases"}


@dataclass(frozen=True)
class Record(Series):
    """The same figures, asked by subject, part and period."""

    def find(
        self,
        subject: Subject,
        parts: Mapping[str, tuple[str, ...]],
        period: Period | None,
        beside: Mapping[str, tuple[str, ...]] | None = None,
    ) -> Known | None:
        """What is known of a part of a subject in a period; None where nothing is.

        Of a whole that stands beside a part, the table that has the part is asked first.
        """
        by_weeks = weekly(self, subject.name, parts, period)
        for table in dict.fromkeys([*self._tables(subject, beside or parts), *self._tables(subject, parts)]):
            keys = _keys(table, parts)
            if subject.read == "count":
                found = count(self, table, keys, period) if period else None
            elif subject.read == "mean" and table not in _OF_DAYS:
                found = mean(self, table, keys, period) if period else None
            else:
                found = level(self, subject, table, keys, period)
            if found and (found.printed or (found.limits and not by_weeks)):
                return found
        return by_weeks

    def highest_year(
        self, subject: Subject, parts: Mapping[str, tuple[str, ...]], years: tuple[int, int] = (0, 0)
    ) -> Known | None:
        """The highest fiscal year that the record has of a count, of some years where they are given."""
        return highest_year(self, subject, parts, years)

    def within(self, number: Stated, parts: Mapping[str, tuple[str, ...]], known: Known) -> Known:
        """The snapshot of a longer time that a number is, where it is not the last one."""
        tables = self._tables(number.subject, parts) if number.subject else []
        if known.about != LAST_SNAPSHOT or not tables or number.period is None or number.open:
            return known
        each = snapshots(self, tables[0], _keys(tables[0], parts), number.period)
        same = [found for found in each if number.interval.low <= found[0] <= number.interval.high]
        return replace(known, printed=same[-1:]) if same else known

    def printed_within(self, table: str, period: Period) -> list[Printed]:
        """The figures of a table for the days of a period, as they were known then."""
        return snapshots(self, table, [""], period)

    def highest_level(
        self, subject: Subject, parts: Mapping[str, tuple[str, ...]], period: Period | None
    ) -> Known | None:
        """The highest snapshot of a stock in a period."""
        tables = self._tables(subject, parts)
        return highest_level(self, tables[0], _keys(tables[0], parts), period) if tables else None

    def _tables(self, subject: Subject, parts: Mapping[str, tuple[str, ...]]) -> list[str]:
        other = _OTHER_TABLES.get(subject.table, {})
        special = list(dict.fromkeys(table for dimension, table in other.items() if dimension in parts))
        if len(special) > 1 or (special and len(parts) > 1 and "band" in parts):
            return []
        return [
            *(special or [subject.table]),
            *([_SAME_AS[subject.table]] if "reason" in parts and subject.table in _SAME_AS else []),
        ]


def _keys(table: str, parts: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Keys of a table for some parts."""
    return keys_of({name: values for name, values in parts.items() if name != _ALL_OF_IT.get(table)})
