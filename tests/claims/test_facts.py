"""The six facts about a number, each read by itself, and the table that maps them to the metric."""

from __future__ import annotations

import subprocess
import sys

import pytest

from bedspace.claims.claim import Claim, Comparison, Facts, Measure, Polarity, Process, Scope, Status
from bedspace.claims.metrics import metrics, parse_row, table
from bedspace.claims.read.cues import Cue, CueBook, contexts, cue_book, things
from bedspace.claims.read.extraction import read
from bedspace.claims.read.lemmas import lemmas
from bedspace.claims.read.sentences import words
from bedspace.errors import UsageError

_ENUMS = {"process": Process, "measure": Measure, "status": Status, "scope": Scope, "comparison": Comparison}


def _facts(text: str) -> list[Facts]:
    return [claim.facts for claim in read(text, given_topic=True).claims]


def _metrics(text: str) -> list[str]:
    return [claim.metric for claim in read(text, given_topic=True).claims]


def _named(text: str, *phrases: str) -> list[str]:
    """The words that a book of these phrases finds in a text."""
    found = tuple(words(text))
    cues = CueBook({"process": {"it": phrases}, "hidden": {"phrase": ["press release"]}}).read(found)
    return [" ".join(word.text for word in found[cue.first : cue.last]) for cue in cues]


# words ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "ground"),
    [
        ("wanted", "want"),
        ("wants", "want"),
        ("planned", "plan"),
        ("facilities", "facility"),
        ("denied", "deny"),
        ("held", "hold"),
        ("sought", "seek"),
        ("housing", "house"),
        ("judges", "judge"),
        ("children", "child"),
        ("authorised", "authorize"),
        ("agency's", "agency"),
        ("we'll", "will"),
    ],
)
def test_every_form_of_a_word_is_found(word: str, ground: str) -> None:
    assert lemmas(word, {ground}) == {ground}


def test_a_phrase_is_found_with_its_forms_gaps_and_capitals() -> None:
    assert _named("Guards let about 160 of them go.", "let _ go")
    assert _named("Guards let about 160 of the men from the camp go.", "let _ go") == []
    assert _named("Guards let 160 people go.", "let _ go") == ["let 160 people go"]
    assert _named("They were self-deporting.", "self deport") == ["self - deporting"]
    assert _named("ICE, not ice", "ICE") == ["ICE"]
    assert _named("facility, facilities", "=facility") == ["facility"]


def test_a_set_phrase_hides_its_words_and_a_longer_phrase_the_shorter_one() -> None:
    assert _named("a press release", "release") == []
    assert _named("they self-deported", "deport", "self deport") == ["self - deported"]


def test_no_word_of_a_list_stands_twice_for_one_value() -> None:
    book = cue_book()
    sentence = tuple(words("ICE arrested 12 people and booked them into detention."))
    found = book.read(sentence)
    assert Cue("process", "arrest", 1.0, 1, 2) in found
    assert all(cue.fact != "hidden" for cue in found)


# the table --------------------------------------------------------------------------------------------


def test_every_row_asks_for_facts_that_exist() -> None:
    assert len(metrics()) == 70
    for metric in table().values():
        assert metric.rows, metric.name
        assert metric.usual[0] <= metric.usual[1]
        for row in metric.rows:
            assert row.process <= set(Process), metric.name
            assert not row.beside or row.beside in set(Process), metric.name
            for fact, values in row.others:
                assert values <= set(_ENUMS[fact]), (metric.name, fact)
    assert things() | contexts() <= set(Process)


def test_a_row_with_too_many_facts_is_refused() -> None:
    assert parse_row("m", "hire + officer; count; target|plan").others[1] == ("status", frozenset({"target", "plan"}))
    with pytest.raises(UsageError, match="no row of facts"):
        parse_row("m", "hire; count; actual; nation; highest; again")
    with pytest.raises(UsageError, match="no row of facts"):
        parse_row("m", "; count")


