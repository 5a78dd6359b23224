"""What the ledger holds of the numbers of a text: who said them before, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from bedspace.claims.check.findings import Finding, Verdict
from bedspace.claims.claim import Claim
from bedspace.claims.ledger.entries import Entry
from bedspace.claims.ledger.repeats import Repeat, repeats

_YEAR_END = "-09-30"
"""The day of figures of a whole fiscal year: these are the agency's record, and nobody repeats them."""
IN_LEDGER = "in the ledger"
"""Name of the rule that finds a number in the ledger."""


def said_before(claims: Sequence[Claim], said: date | None, sentences: Mapping[int, str]) -> Iterator[Finding]:
    """Every entry that a claim repeats; it gives no verdict on the claim.

    Parameters
    ----------
    claims : sequence of Claim
    said : date or None
        Day of publication.
    sentences : mapping of int to str
        The sentences of the text by index.
    """
    for claim in claims:
        for found in repeats(claim, said, sentences.get(claim.sentence_index, "")):
            if found.entry.said_by == "ICE" and found.entry.when.endswith(_YEAR_END):
                continue
            yield _finding(claim, found, Verdict.UNCHECKABLE)


def known_disputes(claims: Sequence[Claim]) -> Iterator[Finding]:
    """Facts of the ledger that say the same number, with what became of it and who denied it."""
    for claim in claims:
        for found in repeats(claim):
            if found.entry.fact and (found.entry.outcome or found.answers):
                yield _finding(claim, found, _outcome(found.entry))


def _finding(claim: Claim, found: Repeat, verdict: Verdict) -> Finding:
    sources = (str(found.entry.source), *(str(other.source) for other in found.answers))
    return Finding("data", IN_LEDGER, verdict, str(found), (), (claim,), sources)


def _outcome(entry: Entry) -> Verdict:
    if entry.outcome in {"misleading comparison", "different concept"}:
        return Verdict.MIXED
    if entry.outcome in {"does not hold", "does not agree with a later count"}:
        return Verdict.CONTRADICTED
    return Verdict.NOTE if entry.outcome in {"kept", "missed", "exceeded"} else Verdict.UNCHECKABLE
