"""Work shared out over copies of a process: the bits of one process, whatever becomes of a copy."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from threading import Event, Thread

import numpy as np
import pytest

from bedspace.engines import forked
from bedspace.engines.expected import run as expected_numbers
from bedspace.engines.result import Result, joined
from bedspace.errors import UsageError
from bedspace.studies.cohort.fate import fate
from bedspace.studies.run.runs import Request, run

can_copy = pytest.mark.skipif(not hasattr(os, "memfd_create"), reason="copies are made on Linux")
NAMES = ("midnight_population", "removals", "over_180_days")


@pytest.fixture
def two(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two processes, whatever the machine and the threads of the tests."""
    monkeypatch.setattr(forked, "_processes", lambda: 2)


def process_of(part: int) -> tuple[int, int]:
    return part, os.getpid()


@can_copy
@pytest.mark.usefixtures("two")
def test_parts_are_done_in_processes_of_their_own_and_stand_in_their_order() -> None:
    found = forked.each(process_of, (3, 1, 2))
    assert [part for part, _ in found] == [3, 1, 2]
    assert found[0][1] == os.getpid()
    assert len({process for _, process in found}) == 3


def test_draws_are_shared_out_whole_and_few_of_them_not_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forked, "_processes", lambda: 3)
    parts = forked.shares(100)
    assert [number for part in parts for number in range(100)[part]] == [*range(100)]
    assert [len(range(100)[part]) for part in parts] == [33, 33, 34]
    assert forked.shares(2 * forked.FEWEST) == [slice(0, forked.FEWEST), slice(forked.FEWEST, 2 * forked.FEWEST)]
    assert forked.shares(2 * forked.FEWEST - 1) == [slice(0, 2 * forked.FEWEST - 1)]
    assert forked.shares(1) == [slice(0, 1)]


@can_copy
@pytest.mark.usefixtures("two")
def test_what_a_copy_cannot_do_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it dies, and where there is no room for it."""
    here = os.getpid()

    def dies_elsewhere(part: int) -> tuple[int, int]:
        if os.getpid() != here:
            os._exit(9)
        return process_of(part)

    assert forked.each(dies_elsewhere, (1, 2)) == [(1, here), (2, here)]

    def no_room() -> int:
        raise BlockingIOError

    monkeypatch.setattr(os, "fork", no_room)
    assert forked.each(process_of, (1, 2)) == [(1, here), (2, here)]


@can_copy
@pytest.mark.usefixtures("two")
def test_a_program_that_does_not_hear_how_its_processes_end_gets_its_answer() -> None:
    before = signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    try:
        assert [part for part, _ in forked.each(process_of, (1, 2))] == [1, 2]
    finally:
        signal.signal(signal.SIGCHLD, before)


@can_copy
@pytest.mark.usefixtures("two")
@pytest.mark.parametrize("wrong", [1, 2])
def test_an_error_is_met_wherever_its_part_is_done(wrong: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """And no copy is left behind."""
    fork, begun = os.fork, list[int]()

    def told() -> int:
        begun.append(fork())
        return begun[-1]

    monkeypatch.setattr(os, "fork", told)

    def refuses(part: int) -> int:
        if part == wrong:
            raise UsageError([])
        return part

    with pytest.raises(UsageError):
        forked.each(refuses, (1, 2))
    assert begun
    for process in begun:
        with pytest.raises(ChildProcessError):
            os.waitpid(process, os.WNOHANG)


def test_beside_another_thread_all_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1}, raising=False)
    end = Event()
    beside = Thread(target=end.wait)
    beside.start()
    try:
        assert {process for _, process in forked.each(process_of, (1, 2))} == {os.getpid()}
    finally:
        end.set()
        beside.join()


@can_copy
def test_a_process_of_one_thread_makes_copies_without_a_warning() -> None:
    code = (
        "import os, numpy; from bedspace.engines import forked;"
        "cores = len(os.sched_getaffinity(0));"
        "assert forked._processes() == min(cores, 4);"
        "forked._processes = lambda: 2;"
        "assert len({*forked.each(lambda _: os.getpid(), (1, 2))}) == 2"
    )
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True)


@can_copy
@pytest.mark.usefixtures("two")
@pytest.mark.parametrize("scenario", ["no-change", "reports-2025-02", "proceedings-2025"])
def test_draws_shared_out_have_the_bits_of_one_process(scenario: str, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = run(Request(scenario, draws=2 * forked.FEWEST, days=3)).plan
    alone = expected_numbers.run(plan).outputs
    handed: list[Result] = []

    def told(parts: list[Result]) -> Result:
        handed.extend(parts)
        return joined(parts)

    monkeypatch.setattr(expected_numbers, "joined", told)
    (found,) = expected_numbers.abreast([plan], outputs=NAMES)
    assert len(handed) == 2
    assert [*found.outputs] == [*NAMES]
    for name in NAMES:
        np.testing.assert_array_equal(found.outputs[name], alone[name], err_msg=name)


@can_copy
def test_a_cohort_shared_out_has_the_bits_of_one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    def followed(processes: int) -> dict[str, np.ndarray]:
        monkeypatch.setattr(forked, "_processes", lambda: processes)
        found = fate(8000, "2025-01-20", "2025-01-21", Request("reports-2025-02", draws=2 * forked.FEWEST))
        return {**found.outcomes[180], **found.answer.result.outputs}

    one, two = followed(1), followed(2)
    assert one.keys() == two.keys()
    for name, values in one.items():
        np.testing.assert_array_equal(two[name], values, err_msg=name)
