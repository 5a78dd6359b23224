"""Claims as questions to the model: what is asked, what comes back, and what is never called implausible."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from click.testing import CliRunner

from bedspace.claims.check.checks import check
from bedspace.claims.check.findings import Finding, Verdict
from bedspace.claims.check.verdicts.wording import day_name
from bedspace.claims.claim import Claim
from bedspace.claims.intervals import Interval
from bedspace.claims.read.extraction import read
from bedspace.cli.main import cli
from bedspace.studies.claims import arrest_questions as asked_arrests
from bedspace.studies.claims.feasibility import QUESTIONS, answer, asked_of, headline
from bedspace.studies.claims.questions import ClaimQuestion, best_month, three
from bedspace.studies.cohort.steady import turnovers

SAID = date(2025, 2, 7)


def _claim(text: str, said: date | None = SAID) -> Claim:
    return read(text, "-", said, given_topic=True).claims[0]


def _asked(text: str, said: date | None = SAID) -> Finding:
    found = answer(_claim(text, said), said)
    assert found is not None
    return found


QUOTA = "ICE was told to make {} arrests a day."
ARRESTING = "ICE is making {} arrests a day."
PEAK = "The highest single-day total since Trump took office was {} arrests."


# the announced numbers -------------------------------------------------------------------------------------

ANNOUNCED = [
    ("ICE was told to make 1,200 to 1,500 arrests a day.", SAID),
    ("Each of the field offices must make 75 arrests a day.", SAID),
    ("The White House demands 3,000 arrests a day.", date(2025, 5, 28)),
    ("Trump plans 30,000 beds at Guantanamo.", date(2025, 1, 29)),
    ("The administration aims to deport 1 million people a year.", SAID),
]


@pytest.mark.parametrize(("text", "said"), ANNOUNCED)
def test_announced_numbers_get_no_verdict_but_reason_source_date_and_mark(text: str, said: date) -> None:
    (row,) = [row for row in check(text, said, feasibility=answer).rows() if row["check"] == "feasibility"]
    assert row["verdict"] == Verdict.UNCHECKABLE
    assert row["rests_on"] == "assumed"
    assert re.search(r"of \d+ runs (?:\d+|none) ", row["reason"])
    assert re.search(r"9 in 10 have [\d,]+ to [\d,]+", row["reason"])
    assert len(row["sources"]) >= 2
    assert all(re.search(r"(?:19|20)\d\d|bedspace", source) for source in row["sources"])
    assert any("`bedspace run " in step for step in row["steps"])


@pytest.mark.parametrize(("text", "said"), ANNOUNCED)
def test_every_step_can_be_done_again(text: str, said: date) -> None:
    found = _asked(text, said)
    assert found.verdict is Verdict.UNCHECKABLE
    assert len(found.steps) >= 3
    assert all(step.replay() for step in found.steps)


# the runs ----------------------------------------------------------------------------------------------------


def test_the_command_of_a_step_gives_the_numbers_of_the_answer() -> None:
    found = _asked("ICE held about 42,000 people on February 5, 2025.", date(2025, 2, 6))
    command = re.search(r"`bedspace (.*)`", found.steps[0].meaning)
    assert command is not None
    told = CliRunner().invoke(cli, [*command[1].split(), "--json"], catch_exceptions=False)
    (row,) = [row for row in json.loads(told.stdout)["result"] if row["date"] == "2025-02-05"]
    for value in (row["q50"], row["q05"], row["q95"]):
        assert three(value) in found.summary


def test_shares_are_those_of_the_runs() -> None:
    arrests = headline().result.outputs["arrests"]
    days = arrests[headline().row(date(2025, 2, 1)) : headline().row(date(2025, 2, 13)) + 1].mean(0)
    level = round(float(np.median(days)))
    found = _asked(
        f"ICE made more than {level} arrests a day in the first 13 days of February 2025.", date(2025, 2, 14)
    )
    assert f"{int((days >= level).sum())} reach {three(level)}" in found.summary
    below = _asked(
        f"ICE made fewer than {level} arrests a day in the first 13 days of February 2025.", date(2025, 2, 14)
    )
    assert f"{int((days <= level).sum())} stay under {three(level)}" in below.summary
    assert {found.verdict, below.verdict} == {Verdict.UNCHECKABLE}


def test_a_modest_quota_is_reached_and_a_huge_one_is_not() -> None:
    assert "of 200 runs 200 reach 300 arrests" in _asked(QUOTA.format(300)).summary
    assert "of 200 runs none reach 9,000 arrests" in _asked(QUOTA.format("9,000")).summary


def test_a_day_is_a_mean_and_never_the_highest_day() -> None:
    daily = headline().result.outputs["arrests"][1 : headline().row(SAID) + 1]
    level = int(np.median(daily.max(0))) // 10 * 10 + 4  # a round number would mean a span
    days = (int((daily.mean(0) >= level).sum()), int((daily.max(0) >= level).sum()))
    assert days[0] < days[1]
    mean, peak = (_asked(text.format(f"{level:,}")) for text in (ARRESTING, PEAK))
    assert re.search(rf" {days[0] or 'none'} reach [\d,]+ arrests a day on average", mean.summary)
    assert re.search(rf" {days[1] or 'none'} reach [\d,]+ arrests on the highest day", peak.summary)


def test_the_best_month_is_the_highest_mean_of_thirty_days() -> None:
    daily = np.ones((91, 2))
    daily[31:61, 1] = 4.0
    assert best_month(daily).tolist() == [1.0, 4.0]


def test_a_quota_needs_the_arrests_at_large_that_jails_leave_and_their_hours() -> None:
    asked = ClaimQuestion(_claim(QUOTA.format("1,000")), Interval(1000, 1000), SAID, headline())
    steps = asked_arrests._needs(asked)
    by = {step.meaning.split(":")[0]: step.result.low for step in steps}
    last = {name: headline().result.outputs[name][-30:].mean(0) for name in ("arrests_custodial", "arrests_at_large")}
    hours = headline().result.outputs["officer_hours"][-30:].mean(0) / last["arrests_at_large"]
    at_large = 1_000 - float(np.median(last["arrests_custodial"]))
    assert by["arrests at large"] == pytest.approx(at_large)
    assert by["officer-hours a day"] == pytest.approx(at_large * float(np.median(hours)))
    assert "officer-hours a day needed, against those of the runs" in by


def test_a_quota_of_offices_is_multiplied_and_set_beside_the_national_one() -> None:
    found = _asked("Each of the field offices must make 75 arrests a day.")
    assert "75 x 25 offices = 1,875 a day nationwide, outside the reported national target" in found.summary
    inside = _asked("Each of the field offices must make 50 arrests a day.")
    assert "inside the reported national target" in inside.summary


# removals and beds ----------------------------------------------------------------------------------------------


def test_beds_for_removals_are_those_of_the_steady_state_in_both_measures() -> None:
    found = _asked("The administration aims to deport 1 million people a year.")
    beds = [step.result.low for step in found.steps if step.meaning.startswith("beds:")]
    expected = [r.beds_for_removals(1e6) for r in turnovers() if r.period == "FY2024"][:2]
    assert beds == pytest.approx(expected)
    assert "2,740 removals a day" in found.summary
    assert any("seats needed a day, against those by air and land" in step.meaning for step in found.steps)


def test_removals_a_day_are_a_year_of_them() -> None:
    a_day = _asked("ICE would have to deport 2,740 people every day.")
    assert [s.result.low for s in a_day.steps if s.meaning.startswith("removals a day")] == pytest.approx(
        [2740] * 2, rel=0.01
    )


def test_planned_beds_hold_the_inflow_of_the_formula() -> None:
    found = _asked("Trump plans 30,000 beds at Guantanamo.", date(2025, 1, 29))
    stays = [r.stay_days for r in turnovers() if r.period == "FY2024"][:2]
    flows = [step.result for step in found.steps if step.meaning.startswith("book-ins a day")]
    assert [flow.low * stay for flow, stay in zip(flows, stays, strict=True)] == pytest.approx([29_500] * 2)
    assert "cannot" not in found.summary


def test_the_day_on_which_people_held_pass_a_number() -> None:
    held = headline().result.outputs["midnight_population"]
    claim = replace(_claim("ICE held about 42,000 people on February 5, 2025."), status="projected")
    found = answer(replace(claim, low=50_000, high=50_000, comparator="more_than"), SAID)
    assert found is not None
    row = int(np.flatnonzero(np.median(held, axis=1) >= 50_000)[0])
    assert f"half of the runs hold so many by {day_name(headline().day(row))}" in found.summary
    never = answer(replace(claim, low=900_000, high=900_000), SAID)
    assert never is not None
    assert "fewer than 5 in 100 runs have so many by 18 July 2025" in never.summary
    assert never.verdict is Verdict.UNCHECKABLE
    few = answer(replace(claim, low=55_000, high=55_000, comparator="more_than"), SAID)
    assert few is not None
    assert (np.median(held, axis=1) < 55_000).all()
    assert "half of the runs" not in few.summary


@pytest.mark.parametrize(("text", "said"), ANNOUNCED)
def test_an_answer_of_the_model_is_read_in_one_breath(text: str, said: date) -> None:
    """The numbers behind it stand in its steps."""
    found = _asked(text, said)
    assert len(found.summary.split()) <= 70
    assert len(found.steps) >= 3


# no verdicts -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [1, 300, 800, "9,000", "900,000"])
@pytest.mark.parametrize(
    "text",
    [
        QUOTA,
        ARRESTING,
        PEAK,
        "Each of the field offices must make {} arrests a day.",
        "ICE held {} people in detention on February 5, 2025.",
        "The administration aims to deport {} people a year.",
    ],
)
def test_no_number_gets_a_verdict_from_the_model(text: str, number: object) -> None:
    found = check(text.format(number), SAID, feasibility=answer).findings
    assert {f.verdict for f in found if f.check == "feasibility"} <= {Verdict.UNCHECKABLE}


def test_what_was_said_after_the_run_is_not_answered_by_it() -> None:
    assert "it says nothing about this statement" in _asked(QUOTA.format("3,000"), date(2026, 3, 1)).summary


def test_the_model_is_silent_where_it_has_no_answer() -> None:
    assert answer(_claim("The network has 181 detention facilities."), SAID) is None
    quota = _claim(QUOTA.format("1,200"))
    assert answer(replace(quota, geography="Texas"), SAID) is None
    assert answer(replace(quota, low=None, high=None, text_span="arrests"), SAID) is None
    found = check("The network has 181 detention facilities and wants 150 more.", SAID, feasibility=answer)
    assert not [f for f in found.findings if f.check == "feasibility" and f.verdict is not Verdict.UNCHECKABLE]


def test_another_run_gives_another_answer() -> None:
    headlines = headline()
    outputs = {**headlines.result.outputs, "arrests": headlines.result.outputs["arrests"] * 5}
    richer = replace(headlines, result=replace(headlines.result, outputs=outputs))
    claim = _claim(QUOTA.format("1,500"))
    found = asked_of(richer)(claim, SAID)
    assert found is not None
    assert found.summary != _asked(QUOTA.format("1,500")).summary


def test_every_question_is_about_a_known_metric() -> None:
    from bedspace.claims.metrics import metrics

    assert set(QUESTIONS) <= set(metrics())


@pytest.mark.parametrize(
    ("text", "said", "asked"),
    [
        ("ICE held 70,922 people in March 2019.", date(2021, 3, 10), False),
        ("ICE held 70,922 people.", date(2021, 3, 10), False),
        ("ICE held 70,922 people in March 2019.", None, False),
        ("ICE held 70,922 people.", date(2025, 3, 10), True),
        ("ICE plans to hold 100,000 people.", date(2025, 1, 10), True),
        ("ICE will hold 100,000 people.", date(2024, 7, 24), True),  # a run of 180 days begins on 19 January 2025
        ("ICE will hold 100,000 people.", date(2024, 7, 22), False),
    ],
)
def test_the_model_says_nothing_of_what_was_over_before_it_begins(text: str, said: date | None, asked: bool) -> None:
    claims = read(text, "a text", said, given_topic=True).claims
    assert [answer(claim, said) is not None for claim in claims] == [asked] * len(claims) != []
