"""Every verb that prints a table, at three widths, on a pipe and on a terminal: nothing of its rows is cut."""

from __future__ import annotations

import fcntl
import itertools
import json
import os
import shlex
import struct
import sys
import termios
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner
from rich.cells import cell_len

from bedspace.cli import show
from bedspace.cli.main import VERBS, cli, main

WIDTHS = (60, 80, 110)
TEXT = "'ICE held about 42,000 people in detention on February 5, 2025, and made 900 arrests a day.'"
HEARING = """MR. LYONS: ICE held 39,703 people in detention on January 12, 2025.
SECRETARY NOEM: ICE was told to make 1,200 to 1,500 arrests a day.
"""
COMMANDS = (
    "run no-change --draws 2 --days 40",
    "compare reports-2025-02 +quota-3000 --draws 2 --days 346 --outputs custody_cost,arrests",
    "reach 'arrests >= 1500' --draws 20 --by 2026-01-29",
    "bottleneck --draws 2 --days 40",
    "accounts counts --draws 20",
    "sensitivity no-change --draws 2 --days 40",
    "costs no-change --draws 2 --days 40",
    "fate 8000 no-change --arrested 2025-01-20..2025-02-03 --draws 2",
    "claims read FILE",
    "claims read FILE --unread",
    "claims list",
    "claims list --disagreements",
    "claims list --calendar",
    "system",
    "system beds",
    "system --statements",
    "verify RECORD",
    "why beds_funded",
    "why book_ins:2024-12:agency=ice",
    "parameters list",
    "parameters show beds_funded",
    "scenarios list",
    "scenarios list --policies",
    "scenarios show no-change",
    "forecast --horizons 30,365",
    "backtest --from 2025-01-01",
    "fit",
    "log score --file LOG",
    "latest",
    "latest over 180 days",
    "--home HOME latest",
    "find bond",
    "data table book_ins",
    "data revisions book_ins",
    "data flows --from 2024-11-01",
    "data facility krome",
    "data facility",
    "--home HOME data add FILES",
    "--home HOME data list",
    "--home HOME data table book_ins",
    "--home HOME data check",
    "--home HOME data revisions book_ins",
)
OTHERS = (
    "run no-change --draws 2 --days 40 --outputs custody_cost,removals,midnight_population",
    "run no-change --draws 2 --days 40 --executor threads --resume",
    "compare no-change +removal-effort --draws 2 --days 40 --by date",
    "compare reports-2025-02 +laken-riley --draws 20 --days 40 --outputs removals --width 5",
    "bottleneck --draws 2 --days 20 --by-day",
    "accounts numbers --draws 20",
    "forecast --as-of 2025-01-19",
    "data table adp --as-of 2025-01-19",
    "claims read FOLDER",
    "scenarios show guantanamo-200-used",
)
"""Verbs that stand above too, asked otherwise."""
ANSWERS = (
    f"check {TEXT} --said 2025-02-07",
    f"check {TEXT} --said 2025-02-07 --steps",
    f"check {TEXT} --draft",
    "check FILE --ranked",
    "check FOLDER --said 2025-02-20",
    "check --again VERDICTS",
)
"""Commands that print blocks in place of a table, and the columns of their rows that stand in them whole."""
STANDING = ("statement", "verdict", "sentence", "before", "now", "sentence_before", "sentence_now", "because")
AGAIN = "again"
Table = tuple[list[dict[str, Any]], tuple[str, ...]]
Shown = list[Table]


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A text, made-up releases and a warehouse of them, by the names that stand for them in the commands."""
    from tests.data.synthetic_release import Layout, make, write

    from bedspace.data.store import loading

    folder = tmp_path_factory.mktemp("tables")
    (folder / "text.txt").write_text(TEXT, encoding="utf-8")
    (folder / "texts").mkdir()
    (folder / "texts" / "hearing.txt").write_text(HEARING, encoding="utf-8")
    (folder / "texts" / "page.html").write_text(f"<nav>7 more</nav><p>{TEXT}</p>", encoding="utf-8")
    (folder / "verdicts.jsonl").write_text(
        "".join(f"{json.dumps({'statement': line, 'verdict': 'gone'})}\n" for line in HEARING.splitlines())
    )
    (folder / "files").mkdir()
    for months in (3, 4):
        made = make(months, Layout(months=months, days_in_last=20))
        day = made.data_date
        write(made, folder / "files" / f"FY25_detentionStats{day:%m%d%Y}.xlsx", day)
    log = str(folder / "log.jsonl")
    CliRunner().invoke(cli, ["log", "add", "--file", log, "--as-of", "2025-06-20"])
    record = json.loads(CliRunner().invoke(cli, ["find", "bond", "--json"]).stdout)
    record["result"][0]["name"] = "another"
    (folder / "record.json").write_text(json.dumps(record))
    home = folder / "home"
    assert all(added.release for added in loading.add(home, [folder / "files"]))
    texts = {"FOLDER": str(folder / "texts"), "VERDICTS": str(folder / "verdicts.jsonl")}
    texts["RECORD"] = str(folder / "record.json")
    return texts | {"FILE": str(folder / "text.txt"), "FILES": str(folder / "files"), "HOME": str(home), "LOG": log}


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> Shown:
    """Rows and columns of every table printed since."""
    printed: Shown = []

    def spy(rows: Any, title: str, names: Sequence[str], original: Callable[..., None] = show._print_table) -> None:
        printed.append((list(rows), tuple(names)))
        original(rows, title, names)

    monkeypatch.setattr(show, "_print_table", spy)
    return printed


def on_a_pipe(arguments: list[str], width: int, monkeypatch: pytest.MonkeyPatch, program: click.Group = cli) -> str:
    """What a command prints to a pipe."""
    monkeypatch.setenv("COLUMNS", str(width))
    done = CliRunner().invoke(program, arguments)
    assert done.exit_code in (0, 1), done.output
    assert not isinstance(done.exception, Exception), done.exception
    return done.stdout


def on_a_terminal(arguments: list[str], width: int, monkeypatch: pytest.MonkeyPatch, program: click.Group = cli) -> str:
    """What a command prints to a terminal that is so many columns wide."""
    ours, its = os.openpty()
    fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", 24, width, 0, 0))
    told: list[bytes] = []
    reader = threading.Thread(target=lambda: told.extend(_chunks(ours)))
    reader.start()
    monkeypatch.delenv("COLUMNS", raising=False)
    with open(its, "w", encoding="utf-8") as terminal, monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", terminal)
        patch.setattr(sys, "__stdout__", terminal)
        with pytest.raises(SystemExit) as stop:
            main(arguments) if program is cli else program(arguments)
    reader.join(30)
    os.close(ours)
    assert stop.value.code in (0, 1)
    return click.unstyle(b"".join(told).decode("utf-8").replace("\r\n", "\n"))


def _chunks(handle: int) -> Iterator[bytes]:
    try:
        while chunk := os.read(handle, 65536):
            yield chunk
    except OSError:  # the other end is closed
        return


def words(rows: Sequence[dict[str, Any]], columns: Sequence[str]) -> Counter[str]:
    """Words of the cells as people see them: numbers, days, years and names; longer ones may be folded."""
    texts = (show.number(row[name]) for row in rows for name in columns)
    return Counter(word for text in texts for word in text.split() if len(word) <= 40)


def leaves(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[str]:
    """Verbs that give rows."""
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            assert found is not None
            yield from leaves(found, (*path, name))
    elif any("--csv" in parameter.opts for parameter in command.params):
        yield " ".join(path)


def test_every_verb_that_gives_rows_is_tried() -> None:
    tried = ["data facilities", *(command.removeprefix("--home HOME ") for command in (*COMMANDS, *ANSWERS))]
    assert [verb for verb in leaves(cli) if not any(f"{each} ".startswith(f"{verb} ") for each in tried)] == []
    assert len(VERBS) >= 12


@pytest.mark.parametrize("command", [*COMMANDS, *(pytest.param(each, marks=pytest.mark.slow) for each in OTHERS)])
def test_no_number_day_year_or_name_is_cut(
    command: str, places: dict[str, str], shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments = [places.get(word, word) for word in shlex.split(command)]
    nothing_is_cut(arguments, shown, monkeypatch)
    tables = tuple(shown)
    for way, width in itertools.product((on_a_pipe, on_a_terminal), WIDTHS):
        tables_are_whole(tables, way([AGAIN], width, monkeypatch, again(tables)))


@pytest.mark.parametrize("command", ANSWERS)
def test_no_word_of_an_answer_is_cut(command: str, places: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    arguments = [places.get(word, word) for word in shlex.split(command)]
    rows = json.loads(on_a_pipe([*arguments, "--json"], 80, monkeypatch))["result"]
    told = [" ".join(text.split()) for row in rows for text in map(row.get, STANDING) if text]
    told = [text.removeprefix("No verdict: ") for text in told]  # the verdict before it says so
    assert told
    for way in (on_a_pipe, on_a_terminal):
        for width in WIDTHS:
            shown = " ".join(way(arguments, width, monkeypatch).split()).lower()
            assert [text for text in told if text.lower() not in shown] == []


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS)
def test_nothing_is_cut_whoever_asks(
    command: str, places: dict[str, str], shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments = [places.get(word, word) for word in shlex.split(command)]
    for way in (on_a_pipe, on_a_terminal):
        shown.clear()
        tables_are_whole(shown, way(arguments, WIDTHS[1], monkeypatch))


@pytest.mark.shared
def test_no_word_of_a_facility_is_cut(
    shared: Path, tmp_path: Path, shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = ["--home", str(tmp_path), "data"]
    release = shared / "data" / "ice" / "vintages" / "FY25_detentionStats01162025.xlsx"
    on_a_pipe([*home, "add", str(release)], 80, monkeypatch)
    nothing_is_cut([*home, "facilities"], shown, monkeypatch)


def nothing_is_cut(arguments: list[str], shown: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    """Compare the words of a command's tables, on a pipe of 60 columns, with its rows for machines."""
    rows = json.loads(on_a_pipe([*arguments, "--json"], 80, monkeypatch))["result"]
    assert rows
    shown.clear()
    expected = tables_are_whole(shown, on_a_pipe(arguments, WIDTHS[0], monkeypatch))
    if arguments[0] in ("sensitivity", "costs"):
        return  # tables beside the one of the rows
    known = words([{**row, **_in_millions(row)} for row in rows] + rows, tuple(rows[0]))
    numbers = {word for word in expected if word[-1].isdigit() and "e-" not in word}
    assert numbers <= set(known), numbers - set(known)


