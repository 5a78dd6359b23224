"""The embedded figures are what the command makes of the publishers' files, small, and true on any day."""

from __future__ import annotations

from datetime import date
from gzip import decompress
from importlib import resources
from pathlib import Path

import pytest

from bedspace.data.store import embed
from bedspace.data.store.reading import Added
from bedspace.data.store.tables import last_known
from bedspace.figure import Figure
from bedspace.figures import embedded
from bedspace.figures.series import as_of, data_through
from bedspace.figures.sources import EMBEDDED
from bedspace.units import Evidence

pytestmark = pytest.mark.xdist_group("every file")
REFERENCE = date(2025, 1, 16)


def _known(quantity: str, key: str, period: str, as_of: date) -> float:
    matching = [f for f in embedded.of(quantity) if (f.key, f.period) == (key, period)]
    return last_known(matching, as_of)[0].value


def _all() -> list[Figure]:
    return EMBEDDED.of_all(embedded.quantities())


def _files() -> dict[str, bytes]:
    folder = resources.files("bedspace.figures.embedded")
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.name.endswith(embedded.SUFFIX)}


def test_they_take_less_than_three_megabytes() -> None:
    assert sum(map(len, _files().values())) < 3_000_000


def test_the_columns_are_those_agreed() -> None:
    header = b"quantity,key,period,data_date,published,value,unit,file,sheet,cell\n"
    assert all(decompress(content).startswith(header) for content in _files().values())


def test_each_figure_stands_once_per_release() -> None:
    places = [(f.quantity, f.key, f.period, f.rank) for f in _all()]
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
    days = {f.period: f.value for f in embedded.of("ddp_midnight_population")}
    assert days["2025-01-19"] == 39282
    assert (min(days), max(days), len(days)) == ("2022-10-01", "2025-11-30", 1157)


def test_monthly_tables_cover_every_fiscal_year() -> None:
    for quantity in ("book_ins", "adp", "alos"):
        months = {f.period for f in embedded.of(quantity) if len(f.period) == 7}
        assert {month[:4] for month in months} == {str(year) for year in range(2018, 2026)}


def test_areas_add_up_to_the_country() -> None:
    areas = [f for f in embedded.of("area_adp") if f.published == REFERENCE]
    total = next(f.value for f in areas if not f.key)
    assert sum(f.value for f in areas if f.key) == pytest.approx(total, abs=0.02)


def test_every_figure_names_its_cell() -> None:
    assert all(f.origin.file and f.origin.cell for f in _all())


def test_the_fingerprint_is_stable() -> None:
    assert embedded.fingerprint() == embedded.fingerprint()
    assert len(embedded.fingerprint()) == 12


@pytest.mark.parametrize(
    ("day", "newest"),
    [
        (date(2021, 2, 2), "2019-10-04"),
        (date(2021, 2, 3), "2021-01-30"),
        (date(2022, 3, 1), "2022-02-13"),
        (date(2025, 2, 13), "2025-01-26"),
        (date(2025, 2, 14), "2025-02-09"),
        (date(2025, 6, 19), "2025-06-01"),
        (date(2025, 6, 20), "2025-06-15"),
        (date(2025, 11, 30), "2025-11-16"),
    ],
)
def test_the_newest_snapshot_of_a_day_is_that_of_the_last_release(day: date, newest: str) -> None:
    assert max(as_of(day).periods("detained_by_criminality")) == newest


def test_a_file_published_late_does_not_take_the_place_of_newer_data() -> None:
    before, after = as_of(date(2021, 10, 7)), as_of(date(2021, 12, 1))
    figure = after.figure("book_ins", "2021-09", agency="cbp")
    assert figure.data_date == date(2021, 9, 25)
    assert figure == before.figure("book_ins", "2021-09", agency="cbp")


