"""``bedspace run``: what it reads, what it says of itself, and what it refuses."""

from __future__ import annotations

import json
import platform
from datetime import date
from pathlib import Path

import numpy
import pytest
from tests.cli.test_contract import call

from bedspace.data.read.dating import DataDate, Published
from bedspace.data.read.workbooks import Release
from bedspace.data.store import warehouse
from bedspace.figure import Figure, Origin
from bedspace.units import Unit

SMALL = ("--draws", "4", "--days", "3")
NEWEST = date(2025, 1, 20)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A warehouse of one made-up snapshot, newer than any embedded release of its day."""
    origin = Origin("made-up.xlsx", "Sheet", "B2")
    figure = Figure("detained_by_disposition", "", "2025-01-20", 50_000, Unit.PERSONS, NEWEST, NEWEST, origin)
    dates = {"adp": DataDate(NEWEST, "made", "Sheet", "A1")}
    release = Release("made-up.xlsx", "0" * 64, 2025, Published(NEWEST, "made"), dates, (figure,), ())
    with warehouse.opened(tmp_path, write=True) as connection:
        warehouse.store(connection, release, [], "detention statistics")
    return tmp_path


def first_row(*arguments: str) -> tuple[float, dict[str, object]]:
    whole = json.loads(call(*arguments, "--json", "--outputs", "midnight_population", *SMALL).stdout)
    return whole["result"][0]["mean"], whole["record"]


def test_a_warehouse_feeds_a_run(home: Path) -> None:
    start = ("run", "no-change", "--start", "2025-01-20")
    with_it, record = first_row("--home", str(home), *start)
    without, plain = first_row(*start)
    assert with_it == pytest.approx(50_000 / 1.009 * 1.015)
    assert with_it != pytest.approx(without, rel=0.01)
    assert record["warehouse"] == warehouse.fingerprint(home)
    assert plain["warehouse"] == ""
    assert record["data"] == plain["data"]


def test_an_answer_comes_before_the_table() -> None:
    asked = ("run", "--start", "2025-01-20", "--days", "40", "--outputs", "midnight_population", "--draws")
    said = call(*asked, "40").stdout.replace("\n", " ")
    rows = json.loads(call(*asked, "40", "--json").stdout)["result"]
    first, last = rows[0], rows[-1]
    assert said.startswith(f"People held: {first['q50']:,.0f} on 2025-01-20; ")
    for name in ("q05", "q50", "q95"):
        assert f"{float(format(last[name], '.3g')):,.0f}" in said.split(". ")[0]
    assert "9 of 10" not in call(*asked, "4").stdout.split(". ")[0]


def test_what_the_warehouse_published_later_is_not_used(home: Path) -> None:
    start = ("run", "no-change", "--start", "2025-01-18")
    assert first_row("--home", str(home), *start)[0] == first_row(*start)[0]


@pytest.mark.parametrize("verb", ["run", "costs", "sensitivity"])
def test_a_folder_without_a_warehouse_is_an_error(verb: str, tmp_path: Path) -> None:
    result = call("--home", str(tmp_path / "none"), verb, "no-change", *SMALL)
    assert result.exit_code == 2
    assert "no warehouse" in result.stderr
    assert result.stdout == ""


def test_no_change_is_the_default() -> None:
    assert first_row("run")[1]["scenario"] == "no-change"


def test_without_a_start_the_newest_day_known_is_taken() -> None:
    """Both engines' limits are in the counted rates: nobody waits for a seat, nobody is released for want of a bed."""
    whole = json.loads(call("run", "--json", "--draws", "20", "--days", "180").stdout)
    assert whole["record"]["start"] == "2025-11-30"
    assert whole["record"]["vintage"] == "as published by 2026-03-15"
    limits = [row["mean"] for row in whole["result"] if row["output"] in ("exits_capacity", "awaiting_seat")]
    assert max(limits) < 1
    assert max(limits) >= 0


def test_a_day_of_knowledge_has_its_own_newest_day() -> None:
    """On 20 January 2025 the newest release had counted the midnight of the 11th."""
    record = first_row("run", "--as-of", "2025-01-20")[1]
    assert (record["start"], record["vintage"]) == ("2025-01-11", "as published by 2025-01-20")
    revised = first_row("run", "--data-through", "2025-04-19")[1]
    assert revised["start"] == "2025-04-19"


