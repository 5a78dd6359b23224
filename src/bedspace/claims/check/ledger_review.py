"""The numbers of the five reports as the ledger keeps them, checked like any other claim.

The ledger holds no words of the reports, so a claim gets words of its own from its number, and what only words
can show (a mix of definitions, garbled names) is not sought here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bedspace.claims.check.checks import Feasibility, judge
from bedspace.claims.check.comparisons import compare, contradictions
from bedspace.claims.check.findings import Finding, Verdict, overall
from bedspace.claims.claim import Claim
from bedspace.claims.concepts import Factor
from bedspace.claims.ledger.entries import Entry, disagreements, ledger
from bedspace.claims.metrics import metrics

_BEFORE = {
    "about": "about ",
    "more_than": "more than ",
    "at_least": "at least ",
    "less_than": "fewer than ",
    "up_to": "up to ",
}
_UNCLEAR = "a vague plural, no number"


@dataclass(frozen=True)
class Reviewed:
    """An entry with what the checks found of it."""

    entry: Entry
    claim: Claim
    findings: tuple[Finding, ...]

    @property
    def verdict(self) -> Verdict:
        """The one verdict, where only one can stand."""
        return overall(self.findings)

    @property
    def deciding(self) -> Finding | None:
        """The first finding with that verdict, one that worked something out before one that could not."""
        fitting = [finding for finding in self.findings if finding.verdict is self.verdict]
        return next((finding for finding in fitting if finding.steps), fitting[0] if fitting else None)


def as_claim(entry: Entry) -> Claim:
    """A number of the ledger as a claim."""
    metric = metrics()[entry.metric]
    first, last = (text if len(text) == 10 else None for text in (entry.first, entry.last))
    start, end = entry.span or (0, 0)
    return Claim(
        doc=entry.report or entry.id,
        start=start,
        end=end,
        sentence_index=0,
        text_span=in_words(entry),
        metric=entry.metric,
        family=metric.family,
        low=entry.low,
        high=entry.high,
        comparator=entry.comparator,
        unit=metric.unit,
        period=entry.period,
        status=entry.status,
        score=1.0,
        vague=entry.low is None,
        time_text=f"{entry.first} to {entry.last}" if first and last else None,
        time_start=first,
        time_end=last,
        geography=entry.geography,
    )


def in_words(entry: Entry) -> str:
    """The number of an entry in words of our own.

    >>> from bedspace.claims.ledger.entries import ledger
    >>> in_words(next(entry for entry in ledger() if entry.id == "S001-02"))
    '1,200 to 1,500'
    """
    if entry.low is None or entry.high is None:
        return _UNCLEAR
    size = f"{entry.low:,.10g}" if entry.low == entry.high else f"{entry.low:,.10g} to {entry.high:,.10g}"
    return f"{_BEFORE.get(entry.comparator, '')}{size}{' %' if entry.unit == 'percent' else ''}"


def published(entry: Entry) -> date | None:
    """Day of publication; of a month the first day, since what had been posted by then was known in any case."""
    whole = f"{entry.when}-01" if len(entry.when) == 7 else entry.when
    return date.fromisoformat(whole) if len(whole) == 10 else None


def numbers_of_reports() -> Mapping[str, list[Entry]]:
    """The numbers of each of the five reports, in the order of the ledger."""
    found: dict[str, list[Entry]] = {}
    for entry in ledger():
        if entry.report and entry.kind == "number":
            found.setdefault(entry.report, []).append(entry)
    return found


def review(feasibility: Feasibility | None = None, factors: Mapping[str, Factor] | None = None) -> list[Reviewed]:
    """All numbers of the five reports with what the checks found."""
    return [found for entries in numbers_of_reports().values() for found in _of_report(entries, feasibility, factors)]


def _of_report(
    entries: Sequence[Entry], feasibility: Feasibility | None, factors: Mapping[str, Factor] | None
) -> Iterator[Reviewed]:
    claims = [as_claim(entry) for entry in entries]
    findings = judge(claims, published(entries[0]), feasibility, factors)
    for entry, claim in zip(entries, claims, strict=True):
        yield Reviewed(entry, claim, tuple(f for f in findings if f.concerns(claim)))


def conflicts(found: Sequence[Reviewed]) -> list[dict[str, str]]:
    """Contradictions inside and between the five reports, then those of the rest of the ledger, as a table."""
    within = {finding: None for one in found for finding in one.findings if finding.check == "arithmetic"}
    between = compare([one.claim for one in found])
    reports = {entry.id for entry in ledger() if entry.report}
    rest = [
        {
            "rule": "one quantity, two values",
            "texts": f"{row['source_first']}; {row['source_second']}",
            "summary": f"{metrics()[row['metric']].meaning}: {row['says_first']} and {row['says_second']}",
            "verdict": Verdict.CONTRADICTED.value,
        }
        for row in disagreements()
        if not {row["first"], row["second"]} <= reports
    ]
    return [*contradictions([*within, *between]), *rest]
