"""Ensembles: many draws, dealt out in blocks to workers, kept as they are done, and put together in order.

A draw depends on its own keys and on what all draws share, which is found before they are dealt out. So who
runs a block, and when, changes no bit of any number. Blocks depend on the number of draws alone: what one run left
unfinished another goes on with. Quantiles are exact: outputs are read back one at a time.

Axes: n draws, t rows (row 0 is the start).
"""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

import bedspace
from bedspace.engines.expected import run as expected_numbers
from bedspace.engines.persons.run import Censused, run_part
from bedspace.engines.streams import replication_keys
from bedspace.errors import Fault, UsageError
from bedspace.model.outputs import OUTPUTS
from bedspace.studies.run.areas import AreaAnswer, areas_of
from bedspace.studies.run.blocks import Block, Blocks
from bedspace.studies.run.checks import Check, checks_of_draws, over_all
from bedspace.studies.run.compiling import Compiling, Prepared, Shared
from bedspace.studies.run.record import RESULT_HASH, asked_of, draw_hashes, hash_of, hash_of_draws
from bedspace.studies.run.request import Request
from bedspace.studies.run.runs import Answer, answer_of, output_rows, prepared
from bedspace.studies.run.workers import HERE, Workers
from bedspace.units import RestsOn, weakest

Array = NDArray[np.float64]
Engine = Literal["expected", "persons"]

LARGEST, SMALLEST, PARTS = 256, 64, 16
"""Draws of a block at most and, so long as there are not this many blocks, at least."""
FEW = 128
"""Draws by which an ensemble is described in words: what it starts from, and what moves it."""
_ALWAYS = ("midnight_population", "exits_capacity", "awaiting_seat")
"""Outputs that are kept whatever is asked for: sentences about a run need them."""
_HELD = "midnight_population"
_AREA = "@"
"""Between the output and the area in the name of an array of a block."""
_HASHES, _HASHED, _WORST, _MARKS = "hashes", "hashed", "worst of each check", "marks"


@dataclass(frozen=True)
class Task:
    """One block of an ensemble, as a worker gets it.

    Attributes
    ----------
    asked : bytes
        The request, pickled.
    engine : {"expected", "persons"}
    outputs : tuple of str
        Names of the outputs to keep; all if empty.
    key : str
        What the ensemble is of, sources of the package included: a worker that has others does not run it.
    draws : range
    shared : Shared
        Of these draws.
    """

    asked: bytes
    engine: Engine
    outputs: tuple[str, ...]
    key: str
    draws: range
    shared: Shared


@dataclass(frozen=True)
class Ensemble:
    """An ensemble whose blocks are all there.

    Attributes
    ----------
    answer : Answer
        Its outputs are read from the blocks; its plan is that of the first few draws.
    checks : list of Check
        Those that every draw passes by itself, of all draws.
    blocks : Blocks
    """

    answer: Answer
    checks: list[Check]
    blocks: Blocks

    @property
    def from_persons(self) -> list[str]:
        """Names of the outputs that persons give; none of expected numbers."""
        return _hashed(self.blocks) if self.answer.asked["engine"] == "persons" else []

    def rests_on(self, output: str) -> RestsOn:
        """Mark of an output: the weakest that it has in any block."""
        names = [name for name in self.blocks.names if name in OUTPUTS]
        return weakest(*map(RestsOn, self.blocks.joined(_MARKS)[names.index(output)].tolist()))

    def rows(self, outputs: tuple[str, ...] = (), days: Collection[int] = ()) -> Iterator[dict[str, Any]]:
        """Rows of the contract: the nation, and people held by area where persons were followed.

        Parameters
        ----------
        outputs : tuple of str
            All that were kept if empty.
        days : collection of int
            Days after the start; all if empty.
        """
        known = self.blocks.names
        names = [name for name in outputs or known if name in known and name in OUTPUTS]
        areas = [name for name in known if _AREA in name] if _HELD in names else []
        for name in (*names, *areas):
            output, _, area = name.partition(_AREA)
            mark = RestsOn.ASSUMED if area else self.rests_on(output)
            values = self.blocks.joined(name)
            yield from output_rows(output, values, self.answer.start, mark, area or "US", days)


class _Outputs(Mapping[str, Array]):
    """Outputs of all draws, each read from the blocks when it is asked for."""

    def __init__(self, blocks: Blocks):
        self._blocks = blocks

    def __getitem__(self, name: str) -> Array:
        if name not in OUTPUTS or name not in self._blocks.names:
            raise KeyError(name)
        return self._blocks.joined(name)

    def __iter__(self) -> Iterator[str]:
        return (name for name in self._blocks.names if name in OUTPUTS)

    def __len__(self) -> int:
        return len([*self])


