"""The backtests: past forecasts made again, the bars on real vintages, series of the user, paths for runs, the page."""

from __future__ import annotations

import dataclasses
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from tools.docs.forecasts import WHOLE, bands, flow_line, given_line, score_line

from bedspace.errors import CheckFailed, InputRefused, UsageError
from bedspace.figures.series import as_of
from bedspace.figures.sources import EMBEDDED, source_of
from bedspace.studies.forecast import libraries, past, settings, vintages
from bedspace.studies.forecast.backtest import ALL, Row, given_table, half_year, table
from bedspace.studies.forecast.baselines import BASELINES, naive
from bedspace.studies.forecast.flow_scores import flow_table
from bedspace.studies.forecast.flows import log_quantiles as flow_quantiles
from bedspace.studies.forecast.flows import means, on_grid
from bedspace.studies.forecast.forecast import FISCAL_YEAR, forecast
from bedspace.studies.forecast.hub import POPULATION
from bedspace.studies.forecast.known import Flow
from bedspace.studies.forecast.rolling import OURS, Origin, Rolled, past_of, roll
from bedspace.studies.forecast.scoreboard import of_releases, of_series
from bedspace.studies.forecast.series_file import read
from bedspace.studies.forecast.settings import HORIZONS, LEVELS, MEDIAN
from bedspace.studies.forecast.words import sentence

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "forecasts.md").read_text(encoding="utf-8")
LATE = date(2025, 12, 3)
TOLERANCE = 0.02
"""A point estimate so near to its bar counts as met."""


@pytest.fixture(scope="module")
def rolled() -> Rolled:
    """The past forecasts that come with the software, and the baselines that need no extra."""
    return of_releases(EMBEDDED, WHOLE, BASELINES)


@pytest.fixture(scope="module")
def rows(rolled: Rolled) -> list[Row]:
    return table(rolled)


def only(rows: list[Row], group: str, model: str) -> dict[int, Row]:
    return {row.horizon: row for row in rows if (row.group, row.model) == (group, model)}


def test_the_past_forecasts_are_of_the_settings_and_the_data_that_are_here() -> None:
    assert past.kept().settings == settings.fingerprint()
    assert past.kept().data == vintages.fingerprint()
    assert len(past.kept().past.days) == 81


@pytest.mark.parametrize("place", [0, 27, 64, 80])
def test_a_past_forecast_made_again_is_the_one_that_is_kept(place: int) -> None:
    kept = past.kept().past
    again = past_of([vintages.origin(date.fromordinal(int(kept.days[place])))])
    assert again.plain[0] == pytest.approx(kept.plain[place], abs=2e-5)
    assert again.naive[0] == pytest.approx(kept.naive[place], abs=2e-5)


def test_what_was_given_follows_from_what_is_kept(rolled: Rolled) -> None:
    assert np.log(rolled.forecasts[OURS]) == pytest.approx(past.kept().ours, abs=5e-5)


def test_past_forecasts_of_other_settings_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    past.kept.cache_clear()
    monkeypatch.setattr(settings, "fingerprint", lambda: "of others")
    with pytest.raises(CheckFailed, match="past forecasts of other settings"):
        past.kept()


def test_the_bars_on_real_vintages(rows: list[Row]) -> None:
    ours, beside = only(rows, ALL, OURS), only(rows, ALL, "naive")
    assert [ours[horizon].n for horizon in HORIZONS] == [79, 77, 72]
    for horizon, bar in zip(HORIZONS, (0.99, 0.98, 1.00), strict=True):
        assert ours[horizon].relative_wis <= bar + TOLERANCE
        assert 0.85 - TOLERANCE <= ours[horizon].coverage_90 <= 0.95 + TOLERANCE
        assert min(row.wis for row in rows if row.group == ALL and row.horizon == horizon) == ours[horizon].wis
    assert np.mean([ours[horizon].coverage_50 for horizon in HORIZONS]) == pytest.approx(0.5, abs=0.07)
    assert sum(ours[horizon].width_90 < beside[horizon].width_90 for horizon in HORIZONS) >= 2
    late = only(rows, "2024-25", OURS)
    for horizon, bar in zip(HORIZONS, (0.95, 0.92, 0.97), strict=True):
        assert late[horizon].relative_wis <= bar + TOLERANCE


