"""Figures as they were known on a day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bedspace.errors import UsageError
from bedspace.figures.embedded import quantities
from bedspace.figures.series import as_of, data_through
from bedspace.figures.sources import EMBEDDED, Source


@given(st.dates(date(2019, 1, 1), date(2026, 12, 31)))
@settings(max_examples=40, deadline=None)
def test_as_of_never_returns_what_was_published_later(day: date) -> None:
    known = as_of(day)
    assert all(figure.published <= day for quantity in quantities() for figure in known.figures(quantity))


def test_the_order_of_figures_is_irrelevant() -> None:
    day = date(2025, 10, 1)
    backwards, forwards = as_of(day, reversed(EMBEDDED.of_all(quantities()))), as_of(day)
    assert all(backwards.tables[quantity] == forwards.tables[quantity] for quantity in quantities())


@pytest.mark.parametrize("day", [date(2024, 2, 1), date(2025, 6, 1), date(2026, 3, 1)])
def test_a_figure_read_alone_is_that_of_its_table(day: date) -> None:
    alone, whole = as_of(day), as_of(day, held_in_another_source())
    for quantity in ("alos", "book_outs", "daily_detained"):
        table = whole.tables[quantity]
        for key, period in list(table)[::9]:
            assert alone.tables.find(quantity, key, period) == table[key, period]
        for key in {key for key, _ in table}:
            assert alone.periods(quantity, key) == sorted(period for of, period in table if of == key)
            assert alone.printings(quantity, key) == whole.printings(quantity, key)
        assert alone.tables.find(quantity, "no=such", "2025-01") is None


def held_in_another_source() -> Source:
    """The same figures from a source that reads whole tables only."""
    return Source(EMBEDDED.quantities, EMBEDDED.of)


def test_a_later_release_replaces_an_earlier_one() -> None:
    early, late = as_of(date(2025, 1, 20)), as_of(date(2026, 1, 1))
    january = "2025-01"
    assert early.value("book_ins", january, agency="ice") == 2363
    assert late.value("book_ins", january, agency="ice") > 11_000


def test_release_tables_before_2024_are_not_book_outs() -> None:
    everything = data_through(date(2026, 1, 1))
    assert min(p for p in everything.periods("book_outs") if len(p) == 7) == "2023-10"
    last = max(p for p in everything.periods("releases") if len(p) == 7)
    assert (last, everything.figure("releases", last).published) == ("2023-12", date(2024, 1, 4))


def test_an_unknown_figure_is_told_why() -> None:
    with pytest.raises(UsageError, match="not known as published by 2025-01-20"):
        as_of(date(2025, 1, 20)).figure("book_ins", "2025-06")
