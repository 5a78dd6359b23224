"""``bedspace report``: what it prints and writes, and how it refuses."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from bedspace.cli.main import main
from bedspace.report import charts
from bedspace.report.findings import Inline, gather
from bedspace.studies.run.runs import Request

verb = importlib.import_module("bedspace.cli.report")


def test_short_sentences_and_a_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verb, "_worker", Inline)
    target = tmp_path / "page.html"
    result = CliRunner().invoke(verb.report, ["fiscal-2024", "--out", str(target), "--draws", "8", "--seed", "3"])
    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    assert re.fullmatch(r"bedspace · 19 January to 18 July 2025 · \d+ inputs became known after 19 January", lines[0])
    assert max(map(len, lines)) <= verb.WIDTH
    assert "[counted] people were held on" in result.stdout
    assert "assumed: no count fixes it" in result.stdout
    assert "The whole report" in result.stderr
    assert "seed 3, 8 draws" in target.read_text(encoding="utf-8")
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]


def refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """Message of a refusal, which has exit code 2 and one line."""
    with pytest.raises(SystemExit) as stop:
        main(["report", *arguments])
    assert stop.value.code == 2
    message = capsys.readouterr().err.strip().splitlines()
    assert len(message) == 1
    return message[0]


def test_a_refusal_offers_an_option_that_the_verb_has(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scenario, page = tmp_path / "short.toml", tmp_path / "page.html"
    text = 'title = "t"\nquestion = "q"\nstart = 2025-01-19\ndays = 60\ninflow = "observed"\n'
    scenario.write_text(text, encoding="utf-8")
    arguments = [str(scenario), "--out", str(page), "--draws", "8"]
    assert "Use --data-through" in refused(arguments, capsys)
    result = CliRunner().invoke(verb.report, [*arguments, "--data-through", "2025-03-31"])
    assert result.exit_code == 0, result.output
    assert "data up to 2025-03-31, as revised later" in page.read_text(encoding="utf-8")


def test_missing_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "a path in a folder" in refused(["--out", str(tmp_path / "none" / "page.html")], capsys)


def test_missing_extra(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(charts, "find_spec", lambda name: None if name == "altair" else object())
    message = refused(["--out", str(tmp_path / "page.html")], capsys)
    assert "altair not installed" in message
    assert "pip install 'bedspace[report]'" in message


def test_the_full_page_refuses_other_days_before_anything_runs(tmp_path: Path) -> None:
    path = tmp_path / "short.toml"
    path.write_text('title = "t"\nquestion = "q"\nstart = 2025-01-19\ndays = 30\n', encoding="utf-8")
    with pytest.raises(Exception, match="covers 2025-01-19 to 2025-02-18"):
        gather(Request(str(path), draws=2), full=True)


def test_wrong_names_and_dates(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verb, "_worker", Inline)
    out = ["--out", str(tmp_path / "page.html")]
    assert "none of this name" in refused(["nonsense", *out], capsys)
    assert "is no date" in refused(["--as-of", "2025-13-01", *out], capsys)
    assert "known as published by 2019-01-01" in refused(["--as-of", "2019-01-01", *out], capsys)
    assert list(tmp_path.iterdir()) == []