def test_losses_are_shown(rows: list[Row]) -> None:
    assert only(rows, "2021-23", OURS)[90].relative_wis > 1
    assert only(rows, "data 6 to 20 days old", OURS)[180].relative_wis > 1
    assert {row.group for row in rows} == {ALL, "2021-23", "2024-25", "data up to 5 days old", "data 6 to 20 days old"}


@pytest.mark.slow
def test_errors_given_the_true_book_ins(rolled: Rolled) -> None:
    later = vintages.origin(LATE).series
    late = {row.horizon: row for row in given_table(rolled, later) if row.group == "2024-25"}
    for horizon, bar in zip(HORIZONS, (0.035, 0.075, 0.135), strict=True):
        assert late[horizon].ours <= bar
        assert late[horizon].ours < min(late[horizon].naive, late[horizon].frozen)
    assert abs(late[180].bias) < 0.08


def test_scores_of_a_known_forecast(rolled: Rolled) -> None:
    """A forecast that always says what came scores nothing; one that misses by a tenth is told so."""
    right = np.repeat(np.nan_to_num(rolled.outcomes, nan=1.0)[..., None], 23, -1)
    made = dataclasses.replace(rolled, forecasts={OURS: 1.1 * right, "naive": right + 1.0})
    row = only(table(made), ALL, OURS)[90]
    assert row.wis == pytest.approx(row.mae) == pytest.approx(0.1 * np.nanmean(rolled.outcomes[:, 1]))
    assert row.error_share == pytest.approx(np.log(1.1))
    assert (row.coverage_90, row.pit_1, row.pit_5) == (0.0, 1.0, 0.0)


def test_origins_of_a_span_keep_the_widths_of_the_whole(rolled: Rolled) -> None:
    late = of_releases(EMBEDDED, (date(2024, 1, 1), date(2024, 12, 31)), {"naive": naive})
    assert {date.fromordinal(int(origin.day)).year for origin in late.origins} == {2024}
    days = [origin.day for origin in rolled.origins]
    first = days.index(late.origins[0].day)
    assert late.forecasts[OURS][0] == pytest.approx(rolled.forecasts[OURS][first])
    with pytest.raises(UsageError, match="no release was published then"):
        of_releases(EMBEDDED, (date(2010, 1, 1), date(2011, 1, 1)), {"naive": naive})


def test_half_years_change_in_january_and_july() -> None:
    days = [date(2024, 6, 30), date(2024, 7, 1), date(2024, 12, 31), date(2025, 1, 1)]
    first, second, third, fourth = (half_year(float(day.toordinal())) for day in days)
    assert (second - first, third - second, fourth - third) == (1, 0, 1)


def test_a_forecast_has_all_targets_and_says_what_it_rests_on() -> None:
    made = forecast(LATE, (30, 90, 180, 365))
    names = [target.name for target in made.targets]
    assert names.count(POPULATION) == 4
    assert names.count("ice_book_ins") == names.count("cbp_book_ins") == names.count("removals_from_custody") == 13
    assert names.count(FISCAL_YEAR) == 1
    assert all((np.diff(target.quantiles) >= 0).all() for target in made.targets)
    assert all(target.end > LATE for target in made.targets)
    assert len(made.table()) == 23 * len(names)
    assert repr(made) == f"<forecast of 2025-12-03: {len(names)} targets, from 65,735 people on 2025-11-30>"
    told = sentence(made)
    assert "65,735 people were held on 2025-11-30, the newest count, 3 days old" in told
    assert "77 past forecasts of 90 days" in told
    assert "No model of the past sees a change of policy coming." in told
    assert f"{100 * made.errors[90].naive_share:.1f} %" in told


def test_measured_errors_are_those_known_at_the_origin() -> None:
    early, late = forecast(date(2025, 1, 19)), forecast(LATE)
    assert early.errors[90].count < late.errors[90].count == 77
    assert late.errors[90].ours == pytest.approx(4520, abs=10)
    assert "has not been measured" in sentence(forecast(LATE, (60,)))
    assert "expect larger misses" in sentence(forecast(date(2025, 12, 21)))
    assert "expect larger misses" not in sentence(forecast(date(2025, 12, 20)))


