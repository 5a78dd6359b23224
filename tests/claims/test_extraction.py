"""Reading claims: on the marked texts, on our own unseen paragraphs, and on texts that hold none."""

from __future__ import annotations

import importlib.util
import json
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.memory import peak_of

from bedspace.claims.claim import Claim
from bedspace.claims.metrics import metrics
from bedspace.claims.read.extraction import read
from bedspace.claims.read.pages import html_text
from bedspace.claims.read.sentences import words

_spec = importlib.util.spec_from_file_location("marked", Path(__file__).with_name("marked.py"))
assert _spec is not None
assert _spec.loader is not None
marked = importlib.util.module_from_spec(_spec)
sys.modules["marked"] = marked
_spec.loader.exec_module(marked)


def _scorer(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", shared / "claims" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _scored(shared: Path, folder: str, gold: str) -> Any:
    scorer = _scorer(shared)
    files = sorted((shared / folder).glob("*.txt"))
    claims = [asdict(c) for f in files for c in _body_claims(f)]
    lines = (shared / "claims" / gold).read_text(encoding="utf-8").splitlines()
    return scorer.score(claims, [json.loads(line) for line in lines], docs={f.name for f in files}, root="nowhere")


def _body_claims(path: Path) -> list[Claim]:
    """Claims below the header line of a report file."""
    text = path.read_text(encoding="utf-8")
    header = text.index("\n") if text.startswith("# ") else 0
    return [claim for claim in read(text, path.name).claims if claim.start >= header]


@pytest.mark.shared
def test_the_five_reports_are_read(shared: Path) -> None:
    result = _scored(shared, "reports", "gold_seeds.jsonl")
    assert result["a  value"]["f1"] >= 0.95
    assert result["b  value+metric"]["f1"] >= 0.90
    assert result["c  value+metric+period+status"]["f1"] >= 0.85


@pytest.mark.shared
def test_twelve_more_reports_are_read_and_four_texts_without_claims_stay_empty(shared: Path) -> None:
    result = _scored(shared, "claims/reports", "gold_reports.jsonl")
    assert result["a  value"]["f1"] >= 0.95
    assert result["b  value+metric"]["f1"] >= 0.88
    for path in (shared / "claims" / "reports").glob("N*.txt"):
        assert not read(path.read_text(encoding="utf-8"), path.name).claims


@pytest.mark.shared
def test_what_only_looks_like_a_claim_is_not_read(shared: Path) -> None:
    lines = (shared / "claims" / "seed_distractors.jsonl").read_text(encoding="utf-8").splitlines()
    for row in map(json.loads, lines):
        if row["why"].startswith("IS a claim"):
            continue
        text = (shared / "reports" / row["doc"]).read_text(encoding="utf-8")
        hits = [c for c in read(text, row["doc"]).claims if c.start < row["end"] and row["start"] < c.end]
        assert not hits, row


@pytest.mark.parametrize("name", sorted(path.name for path in marked.HERE.glob("unseen*.txt")))
def test_paragraphs_of_our_own_are_read(name: str) -> None:
    score = _marked_score(name)
    assert score.f1(score.right) >= 0.97
    assert score.f1(score.metric) >= 0.92


@pytest.mark.parametrize("name", sorted(path.name for path in marked.HERE.glob("development*.txt")))
def test_texts_that_the_reader_was_developed_on_are_read(name: str) -> None:
    score = _marked_score(name)
    assert score.f1(score.right) >= 0.93
    assert score.f1(score.metric) >= 0.80


def _marked_score(name: str) -> Any:
    score = marked.Score()
    for title, text, marks in marked.paragraphs(name):
        marked.add(score, read(text, title).claims, marks)
    assert score.right + score.missed > 30
    return score


@pytest.mark.parametrize(
    ("name", "value", "metric"),
    [
        ("new_texts", 0.96, 0.89),
        ("new_texts_second", 0.93, 0.86),
        ("new_texts_third", 0.91, 0.82),
        ("new_texts_fourth", 0.90, 0.76),
        ("new_texts_fifth", 0.95, 0.87),
        ("new_texts_sixth", 0.90, 0.78),
        ("new_texts_seventh", 0.96, 0.85),
        ("new_texts_eighth", 0.98, 0.96),
        ("new_texts_ninth", 0.98, 0.96),
        ("new_texts_tenth", 0.90, 0.76),
        ("new_texts_eleventh", 0.97, 0.88),
    ],
)
def test_ten_new_texts_are_still_read(name: str, value: float, metric: float) -> None:
    """They are spent; the first run on them stands in their README."""
    folder = marked.HERE / name
    score = marked.Score()
    gold = [json.loads(line) for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    for path in sorted(folder.glob("*.txt")):
        rows = [row for row in gold if row["doc"] == path.name and not row["vague"]]
        marks = [
            marked.Mark(
                row["start"],
                row["end"],
                ("-",) if row["derived"] else (row["metric"], *row.get("alt_metrics", ())),
                row["low"] or 0.0,
                row["high"] or 0.0,
            )
            for row in rows
        ]
        marked.add(score, read(path.read_text(encoding="utf-8"), path.name).claims, marks)
    assert score.right + score.missed > 130
    assert score.f1(score.right) >= value
    assert score.f1(score.metric) >= metric


_TABLE_TEXTS = {
    "bars": "Center | Contract beds | Held | Average stay (days)\nMesa | 480 | 611 | 38",
    "markdown": "| Center | Contract beds | Held | Average stay (days) |\n|---|--:|--:|--:|\n| Mesa | 480 | 611 | 38 |",
    "tabs": "Center\tContract beds\tHeld\tAverage stay (days)\nMesa\t480\t611\t38",
    "blanks": "Center    Contract beds   Held   Average stay (days)\nMesa      480             611    38",
}


@pytest.mark.parametrize("table", _TABLE_TEXTS.values(), ids=_TABLE_TEXTS)
def test_a_cell_of_a_table_is_read_by_the_label_of_its_column(table: str) -> None:
    text = f"Three ICE detention centers.\n\n{table}\n"
    found = {text[c.start : c.end]: c.metric for c in read(text).claims if c.start > text.index("Mesa")}
    assert found == {"480": "facility_capacity", "611": "facility_population", "38": "length_of_stay"}


def test_a_cell_of_a_table_of_a_page_is_read_by_the_label_of_its_column() -> None:
    rows = "<tr><th>Center</th><th>Contract beds</th></tr><tr><td>Mesa</td><td>480</td></tr>"
    claims = read(html_text(f"<p>ICE detention centers</p><table>{rows}</table>")).claims
    assert [(claim.metric, claim.low) for claim in claims] == [("facility_capacity", 480)]


def test_a_row_whose_label_says_what_is_counted_is_read_by_it() -> None:
    rows = "| Removals | 142,580 | 271,484 |\n| Average stay (days) | 36.5 | 44 |"
    text = f"ICE by fiscal year\n\n| | FY2023 | FY2024 |\n{rows}\n"
    found = [(claim.metric, claim.low) for claim in read(text).claims]
    stays = [("length_of_stay", 36.5), ("length_of_stay", 44.0)]
    assert found == [("removals_count", 142_580.0), ("removals_count", 271_484.0), *stays]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("ICE held sixty thousand people in detention. A year ago it was thirty-eight.", ("detained_population", 38e3)),
        ("The center held sixty people for ICE. A year ago it was thirty-eight.", ("facility_population", 38)),
        ("Homan spoke of the quota. By May it was 1,200 arrests a day.", ("arrests_daily_target", 1200)),
        ("By May immigration agents made 1,200 arrests a day.", ("arrests_daily_actual", 1200)),
        ("The busiest day that we know of is June 4, with 2,200 ICE arrests.", ("arrests_daily_peak", 2200)),
        ("The average stay in ICE detention has grown to 31 days from 18 a year ago.", ("length_of_stay", 18)),
        ("Congress pays for 800 immigration judges. In June there were 590.", ("immigration_judges", 590)),
        ("At this rate ICE removals in fiscal 2026 would be 400,000.", ("removals_projection", 400_000)),
        ("Two people in ICE custody have died at the jail this year.", ("deaths_in_custody", 2)),
        (
            "The sheriff was asked how many of the ICE detainees held had a conviction. It was 64.",
            ("criminality_count", 64),
        ),
        ("ICE arrests in the state are up 3.5x.", ("change_factor", 3.5)),
        ("ICE arrests averaged 900 a day in June. In July they averaged 1,040.", ("arrests_daily_actual", 1040)),
        ("ICE made 1,100 arrests a day. The goal, as all know, is 3,000.", ("arrests_daily_target", 3000)),
        ("ICE made 900 arrests a day in June and on no day did it top 1,310.", ("arrests_daily_peak", 1310)),
        ("ICE agents arrested 4,100 of those in custody.", ("detained_subgroup", 4100)),
        ("46 percent of those ICE arrested were convicted. By June the share was 31.", ("criminality_share", 31)),
        ("ICE sent 640 agents to Tulsa. Another 220 should be here by Monday.", ("officers_deployed", 220)),
        (
            "The Border Patrol released zero aliens into the interior in May. A year earlier it released 71,000.",
            ("border_releases", 71_000),
        ),
        ("ICE held 61,000 people in custody, 1,900 fewer than in May (-3.0%).", ("change_percent", 3)),
        ("ICE covers the state from the Atlanta field office, one of 25.", ("field_offices", 25)),
        (
            "The number of ICE detainees is down. The immigration courts fell to 590 judges, from 720.",
            ("immigration_judges", 720),
        ),
    ],
)
def test_a_number_goes_on_with_the_one_before(text: str, wanted: tuple[str, float]) -> None:
    last = read(text).claims[-1]
    assert (last.metric, last.low) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("ICE holds 66,000 people. Some 52,300 were arrested by ICE itself.", ("detained_subgroup", 52_300)),
        ("ICE holds 66,000 people. In May 31,000 were arrested by ICE itself.", ("arrests_cumulative", 31_000)),
        ("ICE arrested 112 people in an Omaha raid. Eleven were let go that night.", ("released_of_arrested", 11)),
        ("ICE arrested 112 people in an Omaha raid. In June 4,300 were let go.", ("releases_count", 4300)),
        ("The ICE camp in Texas opened in May. On Monday it held 2,914 people.", ("facility_population", 2914)),
        ("ICE agents saw 80 petitions: 27 granted, four denied.", ("court_rulings", 4)),
        ("ICE wants room. It agreed to buy five warehouses for a combined $412 million.", ("contract_value", 412e6)),
        ("ICE flew 46 removal flights. Another 122 shuttled detainees between U.S. cities.", ("transfer_flights", 122)),
        ("Of 400 ICE flights, 214 were removal flights.", ("removal_flights", 214)),
        ("71 percent in ICE custody have no conviction. Women made up 8 percent.", ("population_share", 8)),
        ("ICE rents beds at the jail in Mesa. 71 of the 190 beds are taken.", ("facility_population", 71)),
    ],
)
def test_a_number_is_read_as_a_part_of_the_one_before(text: str, wanted: tuple[str, float]) -> None:
    assert wanted in {(claim.metric, claim.low) for claim in read(text, given_topic=True).claims}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("In June, 31 of your 164 ICE facilities held more people than their contracts allow.", ("facilities", 164)),
        ("ICE said 22 of its 131 sites hold more people than their limit.", ("facilities", 131)),
        ("33,900 of the 58,200 people in ICE custody had no criminal conviction.", ("detained_population", 58_200)),
        ("ICE arrested 54 people in an Omaha raid. 19 of the 54 were let go.", ("operation_arrests", 54)),
    ],
)
def test_a_whole_is_not_what_is_said_of_its_part(text: str, wanted: tuple[str, float]) -> None:
    last = read(text, given_topic=True).claims[-1]
    assert (last.metric, last.low) == wanted


