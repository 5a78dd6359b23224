"""The embedded figures are what the command makes of the publishers' files, small, and kept by release."""

from __future__ import annotations

from datetime import date
from importlib import resources
from pathlib import Path

import pytest

from bedspace.data.store import embed
from bedspace.data.store.tables import last_known
from bedspace.figures import embedded

REFERENCE = date(2025, 1, 16)


def _known(quantity: str, key: str, period: str, as_of: date) -> float:
    matching = [f for f in embedded.figures() if (f.quantity, f.key, f.period) == (quantity, key, period)]
    return last_known(matching, as_of)[0].value


def _files() -> dict[str, bytes]:
    folder = resources.files("bedspace.figures.embedded")
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.name.endswith(".csv")}


def test_they_take_less_than_a_megabyte() -> None:
    assert sum(map(len, _files().values())) < 1_000_000


def test_the_columns_are_those_agreed() -> None:
    header = b"quantity,key,period,data_date,published,value,unit,file,sheet,cell\n"
    assert all(content.startswith(header) for content in _files().values())


def test_each_figure_stands_once_per_release() -> None:
    places = [(f.quantity, f.key, f.period, f.data_date, f.published) for f in embedded.figures()]
    assert len(places) == len(set(places))


def test_the_release_of_january_is_told_apart_from_later_ones() -> None:
    assert _known("book_ins", "", "2024-12", date(2025, 1, 19)) == 22139
    assert _known("book_ins", "", "2024-12", date(2025, 12, 31)) == 22122


@pytest.mark.parametrize(
    ("quantity", "key", "period", "value"),
    [
        ("book_ins", "agency=ice", "2024-12", 7884),
        ("book_ins", "agency=cbp", "2024-12", 14255),
        ("detained_by_criminality", "", "2025-01-12", 39703),
        ("time_in_custody", "", "2024-12-31", 40813),
        ("area_guaranteed_beds", "", "FY2025", 27488),
    ],
)
def test_the_reference_release_holds_the_known_figures(quantity: str, key: str, period: str, value: float) -> None:
    assert _known(quantity, key, period, REFERENCE) == value


def test_the_daily_midnight_count_reaches_over_the_reports() -> None:
    days = {f.period: f.value for f in embedded.figures() if f.quantity == "ddp_midnight_population"}
    assert days["2025-01-19"] == 39282
    assert (min(days), max(days), len(days)) == ("2024-10-01", "2025-11-30", 426)


def test_monthly_tables_cover_every_fiscal_year() -> None:
    for quantity in ("book_ins", "adp", "alos"):
        months = {f.period for f in embedded.figures() if f.quantity == quantity and len(f.period) == 7}
        assert {month[:4] for month in months} == {str(year) for year in range(2018, 2026)}


def test_areas_add_up_to_the_country() -> None:
    areas = [f for f in embedded.figures() if f.quantity == "area_adp" and f.published == REFERENCE]
    total = next(f.value for f in areas if not f.key)
    assert sum(f.value for f in areas if f.key) == pytest.approx(total, abs=0.02)


def test_every_figure_names_its_cell() -> None:
    assert all(f.origin.file and f.origin.cell for f in embedded.figures())


def test_the_fingerprint_is_stable() -> None:
    assert embedded.fingerprint() == embedded.fingerprint()
    assert len(embedded.fingerprint()) == 12


@pytest.mark.shared
def test_the_command_makes_the_same_files(shared: Path, tmp_path: Path) -> None:
    written = embed.generate(tmp_path, [shared / "data" / "ice", shared / "data" / "ddp"])
    made = {path.name: path.read_bytes() for path in written}
    assert made.keys() == _files().keys()
    assert [name for name, content in made.items() if content != _files()[name]] == []
