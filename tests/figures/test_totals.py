"""Cited totals: one row each, as in the ledger and in the whole years of the releases, with publication days."""

from __future__ import annotations

from datetime import date

from bedspace.claims.ledger.entries import ledger
from bedspace.figure import UNSTATED
from bedspace.figures import embedded
from bedspace.figures.totals import address_of_total, known_by, totals, totals_of
from bedspace.fiscal import period_bounds


def test_a_figure_is_cited_once_and_is_the_one_of_the_ledger() -> None:
    places = [(t.figure.quantity, t.figure.key, t.figure.period) for t in totals()]
    assert len(places) == len(set(places)) > 50
    said = {entry.fact: entry.low for entry in ledger() if entry.fact}
    both = [total for total in totals() if total.fact in said and not total.figure.key]
    same = [total for total in both if total.figure.value == said[total.fact]]
    assert {total.fact for total in same} == {total.fact for total in both} != set()


def test_whole_years_of_the_releases_are_cited_alike() -> None:
    for quantity in ("removals", "adp"):
        whole = {
            f.period: f.value for f in embedded.of(quantity) if not f.key and f.period.startswith("FY") and f.is_whole
        }
        cited = {f.period: f.value for f in totals_of(quantity) if not f.key}
        assert all(abs(whole[period] - cited[period]) < 1 for period in whole.keys() & cited.keys())
    assert {"FY2019", "FY2024"} <= {f.period for f in totals_of("removals")}


def test_a_total_is_known_by_the_last_day_that_its_citation_allows() -> None:
    by = {(t.figure.quantity, t.figure.period, t.figure.key): t.figure for t in totals()}
    assert known_by(by["removals", "FY2022", ""]) == date(2022, 12, 30)
    assert known_by(by["removals", "FY2025", ""]) == date(2025, 12, 31)  # in December, on no day that is known
    assert known_by(by["arrests", "FY2010", ""]) == date(2010, 9, 30)
    assert by["arrests", "FY2010", ""].published == UNSTATED


def test_every_total_reaches_the_end_of_its_period_and_nearly_all_have_an_address() -> None:
    assert all(t.figure.data_date == period_bounds(t.figure.period)[1] for t in totals())
    assert all(t.kind in {"total", "stock"} and t.figure.origin.file for t in totals())
    assert sum(bool(address_of_total(t.figure)) for t in totals()) >= 0.9 * len(totals())