def test_a_verb_behind_the_noun_of_a_part_belongs_to_the_part() -> None:
    text = "84 of 181 ICE detention facilities exceeded it, their contractual capacity, on some day."
    assert [c.metric for c in read(text).claims] == ["facilities_over_capacity", "facilities"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("ICE's force grew from 6,800 to nearly 11,000 officers.", [("officers", 6800), ("officers", 11_000)]),
        (
            "ICE wants 8,000 new agents by May, on top of the roughly 5,900 it had.",
            [("officers_hiring_target", 8000), ("officers", 5900)],
        ),
        (
            "ICE swore in 4,200 new officers, on top of the 9,100 who were there.",
            [("officers_hired", 4200), ("officers", 9100)],
        ),
        (
            "ICE told of 3,000 hires since May, which lifted its force to 12,500 agents.",
            [("officers_hired", 3000), ("officers", 12_500)],
        ),
        ("ICE hired 5,000 new officers and plans to go to 9,000 new officers.", [("officers_hired", 5000)]),
        ("The strength of ICE has tripled. Its force has more than doubled.", [("change_factor", 3)]),
    ],
)
def test_officers_who_were_there_are_not_those_who_were_hired(text: str, wanted: list[tuple[str, float]]) -> None:
    found = [(claim.metric, claim.low) for claim in read(text).claims]
    assert found[: len(wanted)] == wanted
    assert len(found) == len(wanted) or found[len(wanted)][0] in {"change_factor", "officers_hiring_target"}


