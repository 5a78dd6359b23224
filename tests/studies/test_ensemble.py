"""Ensembles: the same bits on any workers, and nothing lost when they are."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Future
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.memory import peak_of

from bedspace.engines.plan import Plan
from bedspace.errors import UsageError
from bedspace.studies.run import blocks as kept
from bedspace.studies.run import ensemble as studied
from bedspace.studies.run.areas import run_areas
from bedspace.studies.run.blocks import Blocks
from bedspace.studies.run.checks import checks_of_draws
from bedspace.studies.run.compiling import Compiling
from bedspace.studies.run.ensemble import block_of, dealt, ensemble
from bedspace.studies.run.runs import Request, prepared, run
from bedspace.studies.run.workers import TRIES, Lost, Workers, _Here, workers_of

SMALL = Request("no-change", draws=130, days=6)
"""Two blocks."""
PERSONS = Request("reports-2025-02", draws=130, days=6)


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Where blocks are kept."""
    monkeypatch.setattr(kept, "cache_home", lambda: tmp_path)
    return tmp_path / "ensembles"


@pytest.fixture(scope="module")
def alone() -> dict[str, Any]:
    """What a run all at once gives."""
    answer = run(SMALL)
    return {"record": answer.record, "rows": answer.table()}


def given(request: Request = SMALL, **options: Any) -> dict[str, Any]:
    with ensemble(request, **options) as found:
        return {"record": found.answer.record, "rows": [*found.rows()]}


@pytest.mark.parametrize(
    "scenario", ["no-change", "reports-2025-02", "proceedings-2025", "no-change+guantanamo-200-used"]
)
def test_some_draws_are_compiled_as_among_all(scenario: str) -> None:
    made = prepared(Request(scenario, draws=7, days=5))
    shared = made.shared()
    whole = Compiling(made, made.draws, shared).plan()
    for part in (slice(0, 3), slice(3, 5), slice(5, 7)):
        alone = Compiling(made, made.draws[part], shared.of_draws(part)).plan()
        among = whole.of_draws(part)
        for field in fields(Plan):
            mine, other = getattr(alone, field.name), getattr(among, field.name)
            if isinstance(mine, np.ndarray):
                np.testing.assert_array_equal(mine, other, err_msg=field.name)
        for name, setting in alone.settings.by_name.items():
            np.testing.assert_array_equal(setting.spread, among.settings.by_name[name].spread, err_msg=name)


@pytest.mark.parametrize("workers", [1, 4])
def test_blocks_on_threads_give_what_a_run_at_once_gives(alone: dict[str, Any], workers: int) -> None:
    with workers_of("threads", workers) as lanes:
        assert given(workers=lanes) == alone


def test_blocks_of_persons_give_what_a_run_at_once_gives() -> None:
    at_once = run_areas(PERSONS)
    with ensemble(PERSONS, "persons") as found:
        assert found.answer.record == at_once.answer.record
        assert found.from_persons == sorted(at_once.from_persons)
        for name, values in at_once.outputs.items():
            np.testing.assert_array_equal(found.answer.result.outputs[name], values, err_msg=name)
            assert found.rests_on(name) == at_once.answer.rests_on(name)
        held = {row["area"]: row for row in found.rows(("midnight_population",), days=[6])}
        assert {*held} == {"US", *at_once.held_by_area}
        assert len(held) == 25
        for area, values in at_once.held_by_area.items():
            assert held[area]["q50"] == np.median(values[6])
            assert held[area]["rests_on"] == "assumed"


def test_checks_are_of_all_draws_and_only_what_is_asked_for_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = run(SMALL)
    with ensemble(SMALL, outputs=("removals",)) as found:
        assert [check.name for check in found.checks if check.passed] == [
            check.name for check in checks_of_draws(answer)
        ]
        assert {*found.answer.result.outputs} == {"removals", *studied._ALWAYS}
        assert found.answer.record == answer.record
    wrong = checks_of_draws(answer)
    wrong[1] = replace(wrong[1], worst=0.5)
    of_draws = iter([checks_of_draws(answer), wrong, checks_of_draws(answer)])
    monkeypatch.setattr(studied, "checks_of_draws", lambda _: next(of_draws))
    with ensemble(SMALL) as found:
        assert [check.passed for check in found.checks] == [True, False, True, True, True]


