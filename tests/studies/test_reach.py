"""What it would take: needs against independent arithmetic, the bundle run forward, one resource put back, levers."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from click.testing import CliRunner

from bedspace.cli.main import cli
from bedspace.errors import UsageError
from bedspace.parameters.catalogue import catalogue
from bedspace.studies.reach import needs
from bedspace.studies.reach.downward import Downward
from bedspace.studies.reach.flows import custody_dollars, flows_of
from bedspace.studies.reach.less import Less, where_people_go
from bedspace.studies.reach.levers import levers
from bedspace.studies.reach.more import More
from bedspace.studies.reach.needs import CLOSE_TO, MOST, MOST_INFLOW, Bundle, bundle
from bedspace.studies.reach.past import RECORDS, Past, growth
from bedspace.studies.reach.question import parse
from bedspace.studies.reach.reach import reach
from bedspace.studies.reach.resources import Resource, resources, runs_out
from bedspace.studies.reach.trial import CLOSE, Trial, direct_share, risen, trial, with_arrests
from bedspace.studies.run.runs import Answer
from bedspace.studies.run.together import run_abreast

BY = date(2026, 2, 8)
"""Ten weeks: long enough for removals to follow arrests, short enough for a test."""


def asked(text: str, by: date = BY) -> Trial:
    """The runs of a question, few."""
    return trial(parse(text, by), draws=20)


@pytest.fixture(scope="module")
def removals() -> Bundle:
    """A third more removals than now."""
    question = parse("removals >= 600,000 a year", BY)
    return bundle(question, trial(question, draws=20))


# the question -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("removals >= 1,000,000 a year", "removals >= 1,000,000"),
        ("arrests>=3000", "arrests >= 3,000"),
        ("beds/held ≥ 92600", "held >= 92,600"),
        ("beds >= 92600 beds", "held >= 92,600"),
        ("held <= 30000 people", "held <= 30,000"),
        ("held_over_180 <= 0", "held_over_180 <= 0"),
        ("detained_hearing_wait <= 30 days", "detained_hearing_wait <= 30"),
    ],
)
def test_a_question_is_read(text: str, read: str) -> None:
    assert str(parse(text)) == read


@pytest.mark.parametrize(
    "text",
    ["", "removals", "removals 5", "removal >= 5", "removals <= 5", "held = 5", "arrests >= 3000 a year", "held >= 0",
     "held <= 9e9", "held >= 300001", "held_over_180 >= 5", "removals >= -5", "held <= 5 days", "held >= 5; held <= 4"],
)  # fmt: skip
def test_another_question_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(UsageError) as refused:
        parse(text)
    assert len(str(refused.value).splitlines()) == 1


@pytest.mark.parametrize("by", [date(2025, 12, 1), date(2050, 1, 1)])
def test_a_day_that_no_run_reaches_is_refused(by: date) -> None:
    with pytest.raises(UsageError, match="runs start on 2025-11-30"):
        trial(parse("held <= 30000", by))


def test_too_few_draws_for_an_interval_are_refused() -> None:
    with pytest.raises(UsageError, match="--draws"):
        trial(parse("held <= 30000"), draws=19)


def test_nobody_is_fewer_than_half_a_person() -> None:
    none, some = parse("held_over_180 <= 0"), parse("held_over_180 <= 10")
    assert none.holds(np.array([0.0, 0.4, 0.5])).tolist() == [True, True, False]
    assert some.holds(np.array([10.0, 10.1])).tolist() == [True, False]
    assert parse("held >= 10").holds(np.array([9.9, 10.0])).tolist() == [False, True]


# upward -------------------------------------------------------------------------------------------------------


def test_the_bundle_run_forward_meets_the_target(removals: Bundle) -> None:
    reached = removals.question.measured(removals.runs[""])
    low, high = np.quantile(reached, (0.05, 0.95))
    assert low * (1 - CLOSE) <= removals.question.value <= high * (1 + CLOSE)
    assert removals.missed[""].mean() <= 1 - MOST
    assert not removals.question.holds(removals.question.measured(removals.today) / CLOSE_TO).any()


def test_only_draws_that_are_still_far_are_run_again(monkeypatch: pytest.MonkeyPatch, removals: Bundle) -> None:
    ran: list[int] = []

    def abreast(answers: list[Answer], *_: object) -> list[Answer]:
        ran.extend(answer.plan.settings.draws for answer in answers)
        return run_abreast(answers)

    monkeypatch.setattr(needs, "run_abreast", abreast)
    monkeypatch.setattr(needs, "CLOSE", 1e-6)  # so that some draws take longer to get there than others
    found = bundle(removals.question, removals.trial)
    assert ran[:4] == [20, 20, 20, 20]  # today's run, and three numbers of arrests
    assert ran[4:] == sorted(ran[4:], reverse=True)
    assert ran[-1] < 20
    (whole,) = run_abreast([found.ample])
    for name, values in whole.result.outputs.items():
        np.testing.assert_array_equal(found.ample.result.outputs[name], values, err_msg=name)


def test_what_no_number_of_arrests_reaches_has_the_largest() -> None:
    """Also where some runs come near with it: those that stay below have no curve through the target."""
    question = parse("removals >= 5,000,000 a year", BY)
    found = bundle(question, trial(question, draws=20))
    assert found.found == 0
    np.testing.assert_array_equal(found.times, MOST_INFLOW)


def test_a_nearer_number_lies_between_those_that_miss_and_those_that_reach() -> None:
    """On the curve through three where it does, else in the middle; the most where none reaches."""
    curved = [(np.full(1, times), np.full(1, times**0.5 - 2.5**0.5)) for times in (1.0, 2.0, 3.0)]
    np.testing.assert_allclose(needs._nearer(curved), 2.5, rtol=1e-12)  # times are a parabola in the distance
    none = [(np.full(1, times), np.full(1, apart)) for times, apart in ((1.0, -0.9), (8.0, -0.2), (8.0, -0.2))]
    assert needs._nearer(none) == MOST_INFLOW
    steep = [(np.full(1, times), np.full(1, apart)) for times, apart in ((1.0, -0.2), (2.0, -0.2), (4.0, 0.5))]
    assert needs._nearer(steep) == 3.0


def test_with_any_short_resource_put_back_the_target_is_missed(removals: Bundle) -> None:
    short = {each.resource.name: each for each in removals.tried}
    assert {"officer_days", "custodial_arrests", "seats", "hearings"} <= short.keys()
    assert all(removals.stops(each) >= 1 - 2 * (1 - MOST) for each in short.values())  # of 20 draws
    for name, each in short.items():
        assert removals.missed[name].mean() == pytest.approx(each.above_today.mean() * removals.stops(each))


def test_a_draw_that_needs_no_more_than_today_is_the_bundle_itself(removals: Bundle) -> None:
    """By runs of their own: the draws left out are the same with the resource at today's level."""
    for need in removals.tried:
        whole = run_abreast([removals.plan(need.resource.name)])[0]
        missed = ~removals.question.holds(removals.question.measured(whole) / CLOSE_TO)
        clear = np.abs(need.peak / need.today[1] - 1) > 0.01  # a need so near today's level may bind for a day
        assert clear.any()
        np.testing.assert_array_equal(missed[clear], removals.missed[need.resource.name][clear], need.resource.name)