@pytest.mark.parametrize(
    ("text", "metric"),
    [
        ("Some 210 ICE agents were flown in from Texas.", "officers_deployed"),
        ("The Border Patrol flew in 95 agents.", "officers_deployed"),
        ("About 130 immigration officers were bused in for the week.", "officers_deployed"),
        ("ICE has 130 immigration officers in the state.", "officers"),
    ],
)
def test_agents_who_were_brought_in_are_deployed(text: str, metric: str) -> None:
    assert [claim.metric for claim in read(text).claims] == [metric]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "ICE arrested 240 people in a Tulsa raid. Of those, 37 had final orders of removal.",
            ("operation_arrests", 37),
        ),
        ("ICE arrested 95 people in Operation Blue Kite. Nine had been ordered removed.", ("operation_arrests", 9)),
        (
            "ICE arrested 310 people in a Reno raid. Some 52 had reentered after a deportation.",
            ("operation_arrests", 52),
        ),
        ("ICE arrested 310 people in a Reno raid. By winter 52 had been deported.", ("removals_count", 52)),
    ],
)
def test_the_arrested_who_had_been_ordered_to_leave_are_still_arrested(text: str, wanted: tuple[str, float]) -> None:
    last = read(text).claims[-1]
    assert (last.metric, last.low) == wanted


