"""A per cent of beds beside every notion of beds of the time; no verdict, since a text seldom names its notion."""

from __future__ import annotations

from collections.abc import Sequence

from bedspace.claims.check.findings import Step
from bedspace.claims.check.reading.stated import Stated
from bedspace.claims.check.reading.words import lists
from bedspace.claims.check.verdicts.judged import NONE, Judged
from bedspace.claims.check.verdicts.record import Record
from bedspace.claims.concepts import utilisation
from bedspace.claims.intervals import Interval, apply, exactly


def full_by(number: Stated, record: Record, people: Interval | None = None) -> Judged:
    """A per cent of beds beside every notion of beds of the time; no verdict, since a text seldom names its notion."""
    held = record.find(lists().by_name["held"], {}, number.period)
    day = number.period.last if number.period else record.said
    value = people or (held.limits if held else None)
    shares = utilisation(value, day) if value else []
    if not shares:
        return Judged(
            number, NONE, f"'{number.text}' is a per cent of beds, and no notion of beds is kept for that day"
        )
    table = "; ".join(f"{share.centre:.0f} % of {c.beds:,.0f} {c.name}" for c, share in shares)
    steps = tuple(
        Step(
            f"{c.beds:,.0f} beds {c.name}", "/", (apply("*", exactly(100), value or exactly(0)), exactly(c.beds)), share
        )
        for c, share in shares
    )
    return Judged(
        number,
        NONE,
        f"{(value or exactly(0)).centre:,.0f} people are {table}",
        steps,
        tuple(c.source for c, _ in shares),
    )


def full_of(number: Stated, people: Sequence[Stated], record: Record) -> Judged:
    """The same with the people that the text names."""
    return full_by(number, record, people[0].interval if people else None)
