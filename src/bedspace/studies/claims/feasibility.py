"""Claims as questions to the model: each comes back with what would have to hold.

The headline scenario is run once with few draws, and every claim is asked of these runs. The answer is a sentence
with its assumptions and no verdict: a model shows what would have to hold, and cannot say that a statement is false.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cache, partial
from pathlib import Path

from bedspace.claims.check.checks import Feasibility
from bedspace.claims.check.findings import Finding
from bedspace.claims.claim import Claim
from bedspace.claims.concepts import Factor
from bedspace.claims.intervals import said as said_interval
from bedspace.parameters.catalogue import catalogue
from bedspace.studies.claims.arrest_questions import arrests_a_day, quota_of_offices
from bedspace.studies.claims.bed_questions import (
    people_held,
    planned_beds,
    removals_a_day,
    removals_a_year,
    removals_in_all,
)
from bedspace.studies.claims.questions import ClaimQuestion
from bedspace.studies.run.runs import Answer, Request, run

DRAWS = 200
_PLANNED = frozenset({"plan", "target", "projected", "required"})

QUESTIONS: Mapping[str, Callable[[ClaimQuestion], Finding]] = {
    "arrests_daily_target": arrests_a_day,
    "arrests_daily_actual": arrests_a_day,
    "arrests_daily_peak": arrests_a_day,
    "per_office_daily_target": quota_of_offices,
    "removals_annual_target": removals_a_year,
    "removals_projection": removals_a_year,
    "removals_daily_needed": removals_a_day,
    "removals_daily_actual": removals_a_day,
    "deportation_promise_total": removals_in_all,
    "detained_population": people_held,
    "detained_adp": people_held,
    "planned_beds": planned_beds,
    "detention_capacity": planned_beds,
    "beds_added": planned_beds,
}
"""The question that each metric makes; other metrics have no answer in the model."""
_PLANS = frozenset({"planned_beds", "detention_capacity", "beds_added"})


def answer(claim: Claim, said: date | None = None) -> Finding | None:
    """What the model says of a claim.

    Parameters
    ----------
    claim : Claim
    said : date, optional
        Day on which it was published.

    Returns
    -------
    Finding or None
        None where the model has no answer to such a claim.
    """
    return _ask(claim, said, headline) if _is_question(claim) else None


def asked_of(run_at_hand: Answer) -> Feasibility:
    """The same by a run that is at hand already, as the report has."""

    def judge(claim: Claim, said: date | None) -> Finding | None:
        return _ask(claim, said, lambda: run_at_hand) if _is_question(claim) else None

    return judge


def factors() -> Mapping[str, Factor]:
    """Bridges between scales by name, as the parameters have them."""
    return {"ddp": catalogue()["ddp_bridge"].at}


def answered_from(home: Path | None) -> Feasibility:
    """The same by a run that reads a warehouse besides the embedded figures; it is run when it is first needed."""

    def judge(claim: Claim, said: date | None) -> Finding | None:
        return _ask(claim, said, partial(headline, home) if home else headline) if _is_question(claim) else None

    return judge


@cache
def headline(home: Path | None = None) -> Answer:
    """The run that claims are asked of."""
    return run(Request("reports-2025-02", draws=DRAWS, home=home))


def _is_question(claim: Claim) -> bool:
    """Whether the model can be asked: a size is named, and beds are planned or the whole country is meant."""
    if claim.metric not in QUESTIONS or said_interval(claim) is None:
        return False
    return claim.status in _PLANNED if claim.metric in _PLANS else claim.geography in {"", "US"}


def _ask(claim: Claim, said: date | None, of: Callable[[], Answer]) -> Finding | None:
    level, asked = said_interval(claim), of()
    if level is None or _is_over(claim, said, asked):
        return None
    return QUESTIONS[claim.metric](ClaimQuestion(claim, level, said, asked))


def _is_over(claim: Claim, said: date | None, asked: Answer) -> bool:
    """Whether a claim speaks of what ended before a run begins; one without a day, whether the run would be over."""
    if claim.time_end:
        return date.fromisoformat(claim.time_end) < asked.start
    return said is not None and said + timedelta(asked.plan.days) < asked.start
