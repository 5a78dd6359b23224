"""Which statements are worth a fact-checker's time first: one stated order, the same for every text.

First what has a number with a metric and a verdict; then what has a verdict by comparison alone; then numbers that the
record may test, numbers that no table here holds, and last vague or doubtful ones. Within the first two what the record
speaks against comes before what it supports.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from bedspace.claims.check.findings import Verdict
from bedspace.claims.claim import Claim
from bedspace.claims.concepts import binding


class Worth(IntEnum):
    """The order, the most worthwhile first."""

    JUDGED = 1
    COMPARED = 2
    TESTABLE = 3
    UNBOUND = 4
    DOUBTFUL = 5

    def __str__(self) -> str:
        return _WORDS[self]


_WORDS = {
    Worth.JUDGED: "a number with a verdict",
    Worth.COMPARED: "a comparison with a verdict",
    Worth.TESTABLE: "a number that the record may test",
    Worth.UNBOUND: "a number that no table here holds",
    Worth.DOUBTFUL: "no clear number",
}
_TELLING = (Verdict.CONTRADICTED, Verdict.MIXED, Verdict.SUPPORTED, Verdict.NOTE, Verdict.UNCHECKABLE)


def worth(verdict: Verdict, claims: Sequence[Claim]) -> Worth:
    """How much a statement is worth checking, by its verdict and the numbers read in it."""
    clear = [claim for claim in claims if not claim.vague and not claim.doubtful]
    if verdict is not Verdict.UNCHECKABLE:
        return Worth.JUDGED if clear else Worth.COMPARED
    if any(claim.status in {"actual", "law"} and binding(claim.metric).series for claim in clear):
        return Worth.TESTABLE
    return Worth.UNBOUND if clear else Worth.DOUBTFUL


def order(verdict: Verdict, claims: Sequence[Claim]) -> tuple[int, int]:
    """What statements are sorted by."""
    return worth(verdict, claims), _TELLING.index(verdict)