@pytest.mark.slow
def test_todays_money_pays_the_beds_whose_pace_it_reaches(removals: Bundle) -> None:
    """Pace of a year at the price of a bed-day: capped there, custody costs no more than today's money."""
    poor = replace(next(each for each in removals.needs if each.resource.name == "custody_money"))
    least = float(np.median(poor.path[:10]) * 1.02)
    fewer = replace(poor, today=np.full_like(poor.today, least))
    needs = tuple(fewer if each.resource.name == "custody_money" else each for each in removals.needs)
    other = replace(removals)
    other.__dict__["needs"] = needs
    (capped,) = run_abreast([other.plan("custody_money")])
    (whole,) = run_abreast([other.plan()])
    above = fewer.above_today & (fewer.path[0] <= least)  # where the pace of the first day is paid
    assert (custody_dollars(whole)[-1][above] > 1.03 * least).any()
    assert (custody_dollars(capped)[-1][above] < 1.05 * least).all()


def test_arrests_put_back_are_capped_on_every_day(removals: Bundle) -> None:
    """Those at large stay at today's while jails give what their ramp brings."""
    given = flows_of(run_abreast([removals.plan("officer_days")])[0])["arrests"]
    most = removals.custodial + removals.arrests_today - removals.custodial[0] + 0.7
    assert (given <= most * (1 + 1e-9)).all()
    assert (given[-1] < flows_of(removals.runs[""])["arrests"][-1]).all()


