"""One facility over releases: the table of names against the releases, averages between releases against hand sums."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import groupby
from pathlib import Path

import pytest

from bedspace.data.read import facilities
from bedspace.data.read.grid import open_workbook
from bedspace.data.store.reading import STATISTICS, Added
from bedspace.errors import UsageError
from bedspace.figure import Figure, Origin, join_key
from bedspace.figures import series
from bedspace.figures.facilities.averages import CROWD, LEAP, Printing, by_place, over_releases, rounded_releases
from bedspace.figures.facilities.places import Name, names, not_in_table, place_of, search
from bedspace.figures.sources import EMBEDDED
from bedspace.fiscal import fiscal_start, fiscal_year
from bedspace.units import Unit

KNOWN = series.as_of(date.max)
FOLLOWED = (
    "buffalo batavia",
    "t don hutto",
    "farmville",
    "karnes county immigration processing center",
    "richwood",
    "deyton",
    "florence spc",
    "el paso spc",
    "otero county processing",
    "dilley immigration",
    "elizabeth contract",
    "northwest ice",
)
SHORT = {
    "STREET": "ST", "ROAD": "RD", "AVENUE": "AVE", "DRIVE": "DR", "BOULEVARD": "BLVD", "HIGHWAY": "HWY", "LANE": "LN",
    "COURT": "CT", "PARKWAY": "PKWY", "NORTH": "N", "SOUTH": "S", "EAST": "E", "WEST": "W", "ROUTE": "RT", "RTE": "RT",
    "PLACE": "PL", "CIRCLE": "CIR", "COUNTY": "CO",
}  # fmt: skip
APART = {  # names at one address that a release prints beside another as a place of its own
    "FLORENCE STAGING FACILITY", "LA PALMA CORRECTION CENTER - APSO", "MIGRANT OPS CENTER MAIN A",
    "RIO GRANDE VALLEY STAGING", "TRUSTED ADULT SOUTH TEX DILLEY FSC", "TRUSTED ADULT KARNES FSC",
    "KARNES COUNTY CIVIL DETENTION CENTER",
}  # fmt: skip
BOTH = {("2021-02-06", "folkston-main-ipc-ga"), ("2022-05-30", "pike-county-correctional-facility-pa")}
"""A release that prints the old and the new name of one place, half of its people under each."""


@cache
def series_of(words: str) -> tuple[Printing, ...]:
    places = by_place(KNOWN)
    return over_releases(places[search(words, places)], rounded_releases(KNOWN))


def address(text: str) -> str:
    """A street address as the table writes it."""
    words = re.sub(r"[^A-Z0-9 ]", " ", text.upper()).split()
    return re.sub(r" P ?O BOX \d+$", "", " ".join(SHORT.get(word, word) for word in words))


@cache
def printed(path: Path) -> dict[tuple[str, str], set[str]]:
    """The addresses of each name with its state on the facility sheet of a file."""
    sheet = max((s for s in open_workbook(path).sheets if facilities.is_facilities(s)), key=lambda s: s.visible)
    table = facilities.locate(sheet)
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in table.rows:
        said = facilities._place(sheet, row, table.columns)
        at = address(str(sheet.value(row, table.columns["address"])))
        found[said["facility"], said.get("state", "")].add(at)
    return dict(found)


# the table against the releases


@pytest.mark.parametrize("words", FOLLOWED)
def test_ten_facilities_are_followed_through_two_changes_of_name(words: str) -> None:
    found = series_of(words)
    called = [printing.names[-1] for printing in found]
    assert len(found) >= 20
    assert len(list(groupby(called))) - 1 >= 2
    days = [printing.average.data_date for printing in found]
    assert days == sorted(set(days))


@pytest.mark.shared
def test_the_names_of_those_are_at_one_address_in_the_releases(shared: Path) -> None:
    followed = {series_of(words)[0].average.key.removeprefix("place=") for words in FOLLOWED}
    files = {path.name: path for path in (shared / "data" / "ice").rglob("*.xlsx")}
    for place, rows in groupby((name for name in names() if name.place in followed), key=lambda name: name.place):
        of_place = list(rows)
        assert len({name.address for name in of_place}) == 1, place
        for name in of_place:
            assert name.address in printed(files[name.source])[name.name, name.state], name


@pytest.mark.slow
@pytest.mark.shared
@pytest.mark.xdist_group("every file")
def test_every_row_of_the_table_is_what_the_releases_print(shared: Path, every_file: tuple[Added, ...]) -> None:
    releases = [each.release for each in every_file if each.release and each.kind == STATISTICS]
    reached = {release.file: release.dates["facilities"].day for release in releases}
    files = {path.name: path for path in sorted((shared / "data" / "ice").rglob("*.xlsx"))}
    days: dict[tuple[str, str], set[str]] = defaultdict(set)
    addresses: dict[tuple[str, str], set[str]] = defaultdict(set)
    together: set[tuple[str, str]] = set()
    by_name = {(name.name, name.state): name for name in names()}
    for path in files.values():
        day, found = reached[path.name], printed(path)
        for (name, state), at in found.items():
            states = [state] if state else [s for n, s in by_name if n == name]
            days[name, states[0]].add(f"{day}")
            addresses[name, states[0]] |= at
        known = [by_name[key].place for key in found if key in by_name]
        together |= {(f"{day}", place) for place in known if known.count(place) > 1}
    for name in names():
        key = name.name, name.state
        assert (name.first, name.last) == (min(days[key]), max(days[key])), name
        assert name.address in printed(files[name.source])[key], name
    assert together == BOTH
    places: dict[str, set[str]] = defaultdict(set)
    for name in names():
        for at in addresses[name.name, name.state] if name.name not in APART else ():
            places[f"{at}, {name.state}"].add(name.place)
    assert [at for at, of in places.items() if len(of) > 1] == []


def test_a_name_of_two_states_is_two_places() -> None:
    assert place_of(_figure("ORANGE COUNTY JAIL", "NY")) != place_of(_figure("ORANGE COUNTY JAIL", "FL"))


def test_a_release_that_leaves_the_state_out_is_followed() -> None:
    assert place_of(_figure("BROWARD TRANSITIONAL CENTER", "")) == place_of(
        _figure("BROWARD TRANSITIONAL CENTER", "FL")
    )
    assert place_of(_figure("POLK COUNTY JAIL", "")) == "polk-county-jail"  # of two states: neither


def test_names_that_the_table_does_not_have_are_told_once() -> None:
    known, new = _figure("KROME NORTH SERVICE PROCESSING CENTER", "FL"), _figure("NOT SEEN BEFORE", "NV")
    assert not_in_table([known, new, new]) == ("NOT SEEN BEFORE NV",)
    assert place_of(new) == "not-seen-before-nv"


def test_every_embedded_name_is_in_the_table() -> None:
    listed = {(name.name, name.state) for name in names()}
    without_state = {name.name for name in names()}
    figures = (figure.dimensions for figure in EMBEDDED.of("facility_adp"))
    unknown = {(f["facility"], f.get("state", "")) for f in figures} - listed
    assert {state for _, state in unknown} <= {""}
    assert {name for name, _ in unknown} <= without_state


def test_a_row_is_whole() -> None:
    for name in names():
        assert isinstance(name, Name)
        assert all((name.place, name.name, name.state, name.address, name.source))
        assert date.fromisoformat(name.first) <= date.fromisoformat(name.last)
    assert len({(name.name, name.state) for name in names()}) == len(names())


# search


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("Krome", "krome-north-service-processing-center-fl"),
        ("hutto taylor", "t-don-hutto-detention-center-tx"),
        ("orange county jail goshen", "orange-county-jail-ny"),
        ("Baker County Sheriff's Office", "baker-county-sheriff-s-office-fl"),
        ("orange-county-jail-fl", "orange-county-jail-fl"),
        ("adams county det", "adams-county-det-center-ms"),
    ],
)
def test_words_find_one_place(words: str, place: str) -> None:
    assert search(words, by_place(KNOWN)) == place


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            "orange county jail",
            "2 places have these words; expected one of orange-county-jail-fl, orange-county-jail-ny",
        ),
        ("county jail", "more"),
        ("karnes county imigration processing center", "Did you mean karnes county immigration processing center"),
        ("zzzz", "'bedspace data facility' without a name lists all"),
        ("?!", "no letter or digit"),
    ],
)
def test_words_of_none_or_several_are_answered(words: str, told: str) -> None:
    with pytest.raises(UsageError, match=re.escape(told)):
        search(words, by_place(KNOWN))


# averages


def _figure(
    name: str, state: str = "TX", value: float = 0.0, day: date = date(2025, 1, 31), cell: str = "J7:M7", lag: int = 10
) -> Figure:
    said = {"facility": name, "city": "TOWN", "state": state, "area": "SNA"}
    key = join_key(**{dimension: text for dimension, text in said.items() if text})
    origin, out = Origin(f"{day}.xlsx", "Facilities", cell), day + timedelta(days=lag)
    return Figure("facility_adp", key, f"FY{fiscal_year(day)}", value, Unit.PERSONS, day, out, origin)


def _days(day: date) -> int:
    return (day - fiscal_start(fiscal_year(day))).days + 1


FIRST, NEXT, LAST = date(2025, 1, 8), date(2025, 1, 22), date(2025, 2, 5)


def _made(*people: int, days: Iterable[date] = (FIRST, NEXT, LAST)) -> tuple[Printing, ...]:
    """Releases whose person-days are given."""
    figures = [_figure("MADE UP", value=sums / _days(day), day=day) for sums, day in zip(people, days, strict=False)]
    return over_releases(figures, frozenset())


def test_the_days_between_have_the_difference_of_person_days() -> None:
    first, then, last = _made(100 * 100, 100 * 100 + 14 * 50, 100 * 100 + 14 * 50)
    assert (first.between.first, first.between.last, first.between.value) == (date(2024, 10, 1), FIRST, 100)
    assert (then.between.first, then.between.last) == (FIRST + timedelta(days=1), NEXT)
    assert then.between.value == pytest.approx(50)
    assert last.between.value == pytest.approx(0, abs=1e-9)
    assert [printing.told for printing in (first, then, last)] == ["", "", ""]


def test_a_year_begins_anew() -> None:
    end, begin = _made(36500, 310, days=(date(2025, 9, 30), date(2025, 10, 31)))
    assert end.between.value == 100
    assert begin.earlier is None
    assert (begin.between.first, begin.between.value) == (date(2025, 10, 1), 10)


def test_the_error_is_what_rounding_can_do() -> None:
    """Whole persons in four levels: two persons in the later release, none to speak of in the earlier."""
    figures = [_figure("MADE UP", value=10, day=day) for day in (FIRST, NEXT)]
    _, rounded = over_releases(figures, frozenset({(NEXT, f"{NEXT}.xlsx")}))
    assert rounded.between.error == pytest.approx((4 * 0.5 * 114 + 0.0005 * 100) / 14)
    _, plain = over_releases(figures, frozenset())
    assert plain.between.error == pytest.approx(0.0005 * (114 + 100) / 14)


def test_releases_of_whole_persons_are_known_by_their_table() -> None:
    assert {file for _, file in rounded_releases(KNOWN)} == {
        "FY25_detentionStats08142025.xlsx",
        "FY26_detentionStats11202025.xlsx",
        "FY26_detentionStats12032025.xlsx",
    }


def test_what_is_no_number_of_people_is_told_and_left() -> None:
    first, second, third = _made(1000, 1000 + 14 * 50, 1000 + 14 * 50 - 14)
    assert third.between.value == pytest.approx(-1)
    assert third.told.startswith("below nought")
    assert second.told.startswith("the next release has fewer person-days")
    assert first.told == ""


def test_below_nought_by_rounding_alone_is_not_told() -> None:
    figures = [_figure("MADE UP", value=value, day=day) for value, day in ((10.0004, FIRST), (8.7715, NEXT))]
    _, last = over_releases(figures, frozenset())
    assert -last.between.error < last.between.value < 0
    assert last.told == ""


@pytest.mark.parametrize(("more", "told"), [(0, False), (1, True)])
def test_a_leap_is_told(more: int, told: bool) -> None:
    before = 200
    leap = int(LEAP * before) * 14 + more * 14
    found = _made(before * 100, before * 100 + leap)
    assert bool(found[-1].told) is told
    small = _made(10 * 100, 10 * 100 + (10 + CROWD + more) * 14)
    assert bool(small[-1].told) is told


def test_person_days_that_are_not_whole_are_told() -> None:
    figures = [_figure("MADE UP", value=10 + part / 100, day=FIRST) for part in (0.5,)]
    assert over_releases(figures, frozenset())[0].told.startswith(
        "person-days since the first of October are not whole"
    )


def test_two_rows_of_one_place_are_added() -> None:
    old = _figure("MAIN - FOLKSTON IPC (D RAY JAMES)", "GA", 150.0, FIRST, "J7:M7")
    new = _figure("FOLKSTON MAIN IPC", "GA", 118.0, FIRST, "J9:M9")
    assert place_of(old) == place_of(new)
    (found,) = over_releases([old, new], frozenset())
    assert found.average.value == 268
    assert found.average.origin.cell == "J7:M7,J9:M9"
    assert set(found.names) == {"MAIN - FOLKSTON IPC (D RAY JAMES)", "FOLKSTON MAIN IPC"}


def test_of_two_releases_of_one_day_the_last_published_counts() -> None:
    first, again = _figure("MADE UP", value=10, day=FIRST), _figure("MADE UP", value=12, day=FIRST, lag=12)
    again = replace(again, origin=replace(again.origin, file="again.xlsx"))
    (found,) = over_releases([again, first], frozenset())
    assert found.average.value == 12


def test_what_was_printed_of_la_paz_is_told() -> None:
    """The release of 7 July 2025 prints a column of this row from another; the next has it right."""
    found = {f"{printing.average.data_date}": printing for printing in series_of("la paz county adult")}
    assert found["2025-06-22"].told.startswith("the next release has fewer")
    assert found["2025-06-22"].between.value > 20_000
    assert found["2025-07-20"].told.startswith("below nought")
    as_then = series.as_of(date(2025, 7, 8))
    place = place_of(_figure("LA PAZ COUNTY ADULT DETENTION FACILITY", "AZ"))
    then = over_releases(by_place(as_then)[place], rounded_releases(as_then))
    assert then[-1].told.startswith("more than 3 times")