def test_what_still_moves_under_held_book_ins_is_printed() -> None:
    calm = call("run", "no-change", "--start", "2025-01-19", "--inflow", "held", *SMALL).stdout
    pressed = call("run", "reports-2025-02", "--inflow", "held", *SMALL).stdout
    off = ("--inflow", "held", "--off", "pressure on release", "--off", "exit drift")
    assert "drift from month to month" in still_moving(calm)
    assert "releases for want of a bed" in still_moving(pressed)
    assert "nothing but the stock" in still_moving(call("run", "--start", "2025-01-19", *off, *SMALL).stdout)
    assert "still moves" not in call("run", "reports-2025-02", *SMALL).stdout


def still_moving(told: str) -> str:
    return next(line for line in told.splitlines() if "this still moves" in line)


def test_date_age_and_source_of_the_count_are_printed() -> None:
    told = call("run", "--start", "2025-01-20", *SMALL).stdout
    (line,) = [line for line in told.splitlines() if "the run starts from" in line]
    for part in ("midnight of 2025-01-11", "9 days before the start", "39,703 printed", "published 2025-01-16"):
        assert part in line


def test_a_start_long_ago_says_how_far_the_data_reach() -> None:
    """Nobody shall take January 2025 for today; who names the day knows it."""
    assert "people held are known up to 2025-11-30" in call("run", "reports-2025-02", *SMALL).stdout
    assert "people held are known" not in call("run", "reports-2025-02", "--start", "2025-01-19", *SMALL).stdout


def test_one_draw_has_no_interval() -> None:
    told = call("run", "--draws", "1", "--days", "3").stdout
    assert "9 of 10" not in told
    assert "q05" not in told
    assert "no interval" in told
    rows = json.loads(call("run", "--draws", "1", "--days", "3", "--json").stdout)["result"]
    assert {row[name] for row in rows for name in ("q05", "q50", "q95")} == {None}


@pytest.mark.parametrize(("draws", "said"), [("19", False), ("20", True)])
def test_few_draws_are_no_nine_in_ten(draws: str, said: bool) -> None:
    assert ("9 of 10 draws of the forecast lie" in call("run", "--draws", draws, "--days", "2").stdout) is said


def test_sensitivity_needs_draws() -> None:
    result = call("sensitivity", "no-change", "--draws", "0")
    assert result.exit_code == 2
    assert "0 draws" in result.stderr


def test_strict_ends_with_a_finding() -> None:
    vain = ("run", "--set", "beds_usable=60000@2031-01-01", *SMALL)
    assert call(*vain).exit_code == 0
    assert "begins on 2031-01-01" in call(*vain).stdout
    strict = call(*vain, "--strict")
    assert strict.exit_code == 1
    assert "--strict: --set beds_usable=60000@2031-01-01 changes nothing" in strict.stderr
    assert call("run", "--strict", *SMALL).exit_code == 0


def test_an_empty_date_is_refused() -> None:
    result = call("run", "--set", "beds_usable=60000@", *SMALL)
    assert result.exit_code == 2
    assert "'' is no date" in result.stderr


TWO = """title = "t"
question = "q"
start = 2025-01-19

[[changes]]
parameter = "beds_usable"
from = 2025-01-25
value = {beds}
reason = "r"
"""


def test_two_files_of_one_name_have_two_records(tmp_path: Path) -> None:
    records = []
    for beds in (60000, 20000):
        folder = tmp_path / str(beds)
        folder.mkdir()
        (folder / "same.toml").write_text(TWO.format(beds=beds))
        records.append(first_row("run", str(folder / "same.toml"))[1])
    assert records[0]["scenario"] == records[1]["scenario"] == "same"
    assert records[0]["scenario_hash"] != records[1]["scenario_hash"]


def test_the_record_tells_data_result_and_machine() -> None:
    start = ("run", "--start", "2025-01-19")
    one, again, other = (first_row(*start, *more)[1] for more in ((), (), ("--seed", "7")))
    assert one == again
    assert one["scenario_hash"] == other["scenario_hash"]
    assert one["result_hash"] != other["result_hash"]
    assert one["numpy"] == numpy.__version__
    assert platform.machine() in str(one["platform"])
