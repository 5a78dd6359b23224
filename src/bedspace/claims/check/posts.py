"""The arrests that ICE posted day by day, beside claims about single days and records.

The posts were never defined and stopped on 31 January 2025; they are compared only with claims about arrests
per day, and every verdict says so.
"""

from __future__ import annotations

from datetime import date

from bedspace.claims.check.findings import POSTED, Finding, Step, Verdict
from bedspace.claims.claim import Claim
from bedspace.claims.intervals import exactly, said
from bedspace.figures.public import PublicFigure, of_series

_CAVEAT = "as posted by ICE, which never defined the count"


def check_posts(claim: Claim, day: date | None = None) -> Finding | None:
    """Compare a claim about a day, or about the highest day so far, with the posted numbers.

    Parameters
    ----------
    claim : Claim
    day : date, optional
        Day of publication; a record is compared with what had been posted by then.

    Returns
    -------
    Finding or None
        None where no post speaks of it.
    """
    if claim.metric == "arrests_daily_peak" and day is not None:
        return _record(claim, [post for post in of_series("post") if post.last <= day])
    if claim.metric in {"arrests_daily_actual", "arrests_daily_peak"} and claim.time_start == claim.time_end:
        same = [post for post in of_series("post") if post.first.isoformat() == claim.time_start]
        return _day(claim, same[0]) if same else None
    return None


def _record(claim: Claim, posts: list[PublicFigure]) -> Finding | None:
    highest = max(posts, key=lambda post: post.value, default=None)
    if highest is None or highest.value <= (claim.high or 0.0):
        return None
    short = 100 * (1 - (claim.high or 0.0) / highest.value)
    summary = f"{highest.value:,.0f} on {highest.first}, {_CAVEAT}: '{claim.text_span}' is {short:.1f} % below that day"
    return _finding(claim, highest, Verdict.CONTRADICTED, summary)


def _day(claim: Claim, post: PublicFigure) -> Finding:
    interval = said(claim)
    agrees = interval is not None and interval.meets(exactly(post.value).widened(0.03))
    summary = f"{post.value:,.0f} on {post.first}, {_CAVEAT}"
    return _finding(claim, post, Verdict.SUPPORTED if agrees else Verdict.CONTRADICTED, summary)


def _finding(claim: Claim, post: PublicFigure, verdict: Verdict, summary: str) -> Finding:
    interval = said(claim) or exactly(claim.low or 0.0)
    step = Step(f"'{claim.text_span}' against the post", "compare", (interval, exactly(post.value)), interval)
    return Finding("data", POSTED, verdict, summary, (step,), (claim,), (post.citation,))
