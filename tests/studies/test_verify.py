"""A published record run again: the same is reproduced, and every change of a single field is found."""

from __future__ import annotations

import copy
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from bedspace.cli.main import cli
from bedspace.cli.verify import _rerun
from bedspace.errors import InputRefused
from bedspace.report.downloads import of_record
from bedspace.studies.record.verify import ENVIRONMENT, differing, read, run_again, verify
from bedspace.studies.run.runs import Request, run

SMALL = Request("no-change", draws=3, days=12)
COMMAND = ["run", "no-change", "--draws", "3", "--days", "12", "--outputs", "removals,midnight_population", "--json"]


@pytest.fixture(scope="module")
def whole() -> dict[str, Any]:
    """What a run prints as JSON."""
    printed: dict[str, Any] = json.loads(CliRunner().invoke(cli, COMMAND).stdout)
    return printed


def entries(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Paths of all entries that are no table and no list."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    nested = [each for key, entry in pairs for each in entries(entry, (*path, key))]
    yield from nested or [path]


def other(value: Any) -> Any:
    """Another value of the same kind, as near as can be."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + 1 if isinstance(value, int) else value * (1 + 1e-12) + 1e-12
    return (
        [1]
        if isinstance(value, list)
        else {"x": 1}
        if isinstance(value, dict)
        else "1"
        if value is None
        else f"{value}x"
    )


def changed(whole: dict[str, Any], path: tuple[Any, ...]) -> dict[str, Any]:
    """The same with one entry changed."""
    new = copy.deepcopy(whole)
    place = new
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = other(place[path[-1]])
    return new


def test_each_of_all_single_changes_is_found(whole: dict[str, Any]) -> None:
    paths = [*entries(whole)]
    assert len(paths) > 50
    for path in paths:
        found = differing(changed(whole, path), whole)
        assert found
        assert all(str(path[-1]) in each.field for each in found)
        assert all(each.environment == (path[-1] in ENVIRONMENT) for each in found)


def test_each_of_all_single_changes_of_a_run_is_found() -> None:
    """A record alone, as a page offers it: what it says is run, and gives another record or none."""
    asked = replace(SMALL, sets={"exit_drift": "0.02"}, off=("seats",), stale_ok=True)
    record = json.loads(json.dumps(run(asked).record))
    paths = [*entries(record)]
    assert len(paths) > 25
    for path in paths:
        try:
            found = verify(changed(record, path))
        except InputRefused:
            continue
        assert found, path


def test_the_verb_finds_each_of_fifty_single_changes(
    whole: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As it is called, on 50 entries from all over the file; what a command gives is worked out once."""
    again = cache(_rerun)
    monkeypatch.setattr("bedspace.cli.verify._rerun", lambda command: again(tuple(command)))
    paths = [*entries(whole)]
    fifty = paths[:40] + paths[-10:]
    assert len({*fifty}) == 50
    for path in fifty:
        done = call(changed(whole, path), tmp_path)
        told = str(done.exception) if isinstance(done.exception, InputRefused) else done.stdout
        assert done.exit_code == (path[-1] not in ENVIRONMENT), path
        assert "command" in path or str(path[-1]) in told


def test_a_field_of_another_type_differs() -> None:
    assert [each.field for each in differing({"seed": "7", "draws": 1}, {"seed": 7, "draws": True})] == [
        "seed",
        "draws",
    ]


def test_an_entry_that_is_missing_or_added_is_found(whole: dict[str, Any]) -> None:
    less = {name: value for name, value in whole["record"].items() if name != "seed"}
    assert [each.field for each in differing(less, whole["record"])] == ["seed"]
    assert [each.field for each in differing(whole["record"], less)] == ["seed"]


def test_a_run_is_reproduced_from_its_record_alone() -> None:
    record = run(SMALL).record
    assert verify(record) == []
    assert verify(json.loads(json.dumps(record))) == []


@pytest.mark.parametrize("name", ["seed", "draws", "days", "inflow", "set", "off", "start"])
def test_a_record_of_another_run_is_not_reproduced(name: str) -> None:
    """Each entry that a run is made from moves the hash of the result."""
    given = {"inflow": "held", "set": {"exit_drift": "0"}, "off": ["exit drift"], "start": "2025-10-31"}
    record = run(SMALL).record
    asked = {**record, name: given.get(name, record[name] + 1 if isinstance(record[name], int) else None)}
    assert "result_hash" in {each.field for each in verify(asked)}


def test_what_cannot_be_run_is_refused() -> None:
    record = run(SMALL).record
    for name, value in (("scenario", "no-chance"), ("days", "many"), ("start", "then"), ("off", 3)):
        with pytest.raises(InputRefused):
            run_again({**record, name: value})
    with pytest.raises(InputRefused, match="missing"):
        run_again({"scenario": "no-change"})


def test_on_another_platform_rounding_is_allowed_and_no_more(whole: dict[str, Any]) -> None:
    elsewhere = changed(changed(whole, ("record", "platform")), ("record", "result_hash"))
    for relative, fields in ((1e-11, ["record.platform"]), (1e-7, ["result[0].mean", "record.platform"])):
        elsewhere["result"][0]["mean"] = whole["result"][0]["mean"] * (1 + relative)
        assert [each.field for each in differing(elsewhere, whole)] == fields
    del elsewhere["result"]
    assert "record.result_hash" in {each.field for each in differing(elsewhere, {**whole, "result": []})}


def zipped(name: str, content: bytes, *more: str) -> bytes:
    """A zip with one file, and copies of it under other names."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        for each in (name, *more):
            packed.writestr(each, content)
    return held.getvalue()


def test_a_record_is_read_out_of_a_page_and_a_zip() -> None:
    record = run(SMALL).record
    file = of_record(record)
    page = f'<p><a download="{file.name}" href="{file.address}">record</a></p>'.encode()
    for content in (
        json.dumps(record).encode(),
        page,
        zipped("report.html", page),
        zipped("a.json", json.dumps(record).encode()),
    ):
        assert dict(read(content, "it").record) == json.loads(json.dumps(record))


@pytest.mark.parametrize(
    "content",
    [b"", b"<p>no record</p>", b"[1]", b'{"a": 1}', b"PK\x03\x04", b'{"record": 3}', zipped("a.txt", b"x"),
     zipped("a.json", b'{"scenario": "x"}', "b.json"), b"[" * 100_000],
    ids=["empty", "page", "list", "other", "broken", "number", "zip without", "zip of two", "deep"],
)  # fmt: skip
def test_what_holds_no_record_is_refused(content: bytes) -> None:
    with pytest.raises(InputRefused):
        read(content, "it")


def call(whole: Any, tmp_path: Path, *arguments: str) -> Any:
    """The verb on a file."""
    file = tmp_path / "record.json"
    file.write_text(json.dumps(whole), encoding="utf-8")
    return CliRunner().invoke(cli, ["verify", str(file), *arguments])


def test_the_verb_reproduces_what_a_verb_printed(whole: dict[str, Any], tmp_path: Path) -> None:
    assert whole["record"]["command"] == COMMAND
    done = call(whole, tmp_path)
    assert done.exit_code == 0
    assert "Reproduced" in done.stdout
    assert "every bit is the same" in done.stdout


@pytest.mark.parametrize(
    "verb", ["latest", "why removals", "compare no-change +guantanamo-200-used --draws 2 --days 5", "system"]
)
def test_it_runs_any_verb_again(verb: str, tmp_path: Path) -> None:
    printed = json.loads(CliRunner().invoke(cli, [*verb.split(), "--json"]).stdout)
    assert call(printed, tmp_path).exit_code == 0
    row = printed["result"][0]
    row[next(iter(row))] = "other"
    assert call(printed, tmp_path).exit_code == 1


def test_the_verb_names_the_field_that_differs(whole: dict[str, Any], tmp_path: Path) -> None:
    asked = changed(whole, ("result", 3, "q50"))
    (row,) = json.loads(call(asked, tmp_path, "--json").stdout)["result"]
    assert row["field"] == "result[3].q50"
    assert json.loads(row["again"]) == whole["result"][3]["q50"]
    done = call(asked, tmp_path)
    assert (done.exit_code, "Not reproduced" in done.stdout) == (1, True)


@pytest.mark.parametrize(
    "command",
    [["log", "add"], ["report", "--out", "x"], ["data", "add", "f"], ["run", "--parquet", "f"], ["check", "-"],
     ["check", "--log=f", "x"], ["shell"], ["run", "--executor", "tcp://elsewhere:1"], ["run", "--resume"],
     ["verify", "x"], ["run", "no-chance"], ["run", "--dayz", "3"]],
)  # fmt: skip
def test_a_command_that_writes_or_is_none_is_not_run(command: list[str], tmp_path: Path) -> None:
    done = call({"record": {"command": command}, "result": []}, tmp_path)
    assert isinstance(done.exception, InputRefused)
    assert [each.name for each in tmp_path.iterdir()] == ["record.json"]
