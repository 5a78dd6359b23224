"""The daily facility file adds up to areas and the country, by midnight counts alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from bedspace.data.read.population import UNKNOWN, read_daily_counts
from bedspace.data.store import loading, warehouse
from bedspace.errors import InputRefused

HEADER = "detention_facility_code,date,n_detained,n_detained_at_midnight\n"


def _write(path: Path, *rows: str, header: str = HEADER) -> Path:
    path.write_text(header + "".join(f"{row}\n" for row in rows))
    return path


def _values(path: Path) -> dict[tuple[str, str], float]:
    return {(figure.key, figure.period): figure.value for figure in read_daily_counts(path).figures}


def test_midnight_counts_are_summed_to_areas_and_the_country(tmp_path: Path) -> None:
    path = _write(
        tmp_path / "daily.csv", "EAZ,2024-10-01,15,10", "KRO,2024-10-01,9,7", "NOWHERE,2024-10-01,2,1",
        "EAZ,2024-10-02,15,11",
    )  # fmt: skip
    assert _values(path) == {
        ("", "2024-10-01"): 18,
        ("area=PHO", "2024-10-01"): 10,
        ("area=MIA", "2024-10-01"): 7,
        (f"area={UNKNOWN}", "2024-10-01"): 1,
        ("", "2024-10-02"): 11,
        ("area=PHO", "2024-10-02"): 11,
    }


@pytest.mark.parametrize(
    ("rows", "kind"),
    [
        (("EAZ,2024-10-01,15,10", "EAZ,2024-10-01,15,10"), "daily.repeated"),
        (("EAZ,2024-10-01,15,10", "EAZ,2024-10-03,15,10"), "daily.days"),
        (("EAZ,2024-10-01,9,10",), "daily.range"),
    ],
)
def test_odd_rows_are_found(rows: tuple[str, ...], kind: str, tmp_path: Path) -> None:
    found = read_daily_counts(_write(tmp_path / "daily.csv", *rows)).findings
    assert kind in {finding.kind for finding in found}


def test_the_share_of_people_with_an_area_is_told(tmp_path: Path) -> None:
    path = _write(tmp_path / "daily.csv", "EAZ,2024-10-01,15,3", "NOWHERE,2024-10-01,2,1")
    (finding,) = read_daily_counts(path).findings
    assert finding.found == "for 75.00% of people"


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("daily.csv", "a,b\n1,2\n", "the columns"),
        ("daily.csv", HEADER, "no rows"),
        ("daily.parquet", "not parquet", "daily counts by facility"),
        ("daily.feather", "x", "a Parquet or CSV file"),
        ("daily.csv", HEADER + "EAZ,soon,1,1\n", "daily counts by facility"),
    ],
)
def test_another_file_is_refused(name: str, content: str, words: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(content)
    with pytest.raises(InputRefused, match=words):
        read_daily_counts(path)


@pytest.mark.shared
def test_the_published_file_is_joined_to_areas(shared: Path, tmp_path: Path) -> None:
    (path,) = (shared / "data" / "ddp").glob("*.parquet")
    added = next(loading.add(tmp_path, [path]))
    assert {finding.kind for finding in added.findings} == {"daily.areas"}
    day = [f for f in warehouse.known_as_of(tmp_path, "ddp_midnight_population") if f.period == "2025-01-19"]
    total = {figure.key: figure.value for figure in day}.pop("")
    assert total == 39282
    assert sum(figure.value for figure in day if figure.key) == total
    assert sum(figure.value for figure in day if figure.key == f"area={UNKNOWN}") < 0.001 * total
