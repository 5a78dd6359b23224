"""Official flows in the windows between releases."""

from __future__ import annotations

import csv
import time
from datetime import date
from pathlib import Path

import pytest

from bedspace.figure import Figure, Origin
from bedspace.figures.series import as_of, data_through
from bedspace.figures.windows import FLOWS, Window, between, windows
from bedspace.units import Unit

ALWAYS = date(2026, 11, 1)


def _cell(month: str, value: float, data_date: date, published: date, key: str = "agency=ice") -> Figure:
    table = "book_outs" if "reason" in key or not key else "book_ins"
    origin = Origin(f"file of {published}", "Detention", "A1")
    return Figure(table, key, month, float(value), Unit.PERSONS, data_date, published, origin)


FIRST = (date(2024, 10, 12), date(2024, 10, 18))
SECOND = (date(2024, 11, 9), date(2024, 11, 15))
THIRD = (date(2024, 11, 23), date(2024, 11, 29))
NEXT_YEAR = (date(2025, 10, 11), date(2025, 10, 17))
RELEASES = (
    _cell("2024-10", 120, *FIRST),
    _cell("2024-10", 300, *SECOND),
    _cell("2024-11", 90, *SECOND),
    _cell("2024-10", 307, *THIRD),
    _cell("2024-11", 230, *THIRD),
    _cell("2025-10", 55, *NEXT_YEAR),
)


def _known(*figures: Figure) -> tuple[Window, ...]:
    return windows(as_of(ALWAYS, figures))


def test_a_window_is_the_difference_of_two_sums_since_october() -> None:
    first, second, third, *_ = _known(*RELEASES)
    assert (first.after, first.through, first.days) == (date(2024, 9, 30), date(2024, 10, 12), 12)
    assert [window.flows["ice_book_ins"].count for window in (first, second, third)] == [120, 270, 147]
    assert second.a_day("ice_book_ins") == 270 / 28
    assert second.a_day("cbp_book_ins") is None


def test_a_revision_of_a_month_that_was_over_falls_into_the_window_that_shows_it() -> None:
    _, second, third, *_ = _known(*RELEASES)
    assert second.flows["ice_book_ins"].revision == 0  # October was not over on the 12th
    assert third.flows["ice_book_ins"].revision == 7


def test_a_window_ends_on_the_last_of_september_and_uncovered_days_are_a_hole() -> None:
    *_, hole, after = _known(*RELEASES)
    assert (hole.after, hole.through, dict(hole.flows)) == (date(2024, 11, 23), date(2025, 9, 30), {})
    assert (after.after, after.earlier) == (date(2025, 9, 30), None)
    assert after.flows["ice_book_ins"].count == 55


def test_of_one_day_of_data_the_release_last_published_counts() -> None:
    again = _cell("2024-11", 100, SECOND[0], date(2024, 11, 20))
    _, second, third, *_ = _known(*RELEASES, again)
    assert second.flows["ice_book_ins"].count == 280
    assert second.later == again
    assert third.flows["ice_book_ins"].count == 137


def test_windows_are_kept_by_vintage_and_no_vintage_takes_those_of_another() -> None:
    mine, theirs = as_of(ALWAYS, RELEASES), as_of(ALWAYS, RELEASES[:3])
    assert windows(mine) is windows(mine)
    assert windows(mine) == windows(as_of(ALWAYS, RELEASES))
    assert windows(theirs) != windows(mine)


def test_what_was_published_later_is_not_known() -> None:
    early = windows(as_of(date(2024, 11, 20), RELEASES))
    assert [window.through for window in early] == [FIRST[0], SECOND[0]]


def test_a_form_that_the_earlier_release_does_not_print_has_no_count() -> None:
    key = "reason=court_ordered"
    found = _known(*RELEASES, _cell("2024-10", 5, *THIRD, key), _cell("2024-11", 2, *THIRD, key))
    assert [window.a_day("court_ordered") for window in found] == [None] * len(found)


def test_cells_that_are_no_whole_people_say_how_far_rounding_can_go() -> None:
    cbp = "agency=cbp"
    found = _known(*RELEASES, _cell("2024-11", 230.25, *THIRD, cbp), _cell("2024-11", 9, *SECOND, cbp))
    assert [window.flows["cbp_book_ins"].error for window in found if "cbp_book_ins" in window.flows] == [0.0005]
    assert all(window.flows["ice_book_ins"].error == 0 for window in found if window.flows)


@pytest.fixture(scope="module")
def official() -> tuple[Window, ...]:
    return windows(as_of(ALWAYS))


def test_the_forms_add_up_to_all_book_outs(official: tuple[Window, ...]) -> None:
    forms = [name for name, (table, _) in FLOWS.items() if table == "book_outs" and name != "book_outs"]
    whole = [window for window in official if "book_outs" in window.flows]
    assert len(whole) > 30
    for window in whole:
        parts = sum(window.flows[name].count for name in forms if name in window.flows)
        assert parts == window.flows["book_outs"].count, window.through


def test_windows_follow_each_other_without_gap_or_overlap(official: tuple[Window, ...]) -> None:
    assert [window.through for window in official[:-1]] == [window.after for window in official[1:]]


def test_the_counted_course_of_early_2025(official: tuple[Window, ...]) -> None:
    by_end = {window.through: window for window in official}
    ice = [by_end[date(2025, month, day)].a_day("ice_book_ins") for month, day in ((1, 11), (1, 25), (2, 8), (2, 22))]
    assert ice == pytest.approx([214.6, 299.2, 701.9, 586.6], abs=0.05)
    stop = [by_end[date(2025, *day)].a_day("discretionary_releases") for day in ((1, 25), (2, 8), (2, 22))]
    assert stop == pytest.approx([223.0, 157.1, 6.3], abs=0.05)


def test_later_revisions_are_cut_at_their_day() -> None:
    found = windows(data_through(date(2025, 2, 10)))
    assert found[-1].through == date(2025, 2, 8)


def test_the_whole_table_takes_less_than_a_second(official: tuple[Window, ...]) -> None:
    known = as_of(ALWAYS)
    windows.cache_clear()
    begin = time.process_time()
    assert windows(known) == official
    assert time.process_time() - begin < 1


@pytest.mark.shared
def test_every_filled_cell_of_the_expected_table(official: tuple[Window, ...], shared: Path) -> None:
    with (shared / "data" / "flows-between-releases.csv").open(encoding="utf-8") as file:
        expected = list(csv.DictReader(file))
    by_days = {(str(window.after), str(window.through)): window for window in official}
    cells = 0
    for row in expected:
        window = by_days[row["after"], row["through"]]
        assert window.later is not None
        assert (window.later.origin.file, window.days) == (row["later_file"], int(row["days"]))
        assert (window.earlier.origin.file if window.earlier else "") == row["earlier_file"]
        for name in FLOWS:
            if text := row.get(f"{name}_a_day"):
                assert window.a_day(name) == pytest.approx(float(text), abs=0.051), (row["through"], name)
                cells += 1
    assert cells > 350
    span = between(official, date(2024, 11, 1), date(2025, 9, 20))
    inside = [row for row in expected if row["after"] >= "2024-10-31" and row["through"] <= "2025-09-20"]
    assert [(str(window.after), str(window.through)) for window in span] == [(r["after"], r["through"]) for r in inside]
    assert len(span) == 21
    holes = {(str(window.after), str(window.through)) for window in official if not window.flows}
    assert holes == by_days.keys() - {(row["after"], row["through"]) for row in expected}