def test_a_resource_that_suffices_is_not_short(removals: Bundle) -> None:
    state = {each.resource.name: each for each in removals.needs}
    assert state["custodial_arrests"].state == "suffices"
    assert (state["custodial_arrests"].gap, state["custodial_arrests"].out) == (0, None)
    assert state["custodial_arrests"].resource.label.lower() in " ".join(More(removals).sentences()).lower()


def test_needs_are_those_of_the_run(removals: Bundle) -> None:
    needs = {each.resource.name: each for each in removals.needs}
    outputs = removals.ample.result.outputs
    np.testing.assert_allclose(needs["beds"].peak, outputs["midnight_population"][1:].max(0))
    np.testing.assert_allclose(needs["hearings"].path[-1], outputs["decisions"][-7:].mean(0))
    np.testing.assert_allclose(needs["hearings"].path[2], outputs["decisions"][1:4].mean(0))
    direct = direct_share(removals.ample.vintage)
    settings = removals.ample.plan.settings.at("direct_removal_share", 1)
    assert np.median(settings) == pytest.approx(direct, rel=0.05)
    np.testing.assert_allclose(needs["seats"].path[-1], (outputs["removals"][-7:] / (1 - settings)).mean(0))


def test_officer_days_rise_with_arrests_at_large(removals: Bundle) -> None:
    """By hand: the last day's arrests less custodial ones, over today's less custodial ones, times today's days."""
    need = next(each for each in removals.needs if each.resource.name == "officer_days")
    jails = next(each for each in removals.needs if each.resource.name == "custodial_arrests").today[1]
    assert (jails > 400).all()
    assert (jails < 600).all()
    at_large = removals.times * removals.arrests_today - jails - 0.7 * removals.trial.days
    np.testing.assert_allclose(need.path[-1], need.today[1] * at_large / (removals.arrests_today - jails))


def test_what_there_was_earlier_is_on_the_line_between_the_days_known() -> None:
    jails, money = (resources()[name].today for name in ("custodial_arrests", "custody_money"))
    assert jails is not None
    assert money is not None
    np.testing.assert_allclose(jails.on(date(2025, 11, 30)), jails.ends)
    assert jails.on(date(2024, 12, 1))[1] == 350
    assert 350 < jails.on(date(2025, 5, 17))[1] < 500
    assert (money.on(date(2025, 7, 3))[1], money.on(date(2025, 7, 4))[1]) == (3400, 14000)


def test_nobody_is_held_without_a_bed(removals: Bundle) -> None:
    """Above the ceiling a share of .2 to 1 is released each day, so the stock stays within a few days' growth of it."""
    at, held = removals.today.plan.settings.at, removals.today.result.outputs["midnight_population"][-1]
    assert (held <= 1.02 * at("beds_usable", 0) * at("beds_surge", 0)).all()
    assert removals.today.result.outputs["exits_capacity"].max() > 10


def test_more_arrests_touch_hand_overs_by_nothing(removals: Bundle) -> None:
    days = removals.trial.days
    twice, same = run_abreast([with_arrests(removals.today, risen(np.full(20, n), days)) for n in (2.0, 1.0)])
    more, before = twice.result.outputs, removals.today.result.outputs
    np.testing.assert_array_equal(more["book_ins_cbp"], before["book_ins_cbp"])
    np.testing.assert_allclose(more["book_ins_ice"][-1], 2 * before["book_ins_ice"][-1])
    np.testing.assert_array_equal(same.result.outputs["midnight_population"], before["midnight_population"])