@pytest.mark.parametrize(
    ("quantity", "period", "value"),
    [
        ("weekly_arrests", "2025-01-27..2025-02-02", 717 * 7),
        ("weekly_arrests", "2025-06-02..2025-06-08", 1236 * 7),
        ("weekly_detainers", "2025-01-27..2025-02-02", 4750),
        ("border_encounters", "2025-10", 9946),
        ("daily_detained", "2011-11-01", 31812),
    ],
)
def test_series_stand_with_their_week_month_or_day(quantity: str, period: str, value: float) -> None:
    (figure,) = [f for f in embedded.of(quantity) if f.period == period]
    assert figure.value == pytest.approx(value, rel=0.06 if quantity == "weekly_detainers" else 0.001)
    assert figure.evidence is Evidence.OFFICIAL


def test_a_week_ends_where_the_data_end() -> None:
    weeks = sorted(f.period for f in embedded.of("weekly_border_encounters"))
    assert (weeks[0], weeks[-1]) == ("2024-10-01..2024-10-06", "2025-09-29..2025-09-30")


def test_a_series_without_a_publication_day_is_known_on_no_earlier_day() -> None:
    assert not as_of(date(2026, 11, 1)).periods("daily_detained")
    assert data_through(date(2026, 11, 1)).periods("daily_detained")


def test_a_series_is_known_from_its_publication() -> None:
    known = [bool(as_of(day).periods("weekly_arrests")) for day in (date(2025, 7, 30), date(2025, 7, 31))]
    assert known == [False, True]


@pytest.fixture(scope="module")
def printed(every_file: tuple[Added, ...]) -> embed.Printed:
    """Everything that the publishers' files print."""
    return embed.sorted_out(every_file)


@pytest.mark.slow
@pytest.mark.shared
def test_every_release_is_read(printed: embed.Printed) -> None:
    assert [one.path.name for one in printed.refused] == ["facility-capacity-2017.csv"]  # no series
    assert len(printed.releases) == 91


@pytest.mark.slow
@pytest.mark.shared
def test_the_command_makes_the_same_files(printed: embed.Printed, tmp_path: Path) -> None:
    made = {path.name: path.read_bytes() for path in embed.write(embed.select(printed), tmp_path)}
    assert made.keys() == _files().keys()
    assert [name for name, content in made.items() if decompress(content) != decompress(_files()[name])] == []


@pytest.mark.slow
@pytest.mark.shared
def test_on_every_day_of_publication_they_say_what_the_files_said(printed: embed.Printed) -> None:
    figures = [f for release in printed.releases for f in release.figures if f.quantity in embed.NATIONAL]
    ordered = sorted(figures, key=lambda figure: figure.rank)
    for day in sorted({figure.published for figure in figures})[::9]:
        newest: dict[tuple[str, str, str], Figure] = {
            (f.quantity, f.key, f.period): f for f in ordered if f.published <= day
        }
        known = as_of(day)
        assert len(newest) == sum(len(known.tables[quantity]) for quantity in embed.NATIONAL)
        for (quantity, key, period), figure in newest.items():
            told = known.tables[quantity][key, period]
            assert told.value == pytest.approx(figure.value, abs=0.0006)
            assert told.is_whole == figure.is_whole


def test_people_monitored_are_counted_by_day_in_all_and_on_ankle_monitors() -> None:
    of = {(figure.key, figure.period): figure.value for figure in embedded.of("monitored")}
    assert of["", "2022-12-31"] == 376_031
    assert of["", "2025-11-29"] == 182_009
    assert of["device=ankle", "2025-11-29"] == 35_715


@pytest.mark.parametrize("quantity", embedded.quantities())
def test_the_figures_of_a_key_and_of_a_period_are_those_of_the_table(quantity: str) -> None:
    of: dict[tuple[str, str], list[Figure]] = {}
    for figure in embedded.of(quantity):
        of.setdefault((figure.key, figure.period), []).append(figure)
    for key in {key for key, _ in of}:
        assert embedded.of_key(quantity, key) == tuple(f for f in embedded.of(quantity) if f.key == key)
    for (key, period), figures in list(of.items())[::7]:
        assert embedded.of_key(quantity, key, period) == tuple(figures)
    assert embedded.of_key(quantity, "no=such") == embedded.of_key(quantity, "", "1999-01") == ()