# each fact by itself ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("ICE made 900 arrests a day in May.", Status.ACTUAL),
        ("ICE was told to make 900 arrests a day.", Status.TARGET),
        ("The goal of 900 arrests a day was never kept secret by ICE.", Status.TARGET),
        ("ICE would have to deport 2,000 people a day.", Status.REQUIRED),
        ("ICE plans 30,000 more beds.", Status.PLAN),
        ("ICE is on pace for 300,000 deportations this year.", Status.PROJECTED),
        ("Congress funded 41,500 ICE beds.", Status.LAW),
    ],
)
def test_the_status_is_read(text: str, status: Status) -> None:
    assert [facts.status for facts in _facts(text)] == [status]


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("ICE has arrested 9,000 people nationwide.", Scope.NATION),
        ("ICE has arrested 900 people in Chattanooga.", Scope.PLACE),
        ("ICE arrested 90 people in the raid on a slaughterhouse.", Scope.OPERATION),
        ("Each field office of ICE has to make 80 arrests a day.", Scope.OFFICE),
        ("The Krome facility of ICE held 900 people.", Scope.FACILITY),
        ("ICE held 900 children.", Scope.GROUP),
    ],
)
def test_the_scope_is_read(text: str, scope: Scope) -> None:
    assert [facts.scope for facts in _facts(text)] == [scope]


@pytest.mark.parametrize(
    ("affirmed", "denied"),
    [
        ("ICE reached 1,000 arrests a day.", "ICE has not reached 1,000 arrests a day."),
        ("ICE held 42,000 people.", "ICE did not hold 42,000 people."),
        ("ICE managed to deport 1,000 people a day.", "ICE failed to deport 1,000 people a day."),
        ("ICE has deported 1,000 people a day.", "ICE has never deported 1,000 people a day."),
        ("ICE deported 300,000 people.", "ICE has yet to deport 300,000 people."),
        ("ICE deported at least 300,000 people.", "ICE didn't deport 300,000 people."),
        ("ICE deported no fewer than 300,000 people.", "Nobody says that ICE deported 300,000 people."),
    ],
)
def test_the_polarity_is_read_in_pairs(affirmed: str, denied: str) -> None:
    assert [facts.polarity for facts in _facts(affirmed)] == [Polarity.AFFIRMED]
    assert [facts.polarity for facts in _facts(denied)] == [Polarity.DENIED]
    assert _facts(denied)[0].words("polarity")


def test_a_denial_in_another_clause_says_nothing_of_the_number() -> None:
    text = "The minister would not comment on the plan for the new office; ICE held 42,000 people."
    assert [facts.polarity for facts in _facts(text)] == [Polarity.AFFIRMED]
    record = "ICE held 42,000 people with no criminal convictions."
    assert [facts.polarity for facts in _facts(record)] == [Polarity.AFFIRMED]


@pytest.mark.parametrize(
    ("text", "comparison"),
    [
        ("ICE held a record 66,000 people.", Comparison.HIGHEST),
        ("ICE arrests rose to 1,100 a day.", Comparison.ROSE),
        ("ICE arrests fell to 600 a day.", Comparison.FELL),
        ("ICE held 42,000 people.", Comparison.NONE),
    ],
)
def test_the_comparison_is_read(text: str, comparison: Comparison) -> None:
    assert [facts.comparison for facts in _facts(text)] == [comparison]


def test_the_words_of_each_fact_are_told() -> None:
    (facts,) = _facts("ICE was told to make 900 arrests a day.")
    assert dict(facts.cues)["process"] == "arrests"
    assert dict(facts.cues)["status"] == "told to"
    assert facts.words("measure") == ("a day",)


# clauses, parts, what was said before -----------------------------------------------------------------


def test_the_own_clause_comes_before_the_number_before() -> None:
    assert _metrics("ICE arrested 9,000 people and removed 7,000; it holds 41,000.") == [
        "arrests_cumulative",
        "removals_count",
        "detained_population",
    ]


def test_a_level_is_of_what_was_spoken_of_before() -> None:
    assert _metrics("ICE made 1,100 arrests a day, up from an average of 310.") == ["arrests_daily_actual"] * 2
    assert _metrics("ICE held 56,000 people, against 57,000 two weeks before.") == ["detained_population"] * 2


def test_what_is_said_of_a_part_is_not_said_of_the_whole() -> None:
    assert _metrics("Of ICE sites, 45 of 181 facilities were over capacity.") == [
        "facilities_over_capacity",
        "facilities",
    ]
    assert _metrics("Of those ICE held, 22,000, or 52%, have no record of a conviction.")[0] == "criminality_count"


def test_scope_and_status_are_carried() -> None:
    text = "ICE began Operation Harbor in Seattle. Agents arrested {} people."
    assert _metrics(text.format("300")) == ["operation_arrests"]
    assert _metrics(text.format("300") + " Nationwide, ICE has arrested 90,000 people.")[-1] == "arrests_cumulative"
    assert _metrics("ICE must make 75 arrests a day in each field office, 1,800 arrests a day nationwide.")[-1] == (
        "arrests_daily_target"
    )
    assert _metrics("What ICE holds\n- 41,000 in custody on June 1\n- 39,000 on May 1") == ["detained_population"] * 2


