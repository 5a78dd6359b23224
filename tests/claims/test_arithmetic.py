"""Arithmetic on intervals, the identities, and the contradictions of the reports by general rules.

Each rule is shown on a paraphrase with other numbers, and is silent on a consistent variant.
"""

from __future__ import annotations

import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bedspace.claims.check.arithmetic import check_arithmetic, identities
from bedspace.claims.check.comparisons import compare, contradictions
from bedspace.claims.check.findings import Finding, Verdict
from bedspace.claims.check.texts import badly_copied, published, undated
from bedspace.claims.check.together import differences, differing_orders, differing_reasons
from bedspace.claims.claim import Claim
from bedspace.claims.intervals import Interval, apply, exactly, rounding, said
from bedspace.claims.ledger.lineage import differing_credits, links, runs
from bedspace.claims.read.extraction import read
from bedspace.claims.read.names import notes

SAID = date(2025, 2, 7)


def _claims(*texts: str, day: date | None = SAID) -> list[Claim]:
    return [c for place, text in enumerate(texts) for c in read(text, f"{place}", day, given_topic=True).claims]


def _arithmetic(text: str, rule: str) -> list[Finding]:
    return [f for f in check_arithmetic(_claims(text)) if rule in f.rule]


def _compared(rule: str, *texts: str) -> list[Finding]:
    return [f for f in compare(_claims(*texts)) if rule in f.rule]


# the reports' contradictions: (number in the list, rule, a text that breaks it, one that does not) --------

BROKEN = [
    (
        2,
        "office quotas",
        "Each of the 20 field offices must make 60 arrests a day, 800 to 900 arrests a day nationwide.",
    ),
    (
        2,
        "office quotas",
        "Officers were told to make 500 to 600 arrests a day, with 40 arrests a day at each of the 24 field offices.",
    ),
    (3, "utilisation", "ICE was at 120% of capacity, with 50,000 people in detention and 46,000 beds funded."),
    (11, "yearly goal", "ICE would have to deport 3,500 people every day to reach 1 million a year."),
]
HOLDING = [
    (2, "office quotas", "Each of the 20 field offices must make 60 arrests a day, 1,200 arrests a day nationwide."),
    (3, "utilisation", "ICE was at 109% of capacity, with 50,000 people in detention and 46,000 beds funded."),
    (11, "yearly goal", "ICE would have to deport 2,740 people every day to reach 1 million a year."),
]


@pytest.mark.parametrize(("number", "rule", "text"), BROKEN)
def test_an_identity_fires_on_other_numbers(number: int, rule: str, text: str) -> None:
    found = _arithmetic(text, rule)
    assert [f.verdict for f in found] == [Verdict.CONTRADICTED], number
    assert all(step.replay() for f in found for step in f.steps)


@pytest.mark.parametrize(("number", "rule", "text"), HOLDING)
def test_an_identity_is_silent_where_it_holds(number: int, rule: str, text: str) -> None:
    assert [f.verdict for f in _arithmetic(text, rule)] == [Verdict.SUPPORTED], number


def test_an_upper_limit_is_a_sentence_and_no_verdict() -> None:  # 10
    text = "The quota is {} arrests a day, and the goal is to deport 1 million people annually."
    (short,), (enough,) = (_arithmetic(text.format(number), "arrest quota") for number in ("900", "3,000"))
    assert short.verdict is enough.verdict is Verdict.UNCHECKABLE
    assert "at most 33 % of it" in short.summary
    assert "within the limit" in enough.summary


def test_108_percent_agrees_only_if_every_rounding_leans_one_way() -> None:
    (finding,) = _arithmetic(
        "ICE is at around 108% of capacity, with 42,000 people held and 40,000 beds funded.", "util"
    )
    assert finding.verdict is Verdict.CONTRADICTED
    assert "105" in finding.summary
    assert "only if every number was rounded the same way" in finding.summary