@pytest.mark.parametrize(
    ("text", "metric"),
    [
        ("DHS said it removed 410,000 people and 1.2 million self-deported: 1.61 million.", "departures_total"),
        ("ICE removed 280,000 people. Some 920,000 left on their own. You get about 1.2 million.", "departures_total"),
        ("1.4 million left voluntarily and ICE deported 300,000, so nearly 1.7 million.", "departures_total"),
        ("ICE removed 280,000 people. Some 920,000 left on their own, up from 310,000.", "self_departures"),
    ],
)
def test_removals_and_departures_that_add_up_are_a_total(text: str, metric: str) -> None:
    assert read(text, given_topic=True).claims[-1].metric == metric


_COURTS = "The immigration courts had 2.9 million pending cases."


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (f"{_COURTS} 1,870,000 of these, or 64 percent, involve an asylum claim.", "asylum_backlog"),
        (f"{_COURTS} Some 1.8 million of those waiting have applied for asylum.", "asylum_backlog"),
        (f"{_COURTS} Of them 1.9 million are asylum cases.", "asylum_backlog"),
        (f"{_COURTS} 210,000 of these are in Texas.", "court_backlog"),
        (f"{_COURTS} 1.8 million of these involve an asylum claim. Florida leads with 402,000.", "court_backlog"),
    ],
)
def test_cases_are_asylum_cases_where_only_a_part_is(text: str, wanted: str) -> None:
    counts = [claim for claim in read(text).claims if claim.unit != "percent"]
    assert counts[-1].metric == wanted