def test_what_cannot_be_forecast_is_refused() -> None:
    with pytest.raises(UsageError, match="1 to 365 days"):
        forecast(LATE, (0, 400))
    assert forecast(date(2026, 3, 30), (30,)).age == 120
    with pytest.raises(UsageError, match="the newest count is of 2025-11-30"):
        forecast(date(2026, 3, 31))
    figures = [figure for name in ("detained_by_criminality", "adp", "book_ins") for figure in EMBEDDED.of(name)]
    recent = [figure for figure in figures if figure.period >= "2021"]
    with pytest.raises(UsageError, match="need a longer history"):
        forecast(date(2021, 6, 11), (90,), source_of(recent))


def test_a_flow_is_the_last_fortnight_with_the_spread_of_past_changes() -> None:
    rates = np.repeat([100.0, 110.0] * 20, 2)
    series = on_grid(Flow(738000.0 + 7 * np.arange(81), rates))
    assert series is not None
    found = np.exp(flow_quantiles(series, [(1, 2)])[0])
    assert found[MEDIAN] == pytest.approx(110)
    assert found[[0, -1]] == pytest.approx([100, 121], rel=1e-6)
    assert means(np.arange(6.0), (2, 3)).tolist() == [2.5, 3.5, 4.5]
    assert on_grid(Flow(738000.0 + 7 * np.arange(11), np.ones(10))) is None


def stock_file(folder: Path, text: str) -> Path:
    path = folder / "series.csv"
    path.write_text(text, encoding="utf-8")
    return path


def days_of(count: int, start: date = date(2015, 1, 1)) -> list[str]:
    return [date.fromordinal(start.toordinal() + number).isoformat() for number in range(count)]


def test_a_wide_file_with_holes_and_a_break(tmp_path: Path) -> None:
    held = [30000 if day < "2016-01-01" else 33000 for day in days_of(1400)]
    booked = [600 if number % 7 else "" for number in range(1400)]
    lines = [f"{day},{people},{ins},550" for day, people, ins in zip(days_of(1400), held, booked, strict=True)]
    del lines[100:130]
    path = stock_file(tmp_path, "\n".join(["date,midnight_pop,book_in,book_out", *lines]))
    given = read(path, breaks={date(2016, 1, 1): 1.1})
    assert given.held.values == pytest.approx(33000)
    series = given.until(given.held.days[-1] - 14)
    assert series.end == given.held.days[-1] - 14
    assert series.booked_in == pytest.approx(600)
    assert np.diff(series.days) == pytest.approx(7)


def test_a_long_file_takes_one_measure_and_lives_on_its_stock(tmp_path: Path) -> None:
    lines = [f"{day},detained,all,{30000 + number}" for number, day in enumerate(days_of(1400))]
    lines += ["2015-01-01,deported,all,5"]
    given = read(stock_file(tmp_path, "\n".join(["date,measure,group,value", *lines])))
    assert given.booked_in is None
    series = given.until(given.held.days[-1])
    assert series.booked_in[-1] == pytest.approx(series.held[-1] / 57 + 1, rel=0.01)
    made = of_series(given, (date.min, date.max), 14, {"naive": naive})
    assert [date.fromordinal(int(origin.day)).day for origin in made.origins] == [1] * len(made.origins)
    assert {origin.age for origin in made.origins} == {14.0}
    assert made.forecasts[OURS][0, 0, MEDIAN] == pytest.approx(made.outcomes[0, 0], rel=0.01)


def test_book_ins_that_begin_late_are_used_once_they_are_long_enough(tmp_path: Path) -> None:
    days = days_of(2600)
    lines = [f"{day},30000,{500 if number >= 1300 else ''}" for number, day in enumerate(days)]
    given = read(stock_file(tmp_path, "\n".join(["date,midnight_pop,book_in", *lines])))
    assert given.until(given.held.days[1200]).booked_in == pytest.approx(30000 / 57)
    assert given.until(given.held.days[1300 + 725]).booked_in == pytest.approx(30000 / 57)
    late = given.until(given.held.days[-1])
    assert late.booked_in == pytest.approx(500)
    assert late.days[0] >= given.held.days[1299]


