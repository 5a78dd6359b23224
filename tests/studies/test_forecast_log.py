"""The forecast log: append-only, chained, scored when the counts are out."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st

from bedspace import __version__
from bedspace.errors import CheckFailed, InputRefused, UsageError
from bedspace.figures.sources import EMBEDDED
from bedspace.studies.forecast import settings
from bedspace.studies.forecast.forecast import Forecast, forecast
from bedspace.studies.forecast.hub import POPULATION
from bedspace.studies.forecast.log import START, WITHHELD, add, read, score
from bedspace.studies.forecast.vintages import came

RELEASES = Path(__file__).parents[2] / "docs" / "forecast-log.jsonl"
DAYS = (date(2025, 1, 19), date(2025, 6, 20), date(2025, 12, 3))


@pytest.fixture(scope="module")
def made() -> list[Forecast]:
    return [forecast(day) for day in DAYS]


@pytest.fixture(scope="module")
def log(made: list[Forecast], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("log") / "log.jsonl"
    for each in made:
        add(path, each, EMBEDDED.fingerprint, date(2026, 1, 1))
    return path


def test_each_entry_holds_the_hash_of_the_one_before(log: Path) -> None:
    entries = read(log)
    assert [entry["entry"] for entry in entries] == [1, 2, 3]
    assert entries[0]["previous"] == START
    assert [entry["previous"] for entry in entries[1:]] == [entry["hash"] for entry in entries[:-1]]
    assert all(entry["data"] == EMBEDDED.fingerprint for entry in entries)


def test_what_was_written_stays_byte_for_byte(log: Path, made: list[Forecast], tmp_path: Path) -> None:
    longer = tmp_path / "log.jsonl"
    longer.write_bytes(log.read_bytes())
    add(longer, made[0], EMBEDDED.fingerprint, date(2026, 1, 2))
    assert longer.read_bytes().startswith(log.read_bytes())
    assert len(read(longer)) == 4


@given(data=st.data())
@hypothesis(max_examples=150, deadline=None)
def test_any_changed_byte_is_found(log: Path, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    raw = bytearray(log.read_bytes())
    place = data.draw(st.integers(0, len(raw) - 1))
    raw[place] = data.draw(st.integers(0, 255).filter(lambda byte: byte != raw[place]))
    changed = tmp_path_factory.mktemp("changed") / "log.jsonl"
    changed.write_bytes(raw)
    with pytest.raises(CheckFailed, match="line"):
        read(changed)


def rewritten(target: Path, lines: list[bytes]) -> Path:
    target.write_bytes(b"".join(line + b"\n" for line in lines))
    return target


def test_lines_left_out_swapped_or_forged_are_found(log: Path, tmp_path: Path) -> None:
    first, second, third = log.read_bytes().splitlines()
    forged = json.loads(second)
    forged["forecasts"][0]["quantiles"][0] += 1
    plain = json.dumps(forged, separators=(",", ":")).encode()
    for lines in ([second, third], [first, third], [first, third, second], [first, plain, third]):
        with pytest.raises(CheckFailed, match="does not fit its hash"):
            read(rewritten(tmp_path / "log.jsonl", lines))


def test_nothing_is_added_to_a_changed_log(log: Path, made: list[Forecast], tmp_path: Path) -> None:
    first, second, third = log.read_bytes().splitlines()
    broken = rewritten(tmp_path / "log.jsonl", [first, second.replace(b"2025", b"2024", 1), third])
    before = broken.read_bytes()
    with pytest.raises(CheckFailed, match="line 2"):
        add(broken, made[0], EMBEDDED.fingerprint, date(2026, 1, 2))
    assert broken.read_bytes() == before


def test_forecasts_stand_beside_what_came_and_the_rest_is_withheld(log: Path) -> None:
    rows = score(read(log), EMBEDDED)
    assert [row.horizon for row in rows] == [30, 90, 180] * 3
    for row in rows:
        assert row.outcome == came(row.target_end_date)
        withheld = row.target_end_date > date(2025, 11, 30)
        assert [row.note == WITHHELD, row.outcome is None, row.wis is None] == 3 * [withheld]
        if row.outcome is not None:
            assert row.inside == (row.low <= row.outcome <= row.high)
    assert rows[0].outcome is not None
    assert all(row.outcome is None for row in rows[-3:])


def test_a_log_that_cannot_be_read_or_written_is_told(made: list[Forecast], tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match="cannot be read"):
        read(tmp_path / "none.jsonl")
    with pytest.raises(UsageError, match="cannot be written"):
        add(tmp_path / "no" / "log.jsonl", made[0], "", date(2026, 1, 1))


def test_the_log_of_the_releases_has_an_entry_of_this_version_that_can_be_made_again() -> None:
    entries = read(RELEASES)
    last = entries[-1]
    assert (entries[0]["previous"], last["bedspace"]) == (START, __version__)
    assert last["settings"] == settings.fingerprint()
    made = forecast(date.fromisoformat(last["origin_date"]))
    for told, target in zip(last["forecasts"], made.of(POPULATION), strict=True):
        assert told["target_end_date"] == target.end.isoformat()
        assert told["quantiles"] == pytest.approx(target.quantiles, rel=1e-6, abs=0.1)


def test_projections_of_others_stand_beside_ours() -> None:
    from tools.docs.forecasts import others

    page = (RELEASES.parent / "forecasts.md").read_text(encoding="utf-8")
    assert others() in page
    for who, theirs, ours in (
        ("Congressional Budget Office", "290,000", "341,000"),
        ("The Free Press", "518,000", "297,000"),
    ):
        (line,) = [line for line in others().splitlines() if who in line]
        assert theirs in line
        assert ours in line
        assert "319,980 to 20 September 2025" in line


def test_some_horizons_of_a_forecast_are_those_of_one_that_asks_for_no_others() -> None:
    few, many = (forecast("2021-06-01", horizons) for horizons in ((10, 30), (7, 10, 21, 30)))
    assert many.at((10, 30)).table() == few.table()
    assert (many.at((10, 30)).errors, len(many.targets)) == (few.errors, len(few.targets) + 2)
