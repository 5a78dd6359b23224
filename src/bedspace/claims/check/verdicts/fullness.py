"""A per cent of beds, or a number of beds, beside every notion of beds of the time.

A per cent gets no verdict: a text seldom names its notion, and several are in use.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from bedspace.claims.check.findings import Step
from bedspace.claims.check.reading.stated import Stated
from bedspace.claims.check.reading.words import lists
from bedspace.claims.check.verdicts.judged import NONE, SUPPORTED, Judged, compare
from bedspace.claims.check.verdicts.known import Known
from bedspace.claims.check.verdicts.record import Record
from bedspace.claims.concepts import Capacity, capacities, utilisation
from bedspace.claims.intervals import Interval, apply, exactly
from bedspace.claims.patterns import Pattern
from bedspace.claims.read.quantity import Kind


def beds_of(number: Stated, everyone: Sequence[Stated], record: Record) -> Judged:
    """A number that speaks of beds: a per cent of them, or how many there are.

    Parameters
    ----------
    number : Stated
    everyone : sequence of Stated
        All numbers of the statement, for the people that it names.
    record : Record
    """
    if number.kind is not Kind.PERCENT:
        beside = any(n.kind is Kind.PERCENT for n in everyone)
        named = f"'{number.text}' is one count of beds among several"
        return Judged(number, NONE, named) if beside else _notion(number, record)
    people = [n for n in everyone if n.subject and n.subject.name == "held" and n.role == "count"]
    held = record.find(lists().by_name["held"], {}, number.period)
    value = exactly(people[0].value) if people else held.limits if held else None
    rounded = people[0].interval if people else value
    return (
        _beside(number, value, rounded or value, record)
        if value
        else Judged(number, NONE, _nothing_held(number, record))
    )


def _nothing_held(number: Stated, record: Record) -> str:
    """Why it is not known how many people the beds were for."""
    if number.period is None and record.said is None:
        return f"no day is named for '{number.text}', and no day of publication is given"
    return f"no table of this tool has how many people were held at the time of '{number.text}'"


def _beside(number: Stated, value: Interval, rounded: Interval, record: Record) -> Judged:
    """People over each notion of beds, and the notions that the per cent fits."""
    day = number.period.last if number.period else record.said
    shares = utilisation(value, day)
    if not shares:
        return Judged(number, NONE, f"no count of beds here is of the day of '{number.text}'")
    table = "; ".join(f"{share.centre:.0f} % of {c.beds:,.0f} {c.name}" for c, share in shares)
    fits = [c.name for c, share in utilisation(rounded, day) if number.interval.meets(share)]
    needed = f"{100 * value.centre / number.value:,.0f}" if number.value else "no"
    words = f"{value.centre:,.0f} people are {table}; {number.value:g} % would take {needed} beds"
    steps = tuple(
        Step(f"{c.beds:,.0f} beds {c.name}", "/", (apply("*", exactly(100), value), exactly(c.beds)), share)
        for c, share in shares
    )
    return Judged(
        number,
        NONE,
        f"{words}, which fits {'; '.join(fits) or 'none of them'}",
        steps,
        tuple(c.source for c, _ in shares),
    )


def _notion(number: Stated, record: Record) -> Judged:
    """A number of beds beside those that are kept."""
    day = number.period.last if number.period else record.said
    kept = [c for c in capacities() if c.of(day) and not c.said_only]
    same = [c for c in kept if not number.open and number.interval.meets(exactly(c.beds))]
    if not kept:  # those of another day are named, and decide nothing
        kept = [c for c in capacities() if not c.said_only and number.interval.meets(exactly(c.beds))]
    voted = [c for c in kept if c.by_congress] if _BY_CONGRESS.search(number.own) else []
    named = "; ".join(_named(c, day) for c in same or voted or kept) or "none is kept for that day"
    sources = tuple(c.source for c in same or voted or kept)
    verdict = SUPPORTED if same else NONE
    if voted and not same:
        verdict = compare(number.interval, number.open, Known([], exactly(voted[0].beds)))
    return Judged(number, verdict, f"counts of beds: {named}", (), sources)


_BY_CONGRESS = Pattern(
    r"\b(?:congress|lawmakers)\b[^.;]{0,40}\b(?:paid|pays|fund(?:ed|s)|appropriated|voted|approved|gave)\b",
    re.IGNORECASE,
)
"""Who pays, so that no bed of another count is meant."""


def _named(notion: Capacity, day: date | None) -> str:
    """A notion of beds, with its days where it is not of the day that is meant."""
    beds = f"{notion.beds:,.0f} {notion.name}"
    return (
        beds if day is None or notion.first <= day <= notion.last else f"{beds}, from {notion.first} to {notion.last}"
    )