@pytest.mark.parametrize(
    ("text", "metric"),
    [
        ("After a hearing 4,100 ICE detainees had taken voluntary departure.", "self_departures"),
        ("Of those ICE held, 3,300 accepted voluntary departure.", "self_departures"),
        ("In June 2,700 ICE detainees signed for voluntary departure.", "self_departures"),
        ("The county would set aside 90 jail beds for ICE.", "planned_beds"),
        ("The board has put off a decision on leasing 260 jail beds to ICE.", "planned_beds"),
        ("The company asked for permission to run 700 jail beds for ICE.", "planned_beds"),
        ("The county has 90 jail beds for ICE.", "facility_capacity"),
    ],
)
def test_a_way_of_leaving_and_a_plan_are_told_by_their_verbs(text: str, metric: str) -> None:
    assert [claim.metric for claim in read(text).claims] == [metric]


@pytest.mark.parametrize(
    ("subject", "answer", "wanted"),
    [
        ("Let us begin with ICE detention.", "Fifty-four thousand, give or take.", ("detained_population", 54_000)),
        ("Let us turn to ICE deportations.", "About three hundred thousand.", ("removals_count", 300_000)),
        ("Next are the immigration judges.", "Five hundred and ninety.", ("immigration_judges", 590)),
    ],
)
def test_a_question_that_names_nothing_asks_of_what_was_named(
    subject: str, answer: str, wanted: tuple[str, float]
) -> None:
    text = f"HOST: {subject} How many are we talking about on a given day?\n\nGUEST: {answer}\n\nHOST: I see."
    assert [(claim.metric, claim.low) for claim in read(text).claims] == [wanted]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("ICE is on pace to pass 310,000 deportations this year.", ("removals_projection", 310_000)),
        ("ICE removes 950 people a day. On that pace it would remove 347,000.", ("removals_projection", 347_000)),
        ("ICE makes 820 arrests a day. At this clip maybe 300,000.", ("arrests_annual_projection", 300_000)),
        ("ICE removed 347,000 people at a steady pace.", ("removals_count", 347_000)),
    ],
)
def test_what_a_pace_gives_it_gives_in_a_year(text: str, wanted: tuple[str, float]) -> None:
    last = read(text).claims[-1]
    assert (last.metric, last.low) == wanted