@contextmanager
def ensemble(
    request: Request,
    engine: Engine = "expected",
    outputs: tuple[str, ...] = (),
    *,
    workers: Workers = HERE,
    resume: bool = False,
    progress: Callable[[int], None] = lambda _: None,
    told: Callable[[str], None] = lambda _: None,
) -> Iterator[Ensemble]:
    """Run many draws of a scenario; what is done stays when it is interrupted, and goes when the block below ends.

    Parameters
    ----------
    request : Request
    engine : {"expected", "persons"}
    outputs : tuple of str
        Names of those to keep; all if empty.
    workers : Workers
        Where blocks are run; in this thread by default.
    resume : bool
        Whether blocks that an earlier run of the same left behind are taken.
    progress : callable
        Told how many draws have been done, or were found, since the last call.
    told : callable
        Hears a sentence where something goes otherwise: a worker lost, blocks found.

    Raises
    ------
    UsageError
        As `bedspace.run`, and if a worker has another version or other data.
    """
    made = prepared(request)
    shared, head = made.shared(), None
    key, asked = key_of(made, engine, outputs), pickle.dumps(request)
    blocks, parts = Blocks(key), dealt(request.draws)
    found = [number for number, part in enumerate(parts) if resume and blocks.find(number)]
    if resume:
        there = sum(len(made.draws[parts[number]]) for number in found)
        told(f"{there:,} of {request.draws:,} draws were there from before")
        progress(there)
    tasks = {
        number: Task(asked, engine, outputs, key, made.draws[part], shared.of_draws(part))
        for number, part in enumerate(parts)
        if number not in found
    }
    try:
        for number, block in workers.done(block_of, tasks, told):
            blocks.put(number, block)
            progress(len(made.draws[parts[number]]))
            head = head or _head(made, shared)  # while others are at the next blocks
        yield _gathered(head or _head(made, shared), engine, blocks)
    except BaseException:
        blocks.close()
        raise
    blocks.remove()


def dealt(draws: int) -> list[slice]:
    """Draws in blocks as even as can be; one draw alone is only dealt where there is no other."""
    count = max(-(-draws // LARGEST), min(PARTS, draws // SMALLEST), 1)
    ends = [draws * number // count for number in range(count + 1)]
    return [slice(first, last) for first, last in pairwise(ends)]


def block_of(task: Task) -> Block:
    """Run a block of draws: its outputs, and what is put together with that of other blocks.

    Raises
    ------
    UsageError
        If this is not the version, or these are not the data, of who asks.
    """
    made = _prepared(task.asked)
    if key_of(made, task.engine, task.outputs) != task.key:
        what = "a worker has another version of bedspace or numpy, another Python or other data"
        raise UsageError(Fault("--executor", what, "those of the asking side", "Install the same on both."))
    compiling = Compiling(made, task.draws, task.shared)
    areas: dict[str, Censused] = {}
    if task.engine == "persons":
        by_area = _followed(compiling)
        answer, outputs, hashed = by_area.answer, by_area.outputs, by_area.from_persons
        areas = by_area.held_by_area
    else:
        answer = _answer(compiling)
        outputs = {name: answer.result.outputs[name] for name in answer.names}
        hashed = dict(answer.result.outputs)
    names = [name for name in outputs if not task.outputs or name in (*task.outputs, *_ALWAYS)]
    with_areas = not task.outputs or _HELD in task.outputs
    return {
        **{name: outputs[name] for name in names},
        **{f"{_HELD}{_AREA}{area}": held for area, held in areas.items() if with_areas},
        _HASHES: np.array([[*digest] for digest in draw_hashes(hashed)], dtype=np.uint8).T,
        _HASHED: np.array([[name] for name in sorted(hashed)]),
        _WORST: np.array([[check.worst] for check in checks_of_draws(answer)]),
        _MARKS: np.array([[str(answer.rests_on(name))] for name in names]),
    }


@lru_cache(maxsize=2)
def _prepared(asked: bytes) -> Prepared:
    request: Request = pickle.loads(asked)
    return prepared(request)


def _head(made: Prepared, shared: Shared) -> Answer:
    """The first few draws, by which an ensemble is described."""
    few = slice(0, min(FEW, made.request.draws))
    return _answer(Compiling(made, made.draws[few], shared.of_draws(few)))


def _answer(compiling: Compiling) -> Answer:
    plan = compiling.plan()
    return answer_of(compiling, plan, expected_numbers.run(plan, followed=False))


def _followed(compiling: Compiling) -> AreaAnswer:
    made, plan = compiling.prepared, compiling.plan()
    keys = replication_keys(made.request.seed, compiling.draws.start, len(compiling.draws))
    people = run_part(plan, areas_of(made.vintage, made.scenario.start), keys)
    return AreaAnswer(answer_of(compiling, plan, people.expected), people)


def _gathered(head: Answer, engine: Engine, blocks: Blocks) -> Ensemble:
    """All blocks as one answer."""
    hashes = (column.tobytes() for column in blocks.joined(_HASHES).T)
    asked = {**head.asked, "engine": engine, RESULT_HASH: hash_of_draws(_hashed(blocks), hashes)}
    checks = over_all(checks_of_draws(head), blocks.joined(_WORST).max(-1).tolist())
    answer = replace(head, asked=asked, result=replace(head.result, outputs=_Outputs(blocks)))
    return Ensemble(answer, checks, blocks)


def _hashed(blocks: Blocks) -> list[str]:
    """Names of the outputs that are hashed, in order: all that the engine gives."""
    return [str(name) for name in np.unique(blocks.joined(_HASHED))]


def key_of(made: Prepared, engine: Engine, outputs: tuple[str, ...]) -> str:
    """What blocks are blocks of: the request, what of it is kept, the version with every source, and the data."""
    asked = asked_of(made.request, made.scenario, made.catalogue, made.vintage, made.count)
    return hash_of([json.dumps([asked, engine, outputs], default=str).encode(), _sources().encode()])


@cache
def _sources() -> str:
    """A hash of every source of the package and of every file that it ships: whoever edits one starts anew."""
    root = Path(bedspace.__file__).parent
    kinds = {".py", ".toml", ".csv", ".parquet"}
    files = sorted(path for path in root.rglob("*") if path.suffix in kinds)
    return hash_of(part for path in files for part in (path.relative_to(root).as_posix().encode(), path.read_bytes()))