def test_a_resource_runs_out_on_the_first_day_that_needs_more() -> None:
    start = date(2025, 11, 30)
    assert runs_out(np.array([1.0, 3.0, 9.0]), np.array([2.0, 2.5, 3.0]), start) == date(2025, 12, 2)
    assert runs_out(np.array([1.0, 2.5]), np.array([2.0, 2.5]), start) is None
    assert runs_out(np.array([3.0]), np.array([2.0]), start) == date(2025, 12, 1)


def test_a_ramp_begins_after_its_lag() -> None:
    officers = resources()["officer_days"]
    low, middle, high = officers.added(np.array([150.0, 151.0, 250.0]))
    np.testing.assert_allclose(middle, [0, officers.ramp.value, 100 * officers.ramp.value])
    assert (low <= middle).all()
    assert (middle <= high).all()
    np.testing.assert_allclose(resources()["leads"].added(np.array([1.0, 300.0]))[1], resources()["leads"].ramp.value)


@pytest.mark.parametrize("name", list(resources()))
def test_every_resource_says_need_ramp_and_source(name: str) -> None:
    each = resources()[name]
    assert each.need
    assert each.ramp.note
    assert "[" in each.source
    assert bool(each.limits) != bool(each.because)


@pytest.mark.parametrize("change", [{"low": 5.0, "value": 1.0}, {"source": "XXX1"}])
def test_a_faulty_resource_is_refused(change: dict[str, object]) -> None:
    table = resources()["beds"].model_dump()
    with pytest.raises(ValueError):
        Resource.model_validate({**table, "ramp": {**table["ramp"], **change}})


@pytest.mark.slow
def test_what_no_number_of_arrests_reaches_is_said() -> None:
    question = parse("removals >= 5000000", BY)
    found = More(bundle(question, trial(question, draws=20)))
    assert found.bundle.found == 0
    assert found.sentences()[0].startswith("Out of reach")


def test_people_and_law_stand_before_resources_and_cost(removals: Bundle) -> None:
    blocks = [row.block for row in More(removals).rows]
    assert list(dict.fromkeys(blocks)) == ["people", "law", "resource", "record", "cost"]


# the record ---------------------------------------------------------------------------------------------------


def test_a_percentile_is_the_share_below() -> None:
    past = Past("x", "y", {"2025-01": 1.0, "2025-02": 3.0, "2025-03": 2.0})
    assert [past.percentile(value) for value in (0.5, 2.0, 2.5, 4.0)] == [0, 1 / 3, 2 / 3, 1]
    assert past.latest == 2
    assert past.extreme() == ("2025-02", 3)
    assert past.extreme(lowest=True) == ("2025-01", 1)
    assert "above all 3" in past.told(4)
    assert "the lowest was 1 in 2025-01" in past.told(0.5)


def test_the_record_is_that_of_the_tables(removals: Bundle) -> None:
    vintage, day = removals.today.vintage, removals.trial.start
    booked = RECORDS["ice_book_ins"](vintage, day)
    assert booked.values["2025-10"] == pytest.approx(vintage.value("book_ins", "2025-10", agency="ice") / 31)
    removed = vintage.value("book_outs", "2025-10", reason="release_to_remove")
    rate = 1000 * removed / (vintage.value("adp", "2025-10") * 31)
    assert RECORDS["removal"](vintage, day).values["2025-10"] == pytest.approx(rate)
    grown = growth(vintage, catalogue(), day, 365)
    assert min(grown.values) >= "2019-10-01"
    assert max(grown.values) == day.isoformat()


# downward -----------------------------------------------------------------------------------------------------


def test_doses_stay_inside_the_range_of_their_parameters(removals: Bundle) -> None:
    """A value outside would be cut, and a larger dose would do nothing."""
    known, day = removals.today.catalogue, removals.trial.start
    for lever in levers().values():
        for dose in (lever.most, lever.extreme(removals.today)):
            for name in (each for each in lever.change if not catalogue()[each].from_figures):
                now, (low, high) = known[name].at(day), known[name].range
                assert low <= (now + dose if lever.how == "add" else now * dose) <= high, (lever.name, dose)