@pytest.mark.parametrize(
    ("text", "metric"),
    [
        ("About 31,200 of the detainees were picked up by ICE itself.", "detained_subgroup"),
        ("8,700 of the people held were handed over by the Border Patrol.", "detained_subgroup"),
        ("Some 12,500 of its detainees were arrested by CBP.", "detained_subgroup"),
        ("About 31,200 immigrants were picked up by ICE itself.", "arrests_cumulative"),
    ],
)
def test_detainees_by_who_took_them_are_a_part_of_the_held(text: str, metric: str) -> None:
    assert [claim.metric for claim in read(text, given_topic=True).claims] == [metric]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Some 410 flights of ICE took deportees to Peru.", ("removal_flights", 410)),
        ("ICE chartered 37 planes that carried deportees home.", ("removal_flights", 37)),
        ("ICE ran 120 transfer flights, twice the 61 of a year earlier.", ("transfer_flights", 61)),
        ("ICE ran 90 removal flights in May, almost triple the 32 of 2024.", ("removal_flights", 32)),
        ("ICE held 90 flights in May, almost double the 47 of 2024.", ("enforcement_flights", 47)),
        ("ICE ran 230 removal flights in June. Ecuador took 41 of them.", ("removal_flights", 41)),
        ("ICE flew 610 transfer flights in May. Some 37 of them left from Ohio.", ("transfer_flights", 37)),
        ("ICE ran 85 removal flights in May. The group said that 13 of them were military.", ("removal_flights", 13)),
        ("ICE flew 900 flights in May. Some 120 of them were domestic transfers.", ("transfer_flights", 120)),
    ],
)
def test_a_flight_keeps_its_kind(text: str, wanted: tuple[str, float]) -> None:
    last = read(text).claims[-1]
    assert (last.metric, last.low) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Some ICE detainees have been there 90+ days.", ("length_of_stay", 90)),
        ("At the ICE jail the mean stay is 33 days (March: 29).", ("length_of_stay", 29)),
        ("The average stay in ICE detention is 24 days. For Cubans it was 131 days.", ("length_of_stay", 131)),
        ("People were kept in the ICE hold room for five days.", ("length_of_stay", 5)),
        ("ICE officers are working five, six days a week.", ("officer_days_per_week", 5)),
        ("ICE agents have worked six days out of seven.", ("officer_days_per_week", 6)),
        ("In Houston ICE agents are on duty 5 days out of 7.", ("officer_days_per_week", 5)),
    ],
)
def test_days_are_read_as_they_are_written_and_said(text: str, wanted: tuple[str, float]) -> None:
    last = read(text).claims[-1]
    assert (last.metric, last.low) == wanted


@pytest.mark.parametrize(
    ("text", "metric"),
    [
        ("ICE arrested 84 people in a three-day sweep in Ohio.", "operation_arrests"),
        ("The ten-day sweep of Tulsa ended with 166 ICE arrests.", "operation_arrests"),
        ("ICE said 47 people were arrested in Reno in a two-day operation.", "operation_arrests"),
        ("ICE said that on two days there were more than 1,700 arrests.", "arrests_daily_actual"),
        ("ICE said that on one day there were 1,700 arrests.", "arrests_daily_actual"),
    ],
)
def test_a_span_of_days_is_no_rate(text: str, metric: str) -> None:
    assert [claim.metric for claim in read(text).claims] == [metric]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("ICE arrests averaged eleven hundred to eleven-fifty a day.", (1100, 1150)),
        ("ICE has fifty-eight, fifty-nine thousand people in detention.", (58_000, 59_000)),
        ("The ICE camp has twelve-fifteen detainees.", (12, 15)),
    ],
)
def test_numbers_as_they_are_spoken_are_read(text: str, values: tuple[float, float]) -> None:
    assert [(claim.low, claim.high) for claim in read(text).claims] == [values]


def test_what_a_plan_behind_and_says_is_not_said_of_the_number_before() -> None:
    text = "The ICE camp opened with 1,000 beds and is meant to grow to 5,000."
    assert [claim.metric for claim in read(text).claims] == ["facility_capacity", "planned_beds"]


def test_nothing_is_planned_that_no_word_says_to_be_planned() -> None:
    assert [c.metric for c in read("ICE monitors made visits to three detention centers.").claims] == []
    assert [c.metric for c in read("ICE plans three more detention centers.").claims] == ["planned_facilities"]


def test_a_goal_keeps_its_status_where_no_metric_has_it() -> None:
    held = read("ICE held 61,000 people. The target, I'm told, is 107,000.").claims[-1]
    assert (held.metric, held.low, held.status) == ("detained_population", 107_000, "target")


def test_a_text_that_names_its_subject_late_is_read_from_the_start() -> None:
    filler = "Nobody has said why. " * 12
    late = f"The quota was 3,000 arrests a day. {filler}Immigration agents were told so."
    assert [claim.metric for claim in read(late).claims] == ["arrests_daily_target"]
    assert not read(late.replace("Immigration agents", "Officers")).claims


