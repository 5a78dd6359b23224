"""The ledger, the official record beside a claim, and the definition guard."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from pathlib import Path

import pytest
from tests.claims.verdict_of import MIXED, NONE, answer, verdict

from bedspace.claims.check.checks import check
from bedspace.claims.check.findings import Finding, Verdict
from bedspace.claims.check.official_figures import check_record, check_utilisation
from bedspace.claims.check.posts import check_posts
from bedspace.claims.claim import Claim
from bedspace.claims.concepts import binding, bridge_between, capacities, concept_in, utilisation
from bedspace.claims.intervals import exactly
from bedspace.claims.ledger.entries import calendar, disagreements, ledger, rows
from bedspace.claims.metrics import metrics
from bedspace.claims.read.extraction import read
from bedspace.figure import Figure, Origin
from bedspace.figures.scales import CONCEPTS
from bedspace.units import Unit

CONCEPT_PAIRS = [
    ("arrest_press", "book_in"),
    ("midnight", "average"),
    ("repatriation_dhs", "removal_ice"),
    ("arrest_dhs", "arrest_all"),
    ("arrest_all", "arrest_at_large"),
]


def _claim(text: str, day: date | None = None) -> Claim:
    return read(text, "-", day, given_topic=True).claims[0]


def _figure(quantity: str, period: str, value: float, published: date, key: str = "") -> Figure:
    return Figure(quantity, key, period, value, Unit.PERSONS, published, published, Origin("test.xlsx", "S", "B2"))


# ledger ------------------------------------------------------------------------------------------------


def test_the_ledger_is_well_formed() -> None:
    entries = ledger()
    assert all(entry.metric in metrics() for entry in entries if entry.kind == "number")
    assert all(entry.low is None or entry.low <= (entry.high or 0) for entry in entries)
    assert all(len(entry.sha256) == 64 for entry in entries if entry.report)
    assert len({entry.fact for entry in entries if entry.fact}) >= 60


def test_the_ledger_has_claims_of_every_side_kept_and_missed() -> None:
    sides = {entry.side for entry in ledger()}
    assert {"administration, 2025", "earlier administration", "critic", "research", "press", "congress"} <= sides
    assert {"kept", "missed", "open"} <= {entry.outcome for entry in ledger()}


def test_denials_and_missing_data_are_entries() -> None:
    kinds = {entry.kind for entry in ledger()}
    assert {"denial", "no comment", "missing data", "event"} <= kinds
    assert any(entry.denied_by for entry in ledger())
    ids = {entry.id for entry in ledger()}
    assert all(set(entry.answers) | set(entry.answered_by) <= ids for entry in ledger())


def test_quotas_of_two_outlets_disagree_in_the_table() -> None:
    found = {(row["metric"], row["says_first"], row["says_second"]) for row in disagreements()}
    assert ("arrests_daily_target", "1,200-1,500", "1,200-1,400") in found


def test_rows_can_be_chosen_and_the_calendar_is_in_order() -> None:
    assert {row["metric"] for row in rows("removal_flights")} == {"removal_flights"}
    days = [row["day"] for row in calendar()]
    assert days == sorted(days)


@pytest.mark.shared
def test_report_entries_point_into_the_reports(shared: Path) -> None:
    raw = {f.name[:3]: f.read_bytes() for f in (shared / "reports").glob("*.txt")}
    for entry in ledger():
        if entry.report:
            assert hashlib.sha256(raw[entry.report]).hexdigest() == entry.sha256
            assert entry.span is not None
            assert raw[entry.report].decode()[slice(*entry.span)].strip()


@pytest.mark.shared
def test_entries_agree_with_the_register_of_facts(shared: Path) -> None:
    import csv

    with (shared / "design" / "facts.csv").open(encoding="utf-8") as file:
        facts = {row["id"]: row for row in csv.DictReader(file)}
    scales = {"USD billion": 1e9, "USD million": 1e6, "USD million/year": 1e6, "USD billion/year": 1e9}
    for entry in ledger():
        if entry.fact and entry.low is not None and entry.high is not None:
            fact = facts[entry.fact]
            value = float(fact["value"]) * scales.get(fact["unit"], 1)
            assert entry.low <= value <= entry.high, entry.id
            assert entry.verified == fact["verified"]
            assert entry.source.publisher == fact["publisher"]


# concepts ----------------------------------------------------------------------------------------------


def test_42000_held_is_four_percentages() -> None:
    shares = {c.beds: round(share.low) for c, share in utilisation(exactly(42_000), date(2025, 2, 5))}
    assert shares == {40_000: 105, 41_500: 101, 38_521: 109, 62_913: 67}
    assert all(c.source and c.fact for c in capacities())


def test_words_narrow_a_concept() -> None:
    assert concept_in("arrests_cumulative", "5,000 community arrests") == "arrest_at_large"
    assert concept_in("removals_count", "DHS removed 9,000") == "repatriation_dhs"
    assert concept_in("removals_count", "ICE removed 9,000") == "removal_ice"
    assert binding("detained_adp").concept == "average"


# record ------------------------------------------------------------------------------------------------

_KNOWN = (
    _figure("adp", "2025-02", 41_000, date(2025, 3, 1)),
    _figure("adp", "2025-02", 43_000, date(2025, 9, 1)),
    _figure("book_ins", "2025-02", 14_000, date(2025, 3, 1), "agency=ice"),
)


def test_a_claim_is_compared_as_known_then_and_now() -> None:
    claim = _claim("The average daily population was about 41,200 in February 2025.")
    finding = check_record(claim, date(2025, 4, 1), _KNOWN)
    assert finding.verdict is Verdict.SUPPORTED
    assert "published 2025-03-01); a later release (2025-09-01) has 43,000" in finding.summary
    assert check_record(claim, date(2025, 10, 1), _KNOWN).verdict is Verdict.UNCHECKABLE
    assert all(step.replay() for step in finding.steps)
    assert "test.xlsx / S / B2" in finding.sources[0]


def test_a_claim_far_from_the_record_is_contradicted() -> None:
    claim = _claim("The average daily population was 52,000 in February 2025.")
    assert check_record(claim, date(2025, 4, 1), _KNOWN).verdict is Verdict.CONTRADICTED


def test_arrests_are_never_compared_with_book_ins() -> None:
    claim = _claim("ICE made 800 arrests a day in February 2025.")
    finding = check_record(claim, date(2025, 3, 1), _KNOWN)
    assert finding.verdict is Verdict.UNCHECKABLE
    assert "share of arrests that is booked in" in finding.summary


def test_a_target_is_no_observation() -> None:
    claim = _claim("ICE was told to make 1,800 arrests a day.", date(2025, 2, 10))
    assert check_record(claim, date(2025, 2, 10), _KNOWN).verdict is Verdict.UNCHECKABLE


def test_a_percentage_is_shown_beside_every_notion_of_beds() -> None:
    claims = read("ICE is at 108% of capacity with 42,000 people in detention.", given_topic=True).claims
    (finding,) = check_utilisation(claims, date(2025, 2, 5))
    for text in ("105 % of 40,000", "101 % of 41,500", "109 % of 38,521", "67 % of 62,913", "38,889 beds"):
        assert text in finding.summary


def test_a_record_below_a_posted_day_is_contradicted() -> None:
    text = "The highest single-day total since Trump took office was {} arrests."
    low, high = (check_posts(_claim(text.format(n)), date(2025, 2, 7)) for n in ("1,100", "1,300"))
    assert low is not None
    assert low.verdict is Verdict.CONTRADICTED
    assert "2025-01-27" in low.summary
    assert high is None
    assert check_posts(_claim(text.format("1,100")), date(2025, 1, 25)) is None


def test_a_posted_day_supports_or_contradicts() -> None:
    said = date(2025, 2, 7)
    right = check_posts(_claim("ICE arrests stood at 956 on January 26, 2025, a daily total.", said), said)
    assert right is not None
    assert right.verdict is Verdict.SUPPORTED


# the verdicts of announced numbers ------------------------------------------------------------------------


def test_all_arrests_against_at_large_arrests_is_a_mix() -> None:
    text = "DHS made 32,809 arrests in 50 days, against 33,242 at-large arrests in all of fiscal year 2024."
    assert verdict(text, "2025-03-14") == MIXED
    same = "DHS made 32,809 arrests in 50 days, against 113,431 arrests in all of fiscal year 2024."
    assert verdict(same, "2025-03-14") == NONE


def test_department_totals_are_a_mix_with_ice_totals_only_where_they_are_compared() -> None:
    text = "DHS says it has removed 605,000 people; ICE's own figures show 329,018 removals."
    assert verdict(text, "2025-12-20") == NONE
    compared = "DHS removed 605,000 people in 200 days, against 271,484 ICE removals in fiscal year 2024."
    assert verdict(compared, "2025-12-20") == MIXED


@pytest.mark.parametrize(
    "text",
    [
        "DHS made 32,809 arrests in 50 days, against 33,242 at-large arrests in all of fiscal year 2024.",
        "DHS removed 605,000 people in 200 days, against 271,484 ICE removals in fiscal year 2024.",
        "DHS made 9,000 arrests in a week, against 8,500 at-large arrests in all of fiscal year 2020.",
    ],
)
def test_a_mix_names_both_concepts_and_dated_sources(text: str) -> None:
    found = answer(text, "2025-12-12")
    assert found.verdict is Verdict.MIXED
    assert sum(name in found.sentence for name in CONCEPTS.values()) == 2
    assert re.search("from one to the other: |cannot be compared", found.sentence)
    assert found.sources
    mixed = next(one for one in found.judged if one.verdict is Verdict.MIXED)
    assert all(re.search(r"20\d\d", source) for source in mixed.sources)


def test_no_scale_is_crossed_without_its_bridge() -> None:
    claim = _claim("ICE held about 41,000 people on February 5, 2025.", date(2025, 2, 7))
    counts = (_figure("ddp_midnight_population", "2025-02-05", 40_000, date(2026, 3, 1)),)
    without = check_record(claim, date(2025, 2, 7), counts)
    assert without.verdict is Verdict.UNCHECKABLE
    crossed = check_record(claim, date(2026, 4, 7), counts, factors={"ddp": lambda _: 1.025})
    assert crossed.verdict is Verdict.SUPPORTED
    assert any(exactly(41_000) in step.inputs for step in crossed.steps)


def test_every_concept_of_a_series_or_bridge_is_in_the_one_list() -> None:
    bound = [binding(metric) for metric in metrics()]
    named = {series.concept for b in bound for series in (b.series, b.nearest) if series}
    named |= {concept for pair in CONCEPT_PAIRS for concept in pair}
    assert named <= set(CONCEPTS)
    assert all(bridge_between(*pair).source for pair in CONCEPT_PAIRS)
    assert bridge_between("midnight", "beds").words == "none is known"


def test_quota_times_offices_is_contradicted() -> None:
    text = "Each of the 25 field offices must make 75 arrests per day, 1,200 to 1,500 arrests a day nationwide."
    found = answer(text)
    assert found.verdict is Verdict.CONTRADICTED
    assert "1,875" in found.sentence


def test_announced_numbers_that_were_missed_or_denied_say_so() -> None:
    beds = check("Trump announced 30,000 beds at Guantanamo.").findings
    assert any("missed" in f.summary and f.sources for f in beds)
    quota = check("Stephen Miller told ICE to make 3,000 arrests a day.", date(2025, 8, 1)).findings
    assert any("no arrest quota exists" in f.summary for f in quota)


def test_feasibility_is_a_seam_and_honest_without_a_model() -> None:
    text = "ICE was told to make 1,800 arrests a day."
    bare = [f for f in check(text).findings if f.check == "feasibility"]
    assert [f.verdict for f in bare] == [Verdict.UNCHECKABLE]
    answered = check(text, feasibility=lambda claim, _: _answer(claim))
    assert [f.summary for f in answered.findings if f.check == "feasibility"] == ["needs 74,000 beds"]


def _answer(claim: Claim) -> Finding:
    return Finding("feasibility", "test", Verdict.UNCHECKABLE, "needs 74,000 beds", (), (claim,))


def test_outlets_stand_as_the_texts_name_them() -> None:
    outlets = {
        "000": ("CNN", "undated"),
        "001": ("outlet not named, retelling NBC News", "undated"),
        "002": ("outlet not named, retelling NBC News", "undated"),
        "003": ("Raw Story on The Washington Post", "undated"),
        "004": ("NBC News", "2025-02-07"),
    }
    of_reports = [entry for entry in ledger() if entry.report]
    assert {entry.report for entry in of_reports} == set(outlets)
    for entry in of_reports:
        assert (entry.source.publisher, entry.source.date) == outlets[entry.report], entry.id
    assert not [e.id for e in ledger() if e.source.title.endswith("(") or e.source.publisher == "not named in the text"]


@pytest.mark.shared
def test_the_texts_name_the_outlets_and_no_day_but_one(shared: Path) -> None:
    texts = {path.name[:3]: path.read_text(encoding="utf-8") for path in (shared / "reports").glob("*.txt")}
    assert "told CNN" in texts["000"]
    assert "told NBC News" in texts["001"]
    assert "NBC News" in texts["002"]
    assert "The Washington Post" in texts["003"]
    assert [name for name, text in sorted(texts.items()) if "2025-02-07" in text] == ["004"]
