"""The verbs that forecast: the contract of their rows, what they say to people, and what they refuse."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner

from bedspace.cli.main import cli
from bedspace.errors import BedspaceError

HUB = ["origin_date", "target", "horizon", "target_end_date", "output_type", "output_type_id", "value"]


def told(*arguments: str) -> str:
    done = CliRunner().invoke(cli, arguments)
    assert done.exit_code == 0, done.output or done.exception
    return done.stdout


def refused(*arguments: str) -> str:
    done = CliRunner().invoke(cli, arguments)
    assert isinstance(done.exception, BedspaceError) or done.exit_code == 2, done.output
    return str(done.exception) if isinstance(done.exception, BedspaceError) else done.output


def test_rows_of_a_forecast_are_those_of_the_hub() -> None:
    rows = list(csv.DictReader(io.StringIO(told("forecast", "--csv", "--horizons", "30,90"))))
    assert [*rows[0]] == HUB
    held = [row for row in rows if row["target"] == "midnight_population"]
    assert len(held) == 2 * 23
    assert {row["output_type"] for row in rows} == {"quantile"}
    assert [float(row["output_type_id"]) for row in held[:3]] == [0.01, 0.025, 0.05]
    assert {row["target_end_date"] for row in held if row["horizon"] == "30"} == {"2026-01-02"}
    assert {row["target"] for row in rows} == {
        *("midnight_population", "ice_book_ins", "cbp_book_ins"),
        *("removals_from_custody", "releases_from_custody", "ice_removals_fiscal_year"),
    }


def test_the_record_has_the_measured_errors() -> None:
    whole = json.loads(told("forecast", "--json"))
    assert whole["record"]["age_days"] == 3
    assert whole["record"]["rests_on"] == "estimated"
    assert [error["horizon"] for error in whole["record"]["measured"]] == [30, 90, 180]
    assert all(error["naive"] > 0 for error in whole["record"]["measured"])


def test_draws_are_samples_of_one_seed() -> None:
    draws = ("forecast", "--csv", "--horizons", "30,90", "--draws", "50")
    rows = [row for row in csv.DictReader(io.StringIO(told(*draws))) if row["output_type"] == "sample"]
    assert Counter(row["horizon"] for row in rows) == {"30": 50, "90": 50}
    assert {int(row["output_type_id"]) for row in rows} == set(range(1, 51))
    assert told(*draws) == told(*draws)
    assert told(*draws) != told(*draws, "--seed", "1")


def test_people_get_a_sentence_and_what_came_beside_an_old_forecast() -> None:
    shown = told("forecast", "--as-of", "2025-01-19")
    assert "39,703 people were held on 2025-01-12" in shown
    assert "No model of the past sees a change of policy coming." in " ".join(shown.split())
    assert "Counted later, 2025-07-18: 57,700, at quantile 0.9" in shown
    assert "at quantile" in shown
    assert "at quantile" not in told("forecast")


def test_the_picture_has_solid_counts_and_words(tmp_path: Path) -> None:
    target = tmp_path / "held.svg"
    told("forecast", "--horizons", "60", "--chart", str(target))
    drawn = target.read_text(encoding="utf-8")
    for text in ("<title>", "<desc>A solid line shows the counts up to 65,735", "meant: 1 in 20 above", ">counted<"):
        assert text in drawn
    line = drawn[: drawn.index("#1b2430")].rsplit("<path", 1)[-1] + drawn[drawn.index("#1b2430") :].split(">", 1)[0]
    assert 'stroke-dasharray="' not in line.replace('stroke-dasharray=""', "")


def test_a_backtest_shows_ours_and_the_naive_forecast() -> None:
    rows = list(csv.DictReader(io.StringIO(told("backtest", "--from", "2025-01-01", "--csv"))))
    assert {"model", "horizon", "n", "wis", "relative_wis", "mae", "coverage_50", "coverage_90"} <= {*rows[0]}
    assert {row["model"] for row in rows} == {"bedspace", "naive", "random walk", "drift", "seasonal"}
    assert "chance may have made the difference" in " ".join(told("backtest", "--from", "2025-01-01").split())


def test_a_backtest_writes_its_forecasts(tmp_path: Path) -> None:
    target = tmp_path / "forecasts.csv"
    told("backtest", "--from", "2025-09-01", "--forecasts", str(target))
    rows = list(csv.DictReader(target.read_text().splitlines()))
    assert [*rows[0]] == HUB
    assert len(rows) == 4 * 3 * 23


def test_a_series_of_the_reader_is_scored(tmp_path: Path) -> None:
    import math
    from datetime import date, timedelta

    days = [date(2015, 1, 1) + timedelta(days=number) for number in range(1300)]
    lines = [f"{day},{30000 + 2000 * math.sin(number / 90):.0f}" for number, day in enumerate(days)]
    path = tmp_path / "mine.csv"
    path.write_text("\n".join(["date,midnight_pop", *lines]))
    rows = list(csv.DictReader(io.StringIO(told("backtest", "--series", str(path), "--lag", "7", "--csv"))))
    assert {row["group"] for row in rows} == {"all"}
    assert refused("backtest", "--series", str(path), "--from", "2030-01-01")


def test_the_log_is_kept_and_scored(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    assert "Entry 1 added" in told("log", "add", "--file", str(path), "--as-of", "2025-06-20")
    assert "Entry 2 added" in told("log", "add", "--file", str(path))
    shown = told("log", "score", "--file", str(path))
    assert "2 of 6 forecasts" in shown
    assert "withheld" in shown
    raw = path.read_text()
    path.write_text(raw.replace("2025-06-20", "2025-06-21", 1))
    assert "line 1" in refused("log", "score", "--file", str(path))


def test_the_fit_shows_levels() -> None:
    rows = list(csv.DictReader(io.StringIO(told("fit", "--csv"))))
    assert [row["name"] for row in rows] == ["book-ins", "exits", "people held where both would balance"]
    assert all(float(row["low"]) <= float(row["median"]) <= float(row["high"]) for row in rows)


WRONG = {
    "no number": (("forecast", "--horizons", "soon"), "whole days with commas"),
    "too far": (("forecast", "--horizons", "900"), "1 to 365 days"),
    "before all": (("forecast", "--as-of", "2015-01-01"), "no count of people held is known"),
    "lag of releases": (("backtest", "--lag", "3"), "with --series only"),
    "bad break": (("backtest", "--series", "x.csv", "--break", "2020-01-01"), "DAY:FACTOR"),
    "no file": (("backtest", "--series", "nowhere.csv"), "cannot be read"),
    "no origins": (("backtest", "--to", "2001-01-01"), "no release was published then"),
    "no log": (("log", "score", "--file", "nowhere.jsonl"), "cannot be read"),
    "chart into nowhere": (("forecast", "--chart", "/no/such/x.svg"), "cannot be written"),
}


@pytest.mark.parametrize("case", WRONG)
def test_wrong_input_gets_a_clear_message(case: str) -> None:
    arguments, message = WRONG[case]
    assert message in refused(*arguments)
