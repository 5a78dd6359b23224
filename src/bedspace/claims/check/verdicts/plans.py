"""Plans and goals: the ledger says that they were announced, and nothing says that they will be kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from bedspace.claims.check.findings import Verdict
from bedspace.claims.check.reading.period import Period
from bedspace.claims.check.reading.stated import Reading, Stated
from bedspace.claims.check.verdicts.judged import Judged
from bedspace.claims.intervals import exactly
from bedspace.claims.ledger.entries import Entry, ledger
from bedspace.claims.ledger.repeats import answers_to

_PLANNED = frozenset({"planned_beds"})
_GOALS = {
    ("arrests", True): frozenset({"arrests_daily_target"}),
    ("removals", False): frozenset({"removals_annual_target"}),
}


_OF_GOALS = re.compile(
    r"goals?|targets?|quotas?|aims?|objectives?|set(?:s|ting)?|look(?:s|ing|ed)?|want(?:s|ed)?|demand(?:s|ed)|seeks?|sought|remains?|ordered|directed|instructed|minimum|floor|asked|"
    r"every|each|single|Fox|News|CNN|television|interview",
    re.IGNORECASE,
)


def plan_of(number: Stated) -> Judged:
    """A number of beds that a plan is said to name, against the plans of the ledger."""
    plans = [e for e in ledger() if e.metric in _PLANNED and e.low is not None and not e.report and e.fact]
    same = [e for e in plans if not number.open and number.interval.meets(exactly(e.low or 0.0))]
    if len(same) != 1 and not (same and len({e.low for e in same}) == 1):
        return Judged(number, Verdict.UNCHECKABLE, f"no plan in the ledger names '{number.text}'")
    plan = same[0]
    words = f"a plan of {plan.low:,.0f} beds{_when(plan)} is reported, '{plan.says}' ({_source(plan)})"
    words += "; such beds need not exist"
    return Judged(number, Verdict.SUPPORTED, words, (), (_source(plan),))


def _when(plan: Entry) -> str:
    """The day by which beds are planned, where that is after the report of it, else the day when the plan was told."""
    if len(plan.when) != len("2026-11-30"):
        return ""
    return f" by {plan.when}" if plan.source.date and plan.when > plan.source.date else f", told on {plan.when},"


def goals_of(reading: Reading, said: date | None) -> list[Judged]:
    """Numbers that a sentence says were a goal, against the goals of the ledger that were reported by then."""
    unread = " ".join(reading.unread).split()
    if not reading.aims or not reading.numbers or any(not _OF_GOALS.fullmatch(word) for word in unread):
        return []
    return [_goal(number, reading, said) for number in reading.numbers]


def _goal(number: Stated, reading: Reading, said: date | None) -> Judged:
    metrics = _GOALS.get((number.subject.name, number.daily), frozenset()) if number.subject else frozenset()
    known = [e for e in ledger() if e.metric in metrics and e.fact and not e.report]
    reported = [e for e in known if _reported(e, reading.periods, said)]
    own = [e for e in reported if e.said_by.split()[-1] in reading.text and e.sourcing == "named"]
    if same := [e for e in own or reported if _names(e, number.value)]:
        return Judged(
            number, Verdict.SUPPORTED, f"the goal is reported: {_told(same[0], said)}", (), (_source(same[0]),)
        )
    if own and all(_is_other(e, number) for e in own):
        words = f"the goal reported of {own[0].said_by} is another: {_told(own[0], said)}"
        return Judged(number, Verdict.CONTRADICTED, words, (), (_source(own[0]),))
    return Judged(number, Verdict.UNCHECKABLE, f"no goal in the ledger is '{number.text}'")


FAR = 1.5
"""Beyond this factor of the goal that a person is reported to have set, a number is not that goal."""


def _is_other(entry: Entry, number: Stated) -> bool:
    low, high = entry.low or 0.0, entry.high or entry.low or 0.0
    return number.interval.low > FAR * high or number.interval.high < low / FAR


def _told(goal: Entry, said: date | None) -> str:
    span = f"{goal.low:,.0f}" if goal.low == goal.high else f"{goal.low:,.0f} to {goal.high:,.0f}"
    when = f", {goal.when}" if goal.when and goal.when[:4] not in goal.says else ""
    told = f"{goal.says}{when}: {span} {goal.unit.replace('/', ' a ')} ({_source(goal)}); a goal is no count"
    answers = [other for other in answers_to(goal) if said is None or other.when <= said.isoformat()[: len(other.when)]]
    return "; ".join([told, *(f"answered, {other.when}: {other.says}" for other in answers)])


def _names(entry: Entry, value: float) -> bool:
    return entry.low is not None and entry.low <= value <= (entry.high or entry.low)


def _reported(entry: Entry, named: Sequence[Period], said: date | None) -> bool:
    """Whether a goal was out on a day and in the periods that are named, as far as its own day is known."""
    if len(entry.when) != 10:
        return not named and (said is None or entry.when[:4] <= f"{said.year}")
    day = date.fromisoformat(entry.when)
    return (said is None or day <= said) and all(period.first <= day <= period.last for period in named)


def _source(entry: Entry) -> str:
    return str(entry.source)