def tables_are_whole(tables: Sequence[Table], text: str) -> Counter[str]:
    """Words of the tables, all of which the text has."""
    expected = sum((words(*table) for table in tables), Counter[str]())
    assert expected
    assert expected - Counter(text.split()) == Counter()
    return expected


def again(tables: Sequence[Table]) -> click.Group:
    """A command that prints the tables once more, without asking for their rows anew."""
    group = click.Group()
    printed = show._print_table

    @group.command(AGAIN)
    def _() -> None:
        for rows, names in tables:
            printed(rows, "Again", names)

    return group


def _in_millions(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value / 1e6 for name, value in row.items() if isinstance(value, float)}


@pytest.mark.parametrize("way", [on_a_pipe, on_a_terminal])
def test_the_width_is_that_of_the_terminal_or_of_columns(way: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    widest = [max(map(cell_len, way(["parameters", "list"], width, monkeypatch).splitlines())) for width in WIDTHS]
    assert all(found <= width for found, width in zip(widest, WIDTHS, strict=True))
    assert widest[-1] > 80


def test_a_number_of_ten_digits_and_a_fiscal_year_stand_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [{"year": "FY2025", "dollars": 3_010_000_000, "change": -2120.0, "note": "a note " * 20}]
    output = show.Output(False, False, None)
    for width in (20, *WIDTHS):
        monkeypatch.setenv("COLUMNS", str(width))
        with CliRunner().isolation() as (out, *_):
            show.emit(rows, output, title="T", record={}, data="")
        told = out.getvalue().decode().split()
        assert {"FY2025", "3,010,000,000", "-2,120"} <= set(told)
        assert told.count("note") >= 20


def test_no_rows_are_said(capsys: pytest.CaptureFixture[str]) -> None:
    show.emit([], show.Output(False, False, None), title="Claims", record={}, data="")
    assert capsys.readouterr().out == "Claims\nnone\n"
