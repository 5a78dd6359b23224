"""Comparisons of a figure with other years and periods, tested with the series."""

from __future__ import annotations

from bedspace.claims.check.reading.stated import Reading, Stated
from bedspace.claims.check.verdicts.judged import Judged
from bedspace.claims.check.verdicts.peaks import at_peak
from bedspace.claims.check.verdicts.ranks import ranked
from bedspace.claims.check.verdicts.record import Record


def trend(reading: Reading, record: Record) -> list[Judged]:
    """What the series say of the comparisons of a sentence."""
    anchor = _anchor(reading)
    if anchor is None:
        return []
    return [
        at_peak(anchor, compared, record) if compared.kind.startswith("peak") else ranked(anchor, compared, record)
        for compared in reading.comparisons
    ]


def _anchor(reading: Reading) -> Stated | None:
    """The number that is compared; where none is written, what the sentence speaks of."""
    counts = [n for n in reading.numbers if n.role in {"count", "days"} and n.subject]
    if counts:
        return counts[-1] if len(counts) == 1 else next((n for n in counts if n.period), counts[0])
    return reading.topic
