"""Checked claims as ClaimReview objects of schema.org, for those who publish what they checked.

One object a claim. Of the text only the words of the claim are given; the rating is the verdict in words, never
a number, and speaks of the claim, not of who made it. Names of persons who hold no office are masked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bedspace.claims.check.checks import Report
from bedspace.claims.check.findings import Finding, Verdict, overall
from bedspace.claims.claim import Claim
from bedspace.claims.read.names import masked

CONTEXT = "https://schema.org"
MEANING: Mapping[Verdict, str] = {
    Verdict.SUPPORTED: "agrees with the figures named",
    Verdict.CONTRADICTED: "does not agree with the figures named",
    Verdict.MIXED: "sets figures beside each other that do not measure the same",
    Verdict.IMPLAUSIBLE: "reached by fewer than 1 in 20 model runs, under the assumptions named",
    Verdict.UNCHECKABLE: "the figures at hand neither support nor contradict it",
}


def reviews(report: Report, reviewed: date, said: date | None = None, version: str = "") -> dict[str, Any]:
    """All checked claims of a text as one JSON-LD document.

    Parameters
    ----------
    report : Report
    reviewed : date
        Day of the check.
    said : date, optional
        Day on which the text was published.
    version : str
        Of the software.

    Returns
    -------
    dict
        With ``@context`` and ``@graph``, one ``ClaimReview`` for each claim that a check looked at.
    """
    checked = [(claim, [f for f in report.findings if claim in f.claims]) for claim in report.extract.claims]
    graph = [_review(claim, found, reviewed, said, version) for claim, found in checked if found]
    return {"@context": CONTEXT, "@graph": graph}


def _review(claim: Claim, found: Sequence[Finding], reviewed: date, said: date | None, version: str) -> dict[str, Any]:
    verdict = overall(finding for finding in found if finding.concerns(claim))
    return {
        "@type": "ClaimReview",
        "datePublished": reviewed.isoformat(),
        "author": {"@type": "Organization", "name": f"bedspace {version}".strip()},
        "claimReviewed": masked(claim.text_span),
        "itemReviewed": _said(claim, said),
        "reviewRating": {
            "@type": "Rating",
            "alternateName": verdict.value,
            "ratingExplanation": MEANING[verdict],
        },
        "reviewBody": "\n".join(_told(finding) for finding in found),
        "citation": list(dict.fromkeys(source for finding in found for source in finding.sources)),
    }


def _said(claim: Claim, said: date | None) -> dict[str, Any]:
    """The claim itself: when, by whom and on what, as far as the text tells."""
    item: dict[str, Any] = {"@type": "Claim", "about": claim.metric.replace("_", " ")}
    if said:
        item["datePublished"] = said.isoformat()
    if claim.attributed_to:
        item["author"] = {"@type": "Thing", "name": masked(claim.attributed_to)}
    return item


def _told(finding: Finding) -> str:
    """One check in a line, with what it rests on."""
    return masked(f"{finding.check}: {finding.verdict.value} - {finding.summary} [{finding.rests_on}]")
