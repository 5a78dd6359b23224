"""A run starts from the newest count known on its day, on the official scale, or not at all."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from bedspace.errors import UsageError
from bedspace.figure import Figure, Origin
from bedspace.figures.embedded import of
from bedspace.figures.series import Vintage, as_of, data_through
from bedspace.parameters.catalogue import catalogue
from bedspace.studies.estimate.custody import estimate_custody
from bedspace.studies.run.notes import age_today, notes_of
from bedspace.studies.run.runs import Answer, Request, run
from bedspace.studies.run.starting_count import OLDEST_COUNT, OLDEST_MONTH, refuse_stale, starting_count
from bedspace.units import Unit

POPULATION = "midnight_population"
SNAPSHOT, OTHER_SNAPSHOT = "detained_by_criminality", "detained_by_disposition"
DAILY, AVERAGE = "ddp_midnight_population", "adp"
MARCH = date(2025, 3, 31)
DAYS_OF_TWO_BRIDGES = ("2025-03-31", "2025-04-01")


def counted(quantity: str, period: str, value: float, data_date: date = MARCH) -> Figure:
    return Figure(quantity, "", period, value, Unit.PERSONS, data_date, MARCH, Origin("made", "up", "A1"))


def known(*of: Figure) -> Vintage:
    return as_of(date(2025, 4, 30), of)


@pytest.mark.parametrize(
    ("figure", "midnight", "bridge"),
    [
        (counted(SNAPSHOT, "2025-03-16", 40_000), date(2025, 3, 15), 1.019 / 1.009),
        (counted(OTHER_SNAPSHOT, "2025-03-16", 40_000), date(2025, 3, 15), 1.019 / 1.009),
        (counted(DAILY, "2025-03-16", 40_000), date(2025, 3, 16), 1.019),
        (counted(AVERAGE, "2025-03", 40_000), date(2025, 3, 16), 1),
    ],
)
def test_each_count_has_its_midnight_and_its_bridges(figure: Figure, midnight: date, bridge: float) -> None:
    found = starting_count(catalogue(), date(2025, 4, 2), known(figure))
    assert found.midnight == midnight
    assert found.value == pytest.approx(40_000 * bridge)
    assert found.age == (date(2025, 4, 2) - midnight).days


def test_the_bridge_is_that_of_the_midnight_and_not_of_the_start() -> None:
    """From April on the average stands 2.3 and no longer 1.9 per cent above the daily count."""
    start = date(2025, 4, 2)
    found = [starting_count(catalogue(), start, known(counted(DAILY, day, 1))) for day in DAYS_OF_TWO_BRIDGES]
    assert [each.value for each in found] == pytest.approx([1.019, 1.023])


def test_the_newest_midnight_is_taken_whatever_counted_it() -> None:
    """The snapshot of 10 March is the midnight of the 9th, of which the daily count comes first."""
    all_three = [
        counted(SNAPSHOT, "2025-03-10", 1),
        counted(DAILY, "2025-03-09", 2),
        counted(DAILY, "2025-03-08", 3),
        counted(AVERAGE, "2025-02", 4),
    ]
    on = {day: starting_count(catalogue(), date(2025, 3, day), known(*all_three)) for day in (8, 9, 31)}
    assert on[8].value == pytest.approx(3 * 1.019)
    assert on[9].value == on[31].value == pytest.approx(2 * 1.019)
    later = starting_count(catalogue(), date(2025, 3, 31), known(*all_three, counted(SNAPSHOT, "2025-03-11", 1)))
    assert later.value == pytest.approx(1.019 / 1.009)


def test_a_month_known_in_part_is_no_count() -> None:
    snapshot, part = counted(SNAPSHOT, "2025-03-02", 1), counted(AVERAGE, "2025-03", 9, MARCH - timedelta(days=1))
    assert starting_count(catalogue(), MARCH, known(snapshot, part)).midnight == date(2025, 3, 1)
    with pytest.raises(UsageError, match="no count of 2025-03-31 or before"):
        starting_count(catalogue(), MARCH, known(part))


def test_a_stated_number_comes_first() -> None:
    found = starting_count(catalogue(), date(2025, 1, 19), as_of(date(2025, 1, 19)))
    assert found.value == 39_874
    assert "stated" in found.rests_on
    assert run(Request(start=date(2025, 1, 19), draws=2, days=2)).result.mean(POPULATION, 0) == pytest.approx(39_874)


def newest_total(day: date) -> tuple[date, float]:
    """Midnight and printed number of the newest snapshot published by a day, read from the figures alone."""
    printed = [f for f in of(SNAPSHOT) if not f.key and f.published <= day]
    last = max(printed, key=lambda figure: (figure.period, figure.published))
    return date.fromisoformat(last.period) - timedelta(days=1), last.value


def run_or_refusal(request: Request) -> Answer | UsageError:
    try:
        return run(request)
    except UsageError as error:
        return error


@pytest.mark.parametrize(
    "start",
    [date(2025, 7, 30), date(2025, 7, 31), date(2025, 8, 14), date(2025, 9, 13), date(2025, 9, 25)],
)
def test_a_start_in_2025_is_right_or_refused(start: date) -> None:
    """Four of them once started from 39,154, the average of December 2024, or held the book-ins of that month."""
    midnight, printed = newest_total(start)
    answer = run_or_refusal(Request("no-change", start=start, days=2, draws=2))
    if isinstance(answer, UsageError):
        assert "before the start" in str(answer)
        return
    official = printed / 1.009 * (1.026 if midnight >= date(2025, 7, 1) else 1.023)
    assert answer.result.mean(POPULATION, 0) == pytest.approx(official, rel=1e-6)
    assert answer.count.midnight == midnight
    assert answer.record["starting_count"]["midnight"] == midnight.isoformat()
    assert answer.record["starting_count"]["age_days"] == (start - midnight).days <= OLDEST_COUNT


def test_the_release_of_25_september_is_started_from() -> None:
    answer = run(Request("no-change", start=date(2025, 9, 25), days=2, draws=2))
    assert answer.result.mean(POPULATION, 0) == pytest.approx(59_762 / 1.009 * 1.026)
    shares = answer.plan.estimates.stock / answer.plan.estimates.stock.sum()
    printed = estimate_custody(answer.vintage, answer.start)[0].stock
    np.testing.assert_allclose(shares, printed / printed.sum())
    assert any("59,762 printed" in note and "5 days before the start" in note for note in notes_of(answer))


def test_a_run_from_the_newest_day_says_how_old_it_is() -> None:
    answer = run(Request("no-change", days=2, draws=2))
    old = answer.start + timedelta(days=OLDEST_COUNT + 1)
    assert age_today(answer, old - timedelta(days=1)) == []
    (note,) = age_today(answer, old)
    assert note.startswith(f"the newest count is of {answer.start}, {OLDEST_COUNT + 1} days old")
    assert age_today(run(Request("no-change", start=date(2025, 9, 25), days=2, draws=2)), old) == []


@pytest.mark.parametrize(("days", "refused"), [(OLDEST_COUNT, False), (OLDEST_COUNT + 1, True)])
def test_an_old_count_is_refused_at_the_day(days: int, refused: bool) -> None:
    start = date(2025, 3, 1) + timedelta(days=days)
    count = starting_count(catalogue(), start, known(counted(DAILY, "2025-03-01", 1)))
    if not refused:
        refuse_stale(count, f"{start - timedelta(days=40):%Y-%m}", known())
        return
    with pytest.raises(UsageError, match=r"count of people held is of 2025-03-01, 46 days.*--stale-ok"):
        refuse_stale(count, f"{start - timedelta(days=40):%Y-%m}", known())


def test_old_flows_are_refused_at_the_day() -> None:
    """December has ended on the 31st: 76 days later it may still be the last full month, no day longer."""
    for days in (OLDEST_MONTH, OLDEST_MONTH + 1):
        start = date(2024, 12, 31) + timedelta(days=days)
        count = starting_count(catalogue(), start, known(counted(DAILY, f"{start - timedelta(days=9)}", 1)))
        if days == OLDEST_MONTH:
            refuse_stale(count, "2024-12", known())
    with pytest.raises(UsageError, match="full month of book-outs, 2024-12"):
        refuse_stale(count, "2024-12", known())


@pytest.mark.parametrize("start", [date(2050, 1, 1), date(2026, 4, 4)])
def test_a_start_beyond_the_data_names_the_newest_and_what_helps(start: date) -> None:
    with pytest.raises(UsageError, match=r"is of 2025-11-30.*--stale-ok: the run then starts"):
        run(Request("no-change", start=start, days=2, draws=2))
    allowed = run(Request("no-change", start=start, days=2, draws=2, stale_ok=True))
    assert allowed.result.mean(POPULATION, 0) == pytest.approx(65_054 * 1.026)
    assert any("--stale-ok starts from it" in note for note in notes_of(allowed))
    assert allowed.record["stale_ok"] is True


def test_revised_data_have_the_count_of_the_day() -> None:
    day = date(2025, 4, 19)
    answer = run(Request("no-change", start=day, days=2, draws=2, data_through=date(2025, 7, 18)))
    daily = data_through(date(2025, 7, 18)).value(DAILY, day.isoformat())
    assert answer.count.age == 0
    assert answer.result.mean(POPULATION, 0) == pytest.approx(daily * 1.023)


def test_the_bridge_of_the_snapshot_is_what_the_files_show() -> None:
    """Each snapshot over the daily count of the midnight before: middle and ends of 9 in 10 as stated."""
    every = data_through(date(2025, 11, 30))
    ratios = [
        every.value(SNAPSHOT, period) / daily.value
        for period in every.periods(SNAPSHOT)
        if (daily := every.find(DAILY, str(date.fromisoformat(period) - timedelta(days=1))))
    ]
    bridge = catalogue()["snapshot_bridge"]
    assert len(ratios) >= 50
    assert np.median(ratios) == pytest.approx(bridge.at(date(2025, 1, 19)), abs=0.001)
    assert np.quantile(ratios, (0.05, 0.95)) == pytest.approx(bridge.range, abs=0.001)


def test_no_change_is_what_runs_unless_asked() -> None:
    assert Request().scenario == "no-change"