@pytest.mark.parametrize("draws", [1, 2, 127, 128, 1000, 8192, 8193, 20_000])
def test_draws_are_dealt_evenly_and_whole(draws: int) -> None:
    parts = dealt(draws)
    assert [draw for part in parts for draw in range(draws)[part]] == [*range(draws)]
    sizes = {part.stop - part.start for part in parts}
    assert max(sizes) - min(sizes) <= 1
    assert max(sizes) <= studied.LARGEST


def test_no_draw_of_many_is_dealt_alone() -> None:
    """Noise of a single draw is zero, its middle: alone in a block, a draw of many would lose its own."""
    for draws in range(2, 10 * studied.LARGEST):
        assert min(part.stop - part.start for part in dealt(draws)) > 1


class Interrupted(Exception):
    pass


def interrupted_after(blocks: int) -> Callable[[int], None]:
    left = iter(range(blocks))

    def progress(_: int) -> None:
        if next(left, None) is None:
            raise Interrupted

    return progress


def test_what_was_done_is_gone_on_with(alone: dict[str, Any], folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Interrupted):
        given(progress=interrupted_after(0))
    assert [path.name for path in folder.glob("*/*")] == ["block-0000.npz"]
    run_now: list[range] = []
    monkeypatch.setattr(studied, "block_of", lambda task: run_now.append(task.draws) or block_of(task))
    heard: list[str] = []
    done: list[int] = []
    assert given(resume=True, told=heard.append, progress=done.append) == alone
    assert run_now == [range(65, 130)]
    assert done == [65, 65]
    assert heard == ["65 of 130 draws were there from before"]
    assert [*folder.iterdir()] == []


def test_without_resume_all_is_run_again(alone: dict[str, Any], folder: Path) -> None:
    with pytest.raises(Interrupted):
        given(progress=interrupted_after(0))
    (block,) = folder.glob("*/*")
    np.savez(block, midnight_population=np.zeros((7, 65)))
    assert given() == alone