def test_a_table_of_something_else_holds_no_claims() -> None:
    assert not read("Hotels\n\nCity | Beds | Average stay (days)\nMesa | 480 | 38\n").claims


@pytest.mark.parametrize(
    "text",
    [
        "Shares of the prison company, which runs ICE jails, rose 6 percent.",
        "Violent crime, by the way, had fallen 10 percent before the ICE arrests.",
        "Attendance at two schools near the ICE raid was down 22 percent.",
        "The ICE detainees' meals cost $6.80 each.",
        "Inspectors cited the ICE jail's kitchen 5 times in a year.",
        "One man from Haiti was in ICE detention.",
        "The ICE contract brought in about a sixth of the road fund.",
        "The ICE annex has 88,000 sq. ft. of floor space.",
        "Divide the ICE removals by 365.",
        "We write about ICE detention. Rep. Ann Bell and 31 other Members of Congress",
        "The ICE detainee was moved 4 times in 16 days.",
        "Two officials told a paper that ICE removals were slow.",
    ],
)
def test_what_is_said_beside_the_system_is_no_claim(text: str) -> None:
    assert not read(text, given_topic=True).claims


def test_each_metric_is_read_in_at_least_three_wordings() -> None:
    right: Counter[str] = Counter()
    wordings = 0
    for name in ("phrasings.txt", "phrasings_second.txt", "phrasings_third.txt"):
        for text, marks in marked.lines(name):
            claims = read(text, given_topic=True).claims
            for mark in marks:
                score = marked.Score()
                marked.add(score, claims, [mark])
                wordings += not mark.optional
                right[mark.metrics[0]] += score.metric
    assert {metric for metric in metrics() if right[metric] < 3} == set()
    assert right.total() >= 0.96 * wordings


def test_texts_about_something_else_hold_no_claims() -> None:
    for title, text, _ in marked.paragraphs("without_claims.txt"):
        extract = read(text, title)
        assert not extract.claims, title
        assert extract.unread, title


def _single_sentences() -> list[tuple[str, dict[float, str]]]:
    lines = (Path(__file__).parent / "sentences.txt").read_text(encoding="utf-8").splitlines()
    split = [line.partition(" |") for line in lines if not line.startswith("#")]
    pairs = ((text, [cell.split() for cell in wanted.split(";") if cell.strip()]) for text, _, wanted in split)
    return [(text, {float(value): metric for value, metric in cells}) for text, cells in pairs]


@pytest.mark.parametrize(("text", "wanted"), _single_sentences())
def test_each_metric_is_read_from_one_plain_sentence(text: str, wanted: dict[float, str]) -> None:
    found = {claim.low: claim.metric for claim in read(text, given_topic=True).claims}
    assert {value: found.get(value) for value in wanted} == wanted
    assert wanted or not found


def test_the_single_sentences_name_every_metric_but_the_derived_ones() -> None:
    named = {metric for _, wanted in _single_sentences() for metric in wanted.values()}
    assert set(metrics()) - named == set()


def test_unread_numbers_are_listed_with_their_reason() -> None:
    extract = read("On June 14, 2025 ICE agents drove 40 miles and held 900 people at Krome.", given_topic=True)
    reasons = dict(pair for unread in extract.unread for pair in unread.reasons)
    assert reasons["14"] == "date"
    assert "40" in reasons
    assert [claim.low for claim in extract.claims] == [900]


def test_every_number_is_a_claim_or_listed() -> None:
    text = "ICE held 42,000 people on 4 February. It bought 17 trucks. About 300 arrests came last weekend."
    extract = read(text, given_topic=True)
    listed = {number for unread in extract.unread for number, _ in unread.reasons}
    assert {claim.low for claim in extract.claims} == {42_000, 300}
    assert {"4", "17"} <= listed


def test_relative_dates_resolve_with_the_day_of_publication() -> None:
    text = "On Tuesday of this week, ICE arrests were over 800. Last weekend there were only about 300 arrests."
    tuesday, weekend = read(text, said=date(2025, 2, 7), given_topic=True).claims
    assert (tuesday.time_start, tuesday.time_end) == ("2025-02-04", "2025-02-04")
    assert (weekend.time_start, weekend.time_end) == ("2025-02-01", "2025-02-02")
    assert read(text, given_topic=True).claims[1].time_start is None


