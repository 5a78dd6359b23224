"""What a check found: a verdict, one sentence, and steps that can be replayed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from bedspace.claims.claim import Claim
from bedspace.claims.intervals import Interval, apply


class Verdict(StrEnum):
    """The closed list of verdicts."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    MIXED = "misleading mix of definitions"
    UNCHECKABLE = "cannot be checked"
    NOTE = "follows from the numbers"


RECORD = "the official series"
"""Name of the rule that holds a number against the series of its concept."""

POSTED = "posted arrests"
"""Name of the rule that holds a number against a post of ICE."""

PER_CENT = "per cent of what"
"""Name of the rule that lays a percentage beside every notion of beds."""


@dataclass(frozen=True)
class Step:
    """One step of arithmetic: an operation, what went in, what came out, and what the result means."""

    meaning: str
    operation: str
    inputs: tuple[Interval, ...]
    result: Interval

    def replay(self) -> bool:
        """Whether doing the step again gives the same result."""
        return apply(self.operation, *self.inputs) == self.result

    def __str__(self) -> str:
        signs = {"+": " + ", "-": " - ", "*": " x ", "/": " / ", "compare": " against ", "read": ""}
        return f"{self.meaning}: {signs[self.operation].join(map(str, self.inputs))} = {self.result}".removesuffix(
            f" = {self.result}" if self.operation in {"read", "compare"} else "\0"
        )


@dataclass(frozen=True)
class Finding:
    """The outcome of one check.

    Attributes
    ----------
    check : str
        ``arithmetic``, ``comparison``, ``text``, ``data`` or ``feasibility``.
    rule : str
        Name of the rule, as in the rule files.
    verdict : Verdict
    summary : str
    steps : tuple of Step
    claims : tuple of Claim
    sources : tuple of str
        Publisher, title and date of the figures used, beside the texts themselves.
    rests_on : str
        What was said is reported; only a comparison with a count is stronger.
    """

    check: str
    rule: str
    verdict: Verdict
    summary: str
    steps: tuple[Step, ...] = ()
    claims: tuple[Claim, ...] = ()
    sources: tuple[str, ...] = ()
    rests_on: str = "reported"

    def concerns(self, claim: Claim) -> bool:
        """Whether it speaks of the claim itself: a sum that fails is laid to the total, not to its parts."""
        derived = self.check == "arithmetic" or self.rule == PER_CENT
        return claim in self.claims[:1] if derived else claim in self.claims


_WEIGHT = (
    Verdict.CONTRADICTED,
    Verdict.MIXED,
    Verdict.SUPPORTED,
    Verdict.UNCHECKABLE,
)


def overall(findings: Iterable[Finding]) -> Verdict:
    """One verdict for a claim: what speaks against it before what supports it, and either before silence.

    The checks stay apart wherever there is room for them; this one stands where only one verdict can.
    """
    found = {finding.verdict for finding in findings}
    return next((verdict for verdict in _WEIGHT if verdict in found), Verdict.UNCHECKABLE)
