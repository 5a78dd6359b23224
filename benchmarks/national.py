"""The full model beside the reference kernel: everything of the system on, one draw a national year.

A year of the full model is a draw of every parameter through the expected numbers, which give hazards and book-ins, the
tables of that draw, and its persons one by one. All of it counts, and nothing is shared between draws but the plan.
"""

from __future__ import annotations

import time
from datetime import date
from importlib.util import find_spec

import numpy as np
from numpy.typing import NDArray

from bedspace.engines.expected import run as expected_numbers
from bedspace.engines.persons.replications import empty_censuses, size_of, workspace
from bedspace.engines.persons.run import BLOCK, national_of, run_part, tables_of
from bedspace.engines.plan import Plan
from bedspace.engines.streams import replication_keys
from bedspace.model.areas import Areas
from bedspace.studies.run import runs
from bedspace.studies.run.areas import areas_of
from bedspace.studies.run.ensemble import LARGEST, ensemble
from bedspace.studies.run.runs import Request
from bedspace.studies.run.workers import Workers, workers_of
from benchmarks.outcome_kernel import Tables, run
from benchmarks.timing import Task, interleaved

START = date(2025, 1, 19)
YEAR = 365
WORKERS = 2
MANY = 10_000
"""Years that are asked for at once."""
KEPT = ("midnight_population",)
"""What is kept of many years: people held by midnight, in the nation and by area."""
WITHOUT_SCIPY = "import sys; sys.modules['scipy'] = None; "
"""Numba would import it; it is no part of the installation for users."""
FIRST_RESULT = (
    f"{WITHOUT_SCIPY}from bedspace.studies.run.areas import run_areas; from bedspace.studies.run.runs import Request; "
    f"run_areas(Request('reports-2025-02', draws=1, days={YEAR}))"
)


def system(draws: int) -> tuple[Plan, Areas]:
    """The default scenario for a year, everything of it on, and the areas."""
    answer = runs.run(Request("reports-2025-02", start=START, days=YEAR, draws=draws))
    return answer.plan, areas_of(answer.vintage, START)


def by_reference(reference: Tables, rounds: int, kernel_years: int) -> dict[str, NDArray[np.float64]]:
    """Seconds a year of the full model, of its expected numbers, and of the reference kernel, shape (rounds,) each."""
    plan, areas = system(BLOCK)
    keys = replication_keys(1, 0, BLOCK)
    return interleaved(
        {
            "full model": Task(lambda number: run_part(plan, areas, keys + np.uint64(number)), times=BLOCK),
            "its expected numbers": Task(lambda _: expected_numbers.run(plan), times=BLOCK),
            "reference kernel": Task(lambda number: run(reference, number, kernel_years), times=kernel_years),
        },
        rounds,
    )


def years_a_minute(rounds: int) -> dict[str, NDArray[np.float64]]:
    """Full national years a minute by where they are run, by wall clock, shape (rounds,) each.

    Ten thousand are asked for at once, compiled, run, kept as blocks and put together, on two workers that were started
    before. The kinds take turns, each alone, so that others who use the machine hit all of them.
    """
    kinds = ["threads", "processes", *(["dask"] if find_spec("distributed") else [])]
    paces: dict[str, list[float]] = {kind: [] for kind in kinds}
    for number in range(rounds):
        for kind in kinds:
            with workers_of(kind, WORKERS) as workers:
                _seconds(workers, WORKERS * LARGEST, rounds + number)
                paces[kind].append(60.0 * MANY / _seconds(workers, MANY, number))
    return {kind: np.array(pace) for kind, pace in paces.items()}


def _seconds(workers: Workers, years: int, seed: int) -> float:
    asked = Request("reports-2025-02", start=START, days=YEAR, draws=years, seed=seed)
    start = time.perf_counter()
    with ensemble(asked, "persons", KEPT, workers=workers) as found:
        [*found.rows(days=[YEAR])]
    return time.perf_counter() - start


def memory() -> float:
    """MiB of one replication: its tables, the kernel's workspace and its censuses."""
    plan, areas = system(1)
    expected, key = expected_numbers.run(plan), replication_keys(1, 0, 1)[0]
    tables = tables_of(plan, expected, national_of(plan, areas, expected), 0, key)
    read = (*tables.system, *tables.hazards, tables.booked)
    parts = (*read, *workspace(size_of(tables)), *empty_censuses(tables.system, 1))
    return float(sum(array.nbytes for array in parts if isinstance(array, np.ndarray)) / 2**20)


def persons() -> float:
    """Persons of a year in the middle draw: stock and book-ins."""
    plan, areas = system(1)
    people = run_part(plan, areas, replication_keys(1, 0, 1))
    return float(people.population[0, 0].sum() + people.book_ins.sum())
