"""One command, some minutes: `python -m benchmarks` times the engines, checks that they agree, rewrites the tables.

The tables stand in README.md of this folder, between the two marks.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import subprocess
import sys
from functools import partial
from importlib import metadata
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bedspace.engines.persons.replications import workspace
from benchmarks import national
from benchmarks.agreement import Metrics, metrics_of_kernel, metrics_of_peer, z_scores
from benchmarks.outcome_kernel import Tables, run, run_on, size_of
from benchmarks.peers import PEERS, Peer
from benchmarks.reference import reference_table
from benchmarks.table import compile_table
from benchmarks.timing import Task, collector, interleaved, wait_for_quiet, watched

README = Path(__file__).with_name("README.md")
BEGIN, END = "<!-- tables: begin -->\n", "<!-- tables: end -->\n"
KERNEL = "bedspace, reference kernel"
KERNEL_YEARS = 20
AGREEMENT_SCALE = 0.1
SCALES = (1, 2, 4, 8, 16)
LIMIT = 3.5
QUIET = 0.02  # share of a core that others may use in an undisturbed round
PATIENCE = 5.0  # seconds to wait for such a round
FIRST_RESULT = (
    f"{national.WITHOUT_SCIPY}from benchmarks import outcome_kernel, reference, table; "
    "outcome_kernel.run(table.compile_table(reference.reference_table()), 1, 1)"
)


def main() -> int:
    """Run everything; the exit status is 1 where an engine disagrees."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="rounds of the engines at full size (default 3)")
    parser.add_argument(
        "--replications", type=int, default=100, help="replications a peer for the agreement (default 100)"
    )
    parser.add_argument("--ensembles", action="store_true", help="only full years a minute on two workers; printed")
    options = parser.parse_args()
    if options.ensembles:
        print(_machine(), _table(["what", "measured"], _ensembles(options.rounds)), sep="\n\n")
        return 0
    parts = [_machine(), _national(2 * options.rounds), _engines(options.rounds), _kernel_itself(4 * options.rounds)]
    agreement, agreed = _agreement(options.replications)
    _write("\n\n".join([*parts, agreement]))
    print(README.read_text())
    return 0 if agreed else 1


def _machine() -> str:
    names = ("numpy", "numba", "simpy")
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in names)
    return (
        f"Python {platform.python_version()}, {versions}; {os.cpu_count()} cores of {_processor()}. "
        f"Load of the machine at the start: {os.getloadavg()[0]:.1f}."
    )


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []
    models = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return models[0] if models else platform.processor() or "an unknown processor"


def _engines(rounds: int) -> str:
    """Times of a national year, and their ratios to those of the kernel, which runs right before every peer."""
    table = reference_table()
    tables = compile_table(table)
    years = 5 * KERNEL_YEARS
    tasks = {}
    for peer in PEERS:
        tasks[f"{KERNEL} before {peer.name}"] = Task(lambda number: run(tables, number, years), times=years)
        tasks[peer.name] = Task(lambda number, peer=peer: peer.simulate(table, number), collect=peer.collect)  # type: ignore[misc]
    found = interleaved(tasks, rounds)
    before = {peer.name: found[f"{KERNEL} before {peer.name}"] for peer in PEERS}
    kernel = np.concatenate(list(before.values()))
    seconds = {KERNEL: kernel} | {peer.name: found[peer.name] for peer in PEERS}
    before[KERNEL] = kernel
    persons = float(table.stock.sum() + run(tables, 1, 5).book_ins.sum() / 5)
    rows = [
        [
            name,
            f"{1e3 * np.median(spent):,.3g}" if np.median(spent) < 1 else f"{1e3 * np.median(spent):,.0f}",
            f"{1e3 * spent.min():,.3g}" if spent.min() < 1 else f"{1e3 * spent.min():,.0f}",
            f"{1e9 * np.median(spent) / persons:,.1f}",
            f"{np.median(spent / before[name]):,.0f}",
        ]
        for name, spent in seconds.items()
    ]
    title = f"One national year ({persons:,.0f} persons), one core, {rounds} rounds interleaved:"
    return title + "\n\n" + _table(["engine", "ms, median", "ms, least", "ns a person", "times the kernel"], rows)