@pytest.fixture(scope="module")
def fewer() -> Less:
    """A number held that fewer arrests bring in a quarter of a year."""
    question = parse("held <= 55000", date(2026, 1, 29))
    return Less(Downward(question, trial(question, draws=20)))


@pytest.mark.slow
def test_half_of_the_runs_meet_the_target_at_the_dose(fewer: Less) -> None:
    dose = fewer.of.doses["fewer_arrests"]
    assert dose is not None
    assert 0 < dose < 1
    lever = levers()["fewer_arrests"]
    reached = fewer.of.question.measured(fewer.of.trial.run(lever.changes(fewer.of.trial, dose)))
    assert np.median(reached) == pytest.approx(55_000, rel=0.01)
    assert np.median(reached) <= 55_000


@pytest.mark.slow
def test_a_change_is_told_as_what_it_does(fewer: Less) -> None:
    rows = {row.what: row for row in fewer.rows if row.block == "change"}
    for each in fewer.of.alone:
        row = rows[each.name]
        assert row.state.startswith("reaches alone") == (
            each.reaches or fewer.of.doses[each.levers[0].name] is not None
        )
    assert rows["Fewer book-ins of people arrested by ICE"].state == "reaches alone"
    assert rows["More hearings"].state == "cannot alone"
    assert "fewer book-ins of people arrested by ICE" in fewer.sentences()[0]


@pytest.mark.slow
def test_pairs_are_of_changes_that_do_not_reach_it_alone(fewer: Less) -> None:
    alone = {each.levers[0].name for each in fewer.of.alone if each.reaches}
    assert fewer.of.pairs
    assert not any(lever.name in alone for pair in fewer.of.pairs for lever in pair.levers)
    assert {"hearing_pace", "more_hearings"} in [{lever.name for lever in pair.levers} for pair in fewer.of.pairs]


@pytest.mark.slow
def test_everybody_who_is_not_held_went_somewhere(fewer: Less) -> None:
    """In each draw: fewer booked in = fewer exits of all forms + fewer held at the end."""
    before, then = fewer.of.base.result.outputs, fewer.of.best.answer.result.outputs
    ways = [name for name in then if name.startswith("exits_") or name == "removals"]
    booked, left = (
        sum(before[name][1:].sum(0) - then[name][1:].sum(0) for name in names)
        for names in (("book_ins_ice", "book_ins_cbp"), ways)
    )
    held = before["midnight_population"][-1] - then["midnight_population"][-1]
    np.testing.assert_allclose(booked, left + held, rtol=1e-6)
    assert "never booked in" in where_people_go(fewer.of.base, fewer.of.best.answer)
    assert where_people_go(fewer.of.base, fewer.of.base) == "against no change as many held at the end"


@pytest.mark.slow
def test_nobody_over_180_days_takes_a_rule() -> None:
    found = Less(Downward(*_of("held_over_180 <= 0")))
    assert "a limit of 180 days for all" in found.sentences()[0]
    (rule,) = [row for row in found.rows if row.state == "reaches alone, by rule"]
    assert rule.today == pytest.approx(np.median(found.of.base.result.outputs["over_180_days"][0]))


