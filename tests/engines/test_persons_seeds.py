"""The same bits wherever and however it runs; nothing counted inside the kernel; draws as they should be."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys

import numba
import numpy as np
import pytest
from benchmarks import outcome_kernel
from benchmarks.counts import GUIDE, count_tables
from benchmarks.outcome_kernel import run, run_block, run_on
from benchmarks.reference import reference_table
from benchmarks.table import compile_table
from scipy import stats
from tests.engines.test_persons_stays import random_tables

from bedspace.engines.compiled import Apart
from bedspace.engines.persons import kernel, replications
from bedspace.engines.persons.alias import pack_outcomes
from bedspace.engines.persons.arrays import Censuses
from bedspace.engines.persons.mixing import mixed
from bedspace.engines.persons.replications import empty_censuses, workspace
from bedspace.engines.streams import mix, replication_keys, uniforms

SMALL = compile_table(reference_table(0.01, days=60))
DIGEST = """
import hashlib
from benchmarks.outcome_kernel import run
from benchmarks.reference import reference_table
from benchmarks.table import compile_table
out = run(compile_table(reference_table(0.01, days=60)), 4, 3)
print(hashlib.sha256(b"".join(series.tobytes() for series in out)).hexdigest())
"""


def digest(out: Censuses) -> str:
    return hashlib.sha256(b"".join(series.tobytes() for series in out)).hexdigest()


def same(first: Censuses, second: Censuses) -> bool:
    return all(np.array_equal(a, b) for a, b in zip(first, second, strict=True))


LOADED = """
import sys
import numpy as np
from bedspace.engines.expected.proceedings.kernels import hear_in_order
allowed = np.zeros(6)
print(hear_in_order(np.arange(6.0), 5.0, 1.0, allowed), allowed.tolist(), "scipy.linalg" in sys.modules)
"""


def test_a_kernel_compiled_before_is_loaded_without_what_compiling_needs() -> None:
    command = [sys.executable, "-W", "error", "-c", LOADED]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    environment.pop("NUMBA_DISABLE_JIT", None)
    first, again = (
        subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.strip()
        for _ in range(2)
    )
    assert again.endswith(" False")
    assert again.rpartition(" ")[0] == first.rpartition(" ")[0]


@pytest.mark.parametrize(
    "environment",
    [
        pytest.param({}, id="compiled"),
        pytest.param({"NUMBA_DISABLE_JIT": "1"}, id="plain Python", marks=pytest.mark.slow),
    ],
)
def test_same_bits_in_another_process(environment: dict[str, str]) -> None:
    command = [sys.executable, "-W", "error", "-c", DIGEST]
    environment |= {"PYTHONPATH": os.pathsep.join(sys.path)}
    answer = subprocess.run(command, env=os.environ | environment, capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == digest(run(SMALL, 4, 3))


def test_same_bits_with_any_workers() -> None:
    alone = run(SMALL, 4, 11)
    for workers in (1, 4):
        assert same(alone, run_on(workers, "threads", SMALL, 4, 11))
    assert same(alone, run_on(2, "processes", SMALL, 4, 11))
    assert same(alone, run(SMALL, 4, 11, blocks=50))


def test_first_replications_do_not_depend_on_how_many() -> None:
    many = run(SMALL, 4, 9)
    few = run(SMALL, 4, 4)
    assert same(few, Censuses(*(series[:4] for series in many)))
    assert not np.array_equal(many.queue[0], many.queue[1])
    assert not same(few, run(SMALL, 5, 4))


def test_used_workspace_changes_nothing() -> None:
    """The second replication of a block equals the same one run first."""
    roots = replication_keys(8, 0, 2)
    both = run_block(SMALL, roots)
    assert same(Censuses(*(series[1:] for series in both)), run_block(SMALL, roots[1:]))


IN_TWO_LOOPS = "exits are drawn in two loops: ten thousand years take 53 s so, and 64 s in one loop that counts none"


@pytest.mark.slow  # compiles every kind of the kernel anew
@pytest.mark.parametrize(
    "kind",
    [pytest.param("hazards", marks=pytest.mark.xfail(strict=True, reason=IN_TWO_LOOPS)), "outcome tables"],
)
def test_no_reference_is_counted_in_the_kernel(kind: str) -> None:
    """Numba counts references atomically where a helper takes an array; no kind of the kernel does, a control does."""

    def control(arrays):  # type: ignore[no-untyped-def]
        kept = [arrays[0], arrays[1]]
        return len(kept)

    assert reference_counts(control, (np.zeros(3), np.zeros(3))) > 0
    module, size_of, tables = {
        "hazards": (kernel, replications.size_of, random_tables(1)[0]),
        "outcome tables": (outcome_kernel, outcome_kernel.size_of, SMALL),
    }[kind]
    out = Censuses(*(series[0] for series in empty_censuses(tables.system, 1)))
    arguments = (*tables, replication_keys(1, 0, 1)[0], workspace(size_of(tables)), out)
    assert reference_counts(module.simulate.py_func, *arguments) == 0


def reference_counts(function, *arguments) -> int:  # type: ignore[no-untyped-def]
    """Calls that count references in the body of a function, compiled anew, without its wrappers for Python."""
    kernel = numba.njit(nogil=True, error_model="numpy", pipeline_class=Apart)(function)
    kernel.compile(tuple(numba.typeof(argument) for argument in arguments))
    (code,) = kernel.inspect_llvm().values()
    bodies = re.findall(r"^define [^\n]*@(\S+?)\([^\n]*\{\n(.*?)^\}", code, flags=re.MULTILINE | re.DOTALL)
    own = [body for name, body in bodies if function.__name__ in name and "cpython" not in name and "cfunc" not in name]
    assert own, "the function's own code was not found"
    return sum(len(re.findall(r"call [^\n]*@NRT_(?:incref|decref)", body)) for body in own)


def test_kernel_and_numpy_hash_alike() -> None:
    keys = replication_keys(3, 0, 100)
    with np.errstate(over="ignore"):
        np.testing.assert_array_equal(mix(keys), [mixed(key) for key in keys])
    assert len(np.unique(np.concatenate([keys, replication_keys(4, 0, 100)]))) == 200
    np.testing.assert_array_equal(replication_keys(3, 10, 5), keys[10:15])
    assert stats.kstest(uniforms(1, "a test", 5000), "uniform").pvalue > 1e-4


def test_alias_table_holds_its_distribution() -> None:
    """Summing what the columns give returns the probabilities, to the resolution of the thresholds."""
    weights = np.random.default_rng(1).exponential(1.0, 500) ** 6 * (np.arange(500) % 7 > 0)
    outcomes = np.stack([np.arange(500), 1000 + np.arange(500)]).astype(np.uint64)
    first, columns = pack_outcomes(np.stack([weights[::-1], weights]), outcomes, np.array([[0, 1], [1, 0]]))
    table = columns[first[1] : first[2]]
    assert np.all(columns[: first[1]] & np.uint64(0xFFFFF) >= 1000)
    own, other = (table & np.uint64(0xFFFFF)).astype(int), (table >> np.uint64(20) & np.uint64(0xFFFFF)).astype(int)
    below = (table >> np.uint64(40)).astype(float) / 2**24
    found = np.bincount(own, below, 500) + np.bincount(other, 1.0 - below, 500)
    np.testing.assert_allclose(found / len(table), weights / weights.sum(), atol=2.0**-24)
    assert len(table) == np.count_nonzero(weights)


def test_round_weights_keep_their_shares() -> None:
    """Shares that are the mean but for rounding: no threshold may run over."""
    random = np.random.default_rng(4)
    weights = np.concatenate([[[0.6, 0.3, 0.0, 0.6, 0.3]], random.integers(0, 10, (3000, 5)) / 10 + [0.1, 0, 0, 0, 0]])
    rows = np.arange(len(weights))
    outcomes = np.arange(5, dtype=np.uint64)[None]
    first, columns = pack_outcomes(weights, outcomes, np.stack([rows, 0 * rows], axis=1))
    table = np.repeat(rows, np.diff(first.astype(int)))
    below = (columns >> np.uint64(40)).astype(float) / 2**24
    found = np.zeros(weights.shape)
    np.add.at(found, (table, (columns & np.uint64(0xFFFFF)).astype(int)), below)
    np.add.at(found, (table, (columns >> np.uint64(20) & np.uint64(0xFFFFF)).astype(int)), 1.0 - below)
    shares = weights / weights.sum(axis=1, keepdims=True)
    np.testing.assert_allclose(found / np.diff(first)[:, None], shares, atol=1e-7)


@pytest.mark.parametrize("rate", [0.0, 0.003, 0.8, 6.7, 45.0, 900.0])
def test_count_table_inverts_poisson(rate: float) -> None:
    counts = count_tables(np.array([rate]))
    least, thresholds = int(counts.least[0]), counts.thresholds
    levels, end = thresholds[:-1] / 2.0**32, thresholds[-1]
    assert end == 2**32 - 1
    np.testing.assert_allclose(levels, stats.poisson.cdf(least + np.arange(len(levels)), rate), atol=1e-8)
    assert stats.poisson.sf(least + len(levels), rate) < 1e-9
    assert stats.poisson.cdf(least - 1, rate) < 1e-9
    below = np.arange(GUIDE, dtype=np.uint64) << np.uint64(26)
    np.testing.assert_array_equal(counts.guide[0], np.searchsorted(thresholds, below, side="right"))
