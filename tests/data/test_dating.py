"""When a file was published: the day in its name, or the earlier of archive and document; what disagrees is found."""

from __future__ import annotations

from datetime import date

import pytest

from bedspace.data.read.dating import archive_day, disagreements, implied_date, name_day, named_year, published
from bedspace.data.read.grid import Workbook

DATA = date(2025, 1, 11)


def _out(name: str, modified: date | None) -> tuple[date, str]:
    found = published(Workbook(name, "", modified, ()), DATA)
    return found.day, found.basis


@pytest.mark.parametrize(
    ("name", "modified", "day", "basis"),
    [
        ("FY25_detentionStats01162025.xlsx", date(2025, 1, 15), date(2025, 1, 16), "day in the name"),
        ("FY25_detentionStats01162025.xlsx", date(2025, 4, 10), date(2025, 1, 16), "day in the name"),
        ("20250117010203-FY25_detentionStats01162025.xlsx", date(2025, 3, 1), date(2025, 1, 16), "day in the name"),
        ("FY25_detentionStats02252025.xlsx", date(2025, 3, 1), date(2025, 2, 25), "day in the name"),
        ("FY25_detentionStats02262025.xlsx", date(2025, 3, 1), date(2025, 3, 1), "document modified"),
        ("FY25_detentionStats01112025.xlsx", date(2025, 3, 1), date(2025, 1, 11), "day in the name"),
        ("FY25_detentionStats01102025.xlsx", date(2025, 3, 1), date(2025, 3, 1), "document modified"),
        ("20250301010203-FY25_stats.xlsx", date(2025, 1, 20), date(2025, 1, 20), "document modified"),
        ("20250117010203-FY25_stats.xlsx", date(2025, 1, 10), date(2025, 1, 17), "archive timestamp"),
        ("FY25-detentionstats.xlsx", date(2025, 2, 1), date(2025, 2, 1), "document modified"),
        ("20250117010203-stats.xlsx", None, date(2025, 1, 17), "archive timestamp"),
        ("stats.xlsx", None, date(2025, 1, 18), "data date plus a week"),
        ("2025-01-17_FY25_detentionStats.xlsx", date(2025, 3, 1), date(2025, 1, 17), "archive timestamp"),
        ("FY25_detentionStats01162024.xlsx", date(2025, 1, 16), date(2025, 1, 16), "document modified"),
    ],
)
def test_day_of_publication(name: str, modified: date | None, day: date, basis: str) -> None:
    assert _out(name, modified) == (day, basis)


@pytest.mark.parametrize(
    ("name", "modified", "found"),
    [
        ("FY25_detentionStats01162025.xlsx", date(2025, 1, 15), []),
        ("20250117010203-FY25_detentionStats01162025.xlsx", date(2025, 1, 16), []),
        ("FY25_detentionStats01162025.xlsx", date(2025, 1, 17), ["2025-01-17 as the day last saved"]),
        ("FY25_detentionStats01162025.xlsx", date(2025, 1, 10), ["2025-01-10 as the day last saved"]),
        ("FY25_detentionStats01162024.xlsx", date(2025, 1, 16), ["2024-01-16 in the name"]),
        (
            "20250115010203-FY25_detentionStats01162025.xlsx",
            date(2025, 1, 14),
            ["2025-01-15 in the archive's timestamp"],
        ),
    ],
)
def test_a_disagreement_about_the_day_is_a_finding(name: str, modified: date, found: list[str]) -> None:
    book = Workbook(name, "", modified, ())
    told = list(disagreements(book, published(book, DATA), DATA))
    assert [(finding.kind, finding.found) for finding in told] == [("date.published", text) for text in found]


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("FY25_detentionStats01162025.xlsx", date(2025, 1, 16)),
        ("FY22_detentionStats_03_02_2022.xlsx", date(2022, 3, 2)),
        ("FY25_stats_011625.xlsx", date(2025, 1, 16)),
        ("stats_2025-01-16.xlsx", date(2025, 1, 16)),
        ("20250117010203-FY25_stats.xlsx", None),
        ("FY2025_stats.xlsx", None),
    ],
)
def test_day_in_a_name(name: str, day: date | None) -> None:
    assert name_day(name, DATA) == day


def test_an_impossible_timestamp_is_none() -> None:
    assert archive_day("20259917010203-x.xlsx") is None


def test_fiscal_year_in_a_name() -> None:
    assert [named_year(name) for name in ("FY25_x.xlsx", "20200101000000-FY20-x.xlsx", "x.xlsx")] == [2025, 2020, 0]


def test_averages_that_fit_no_day_imply_none() -> None:
    assert implied_date({"2024-10": 100.0, "2024-11": 130.0}, 200.0) is None
    assert implied_date({}, 200.0) is None