def test_parts_and_wholes_give_shares() -> None:  # 4, 13, 14
    (released,) = _arithmetic("Of the 9,000 migrants arrested, 450 were released.", "released")
    assert "4.92 to 5.08 percent" in released.summary
    (yield_,) = _arithmetic("The raid targeted 200 gang members and led to 50 arrests.", "yield")
    assert "25 percent" in yield_.summary
    text = "ICE arrested 9,000 people since the inauguration. Hundreds of immigrants were deported by ICE."
    (removed,) = _arithmetic(text, "share removed")
    low, high = (float(part) for part in removed.summary.split(": ")[1].split(" percent")[0].split(" to "))
    assert 2 <= low < high <= 12


def test_a_sum_of_departures_is_checked() -> None:
    whole = "{} people have left the country in all: 300,000 were deported, and 900,000 self-deported."
    assert _arithmetic(whole.format("1.2 million"), "departures")[0].verdict is Verdict.SUPPORTED
    assert _arithmetic(whole.format("1.9 million"), "departures")[0].verdict is Verdict.CONTRADICTED


def test_one_quota_with_two_upper_ends() -> None:  # 1
    first, second = "They must make 700 to 900 arrests a day.", "They must make 700-{} arrests a day."
    assert len(_compared("two values", first, second.format("800"))) == 1
    assert not _compared("two values", first, second.format("900"))


def test_one_count_of_released_with_two_values() -> None:  # 4
    first, second = "Of the 9,000 people arrested, 523 were released.", "Nearly {} of those arrested were released."
    assert len(_compared("two values", first, second.format("600"))) == 1
    assert not _compared("two values", first, second.format("523"))


def test_a_running_count_that_stands_still() -> None:  # 5
    first = "From January 20 to February 3, ICE arrested 5,000 people. "
    early = read("Up to February 3, 2025, ICE had arrested 5,000 people.", "a", SAID, given_topic=True).claims
    late = read(
        "Up to February 6, 2025, ICE had arrested {} people.".format("5,000"), "b", SAID, given_topic=True
    ).claims
    more = read(
        "Up to February 6, 2025, ICE had arrested {} people.".format("6,500"), "b", SAID, given_topic=True
    ).claims
    assert first
    assert [f.rule for f in compare([*early, *late])] == ["a running count that stands still"]
    assert not [f for f in compare([*early, *more]) if "stands still" in f.rule]


def test_a_pace_over_its_days_exceeds_a_count() -> None:  # 5
    pace = "ICE averaged {} arrests a day in the first two weeks of the administration."
    count = "In the first three weeks of the administration, ICE arrested 9,000 people."
    assert _compared("pace against count", pace.format("900"), count)
    assert not _compared("pace against count", pace.format("500"), count)


def test_the_scope_of_a_record_is_widened() -> None:  # 6
    limited = "The highest single-day total since Trump took office was 900 arrests."
    assert _compared("scope of a record", limited, "The agency's highest single-day total is 900 arrests.")
    assert not _compared("scope of a record", limited, limited)


def test_a_record_above_what_was_never_reached() -> None:  # 6
    text = "The highest single-day total was {} arrests, ICE having consistently failed to reach 800."
    assert _compared("a record above", text.format("950"))
    assert not _compared("a record above", text.format("780"))


def test_a_weekend_read_as_a_day() -> None:  # 7
    weekend, day = "Last weekend there were only about 400 arrests.", "Arrests fell to {} a day on a Sunday."
    (finding,) = _compared("read as a day", weekend, day.format("400"))
    assert "factor 2" in finding.summary
    assert not _compared("read as a day", weekend, day.format("200"))


def test_one_number_for_several_days() -> None:  # 8
    first, second = "On Tuesday, ICE made 650 arrests.", "ICE made {} arrests per day in late January."
    assert _compared("several days", first, second.format("650"))
    assert not _compared("several days", first, second.format("640"))


def test_a_mean_beside_one_of_its_days_is_no_contradiction() -> None:  # 9
    mean = "ICE made fewer than 600 arrests a day in the first 13 days of February 2025."
    found = compare(
        [*_claims(mean, day=date(2025, 2, 14)), *_claims("On February 4, 2025, daily arrests by ICE stood at 820.")]
    )
    assert [f.verdict for f in found if f.rule == "a day beside a mean"] == [Verdict.NOTE]


def test_several_notions_of_beds() -> None:  # 15
    funded, held = "Congress funded 41,500 detention beds.", "The network has {} beds under contract."
    assert _compared("notions of beds", funded, held.format("62,900"))
    assert not _compared("notions of beds", funded, held.format("41,500"))


