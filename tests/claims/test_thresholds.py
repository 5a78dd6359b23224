"""Every threshold of a verdict, with a number just inside and one just outside.

Claims are made by hand here: how they are read in a text is tested elsewhere.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bedspace.claims.check.arithmetic import check_arithmetic
from bedspace.claims.check.comparisons import compare
from bedspace.claims.check.findings import Finding, Verdict, overall
from bedspace.claims.check.ledger_review import as_claim
from bedspace.claims.check.official_figures import check_record
from bedspace.claims.check.posts import check_posts
from bedspace.claims.check.said_before import known_disputes
from bedspace.claims.claim import Claim
from bedspace.claims.intervals import Interval, exactly, said
from bedspace.claims.ledger.entries import ledger
from bedspace.claims.metrics import metrics
from bedspace.figure import Figure, Origin
from bedspace.units import Unit

SUPPORTED, CONTRADICTED, UNCHECKABLE = Verdict.SUPPORTED, Verdict.CONTRADICTED, Verdict.UNCHECKABLE


def claim(metric: str, low: float, high: float | None = None, **given: object) -> Claim:
    """A claim of one sentence, with what is not given left plain."""
    plain = Claim(
        doc="a", start=0, end=1, sentence_index=0, text_span=f"{low:,.10g}", metric=metric,
        family=metrics()[metric].family, low=low, high=low if high is None else high, comparator="",
        unit=metrics()[metric].unit, period="", status="reported", score=1.0,
    )  # fmt: skip
    return replace(plain, **given)  # type: ignore[arg-type]


def days(first: str, last: str) -> dict[str, str]:
    return {"time_start": first, "time_end": last, "time_text": f"{first} to {last}"}


def figure(quantity: str, period: str, value: float, reaches: date, published: date) -> Figure:
    return Figure(quantity, "", period, value, Unit.PERSONS, reaches, published, Origin("made.xlsx", "S", "B2"))


# the record


@pytest.mark.parametrize("status", ["target", "plan", "projected", "required"])
def test_what_is_announced_is_no_observation(status: str) -> None:
    february = figure("adp", "2025-02", 100_000, date(2025, 2, 28), date(2025, 3, 7))
    said_so = claim("detained_adp", 52_000, **days("2025-02-01", "2025-02-28"))
    assert check_record(said_so, date(2025, 4, 1), [february]).verdict is CONTRADICTED
    assert check_record(replace(said_so, status=status), date(2025, 4, 1), [february]).verdict is UNCHECKABLE
    assert check_record(replace(said_so, geography="TX"), date(2025, 4, 1), [february]).verdict is UNCHECKABLE


@pytest.mark.parametrize(("a_day", "verdict"), [(500, SUPPORTED), (520, UNCHECKABLE), (560, CONTRADICTED)])
def test_a_count_a_day_is_over_all_days_of_its_month(a_day: float, verdict: Verdict) -> None:
    """14,000 in the 28 days of February; over 27 days they would be 519 a day."""
    february = figure("book_ins", "2025-02", 14_000, date(2025, 2, 28), date(2025, 3, 7))
    said_so = claim("bookins_daily", a_day, period="day", **days("2025-02-01", "2025-02-28"))
    assert check_record(said_so, date(2025, 4, 1), [february]).verdict is verdict


@pytest.mark.parametrize(("day", "known"), [(31, False), (1, True), (15, True), (16, False)])
def test_a_notion_of_beds_is_kept_from_its_first_day_to_its_last(day: int, known: bool) -> None:
    """38,521 operational beds were reported of the days from 1 February to 15 March 2025."""
    on = date(2025, 1, day) if day == 31 else date(2025, 2 if day == 1 else 3, day)
    assert (check_record(claim("detention_capacity", 38_521), on).verdict is SUPPORTED) == known


def test_what_was_only_said_confirms_no_number_of_beds() -> None:
    """40,000 is 41,500 as an outlet rounded it."""
    said_so, funded = claim("detention_capacity", 40_000), claim("detention_capacity", 41_500)
    assert [check_record(each, date(2025, 2, 5)).verdict for each in (said_so, funded)] == [UNCHECKABLE, SUPPORTED]


def test_numbers_below_two_hundred_are_counted_not_rounded() -> None:
    assert said(claim("facilities", 190)) == exactly(190)
    assert said(claim("facilities", 200)) == Interval(195, 205)
    assert said(claim("facilities", 210)) == Interval(205, 215)
    assert said(claim("arrests_daily_target", 1_200, status="target")) == exactly(1_200)
    assert said(claim("detention_utilisation", 108)) == Interval(107.5, 108.5)


# posts


def posted(low: float, day: str = "2025-01-26") -> Verdict:
    """956 arrests were posted of that day."""
    found = check_posts(claim("arrests_daily_actual", low, **days(day, day)))
    assert found is not None
    return found.verdict


@pytest.mark.parametrize(
    ("low", "verdict"), [(956, SUPPORTED), (983, SUPPORTED), (987, CONTRADICTED), (929, SUPPORTED), (926, CONTRADICTED)]
)
def test_a_posted_day_agrees_within_three_in_a_hundred(low: float, verdict: Verdict) -> None:
    assert posted(low) is verdict


def test_a_record_is_held_against_what_was_posted_by_the_day() -> None:
    """1,179 were posted of 27 January, 956 of the day before."""
    of = {day: check_posts(claim("arrests_daily_peak", 1_100), date(2025, 1, day)) for day in (26, 27)}
    assert of[26] is None
    assert of[27] is not None
    assert of[27].verdict is CONTRADICTED
    assert check_posts(claim("arrests_daily_peak", 1_178), date(2025, 2, 7)) is not None
    assert check_posts(claim("arrests_daily_peak", 1_179), date(2025, 2, 7)) is None


# words around a number


# arithmetic and comparisons inside texts


def compared(rule: str, *claims: Claim) -> list[Finding]:
    return [found for found in compare(claims) if rule in found.rule]


@pytest.mark.parametrize(("a_day", "verdict"), [(2_870, SUPPORTED), (2_877, SUPPORTED), (2_880, CONTRADICTED)])
def test_intervals_agree_where_a_fifth_of_the_narrower_is_shared(a_day: float, verdict: Verdict) -> None:
    """365 times 2,875 to 2,885 shares a sixth of itself with "1 million", which reaches to 1,050,000; 365 times
    2,876.5 to 2,877.5 shares .21 of itself.
    """
    (found,) = [
        each
        for each in check_arithmetic([claim("removals_daily_needed", a_day), claim("removals_annual_target", 1e6)])
        if each.rule == "a yearly goal is 365 daily removals"
    ]
    assert found.verdict is verdict


@pytest.mark.parametrize(
    ("comparator", "count", "found"),
    [("", 4_850, False), ("", 4_700, True), ("at_least", 4_600, False), ("at_least", 4_400, True)],
)
def test_a_pace_exceeds_a_count_by_two_and_an_open_one_by_ten_in_a_hundred(
    comparator: str, count: float, found: bool
) -> None:
    """At least 4,950 in ten days."""
    pace = claim("arrests_daily_actual", 500, **days("2025-01-21", "2025-01-30"))
    total = claim("arrests_cumulative", count, comparator=comparator, **days("2025-01-20", "2025-02-03"))
    assert bool(compared("pace against count", pace, total)) == found


@pytest.mark.parametrize(("last", "found"), [("2025-01-20", False), ("2025-01-26", True), ("2025-01-27", False)])
def test_a_count_of_two_to_seven_days_is_no_level_of_a_day(last: str, found: bool) -> None:
    count = claim("arrests_cumulative", 956, **days("2025-01-20", last))
    assert bool(compared("read as a day", count, claim("arrests_daily_actual", 956))) == found


@pytest.mark.parametrize(("last", "found"), [("2025-01-25", False), ("2025-01-26", True)])
def test_a_mean_is_over_a_week_or_more(last: str, found: bool) -> None:
    mean = claim("arrests_daily_actual", 800, **days("2025-01-20", last))
    day = claim("arrests_daily_actual", 956, **days("2025-01-23", "2025-01-23"))
    assert bool(compared("a day beside a mean", mean, day)) == found


def test_a_limit_and_a_record_stand_in_one_sentence_or_the_next() -> None:
    limit = claim("arrests_daily_actual", 1_000, comparator="less_than")
    for apart, found in ((1, True), (2, False)):
        record = claim("arrests_daily_peak", 1_179, sentence_index=apart)
        assert bool(compared("never reached", limit, record)) == found


def test_notions_of_beds_differ_by_two_in_a_hundred() -> None:
    for beds, found in ((41_200, False), (41_500, True)):
        pair = claim("detention_capacity", 40_000), claim("detention_capacity", beds, status="funded")
        assert [each.verdict for each in compared("notions of beds", *pair)] == [Verdict.MIXED] * found


# verdicts put together


@pytest.mark.parametrize(
    ("verdicts", "one"),
    [
        ((CONTRADICTED, Verdict.MIXED, SUPPORTED), CONTRADICTED),
        ((SUPPORTED, Verdict.MIXED), Verdict.MIXED),
        ((UNCHECKABLE, SUPPORTED), SUPPORTED),
        ((Verdict.NOTE,), UNCHECKABLE),
        ((), UNCHECKABLE),
    ],
)
def test_what_speaks_against_a_claim_comes_first(verdicts: tuple[Verdict, ...], one: Verdict) -> None:
    assert overall(Finding("data", "", verdict, "") for verdict in verdicts) is one


OUTCOMES = {
    "kept": Verdict.NOTE,
    "missed": Verdict.NOTE,
    "exceeded": Verdict.NOTE,
    "does not hold": CONTRADICTED,
    "does not agree with a later count": CONTRADICTED,
    "misleading comparison": Verdict.MIXED,
    "different concept": Verdict.MIXED,
    "does not agree with a later estimate": UNCHECKABLE,
    "does not agree with another reading": UNCHECKABLE,
    "open": UNCHECKABLE,
    "cannot be checked": UNCHECKABLE,
}


def test_every_outcome_in_the_ledger_has_its_verdict() -> None:
    numbers = [each for each in ledger() if each.kind == "number" and each.fact and each.outcome]
    assert {each.outcome for each in numbers} <= OUTCOMES.keys()
    for entry in numbers:
        told = {f.verdict for f in known_disputes([as_claim(entry)]) if f"outcome: {entry.outcome}" in f.summary}
        assert told == {OUTCOMES[entry.outcome]}, entry.id
