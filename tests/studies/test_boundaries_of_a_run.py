"""First and last days, first and last rows, and marks of a run: each boundary from both sides."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from bedspace.engines.plan import FORMS
from bedspace.errors import UsageError
from bedspace.figure import Figure, Origin, join_key
from bedspace.figures.series import Vintage, as_of, data_through
from bedspace.studies.cohort.fate import fate, outcome_of
from bedspace.studies.cohort.steady import Turnover
from bedspace.studies.estimate.cells import Cells
from bedspace.studies.estimate.custody import OLDEST_TIMES, _over_180_share
from bedspace.studies.estimate.exits import _cbp_shares
from bedspace.studies.policy.attribution import _split
from bedspace.studies.policy.compare import compare
from bedspace.studies.policy.variance import variance_shares
from bedspace.studies.run.checks import checks
from bedspace.studies.run.notes import band
from bedspace.studies.run.request import settled
from bedspace.studies.run.runs import Answer, Request, output_rows, run
from bedspace.units import RestsOn, Unit

POPULATION = "midnight_population"
START = date(2025, 1, 19)


@pytest.fixture(scope="module")
def calm() -> Answer:
    """A run in which nothing assumed moves custody."""
    return run(Request("arithmetic", draws=2, days=30))


# days and rows


@pytest.mark.parametrize(
    ("request_", "refused"),
    [
        (Request(days=3660), ""),
        (Request(days=3661), "--days"),
        (Request(days=0), "--days"),
        (Request(days=1, draws=100_001), "--draws"),
        (Request("reports-2025-02", start=date(2021, 1, 1)), ""),
        (Request("reports-2025-02", start=date(2025, 5, 31)), ""),
        (Request("reports-2025-02", start=date(2020, 12, 31)), "--start"),
    ],
    ids=lambda value: "" if isinstance(value, Request) else value,
)
def test_what_a_run_may_be_asked(request_: Request, refused: str) -> None:
    small = request_ if request_.draws > 1000 else replace(request_, draws=1)
    if not refused:
        assert settled(small)[0].days == (request_.days or 180)
        return
    with pytest.raises(UsageError, match=refused):
        settled(small)


def test_a_run_covers_its_start_and_its_last_day_and_sums_both_ends(calm: Answer) -> None:
    first, last = calm.start, calm.start + timedelta(days=30)
    assert (calm.row(first), calm.row(last)) == (0, 30)
    for outside in (first - timedelta(days=1), last + timedelta(days=1)):
        with pytest.raises(UsageError, match="does not cover"):
            calm.row(outside)
    removals = calm.result.outputs["removals"]
    np.testing.assert_allclose(calm.total("removals", last - timedelta(days=1), last), removals[29] + removals[30])


def test_a_flow_has_no_row_of_the_start_and_one_draw_no_quantiles() -> None:
    two, one = np.ones((3, 2)), np.ones((3, 1))
    assert output_rows(POPULATION, two, START, RestsOn.ASSUMED)[0]["date"] == "2025-01-19"
    flows = output_rows("removals", two, START, RestsOn.ASSUMED)
    assert [row["date"] for row in flows] == ["2025-01-20", "2025-01-21"]
    assert flows[0]["q05"] == 1
    assert output_rows("removals", one, START, RestsOn.ASSUMED)[0]["q05"] is None


def test_a_comparison_begins_on_the_day_after_the_start() -> None:
    found = compare(Request("arithmetic", draws=2, days=3), ["arithmetic"], [POPULATION], by="date")
    periods = [each.period for each in found.differences if each.output == POPULATION]
    assert periods == ["2025-01-20", "2025-01-21", "2025-01-22"]


def test_a_cohort_is_arrested_after_the_start() -> None:
    """And within a year."""
    request = Request("arithmetic", draws=1)
    assert fate(100, START + timedelta(days=1), START + timedelta(days=1), request).first == date(2025, 1, 20)
    with pytest.raises(UsageError, match="is not after the start"):
        fate(100, START, START + timedelta(days=1), request)
    first = START + timedelta(days=1)
    assert fate(100, first, first + timedelta(days=366), request).last == date(2026, 1, 21)
    with pytest.raises(UsageError, match="over a year"):
        fate(100, first, first + timedelta(days=367), request)


def test_every_form_has_its_outcome() -> None:
    told = {form: outcome_of(form) for form in (*FORMS, "capacity", "not_booked", "held")}
    others = {"removal": "removed", "transfer": "other agency", "not_booked": "not booked", "held": "held"}
    others |= {"missed": "not in the tables"}
    assert told == {form: others.get(form, "released") for form in told}


# what a run takes in


def test_the_row_of_the_start_has_the_book_ins_before_it() -> None:
    """Exits answer to a change of book-ins, so row 0 holds those while the rates were measured."""
    request = Request("no-change", start=START, days=20, draws=1, inflow="observed", data_through=date(2025, 2, 28))
    plan = run(request).plan
    inflow = plan.inflow
    np.testing.assert_array_equal(inflow[0], plan.estimates.book_ins)
    assert (inflow[1] != inflow[0]).all()
    assert (inflow[12] == inflow[1]).all()  # 31 January
    assert (inflow[13] != inflow[1]).all()  # 1 February


def test_the_first_month_is_what_was_not_yet_counted_at_the_start() -> None:
    """Nineteen days at the rate that the release of the start has, and twelve at that of row 1, are January."""
    request = Request("no-change", start=START, days=20, draws=1, inflow="observed", data_through=date(2025, 2, 28))
    inflow = run(request).plan.inflow
    for number, agency in enumerate(("ice", "cbp")):
        begun, whole = (
            known.figure("book_ins", "2025-01", agency=agency)
            for known in (as_of(START), data_through(date(2025, 2, 28)))
        )
        assert begun.data_date == date(2025, 1, 11)
        assert 19 * begun.value / 11 + 12 * inflow[1, number] == pytest.approx(whole.value)


def _figure(quantity: str, period: str, value: float, **dimensions: str) -> Figure:
    day = date(2025, 1, 31)
    return Figure(quantity, join_key(**dimensions), period, value, Unit.DAYS, day, day, Origin("made", "up", "A1"))


def stays(of_cbp: float) -> Vintage:
    """Mean stays of 20 days by ICE, and between the two for both; a quarter of those held by CBP."""
    found = []
    for criminality in ("convicted", "pending", "other"):
        found += [
            _figure("alos", "2025-01", 20, agency="ice", criminality=criminality),
            _figure("alos", "2025-01", of_cbp, agency="cbp", criminality=criminality),
            _figure("alos", "2025-01", (20 + of_cbp) / 2, criminality=criminality),
            _figure("adp", "2025-01", 25, agency="cbp", criminality=criminality),
            _figure("adp", "2025-01", 100, criminality=criminality),
        ]
    return as_of(date(2025, 3, 1), found)


@pytest.mark.parametrize(("of_cbp", "share"), [(22.0, 0.5), (21.9, 0.25), (18.0, 0.5), (18.1, 0.25)])
def test_stays_two_days_apart_tell_the_agencies_apart(of_cbp: float, share: float) -> None:
    """Half of the book-outs by the mixture of stays; nearer than that, a quarter by population, and that is said."""
    held = Cells(np.tile([[75.0], [25.0]], (1, 1, 3)), ())  # month, agency, criminality
    shares, _, flags = _cbp_shares(stays(of_cbp), ["2025-01"], held)
    np.testing.assert_allclose(shares, share)
    assert bool(flags) == (share == 0.25)


def test_an_old_table_of_times_is_told_and_all_bands_above_180_days_count() -> None:
    bands = {"0_180": 70, "181_365": 20, "366_730": 6, "over_730": 4}
    known = as_of(
        date(2025, 3, 1), [_figure("time_in_custody", "2025-01-31", value, band=band) for band, value in bands.items()]
    )
    known = replace(known, tables=_with_total(known))
    on = {days: _over_180_share(known, date(2025, 1, 31) + timedelta(days=days)) for days in (31, 32)}
    assert on[OLDEST_TIMES][0] == on[32][0] == 0.3
    assert on[OLDEST_TIMES][2] == ()
    assert on[32][2] == ("the last table of time in custody is that of 2025-01-31",)


def _with_total(known: Vintage):
    """The same tables with the national total, which names the periods."""
    total = _figure("time_in_custody", "2025-01-31", 100)
    return as_of(known.day, [*known.figures("time_in_custody"), total]).tables


def test_a_month_known_in_part_has_rates_over_its_own_days() -> None:
    """Book-ins of September 2025 are known to the 20th, and divided by 20 days."""
    from bedspace.studies.estimate.cells import book_ins_a_day

    known = data_through(date(2025, 9, 30))
    figure = known.figure("book_ins", "2025-09", agency="ice")
    assert figure.data_date == date(2025, 9, 20)
    assert book_ins_a_day(known, "2025-09", "ice") == pytest.approx(figure.value / 20)


# formulas of studies


def test_steady_states_are_formulas() -> None:
    turnover = Turnover("", "", stay_days=10, removed_share=0.5, direct_share=0.2)
    assert turnover.beds_for_removals(365) == pytest.approx(16)
    assert turnover.beds_for_book_ins(3) == 30
    assert turnover.removals_from_beds(20) == pytest.approx(365)


def test_growth_is_split_in_both_orders() -> None:
    split = _split(START, neither=100, only_inflow=160, only_exits=130, both=200)
    assert (split.growth, split.exits_first, split.exits_last) == (100, 0.3, 0.4)
    assert (split.inflow_first, split.inflow_last) == (0.6, 0.7)


def test_ten_runs_a_class_are_enough_and_one_fewer_is_not() -> None:
    asked = Request("reports-2025-02", draws=200, days=5)
    assert variance_shares(asked, "arrests")
    assert variance_shares(replace(asked, draws=199), "arrests") == {}


def test_an_interval_needs_twenty_runs() -> None:
    assert [band(draws).split()[0] for draws in (1, 2, 19, 20)] == ["One", "Only", "Only", "Given"]


@pytest.mark.parametrize("name", ["conservation of people", "conservation of leads", "age balance"])
def test_a_check_sees_one_part_in_a_million(calm: Answer, name: str) -> None:
    def passed(answer: Answer) -> bool:
        return next(check.passed for check in checks(answer) if check.name == name)

    result = calm.result
    moved = 1e-6 * np.arange(31)[:, None]
    leads = result.outputs["leads_high_risk"]
    outputs = {**result.outputs, "leads_high_risk": leads * (1 + moved)}
    off = replace(result, outputs=outputs, age_days=result.age_days * (1 + moved))
    off = replace(off, held=result.held * (1 + moved[..., None]))
    assert passed(calm)
    assert not passed(replace(calm, result=off))


# marks


def test_custody_moved_by_nothing_assumed_is_estimated(calm: Answer) -> None:
    assert calm.rests_on(POPULATION) is RestsOn.ESTIMATED


@pytest.mark.parametrize("output", ["exits_capacity", "awaiting_seat"])
def test_want_of_beds_or_seats_turns_the_mark_to_assumed(calm: Answer, output: str) -> None:
    one = np.zeros((31, 2))
    one[30, 1] = 1
    short = replace(calm, result=replace(calm.result, outputs={**calm.result.outputs, output: one}))
    assert short.rests_on(POPULATION) is RestsOn.ASSUMED


@pytest.mark.parametrize(
    "request_",
    [
        Request("arithmetic", draws=2, days=5, sets={"exit_elasticity": "0"}),
        Request("arithmetic", draws=2, days=5, off=("exit drift",)),
        Request("arithmetic", draws=2, days=5, inflow="arrests"),
        Request("arithmetic", draws=2, days=5, sets={"pressure_on_release": "0.5"}),
        Request("proceedings-2025", draws=2, days=5),
    ],
    ids=["set", "off", "arrests", "pressure", "proceedings"],
)
def test_anything_assumed_turns_the_mark_to_assumed(request_: Request) -> None:
    assert run(request_).rests_on(POPULATION) is RestsOn.ASSUMED


def test_pressure_alone_turns_the_mark_to_assumed() -> None:
    """The scenario's own stop of release, in a run with ample beds and seats and nothing set by the user."""
    sets = {"beds_usable": "300000", "seats_growth": "20"}
    pressed = run(Request("reports-2025-02", draws=2, days=20, sets=sets, inflow="held"))
    unasked = replace(pressed, asked={**pressed.asked, "set": {}})
    assert not pressed.result.outputs["exits_capacity"].any()
    assert not pressed.result.outputs["awaiting_seat"].any()
    assert unasked.rests_on(POPULATION) is RestsOn.ASSUMED