def test_a_title_of_another_person() -> None:  # 16
    assert [n.kind for n in notes("ICE Director Kristi Noem spoke.", SAID)] == ["title"]
    assert not notes("Homeland Security Secretary Kristi Noem spoke.", SAID)


def test_misspelt_names_are_resolved() -> None:  # 17
    assert [n.stands_for for n in notes("Secretary Kristy Noem met Steven Miller.")] == [
        "Kristi Noem",
        "Stephen Miller",
    ]
    assert not notes("Secretary Kristi Noem met Stephen Miller.")
    assert [n.stands_for for n in notes("Homan spoke. Later Hooman agreed.")] == ["Tom Homan"]


def test_garbled_words_are_flagged() -> None:  # 18
    assert [f.rule for f in badly_copied("a", "Officials in Utah, Utah said the ice raids were slow.")] == [
        "garbled words"
    ] * 2
    assert not badly_copied("a", "Officials in Utah said the ICE raids were slow.")


def test_one_quotation_with_two_sources() -> None:  # 19, 20
    first = "“We simply need many more officers and beds right now,” said a person close to the president."
    second = "“We simply need many more officers and beds right now,” said a source familiar with the talks."
    (finding,) = differing_credits({"a": first, "b": second})
    assert "a person close" in finding.summary
    assert "a source familiar" in finding.summary
    assert not differing_credits({"a": first, "b": first})


def test_reasons_that_differ() -> None:  # 21
    bed, court = "Some were released for lack of bed space.", "Some were released because of court orders."
    (finding,) = differing_reasons({"a": bed, "b": court, "c": bed})
    assert finding.summary == "releases are explained by no bed in a, c; court ruling in b"
    assert not list(differing_reasons({"a": bed, "b": bed}))


def test_an_order_with_two_givers() -> None:  # 22
    named, passive = "Homan ordered agents to make 700 arrests a day.", "Agents were told to make 700 arrests a day."
    (finding,) = differing_orders({"a": named, "b": passive})
    assert finding.summary == "the quota is set by Tom Homan in a; nobody named in b"
    assert finding.verdict is Verdict.NOTE
    assert not list(differing_orders({"a": named, "b": "In March Homan told them to make 700 arrests a day."}))
    assert not list(differing_orders({"a": named, "b": "ICE made 700 arrests on Monday."}))


def test_an_aim_that_is_a_minimum_elsewhere() -> None:  # 22
    aim, least = "The goals of 40 arrests per office stand.", "The quota of 40 arrests is the minimum, he said."
    (finding,) = differing_orders({"a": aim, "b": least})
    assert finding.summary == "the quota is an aim in a; a minimum in b"
    assert not list(differing_orders({"a": aim, "b": "They aim at 40 arrests, a goal of the office."}))


def test_a_giver_who_holds_no_office_is_not_named() -> None:
    private, passive = "Maria Santos told agents to make 9 arrests.", "Agents were told to make 9 arrests."
    (finding,) = differing_orders({"a": private, "b": passive})
    assert "Santos" not in finding.summary


def test_a_number_that_differs_between_texts_is_told_once() -> None:
    texts = {"a": "ICE wants 1,200 to 1,500 arrests a day.", "b": "ICE wants 1,400 to 1,600 arrests a day."}
    claims = [claim for doc, text in texts.items() for claim in read(text, doc, SAID).claims]
    assert [finding.rule for finding in differences(texts, claims)] == ["one quantity, two values"]
    assert not differences({"a": texts["a"]}, claims[:1])


def test_relative_dates_need_a_date() -> None:  # 24
    assert undated("a", "ICE made 800 arrests on Monday.") is not None
    assert undated("a", "date 2025-03-11 ICE made 800 arrests on Monday.") is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("WASHINGTON, Feb. 7, 2025 - Officers made 800 arrests.", date(2025, 2, 7)),
        ("A headline\n\nUpdated 7:05 PM EST, Fri February 7, 2025\n\nOfficers", date(2025, 2, 7)),
        ("Published: 7 February 2025 at noon", date(2025, 2, 7)),
        ("Friday, February 7, 2025\nOfficers", date(2025, 2, 7)),
        ("January 20, 2025, was the first day.", None),
        ("ICE held 39,703 people on\nJanuary 12, 2025, its statistics show.", None),
        ("Published 31 February 2025", None),
    ],
)
def test_a_date_line_is_a_label_a_place_or_a_line_of_its_own(text: str, day: date | None) -> None:
    assert published(text) == day