def _of(text: str) -> tuple[object, object]:
    question = parse(text, date(2026, 1, 29))
    return question, trial(question, draws=20)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("removals >= 1000000", 85_000, 250_000),
        ("arrests >= 3000", 131_000, 184_000),
        ("held >= 92600", 92_600, 118_000),
    ],
)
def test_beds_of_the_public_claims_lie_where_steady_states_put_them(text: str, low: float, high: float) -> None:
    """Stock over exits, by stay and direct share of any fiscal year: see `bedspace.studies.cohort.steady`."""
    question = parse(text, date(2026, 11, 30))
    found = bundle(question, trial(question, draws=20))
    need = next(each for each in found.needs if each.resource.name == "beds")
    assert low <= np.median(need.peak) <= high


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("removals >= 1000000", {"beds", "hearings", "seats", "custody_money"}),
        ("arrests >= 3000", set()),
        ("held >= 92600", {"beds"}),
    ],
)
def test_what_a_public_claim_is_missed_without_is_missed_in_nearly_all_draws_that_need_more(
    text: str, named: set[str]
) -> None:
    question = parse(text, date(2026, 11, 30))
    found = bundle(question, trial(question, draws=100))
    limiting = {each.resource.name: each for each in found.tried if found.limiting(each)}
    assert limiting.keys() == named | {"officer_days", "custodial_arrests"}
    for name, each in limiting.items():
        assert found.missed[name][each.above_today].mean() >= MOST, name


@pytest.mark.slow
def test_the_bundle_meets_the_target_person_by_person_too() -> None:
    found = reach("held >= 80000", "2026-03-30", draws=20, engine="persons")
    assert isinstance(found.answer, More)
    assert found.answer.one_by_one is not None
    assert found.answer.one_by_one.within
    assert np.median(found.answer.one_by_one.measured) == pytest.approx(80_000, rel=0.01)
    assert "Person by person 20 runs" in found.sentences[-1]
    with pytest.raises(UsageError, match="--engine persons"):
        reach("held <= 30000", draws=20, engine="persons")


def test_what_is_short_and_stops_nothing_is_told_with_what_happens_instead() -> None:
    """Arrests can be made without beds: people are released."""
    question = parse("arrests >= 2500", BY)
    found = More(bundle(question, trial(question, draws=20)))
    held_up = [need.resource.name for need in found.bundle.tried if found.bundle.limiting(need)]
    assert "beds" not in held_up
    assert "officer_days" in held_up
    said = found.sentences()
    assert "beds" not in said[1]
    assert "the number holds all the same without more of them" in said[-1]
    assert "released for want of a bed" in said[-1]


def test_what_stops_the_number_in_some_runs_is_told_with_their_share(
    removals: Bundle, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nineteen draws of twenty at least: with eighteen, a resource is no longer what the number is missed without."""
    officers = next(each for each in removals.tried if each.resource.name == "officer_days")
    for stopped, limits in ((19, True), (18, False)):
        few = np.arange(20) < stopped
        monkeypatch.setitem(removals.__dict__, "missed", {**removals.missed, "officer_days": few})
        assert removals.stops(officers) == stopped / 20
        assert removals.limiting(officers) is limits
    said = More(removals).sentences()
    assert "officer-days" not in said[1]
    assert "holds in some runs without more of them: officer-days for arrests at large (" in said[-1]
    assert "missed in 90% of the runs" in said[-1]


# the verb -----------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_verb_gives_the_rows_of_the_contract() -> None:
    arguments = ["reach", "arrests >= 1500", "--by", BY.isoformat(), "--draws", "20"]
    whole = json.loads(CliRunner().invoke(cli, [*arguments, "--json"]).stdout)
    assert whole["record"]["by"] == BY.isoformat()
    assert whole["record"]["question"] == "arrests >= 1,500"
    rows = {row["what"]: row for row in whole["result"]}
    officers = rows["Officer-days for arrests at large"]
    assert officers["needed"] > officers["available"]
    assert officers["gap"] == pytest.approx(officers["needed"] - officers["available"], rel=0.1)  # medians
    assert date.fromisoformat(officers["runs_out"]) > date(2025, 11, 30)
    shown = CliRunner().invoke(cli, arguments).stdout
    assert shown.startswith("1,500 arrests by ICE a day by 2026-02-08 would take")
    people = " ".join(shown.split()).split(". ")[1]
    assert "without a conviction" in people


@pytest.mark.slow
def test_the_python_name_takes_days_as_text() -> None:
    found = reach("arrests >= 1500", "2026-01-29", draws=20)
    assert found.trial.end == date(2025, 11, 30) + timedelta(days=60)
    assert repr(found).startswith("<Reach arrests >= 1,500 by 2026-01-29")
