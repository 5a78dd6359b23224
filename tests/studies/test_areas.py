"""Areas of the nation: what is published, what is allocated, and the daily facility file."""

from __future__ import annotations

import csv
from datetime import date
from importlib import resources
from pathlib import Path

import duckdb
import numpy as np
import pytest

from bedspace.figures.series import as_of
from bedspace.model.areas import Areas
from bedspace.model.outputs import OUTPUTS
from bedspace.parameters.catalogue import catalogue
from bedspace.studies.run.areas import AreaAnswer, areas_of, run_areas
from bedspace.studies.run.runs import Request

START = date(2025, 1, 19)
APRIL = date(2025, 4, 14)


@pytest.fixture(scope="module")
def areas() -> Areas:
    return areas_of(as_of(START), START)


@pytest.fixture(scope="module")
def answer() -> AreaAnswer:
    return run_areas(Request("reports-2025-02", draws=6, days=90))


def test_baltimore_arrests_and_holds_nobody(areas: Areas) -> None:
    assert len(areas.offices) == 25
    assert len(areas.names) == 24
    assert set(areas.offices) - set(areas.names) == {"BAL"}
    assert areas.placement[areas.offices.index("BAL")].sum() > 0


def test_the_matrix_is_raked_to_the_published_averages(areas: Areas) -> None:
    np.testing.assert_allclose(areas.placement.sum(0), areas.shares, atol=1e-12)
    assert areas.placement.sum() == pytest.approx(1)
    assert 0 < areas.out_of_area_share < 0.05


def test_everything_by_area_is_said_to_be_allocated(answer: AreaAnswer) -> None:
    rows = answer.table(date(2025, 3, 1))
    assert [row["area"] for row in rows] == list(answer.persons.areas.names)
    assert all(row["allocated"] and row["rests_on"] == "assumed" for row in rows)
    for row in rows:
        assert row["q05"] <= row["q50"] <= row["q95"]
        kinds = sum(row[f"beds_{kind}"] for kind in ("guaranteed", "contracted", "surge"))
        assert kinds == pytest.approx(row["beds"], abs=0.5)


def test_every_output_of_the_individual_engine_is_defined(answer: AreaAnswer) -> None:
    assert set(answer.outputs) <= set(OUTPUTS)
    only = {name for name, output in OUTPUTS.items() if "engine of persons only" in output.definition}
    assert only <= set(answer.outputs)


def test_waits_count_everybody_who_left_the_queue(answer: AreaAnswer) -> None:
    rows = answer.waits(date(2025, 1, 20), date(2025, 4, 19), longest=90)
    boarded = answer.outputs["removals"][1:].sum(0)
    seats = [row for row in rows if row["queue"] == "seat"]
    assert seats[0]["q05"] <= boarded.max()
    assert sum(row["q05"] for row in seats) <= np.median(boarded) <= sum(row["q95"] for row in seats)


@pytest.mark.shared
def test_april_2025_has_room_as_a_nation_and_areas_over(shared: Path, areas: Areas) -> None:
    """The daily facility file against contracted beds: the nation is 76 % full, yet areas hold more than theirs.

    People by area, through the hand-kept table of facilities, against contracted beds allocated to areas.
    """
    held, national = april(shared, areas)
    contracted = catalogue()["beds_contracted"].at(APRIL)
    assert round(100 * national / contracted) == 76
    assert held.sum() / national > 0.999
    beds = areas.beds_by_kind(np.array(contracted), np.array(1.0)).sum(0)
    over = held > beds
    assert 3 <= over.sum() <= 10
    assert held.sum() < 0.8 * beds.sum()


@pytest.mark.shared
@pytest.mark.parametrize(("rule", "least", "most"), [("max", 45, 65), ("avg", 75, 100)])
def test_sites_are_over_their_beds_while_the_nation_has_room(shared: Path, rule: str, least: int, most: int) -> None:
    """Of the 181 largest sites 45 were reported over contracted beds; by allocation 54, or 87 by another rule.

    Contracted beds go to sites in proportion to the most, or the mean, that each held before 20 January 2025.
    """
    contracted = catalogue()["beds_contracted"].at(APRIL)
    sites = duckdb.sql(
        f"""SELECT coalesce(before.held, 0), now.n_detained_at_midnight FROM '{daily(shared)}' AS now LEFT JOIN (
                SELECT detention_facility_code AS code, {rule}(n_detained_at_midnight) AS held FROM '{daily(shared)}'
                WHERE date BETWEEN '2023-10-01' AND '2025-01-19' GROUP BY 1
            ) AS before ON now.detention_facility_code = before.code WHERE now.date = '{APRIL}'"""
    ).fetchall()
    held_before, held = np.array(sites, dtype=float).T
    beds = held_before * contracted / held_before.sum()
    largest = np.argsort(-np.maximum(held, beds))[:181]
    assert held.sum() < 0.8 * beds.sum()
    assert least <= (held > beds)[largest].sum() <= most


@pytest.mark.shared
def test_shares_known_in_january_describe_april(shared: Path, areas: Areas) -> None:
    """Nine in ten people are held where the list of January would put them."""
    held, _ = april(shared, areas)
    misplaced = np.abs(held / held.sum() - areas.shares).sum() / 2
    assert misplaced < 0.12
    assert np.corrcoef(held, areas.shares)[0, 1] > 0.97


def daily(shared: Path) -> Path:
    """The daily facility file."""
    (file,) = (shared / "data" / "ddp").glob("facilities-daily-population-*.parquet")
    return file


def april(shared: Path, areas: Areas) -> tuple[np.ndarray, float]:  # type: ignore[type-arg]
    """People held at midnight by area, and in all, on 14 April 2025."""
    with (resources.files("bedspace.data") / "hand" / "facility_areas.csv").open() as table:
        area_of = {row["code"]: row["area"] for row in csv.DictReader(table)}
    counted = duckdb.sql(
        f"SELECT detention_facility_code, n_detained_at_midnight FROM '{daily(shared)}' WHERE date = '{APRIL}'"
    ).fetchall()
    held = {name: sum(n for code, n in counted if area_of.get(code) == name) for name in areas.names}
    return np.array([held[name] for name in areas.names]), float(sum(n for _, n in counted))
