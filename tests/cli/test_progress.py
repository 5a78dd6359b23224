"""Progress on a terminal: it is shown, it goes away, and no thread moves it."""

from __future__ import annotations

import io
import sys
import threading

import pytest

from bedspace.cli.progress import counting, working


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def a_terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """The standard error from now on: before a test begins, pytest puts its own in the place."""
    shown = Terminal()
    monkeypatch.setattr(sys, "stderr", shown)
    monkeypatch.setenv("TERM", "xterm")
    return shown


def test_a_verb_that_works_says_so_and_takes_it_back(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal, before = a_terminal(monkeypatch), threading.active_count()
    with working("running no-change"):
        assert "running no-change" in terminal.getvalue()
        assert threading.active_count() == before
    assert terminal.getvalue().endswith(" " * len("running no-change ...") + "\r")


def test_a_bar_moves_when_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal, before = a_terminal(monkeypatch), threading.active_count()
    with counting("asking", 300) as progress:
        assert "0/300" in terminal.getvalue()
        progress(100)
        assert "100/300" in terminal.getvalue()
        assert threading.active_count() == before


def test_nothing_is_shown_where_nobody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = io.StringIO()
    monkeypatch.setattr(sys, "stderr", shown)
    with working("running"), counting("asking", 3) as progress:
        progress(1)
    assert not shown.getvalue()
