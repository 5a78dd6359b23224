"""Numbers that no table counts and the register of facts has: 287(g) agreements, officers.

Such a number can be supported by a fact that was out; nothing here contradicts it, because facts of another day differ.
"""

from __future__ import annotations

import re
import tomllib
from datetime import date
from functools import cache
from importlib.resources import files

from bedspace.claims.check.findings import Step, Verdict
from bedspace.claims.check.reading.stated import Reading, Stated
from bedspace.claims.check.reading.words import uncovered
from bedspace.claims.check.verdicts.judged import Judged
from bedspace.claims.check.verdicts.relations import agrees, written
from bedspace.claims.claim import Claim
from bedspace.claims.intervals import apply, exactly
from bedspace.claims.ledger.entries import Entry, ledger
from bedspace.claims.patterns import Pattern
from bedspace.claims.read.extraction import read
from bedspace.claims.read.quantity import Kind

FACTOR_ROOM = 0.1
"""How far a multiple of two reported numbers may be from the one that is stated."""


@cache
def _metrics() -> dict[str, tuple[str, Pattern]]:
    table = tomllib.loads(files("bedspace.claims").joinpath("rules", "reported.toml").read_text(encoding="utf-8"))
    return {
        name: (row["label"], Pattern(rf"\b(?:{'|'.join(row['words'])})(?!\w)", re.IGNORECASE))
        for name, row in table.items()
    }


def reported(reading: Reading, said: date | None) -> list[Judged]:
    """Each number of a sentence by a fact of the register; nothing where one of them is no such number."""
    if said is None or reading.denied or not any(pattern.search(reading.text) for _, pattern in _metrics().values()):
        return []
    claims = [claim for claim in read(reading.text, "-", said, given_topic=True).claims if claim.metric in _metrics()]
    if not claims or len({claim.metric for claim in claims}) > 1:
        return []
    out = [_by_fact(claim, said, reading) for claim in claims]
    out += _multiples(reading)
    judged = {one.number.start for one in out if one is not None}
    pattern = _metrics()[claims[0].metric][1]
    left = uncovered(
        reading.text, [*((n.start, n.end) for n in reading.numbers), *_places(reading), *_spans(pattern, reading.text)]
    )
    if any(one is None for one in out) or left or any(n.start not in judged for n in reading.numbers):
        return []
    return [one for one in out if one is not None]


def _spans(pattern: Pattern, text: str) -> list[tuple[int, int]]:
    return [match.span() for match in pattern.finditer(text)]


def _places(reading: Reading) -> list[tuple[int, int]]:
    """Places of times and of the agency."""
    from bedspace.claims.check.reading.words import lists

    times = [(period.start, period.end) for period in reading.periods]
    return [*times, *_spans(lists().agency["ICE"], reading.text), *_spans(_YEAR_BEGAN, reading.text)]


_YEAR_BEGAN = Pattern(r"\bwhen the year began\b|\bat the start of the year\b|\btimes\b", re.IGNORECASE)


def _by_fact(claim: Claim, said: date, reading: Reading) -> Judged | None:
    number = next((n for n in reading.numbers if n.start < claim.end and claim.start < n.end), None)
    if number is None:
        return None
    same = [e for e in ledger() if e.metric == claim.metric and e.fact and not e.report and _fits(e, number, said)]
    if not same or claim.geography not in {"", "US"}:
        return None
    fact = same[0]
    words = f"{_metrics()[claim.metric][0]}: {fact.low:,.0f} ({fact.when}), as reported ({fact.source})"
    return Judged(number, Verdict.SUPPORTED, words, (), (str(fact.source),))


def _fits(entry: Entry, number: Stated, said: date) -> bool:
    out = entry.when <= said.isoformat()[: len(entry.when)]
    return entry.low is not None and out and number.interval.low <= entry.low <= number.interval.high


def _multiples(reading: Reading) -> list[Judged | None]:
    """A multiple of the two numbers that are given."""
    factors = [n for n in reading.numbers if n.kind is Kind.MULTIPLE]
    levels = [n for n in reading.numbers if n.kind is Kind.COUNT]
    if not factors or len(levels) != 2:
        return []
    high, low = max(levels, key=lambda n: n.value), min(levels, key=lambda n: n.value)
    result = apply("/", written(high), written(low))
    step = Step("one over the other", "/", (exactly(high.value), exactly(low.value)), result)
    words = f"{high.value:,.0f} is {high.value / low.value:.2f} times {low.value:,.0f}"
    verdict = agrees(factors[0].interval, result, FACTOR_ROOM)
    return [Judged(factors[0], verdict, words, (step,), kind="arithmetic")]
