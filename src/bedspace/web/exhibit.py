"""A figure as an exhibit: one page with every printing of it, its file, sheet and cell, and a hash of the answer."""

from __future__ import annotations

import hashlib
import shlex
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import Markup

from bedspace.cli.show import number
from bedspace.cli.writers import json_text
from bedspace.report.addresses import ICE, PROJECT, publishers
from bedspace.web.packing import MARKS

WIDTH, HEIGHT, MARGIN = 595, 842, 48
MOST = 22
"""Printings on the page; the JSON has all, and the page says so."""
COLUMNS = {"value": 48, "unit": 120, "data_date": 190, "published": 265, "source": 340}
"""Columns and their places."""
HEADS = {"value": "Value", "unit": "Unit", "data_date": "Data to", "published": "Published",
         "source": "File / sheet / cell"}  # fmt: skip
LETTERS, OF_A_SOURCE = 100, 42


def exhibit(whole: Mapping[str, Any]) -> bytes:
    """A PDF of one page."""
    from vl_convert import svg_to_pdf

    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" font-family="sans-serif">'
    ground = f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>'
    made: bytes = svg_to_pdf(f"{head}{ground}{Markup('').join(_lines(whole))}</svg>")
    return made


def hash_of(whole: Mapping[str, Any]) -> str:
    """SHA-256 of the answer as JSON."""
    return hashlib.sha256(json_text(whole).encode("utf-8", "backslashreplace")).hexdigest()


def _lines(whole: Mapping[str, Any]) -> Iterator[Markup]:
    rows = whole["result"]
    y = float(MARGIN)
    for size, text in ((17.0, str(rows[-1]["what"])), (10.0, "Exhibit: every printing of this figure")):
        for line in textwrap.wrap(text, 52 if size > 10 else LETTERS):
            yield _text(MARGIN, y, line, size)
            y += size + 6
    y += 10
    for name, x in COLUMNS.items():
        yield _text(x, y, HEADS[name], 9, bold=True)
    shown = [row for row in rows if "source" in row][-MOST:]
    for row in shown:
        y += 18
        for name, x in COLUMNS.items():
            words = textwrap.wrap(number(row.get(name)), OF_A_SOURCE if name == "source" else LETTERS) or [""]
            for place, line in enumerate(words):
                yield _text(x, y + 11 * place, line, 8.5)
        y += 11 * (len(textwrap.wrap(number(row["source"]), OF_A_SOURCE)) - 1)
    y += 30
    for told in _said(whole, len(shown)):
        for line in textwrap.wrap(told, LETTERS):
            yield _text(MARGIN, y, line, 9)
            y += 13
        y += 4


def _said(whole: Mapping[str, Any], shown: int) -> Iterator[str]:
    rows = whole["result"]
    if shown < len(rows):
        yield f"The newest {shown} of {len(rows)} printings; the JSON has all."
    marks = dict.fromkeys(row["rests_on"] for row in rows if row["rests_on"])
    yield from (f"Mark: {mark}, {MARKS[mark]}." for mark in marks)
    yield f"Publishers: {ICE}, {publishers()[ICE]}; {PROJECT}, {publishers()[PROJECT]}."
    command = shlex.join(["bedspace", *whole["record"]["command"]])
    yield f"Made by bedspace {whole['bedspace']}, data {whole['data']}: {command}"
    yield f"SHA-256 of that answer: {hash_of(whole)}"
    yield "The hash is of the answer, not of the publisher's file, which the software does not carry."


def _text(x: float, y: float, words: str, size: float, bold: bool = False) -> Markup:
    weight = Markup(' font-weight="bold"') if bold else ""
    return Markup('<text x="{:.1f}" y="{:.1f}" font-size="{}"{}>{}</text>').format(x, y, size, weight, words)