FAULTY = {
    "no such columns": ("a,b\n1,2", "columns a, b"),
    "empty": ("", "columns none"),
    "no such measure": ("date,measure,group,value\n2020-01-01,deported,all,5", "one of deported"),
    "no day": ("date,midnight_pop\n2020-13-01,5\n2020-01-02,x", "row 2.*\n.*row 3"),
    "a day twice": ("date,midnight_pop\n2020-01-01,5\n2020-01-01,6", "each day once"),
    "nobody": ("date,midnight_pop\n2020-01-01,-3\n2020-01-02,6", "with people"),
    "one day": ("date,midnight_pop\n2020-01-01,5", "at least two"),
}


@pytest.mark.parametrize("case", FAULTY)
def test_a_faulty_file_is_refused_with_all_faults(case: str, tmp_path: Path) -> None:
    text, message = FAULTY[case]
    with pytest.raises(InputRefused, match=message):
        read(stock_file(tmp_path, text))


def test_a_short_series_is_refused(tmp_path: Path) -> None:
    text = "\n".join(["date,midnight_pop", *(f"{day},30000" for day in days_of(500))])
    with pytest.raises(UsageError, match="three years of data"):
        of_series(read(stock_file(tmp_path, text)), (date.min, date.max), 14, BASELINES)


@pytest.mark.skipif(not libraries.installed(), reason="needs the extra [backtest]")
@pytest.mark.filterwarnings("ignore")
def test_the_library_gives_rising_quantiles_around_its_mean() -> None:
    origin = vintages.origin(date(2025, 1, 16))
    for baseline in libraries.library_baselines().values():
        found = baseline(origin.series, origin.leads(HORIZONS))
        assert found.shape == (3, len(LEVELS))
        assert (np.diff(found, axis=-1) > 0).all()


@pytest.mark.skipif(libraries.installed(), reason="the extra [backtest] is here")
def test_without_the_library_one_line_says_what_to_install() -> None:
    with pytest.raises(UsageError, match=r"statsforecast not installed.*pip install 'bedspace\[backtest\]'"):
        libraries.library_baselines()


@pytest.mark.slow
def test_the_page_has_the_rows_of_a_new_run(rolled: Rolled, rows: list[Row]) -> None:
    for row in rows:
        name = row.model if row.group == ALL else f"{row.group}, {row.model}"
        if row.group == ALL or row.model in (OURS, "naive"):
            assert score_line(name, row) in PAGE
    assert bands(rows) in PAGE
    for given in given_table(rolled, vintages.origin(LATE).series):
        assert given_line(given) in PAGE
    known = [as_of(date.fromordinal(int(origin.day))) for origin in rolled.origins]
    for flow in flow_table(known, as_of(date.max)):
        assert flow_line(flow) in PAGE


@pytest.mark.slow
def test_all_past_forecasts_made_again_are_those_that_are_kept(rolled: Rolled) -> None:
    again = past.make()
    assert again.past.plain == pytest.approx(past.kept().past.plain, abs=2e-5)
    assert np.log(again.forecasts[OURS]) == pytest.approx(np.log(rolled.forecasts[OURS]), abs=5e-4)


@pytest.mark.slow
@pytest.mark.shared
def test_the_bars_on_a_series_of_counts_alone(shared: Path) -> None:
    given = read(shared / "data" / "series" / "daily-detained-2011-2024.csv")
    made = table(of_series(given, (date(2014, 1, 1), date(2023, 12, 31)), 14, {"naive": naive}, 2))
    ours = only(made, ALL, OURS)
    for horizon, bar in zip(HORIZONS, (0.98, 0.97, 0.98), strict=True):
        assert ours[horizon].relative_wis <= bar + TOLERANCE
        assert score_line(OURS, ours[horizon]) in PAGE


def test_a_model_that_knows_less_history_gives_another_forecast() -> None:
    """What a forecast may know decides it: an origin a release earlier, the same day, has another forecast."""
    first, second = vintages.origin(date(2025, 6, 19)), vintages.origin(date(2025, 6, 20))
    assert second.series.end - first.series.end == 14
    made = [roll([Origin(second.day, each.series)], *vintages.truth(as_of(LATE)), {}) for each in (first, second)]
    assert abs(np.log(made[0].forecasts[OURS] / made[1].forecasts[OURS])).max() > 0.02