@pytest.mark.shared
def test_the_reports_own_contradictions_are_found(shared: object) -> None:
    from pathlib import Path

    files = sorted((Path(str(shared)) / "reports").glob("*.txt"))
    texts = {f.name[:3]: f.read_text(encoding="utf-8") for f in files}
    claims = [c for doc, text in texts.items() for c in read(text, doc, SAID).claims]
    found = [f for doc in texts for f in check_arithmetic([c for c in claims if c.doc == doc])]
    found += [*compare(claims), *differences(texts, claims)]
    found += [n for doc, text in texts.items() for n in (*badly_copied(doc, text, SAID), undated(doc, text)) if n]
    expected = {
        "one quantity, two values",
        "office quotas add up to the national quota",
        "utilisation is people over beds",
        "share released of those arrested",
        "a running count that stands still",
        "scope of a record widened",
        "a record above what was never reached",
        "a count over days read as a day",
        "one number, several days",
        "an arrest quota against a yearly removal goal",
        "a yearly goal is 365 daily removals",
        "share removed of those arrested",
        "yield of an operation",
        "a title of another person",
        "a misspelt name",
        "garbled words",
        "one quotation, two sources",
        "reasons that differ",
        "who set a quota, and as what",
        "relative dates without a date",
    }
    assert expected <= {f.rule for f in found}
    assert all(step.replay() for f in found for step in f.steps)
    closest = {(link.first, link.second) for link in links(texts, claims) if link.related}
    assert {("002", "004"), ("001", "004"), ("000", "004")} <= closest
    assert len(list(contradictions(found))) >= 10


# intervals ---------------------------------------------------------------------------------------------

_BOUND = st.floats(-1e6, 1e6, allow_nan=False)
_INTERVALS = st.tuples(_BOUND, _BOUND).map(lambda ends: Interval(min(ends), max(ends)))


@given(_INTERVALS, _INTERVALS, st.floats(0, 1), st.floats(0, 1), st.sampled_from("+-*"))
def test_interval_arithmetic_holds_every_result(a: Interval, b: Interval, s: float, t: float, sign: str) -> None:
    x, y = a.low + s * (a.high - a.low), b.low + t * (b.high - b.low)
    value = {"+": x + y, "-": x - y, "*": x * y}[sign]
    result = apply(sign, a, b)
    slack = 1e-9 * max(1.0, abs(result.low), abs(result.high))
    assert result.low - slack <= value <= result.high + slack


@given(st.floats(1, 1e6), st.floats(1, 1e6))
def test_division_is_the_inverse_of_multiplication(x: float, y: float) -> None:
    back = apply("/", apply("*", exactly(x), exactly(y)), exactly(y))
    assert math.isclose(back.low, x, rel_tol=1e-12)


def test_open_comparators_open_the_interval() -> None:
    more, fewer, about = _claims(
        "ICE held more than 40,000 people. ICE held fewer than 39,000 people. ICE held about 41,200 people."
    )
    assert said(more) == Interval(40_000, math.inf)
    assert said(fewer) == Interval(0, 39_000)
    assert said(about) == Interval(41_150, 41_250)


def test_rounding_keeps_two_digits() -> None:
    assert [rounding(v) for v in (42_000, 42_300, 40_000, 1_179)] == [500, 50, 500, 0.5]


def test_an_empty_interval_is_refused() -> None:
    with pytest.raises(ValueError, match="no interval"):
        Interval(2, 1)


def test_identities_name_known_metrics() -> None:
    assert len(identities()) >= 12
    assert all(identity.why for identity in identities())


def test_runs_ignore_punctuation() -> None:
    (run,) = runs("He said: we need more beds, and more officers.", "They: we need more beds and more officers!")
    assert run.words == 8 - 1
