"""Whether several texts agree with one another: the same thing with two values, one value with two meanings.

Each rule takes two claims of different sentences and says what does not fit. Rules are about kinds of
metrics, never about single texts or figures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import combinations

from bedspace.claims.check.findings import Finding, Step, Verdict
from bedspace.claims.claim import Claim
from bedspace.claims.intervals import Interval, apply, exactly, said
from bedspace.claims.metrics import metrics
from bedspace.claims.read.sentences import word_set

Rule = Callable[[Claim, Claim], Finding | None]
# metrics that do not change from day to day, so that two values cannot both be right
STEADY = word_set(
    "arrests_daily_target per_office_daily_target arrests_annual_target removals_annual_target arrests_daily_peak "
    "released_of_arrested field_offices operation_target operation_arrests deportation_promise_total"
)


def compare(claims: Sequence[Claim]) -> list[Finding]:
    """Findings of all rules over the claims of one or several texts."""
    named = [claim for claim in claims if said(claim) is not None and not claim.vague]
    found = [rule(a, b) for a, b in combinations(named, 2) for rule in RULES]
    return list({(f.rule, f.summary): f for f in found if f is not None}.values())


def _finding(rule: str, verdict: Verdict, summary: str, *claims: Claim, steps: tuple[Step, ...] = ()) -> Finding:
    return Finding("comparison", rule, verdict, summary, steps, claims)


def _interval(claim: Claim) -> Interval:
    found = said(claim)
    assert found is not None, claim
    return found


def _same_place(a: Claim, b: Claim) -> bool:
    return a.geography == b.geography and a.status == b.status


def two_values(a: Claim, b: Claim) -> Finding | None:
    """One steady quantity with two values: a quota to 1,500 here and to 1,400 there."""
    if a.doc == b.doc or a.metric != b.metric or a.metric not in STEADY or not _same_place(a, b):
        return None
    if (a.low, a.high) == (b.low, b.high) or _open(a, b):
        return None
    first, second = _interval(a), _interval(b)
    differ = (
        f"{metrics()[a.metric].meaning}: '{a.text_span}' and '{b.text_span}' differ by {_difference(first, second)}"
    )
    steps = (Step("both as said", "compare", (first, second), first),)
    return _finding("one quantity, two values", Verdict.CONTRADICTED, differ, a, b, steps=steps)


def _open(a: Claim, b: Claim) -> bool:
    """Whether an open comparator lets both be true."""
    wide = {"more_than", "at_least", "less_than", "up_to"}
    return bool({a.comparator, b.comparator} & wide) and _interval(a).meets(_interval(b))


def _difference(a: Interval, b: Interval) -> str:
    gap = max(abs(a.high - b.high), abs(a.low - b.low))
    return f"{gap:,.0f} ({100 * gap / max(a.high, b.high):.1f} %)"


def scope_widened(a: Claim, b: Claim) -> Finding | None:
    """One record with two scopes: the highest since a day, and the highest ever."""
    if a.metric != b.metric or a.metric not in {"arrests_daily_peak", "detained_population"} or a.low != b.low:
        return None
    if bool(a.time_text) == bool(b.time_text) or a.metric == "detained_population":
        return None
    limited, wide = (a, b) if a.time_text else (b, a)
    summary = f"'{wide.text_span}' is the highest of all time in one text, of '{limited.time_text}' in another"
    return _finding("scope of a record widened", Verdict.CONTRADICTED, summary, limited, wide)


def stale_count(a: Claim, b: Claim) -> Finding | None:
    """A running count with one value on two days."""
    if a.metric != b.metric or a.period != "cumulative" or not (a.low == b.low and a.time_end and b.time_end):
        return None
    if a.time_end == b.time_end or a.metric not in {"arrests_cumulative", "bookins_count", "removals_count"}:
        return None
    early, late = sorted((a, b), key=lambda claim: claim.time_end or "")
    days = (date.fromisoformat(late.time_end or "") - date.fromisoformat(early.time_end or "")).days
    summary = f"{metrics()[a.metric].meaning}: '{early.text_span}' up to {early.time_end} and also {days} days later"
    return _finding("a running count that stands still", Verdict.CONTRADICTED, summary, early, late)


def pace_against_count(a: Claim, b: Claim) -> Finding | None:
    """A mean per day times its days, against a count over at least those days."""
    pace, count = (a, b) if a.metric == "arrests_daily_actual" else (b, a)
    if (pace.metric, count.metric) != ("arrests_daily_actual", "arrests_cumulative"):
        return None
    spans = _span(pace), _span(count)
    if spans[0] is None or spans[1] is None or not _inside(spans[0], spans[1]):
        return None
    days = exactly((spans[0][1] - spans[0][0]).days + 1)
    if days.low < 2:
        return None
    total = apply("*", _interval(pace), days)
    step = Step(f"{pace.text_span} x days {pace.time_start} to {pace.time_end}", "*", (_interval(pace), days), total)
    if total.low <= _interval(count).high * 1.02 and pace.comparator != "less_than":
        if count.comparator in {"more_than", "at_least"} and count.low is not None and total.low > 1.1 * count.low:
            summary = f"{total} arrests in {days} days alone: '{count.text_span}' by {count.time_end} is out of date"
            return _finding("pace against count", Verdict.CONTRADICTED, summary, pace, count, steps=(step,))
        return None
    if total.low <= _interval(count).high:
        return None
    summary = f"{total} arrests in {days} days, more than '{count.text_span}' over a longer span"
    return _finding("pace against count", Verdict.CONTRADICTED, summary, pace, count, steps=(step,))


def _span(claim: Claim) -> tuple[date, date] | None:
    if not claim.time_start or not claim.time_end:
        return None
    return date.fromisoformat(claim.time_start), date.fromisoformat(claim.time_end)


def _inside(inner: tuple[date, date], outer: tuple[date, date]) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def record_above_limit(a: Claim, b: Claim) -> Finding | None:
    """A record above a level that is said never to have been reached, in one text."""
    peak, level = (a, b) if a.metric == "arrests_daily_peak" else (b, a)
    if (peak.metric, level.metric) != ("arrests_daily_peak", "arrests_daily_actual") or a.doc != b.doc:
        return None
    if level.comparator != "less_than" or abs(a.sentence_index - b.sentence_index) > 1:
        return None
    if _interval(peak).low <= _interval(level).high:
        return None
    summary = f"'{peak.text_span}' on one day contradicts that {level.high:,.0f} was never reached"
    return _finding("a record above what was never reached", Verdict.CONTRADICTED, summary, peak, level)


def day_or_days(a: Claim, b: Claim) -> Finding | None:
    """One number once as a count over several days and once as a level per day."""
    count, level = (a, b) if a.metric == "arrests_cumulative" else (b, a)
    if (count.metric, level.metric) != ("arrests_cumulative", "arrests_daily_actual") or a.low != b.low:
        return None
    span = _span(count)
    days = (span[1] - span[0]).days + 1 if span else 2
    if days < 2 or days > 7:
        return None
    mean = apply("/", _interval(count), exactly(days))
    step = Step("per day", "/", (_interval(count), exactly(days)), mean)
    summary = f"'{count.text_span}' over {days} days is {mean} a day, not {level.text_span} a day: factor {days}"
    return _finding("a count over days read as a day", Verdict.CONTRADICTED, summary, count, level, steps=(step,))


def one_number_several_times(a: Claim, b: Claim) -> Finding | None:
    """One number per day, said of different days or spans in different texts."""
    if a.doc == b.doc or a.metric != b.metric or a.metric != "arrests_daily_actual" or a.low != b.low:
        return None
    if (a.time_text or "").lower() == (b.time_text or "").lower():
        return None
    times = " and ".join(repr(claim.time_text or "no day named") for claim in (a, b))
    summary = f"{a.low:,.0f} arrests a day is said of {times}: different quantities with one number"
    return _finding("one number, several days", Verdict.MIXED, summary, a, b)


def two_notions_of_beds(a: Claim, b: Claim) -> Finding | None:
    """Bed numbers of different definitions (funded, contracted) with different values."""
    if a.metric != "detention_capacity" or b.metric != a.metric or a.geography != b.geography:
        return None
    if _interval(a).gap(_interval(b)) < 0.02:
        return None
    notions = {a.status, b.status}
    summary = f"'{a.text_span}' ({a.status}) and '{b.text_span}' ({b.status}) are different notions of beds"
    verdict = Verdict.MIXED if len(notions) == 2 else Verdict.CONTRADICTED
    return _finding("several notions of beds", verdict, summary, a, b)


def mean_and_days(a: Claim, b: Claim) -> Finding | None:
    """A mean over many days beside the value of one of them: compatible, but not the same thing."""
    if a.metric != b.metric or a.metric != "arrests_daily_actual" or a.low == b.low:
        return None
    spans = _span(a), _span(b)
    if spans[0] is None or spans[1] is None:
        return None
    (mean, outer), (day, inner) = sorted(((a, spans[0]), (b, spans[1])), key=lambda item: item[1][0] - item[1][1])
    if inner[0] != inner[1] or (outer[1] - outer[0]).days < 6 or not _inside(inner, outer):
        return None
    summary = f"'{day.text_span}' on one day and '{mean.text_span}' on average can both hold: a mean hides the week"
    return _finding("a day beside a mean", Verdict.NOTE, summary, mean, day)


RULES: tuple[Rule, ...] = (
    two_values,
    scope_widened,
    stale_count,
    pace_against_count,
    record_above_limit,
    day_or_days,
    one_number_several_times,
    two_notions_of_beds,
    mean_and_days,
)


def contradictions(findings: Sequence[Finding]) -> Iterator[dict[str, str]]:
    """The contradictions as rows of a table."""
    for finding in findings:
        if finding.verdict in {Verdict.CONTRADICTED, Verdict.MIXED}:
            docs = ", ".join(dict.fromkeys(claim.doc for claim in finding.claims))
            yield {"rule": finding.rule, "texts": docs, "summary": finding.summary, "verdict": finding.verdict.value}