@pytest.mark.parametrize("letters", range(0, 700, 70))
def test_filler_changes_nothing(letters: int) -> None:
    claim = "ICE held 42,000 people in detention."
    filler = ("The weather was mild. " * 40)[:letters].rpartition(".")[0]
    for text in (f"{filler}. {claim}", f"{claim} {filler}."):
        assert [c.metric for c in read(text).claims] == ["detained_population"], text


def test_the_topic_is_judged_by_sentence() -> None:
    ours = "ICE held 42,000 people in detention and deported 900 a day."
    other = "The hospital has 2,300 beds in its wards, and 94% of them held a patient of the NHS."
    kept = read(f"{ours}\n\n{other}\n\n{other}").claims
    assert {claim.sentence_index for claim in kept} == {0}
    assert not read(other).claims


def test_the_same_text_is_read_the_same_way_in_every_run() -> None:
    code = (
        "from bedspace.claims.read.extraction import read;"
        "print([(c.metric, c.score, c.facts) for c in read('ICE raids in Omaha led to 70 arrests, up from 12 a day;"
        " 40% had convictions and 300 beds were added, a record $5 million.').claims])"
    )
    runs = {
        subprocess.run([sys.executable, "-c", code], env=_env(seed), capture_output=True, text=True, check=True).stdout
        for seed in ("1", "2", "3")
    }
    assert len(runs) == 1
    assert "operation_arrests" in runs.pop()


def _env(seed: str) -> dict[str, str]:
    import os

    return {**os.environ, "PYTHONHASHSEED": seed}


def test_a_claim_without_facts_has_the_plain_ones() -> None:
    bare = Claim("-", 0, 1, 0, "1", "arrests_cumulative", "arrests", 1, 1, "exact", "persons", "none", "actual", 0.5)
    assert bare.facts == Facts(polarity=Polarity.AFFIRMED, comparison=Comparison.NONE)


def test_a_claim_is_one_flat_row_of_a_table() -> None:
    (claim,) = read("ICE did not hold 42,000 people.").claims
    row = claim.row()
    assert (row["process"], row["polarity"], row["low"], row["status"]) == ("hold", "denied", 42_000, "actual")
    assert not any(isinstance(value, tuple | dict | Facts) for value in row.values())


def test_the_lines_of_a_table_are_read_by_their_labels() -> None:
    text = "ICE in numbers\nDetained: 57,500\nArrests per day: 910\nRemovals, year to date: 280,000\n"
    text += "Beds under contract: 63,100"
    assert _metrics(text) == ["detained_population", "arrests_daily_actual", "removals_count", "detention_capacity"]
    assert _metrics("ICE arrests averaged 1,100 a day and dropped under 400 on Sunday.") == ["arrests_daily_actual"] * 2
    assert _metrics("ICE detention rose by more than 4,000 people.") == ["change_count"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("How many people is ICE arresting right now? About eleven hundred a day.", "arrests_daily_actual"),
        ("Of those ICE arrested, 44 had a record of a conviction.", "criminality_count"),
        ("Camp East Montana, a camp of ICE, had 2,954 detainees.", "facility_population"),
        ("ICE arrests rose to 1,080 a day while removals rose to 1,150 a day.", "removals_daily_actual"),
        ("ICE sent 221 removal flights to 43 countries; Guatemala received 62.", "removal_flights"),
        ("ICE wants 3,000 arrests a day, up from 650.", "arrests_daily_actual"),
        ("Removals of ICE:  67,801   84,917", "removals_count"),
        ("The number of immigration judges dropped from 710 to 600.", "immigration_judges"),
    ],
)
def test_the_last_number_is_read_by_what_was_asked_labelled_or_counted(text: str, wanted: str) -> None:
    assert _metrics(text)[-1] == wanted


def test_a_value_far_out_of_range_is_no_claim() -> None:
    assert _metrics("ICE planes: a guard on them makes $41 an hour.") == []
    assert _metrics("ICE planes cost $17,000 an hour.") == ["flight_cost"]


def test_what_is_about_something_else_ends_with_its_paragraph() -> None:
    text = (
        "ICE held 42,000 people.\n\nCanada's hospital keeps 2,000 patients.\n\nIn all, 300 were freed from ICE custody."
    )
    assert [c.low for c in read(text).claims] == [42_000, 300]


def test_a_time_that_says_of_whom_a_count_is_is_no_claim() -> None:
    assert _metrics("ICE detainees: some 7,000 had been held for more than six months.") == ["detained_subgroup"]
