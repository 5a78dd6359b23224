"""A month known in part is no month, and no flow of a run is negative."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bedspace.errors import UsageError
from bedspace.figures.series import as_of, data_through
from bedspace.studies.estimate.months import holes, late_book_ins_a_day
from bedspace.studies.run.checks import checks
from bedspace.studies.run.notes import notes_of
from bedspace.studies.run.runs import Answer, Request, run

KNOWN = date(2025, 9, 30)


JANUARY = Request("no-change", start=date(2025, 1, 19), inflow="observed", days=10)


@pytest.mark.parametrize("request_", [JANUARY, Request("frozen-2025", days=2)])
def test_a_run_that_needs_the_rest_of_a_month_is_refused(request_: Request) -> None:
    """Both once took 143 and 243 people a day away from those held, with all checks passed."""
    with pytest.raises(UsageError, match=r"book_ins of 2025-01: known in part, to 2025-01-11.*--data-through"):
        run(replace(request_, draws=2))


@pytest.mark.parametrize(("days", "refused"), [(20, False), (21, True)])
def test_the_last_day_known_is_the_last_day_of_a_run(days: int, refused: bool) -> None:
    """Book-ins of September 2025 are known to the 20th."""
    request = Request("no-change", start=date(2025, 8, 31), days=days, draws=2, inflow="observed", data_through=KNOWN)
    if refused:
        with pytest.raises(UsageError, match=r"2025-09: known in part, to 2025-09-20"):
            run(request)
    else:
        assert run(request).result.outputs["book_ins_ice"][1:].min() > 0


def test_a_hole_between_two_releases_is_filled_with_the_rate_of_its_month_and_told() -> None:
    """The last sums of fiscal year 2025 end on 20 September; those of October begin anew."""
    later = data_through(date(2025, 11, 30))
    assert holes(later, date(2025, 9, 1), date(2025, 10, 20)) == [(date(2025, 9, 21), KNOWN)]
    assert holes(later, date(2025, 9, 1), date(2025, 9, 20)) == []
    assert holes(later, KNOWN, date(2025, 10, 20)) == []
    assert holes(data_through(KNOWN), date(2025, 9, 1), KNOWN) == []
    given = {"start": date(2025, 8, 31), "draws": 2, "inflow": "observed", "data_through": date(2025, 11, 30)}
    answer = run(Request("no-change", days=40, **given))
    booked = answer.result.outputs["book_ins_ice"][:, 0]
    assert booked[answer.row(date(2025, 9, 25))] == booked[answer.row(date(2025, 9, 15))]
    assert booked[answer.row(date(2025, 9, 25))] == pytest.approx(later.value("book_ins", "2025-09", agency="ice") / 20)
    assert answer.rests_on("book_ins_ice") == "estimated"
    assert any("no release covers the book-ins of 2025-09-21 to 2025-09-30" in note for note in notes_of(answer))
    assert run(Request("no-change", days=20, **given)).rests_on("book_ins_ice") == "counted"


def test_observed_exits_need_whole_months_too() -> None:
    request = Request("arithmetic", start=date(2025, 8, 31), days=21, draws=2, data_through=KNOWN, observed_exits=True)
    with pytest.raises(UsageError, match=r"book_outs of 2025-09: known in part"):
        run(request)


def test_no_start_gives_negative_book_ins() -> None:
    """CBP handed over fewer from late January on: what was left of the month was once below zero."""
    revised = data_through(KNOWN)
    days = [date(2025, 1, 12) + timedelta(days=number) for number in range(19)]
    rates = {day: late_book_ins_a_day(revised, day, "cbp") for day in days}
    assert min(rates.values()) >= 0
    month, begun = (known.value("book_ins", "2025-01", agency="cbp") for known in (revised, as_of(days[7])))
    assert rates[days[0]] == pytest.approx(month / 31)
    assert rates[days[18]] == pytest.approx((month - begun) / 20)


@pytest.fixture(scope="module")
def answer() -> Answer:
    return run(Request("reports-2025-02", draws=3, days=20))


@pytest.mark.parametrize("name", ["book_ins_cbp", "removals", "exits_bond", "arrests", "custody_cost", "over_180_days"])
def test_the_check_of_signs_sees_each_flow_and_stock(answer: Answer, name: str) -> None:
    assert signs(answer)
    values = answer.result.outputs[name].copy()
    values[7, 1] = -1.0
    assert not signs(with_result(answer, outputs={**answer.result.outputs, name: values}))


@pytest.mark.parametrize("name", ["book_ins", "leavers", "due"])
def test_the_check_of_signs_sees_the_classes(answer: Answer, name: str) -> None:
    values = getattr(answer.result, name).copy()
    values[7, 1, 4] = -1e-3
    assert not signs(with_result(answer, **{name: values}))


def with_result(answer: Answer, **changed: object) -> Answer:
    return replace(answer, result=replace(answer.result, **changed))


def signs(answer: Answer) -> bool:
    return next(check.passed for check in checks(answer) if check.name == "signs")