@pytest.mark.parametrize("harm", ["cut", "bit", "empty"])
def test_a_damaged_block_is_run_again(alone: dict[str, Any], folder: Path, harm: str) -> None:
    with pytest.raises(Interrupted):
        given(progress=interrupted_after(0))
    (block,) = folder.glob("*/*")
    raw = bytearray(block.read_bytes())
    if harm == "bit":
        raw[len(raw) // 2] ^= 1
    block.write_bytes({"cut": raw[:-20], "bit": raw, "empty": b""}[harm])
    heard: list[str] = []
    assert given(resume=True, told=heard.append) == alone
    assert heard == ["0 of 130 draws were there from before"]


@pytest.mark.parametrize("change", [{"seed": 3}, {"days": 7}, {"draws": 131}, {"sets": {"beds_usable": "50000"}}])
def test_another_run_has_other_blocks(change: dict[str, Any]) -> None:
    keys = {studied.key_of(prepared(request), "expected", ()) for request in (SMALL, replace(SMALL, **change))}
    keys |= {studied.key_of(prepared(SMALL), "persons", ()), studied.key_of(prepared(SMALL), "expected", ("arrests",))}
    assert len(keys) == 4


def test_one_that_is_done_takes_nothing_from_another(alone: dict[str, Any]) -> None:
    """Both write to the same folder, and the first removes it."""
    with ensemble(SMALL) as first:
        assert given() == alone
        assert [*first.rows()] == alone["rows"]


def test_old_blocks_are_removed(folder: Path) -> None:
    old, young = folder / "old", folder / "young"
    for each in (old, young):
        each.mkdir(parents=True)
    os.utime(old, (time.time() - kept._KEPT_FOR - 60,) * 2)
    Blocks("new")
    assert {each.name for each in folder.iterdir()} == {"young", "new"}


def test_where_no_cache_can_be_written_blocks_are_kept_elsewhere(
    alone: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(kept, "cache_home", lambda: tmp_path / "file")
    assert given() == alone


class Dying(_Here):
    """Loses the first tasks that it is asked, as a process does that is killed."""

    left = 0

    def submit(self, work: Callable[..., Any], /, *args: Any, **_: Any) -> Future[Any]:
        if Dying.left:
            Dying.left -= 1
            lost: Future[Any] = Future()
            lost.set_exception(BrokenExecutor())
            return lost
        return super().submit(work, *args)


def test_a_lost_task_is_asked_again_and_no_other(alone: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    run_now: list[range] = []
    monkeypatch.setattr(studied, "block_of", lambda task: run_now.append(task.draws) or block_of(task))
    Dying.left = 1
    heard: list[str] = []
    assert given(workers=Workers(Dying, 1, ready=1), told=heard.append) == alone
    assert sorted(run_now, key=lambda draws: draws.start) == [range(65), range(65, 130)]
    assert heard == ["a worker was lost; its tasks are asked again"]


def test_a_task_that_is_lost_again_and_again_ends_the_run_and_says_how_to_go_on() -> None:
    Dying.left = TRIES
    with pytest.raises(Lost, match="--resume"):
        given(workers=Workers(Dying, 1, ready=1))


def test_a_worker_with_another_version_or_data_runs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    tasks: list[Any] = []
    monkeypatch.setattr(studied, "block_of", lambda task: tasks.append(task) or block_of(task))
    given()
    with pytest.raises(UsageError, match="other data"):
        block_of(replace(tasks[0], key="another"))


def test_a_worker_that_fails_says_so_in_words() -> None:
    with workers_of("threads", 2) as lanes, pytest.raises(UsageError, match="expected numbers only"):
        given(Request("proceedings-2025", draws=130, days=4), engine="persons", workers=lanes)


@pytest.mark.parametrize(("name", "said"), [("fibres", "no such executor"), ("dask", r"bedspace\[cluster\]")])
def test_workers_that_are_not_there_are_refused(name: str, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "dask.distributed", None)
    with pytest.raises(UsageError, match=said), workers_of(name):
        pass


# Processes, clusters and sudden ends: slow


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 4])
def test_processes_give_what_a_run_at_once_gives(alone: dict[str, Any], workers: int) -> None:
    with workers_of("processes", workers) as lanes:
        assert given(workers=lanes) == alone


def command(*more: str, days: int = 60) -> list[str]:
    """A run of persons in 16 blocks, of a seed that no other test has; blocks are kept where users have them."""
    asked = ["run", "reports-2025-02", "--engine", "persons", "--outputs", "removals", "--seed", str(os.getpid())]
    return [sys.executable, "-m", "bedspace", *asked, "--draws", "1600", "--days", str(days), "--json", *more]


def printed(*words: str) -> bytes:
    return subprocess.run(words, capture_output=True, check=True).stdout


def workers_under(process: int) -> list[int]:
    """Processes that Python's multiprocessing started for work under another, itself not counted."""
    found = []
    for child in Path(f"/proc/{process}/task/{process}/children").read_text().split():
        called = Path(f"/proc/{child}/cmdline")
        found += [int(child)] if b"spawn_main" in called.read_bytes() else []
        found += workers_under(int(child))
    return found


def gone(process: int) -> bool:
    status = Path(f"/proc/{process}/stat")
    return not status.exists() or status.read_text().rpartition(")")[2].split()[0] == "Z"


def waited_for(what: Callable[[], Any], seconds: float = 120) -> Any:
    """What it gives, once it gives something."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            if found := what():
                return found
        except OSError:  # a process that went meanwhile
            pass
        time.sleep(0.05)
    raise AssertionError("it did not happen in time")


on_linux = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="processes are looked up in /proc")


@pytest.fixture(scope="module")
def whole() -> bytes:
    """What the run prints that nobody disturbs, in one thread."""
    return printed(*command())


@on_linux
@pytest.mark.slow
def test_workers_that_are_killed_cost_their_tasks_and_no_number(whole: bytes) -> None:
    process = subprocess.Popen(command("--executor", "processes"), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    for _ in range(2):
        os.kill(waited_for(lambda: workers_under(process.pid))[0], signal.SIGKILL)
        time.sleep(2)
    out, error = process.communicate()
    assert out == whole
    assert error.decode().splitlines() == ["bedspace: a worker was lost; its tasks are asked again"] * 2


@on_linux
@pytest.mark.slow
def test_a_command_that_is_killed_takes_its_workers_along_and_is_gone_on_with(whole: bytes) -> None:
    words = command("--executor", "processes", "--resume")
    for _ in range(2):
        with subprocess.Popen(words, stdout=subprocess.PIPE) as process:
            working = waited_for(lambda: workers_under(process.pid))
            time.sleep(2)
            process.kill()
            process.communicate()
            waited_for(lambda: all(map(gone, working)))  # noqa: B023
    assert printed(*words) == whole


KILLED = """
import json, os, random, signal, sys, time
from pathlib import Path
from bedspace.studies.run import blocks, ensemble as studied
from bedspace.studies.run.ensemble import ensemble
from bedspace.studies.run.runs import Request, prepared
home = Path(sys.argv[1])
blocks.cache_home = lambda: home
asked = Request("reports-2025-02", draws=1024, days=4)
made = prepared(asked)
studied.prepared = lambda _: made  # once, so that a run is at its blocks when it is killed
def told(resume):
    with ensemble(asked, "persons", ("removals",), resume=resume) as found:
        return json.dumps([found.answer.record, [*found.rows()]])
told(False)
begun = time.monotonic()
whole = told(False)
longest, chance, kills, there = time.monotonic() - begun, random.Random(1), 0, []
while kills < 30:
    child = os.fork()
    if not child:
        os._exit(0 if told(True) == whole else 3)
    time.sleep(chance.uniform(0, 0.8) * longest)
    os.kill(child, signal.SIGKILL)
    status = os.waitpid(child, 0)[1]
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, "another result"
    kills += os.WIFSIGNALED(status)
    there.append(len([*home.glob("ensembles/*/block*")]))
assert told(True) == whole, "another result"
print(kills, len(set(there)), *there)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked, so that each is killed at its work")
@pytest.mark.slow
def test_thirty_sudden_ends_move_no_byte(tmp_path: Path) -> None:
    """Runs killed at any moment and gone on with: one that comes to its end tells what an undisturbed one does."""
    kills, different, *_ = printed(sys.executable, "-c", KILLED, str(tmp_path)).split()
    assert int(kills) == 30
    assert int(different) > 5, "they were killed at few moments"


CLUSTER = """
from dask.distributed import LocalCluster
if __name__ == "__main__":
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        print(cluster.scheduler_address, *(worker.pid for worker in cluster.workers.values()), flush=True)
        input()
"""


@on_linux
@pytest.mark.slow
def test_a_cluster_gives_the_same_also_where_a_worker_is_killed(whole: bytes, tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    assert printed(*command("--executor", "dask")) == whole
    (tmp_path / "cluster.py").write_text(CLUSTER)
    pipes: Any = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen([sys.executable, str(tmp_path / "cluster.py")], **pipes) as cluster:
        address, first, _ = cluster.stdout.readline().split()
        process = subprocess.Popen(command("--executor", address), stdout=subprocess.PIPE)
        time.sleep(6)
        os.kill(int(first), signal.SIGKILL)
        assert process.communicate()[0] == whole
        cluster.communicate("\n")


@pytest.mark.slow
def test_workers_of_a_cluster_on_this_machine_keep_their_memory() -> None:
    pytest.importorskip("distributed")
    with workers_of("dask", 1) as workers:
        assert [*workers.done(os.getenv, {0: "MALLOC_TRIM_THRESHOLD_"}, pytest.fail)] == [(0, None)]


@pytest.mark.slow
def test_twenty_thousand_years_take_less_than_a_gigabyte_and_a_half() -> None:
    program = """
from bedspace.studies.run.ensemble import ensemble
from bedspace.studies.run.runs import Request
from bedspace.studies.run.workers import workers_of
asked = Request("reports-2025-02", draws=20_000, days=365)
with workers_of("threads", 2) as lanes, ensemble(asked, "persons", ("removals",), workers=lanes) as found:
    assert sum(row["area"] == "US" for row in found.rows()) > 3 * 365
"""
    assert peak_of(program) < 1500
