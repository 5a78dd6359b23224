"""Plans and targets: the ledger says that they were announced, and nothing says that they will be kept."""

from __future__ import annotations

from bedspace.claims.check.findings import Verdict
from bedspace.claims.check.reading.stated import Stated
from bedspace.claims.check.verdicts.judged import Judged
from bedspace.claims.intervals import exactly
from bedspace.claims.ledger.entries import Entry, ledger

_PLANNED = frozenset({"planned_beds"})


def plan_of(number: Stated) -> Judged:
    """A number of beds that a plan is said to name, against the plans of the ledger."""
    plans = [e for e in ledger() if e.metric in _PLANNED and e.low is not None and not e.report and e.fact]
    same = [e for e in plans if not number.open and number.interval.meets(exactly(e.low or 0.0))]
    if len(same) != 1 and not (same and len({e.low for e in same}) == 1):
        return Judged(number, Verdict.UNCHECKABLE, f"no plan in the ledger names '{number.text}'")
    plan = same[0]
    words = f"the plan is reported: {plan.says}, {plan.low:,.0f} beds ({_source(plan)}); a plan is no count of beds"
    return Judged(number, Verdict.SUPPORTED, words, (), (_source(plan),))


def _source(entry: Entry) -> str:
    return str(entry.source)