def test_details_are_read() -> None:
    text = "Tom Homan said ICE arrested more than 3,500 people in Chicago. Detention rose by 12 percent in March."
    arrests, change = read(text, given_topic=True).claims
    assert (arrests.comparator, arrests.geography, arrests.attributed_to) == ("more_than", "Chicago", "Tom Homan")
    assert (change.metric, change.direction) == ("change_percent", "up")


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_survived_and_offsets_point_at_the_span(text: str) -> None:
    _offsets_hold(text)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "ICE",
                "1,200",
                "half a million",
                "$3",
                "בית",
                "😀",
                "per day",
                "arrests",
                "75%",
                "-",
                "\n",
                "to",
                "of",
                "(",
                "held",
                "2025",
                "two",
                "beds",
                "٣٤",
            ]
        ),
        max_size=60,
    )
)
def test_mixtures_of_words_are_survived(parts: list[str]) -> None:
    _offsets_hold(" ".join(parts))


def _offsets_hold(text: str) -> None:
    extract = read(text, given_topic=True)
    for claim in extract.claims:
        assert text[claim.start : claim.end] == claim.text_span
        assert claim.text_span.strip()
    for unread in extract.unread:
        assert text[unread.start : unread.end] == unread.text


@pytest.mark.parametrize(
    "piece", ["1", "1,234", "!", "a", " ", "12 ", "1-", "https://", "a.b.", "half a ", "\x00\xff", "ICE held 7 "]
)
def test_hostile_texts_end(piece: str) -> None:
    text = piece * (50_000 // len(piece))
    extract = read(text, given_topic=True)
    assert all(text[c.start : c.end] == c.text_span for c in extract.claims)


@pytest.mark.slow
@pytest.mark.parametrize("piece", ["1", "a", "1,234,", "The hearing was held in a small room. "])
def test_ten_megabytes_are_survived(piece: str) -> None:
    text = piece * (10_000_000 // len(piece))
    assert read(text, given_topic=True) is not None


PAGE = 3_000
ORDINARY = (
    "The garden needs water and light, and the people who keep one know that rain is seldom enough in a dry June. "
    "They carry cans in the morning. On some days ICE is spoken of, and some 40 of them meet on Sundays. "
)


@pytest.mark.slow
@pytest.mark.parametrize("text", [(ORDINARY * PAGE)[: 100 * PAGE], "deportation " * (1_400_000 // 12)])
def test_a_hundred_pages_and_a_long_word_cost_a_few_times_their_words(text: str) -> None:
    """A hundred pages take under a second and 1.4 MB of one word under three on a quiet machine, which cuts the
    first into words in a twentieth of a second; a busy machine slows both alike."""
    import time

    def seconds(task: Callable[[str], object]) -> float:
        times = []
        for _ in range(3):
            start = time.process_time()
            task(text)
            times.append(time.process_time() - start)
        return min(times)

    assert seconds(read) < 25 * seconds(lambda whole: sum(1 for _ in words(whole)))


@pytest.mark.slow
def test_ten_megabytes_take_under_400_megabytes() -> None:
    program = f"from bedspace.claims.read.extraction import read\nread(({ORDINARY!r} * 100_000)[:10_000_000])\n"
    assert peak_of(program) < 400


def test_the_time_taken_is_linear() -> None:
    import time

    page = "ICE said on Monday that 42,000 people were held, up from 39,000. Arrests averaged 800 a day. " * 20

    def cost(copies: int) -> float:
        best = float("inf")
        for _ in range(3):
            start = time.process_time()
            read(page * copies, given_topic=True)
            best = min(best, time.process_time() - start)
        return best

    cost(1)
    assert cost(16) < 4 * 2.5 * cost(4)