def _kernel_itself(rounds: int) -> str:
    """Cost a person by size, two threads, the first result, memory."""
    compiled = {scale: compile_table(reference_table(scale)) for scale in SCALES}
    years = {scale: max(1, KERNEL_YEARS // scale) for scale in SCALES}
    tasks = {
        f"{scale}": Task(lambda number, s=scale: run(compiled[s], number, years[s]), times=years[scale])  # type: ignore[misc]
        for scale in SCALES
    }
    national = compiled[1]
    seconds = interleaved(tasks, rounds)
    a_person = {scale: seconds[f"{scale}"] / scale for scale in SCALES}
    rows = [
        [f"cost a person at {scale} times the population, by that at 1", _spread(a_person[scale] / a_person[1])]
        for scale in SCALES[1:]
    ]
    rows += _threads(national, rounds)
    rows += [
        [
            "first year in a new process without scipy, compiled before, imports included: process time, s",
            f"{_first_result():.2f}",
        ],
        ["memory of a replication, MiB", f"{sum(array.nbytes for array in workspace(size_of(national))) / 2**20:.2f}"],
    ]
    return "The reference kernel by itself (median and quartiles of rounds):\n\n" + _table(["what", "measured"], rows)


def _threads(tables: Tables, rounds: int) -> list[list[str]]:
    """Two threads against one; rounds in which other processes used the machine are counted and left out."""
    years = 5 * KERNEL_YEARS
    speeds, paces, quiet = [], [], []
    for number in range(rounds):
        wait_for_quiet(PATIENCE)
        (one, others_then), (two, others_now) = (
            watched(partial(run_on, workers, "threads", tables, number, years)) for workers in (1, 2)
        )
        speeds.append(one / two)
        paces.append(60.0 * years / two)
        quiet.append(max(others_then, others_now) < QUIET)
    kept = np.array(quiet) if any(quiet) else np.ones(rounds, dtype=bool)
    note = f"{sum(quiet)} of {rounds} rounds undisturbed" + ("" if any(quiet) else ", so all of them count")
    return [
        [f"two threads, speed by that of one ({note})", _spread(np.array(speeds)[kept])],
        ["national years a minute on two threads", f"{np.median(np.array(paces)[kept]):,.0f}"],
    ]


def _national(rounds: int) -> str:
    """The full model against the kernel on the reference model, and what its bars ask for."""
    seconds = national.by_reference(compile_table(reference_table()), rounds, KERNEL_YEARS)
    full, kernel = seconds["full model"], seconds["reference kernel"]
    of_expected = np.median(seconds["its expected numbers"] / full)
    rows = [
        ["a full national year by one of the reference kernel", _spread(full / kernel)],
        ["milliseconds a full national year, median", f"{1e3 * np.median(full):.1f}"],
        ["of these the expected numbers', which give hazards and book-ins", f"{100 * of_expected:.0f} %"],
        *_ensembles(rounds),
        ["first full year in a new process without scipy, s", f"{_first_result(national.FIRST_RESULT):.2f}"],
        ["memory of a replication, its tables and censuses included, MiB", f"{national.memory():.2f}"],
    ]
    title = (
        "The full model: every mechanism of the default scenario on, removal at the counted rate; "
        f"{national.persons():,.0f} persons in the middle year, 24 areas; expected "
        "numbers, tables and persons of each year counted (median and quartiles of rounds):"
    )
    return title + "\n\n" + _table(["what", "measured"], rows)


def _ensembles(rounds: int) -> list[list[str]]:
    """Full years a minute by where they are run, and a cluster against processes."""
    paces = national.years_a_minute(rounds)
    rows = [
        [f"full years a minute on two workers, {kind}: median, greatest", f"{np.median(pace):,.0f}, {pace.max():,.0f}"]
        for kind, pace in paces.items()
    ]
    if "dask" in paces:
        rows.append(
            [
                "two Dask workers on this machine, speed by that of two processes",
                _spread(paces["dask"] / paces["processes"]),
            ]
        )
    return rows


def _first_result(program: str = FIRST_RESULT) -> float:
    """Processor seconds of a process that prints nothing but runs one year; the median of five, after a first.

    The first leaves behind what it compiled, Python's byte code included, whatever this process was told about it.
    """
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    spent = []
    for _ in range(6):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-c", program], check=True, env=environment)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return float(np.median(spent[1:]))


def _agreement(replications: int) -> tuple[str, bool]:
    """Differences of every peer from the kernel in standard errors; independent seeds throughout."""
    table = reference_table(AGREEMENT_SCALE)
    different = [peer for peer in PEERS if peer.collect]
    scores = {}
    for number, peer in enumerate(different):
        ours = metrics_of_kernel(run(compile_table(table), 1000 + number, 10 * replications), table)
        scores[peer.name] = z_scores(ours, _metrics(peer, replications, first_seed=number * replications))
    names = list(next(iter(scores.values())))
    common = {name: sum(score[name] for score in scores.values()) / np.sqrt(len(scores)) for name in names}
    rows = [[name, *(f"{score[name]:+.1f}" for score in scores.values()), f"{common[name]:+.1f}"] for name in names]
    greatest = max(abs(value) for score in [*scores.values(), common] for value in score.values())
    title = (
        f"Kernel less peer, in standard errors, at {AGREEMENT_SCALE} times the population, {replications} replications "
        f"of each peer, ten times as many of the kernel. Together: the sum over the square root of the number of "
        f"peers, which a common sign would make large. The greatest is {greatest:.1f}, allowed is {LIMIT}."
    )
    return title + "\n\n" + _table(["output", *scores, "together"], rows), greatest < LIMIT


def _metrics(peer: Peer, replications: int, first_seed: int) -> Metrics:
    table = reference_table(AGREEMENT_SCALE)
    with collector(on=False):
        return metrics_of_peer([peer.simulate(table, first_seed + number) for number in range(replications)])


def _spread(values: NDArray[np.float64]) -> str:
    low, middle, high = np.quantile(values, [0.25, 0.5, 0.75])
    return f"{middle:.2f} ({low:.2f} to {high:.2f})"


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] + ["---:"] * (len(head) - 1), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _write(tables: str) -> None:
    before, _, rest = README.read_text().partition(BEGIN)
    _, _, after = rest.partition(END)
    README.write_text(f"{before}{BEGIN}\n{tables}\n\n{END}{after}")


if __name__ == "__main__":
    sys.exit(main())
