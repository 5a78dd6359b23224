"""The pages as static files: the same answers, each with its data beside it; nothing to run."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from bedspace.errors import CheckFailed, Fault
from bedspace.web.answers import Kept
from bedspace.web.api import Desk, description
from bedspace.web.explorer import presets
from bedspace.web.formats import written
from bedspace.web.links import FileLinks
from bedspace.web.pages import PAGES
from bedspace.web.pictures import AS_FILE
from bedspace.web.render import asset, page
from bedspace.web.view import NOTHING, Page, Reader, shown
from bedspace.writing import folder_for, write

SHEET = "bedspace.css"
LEFT_OUT = ("facility", "figure", "persons")
"""Pages that answer only what is asked, and what takes minutes."""


def build(folder: Path, home: Path | None = None) -> list[str]:
    """Write the pages, their data and their styles.

    Parameters
    ----------
    folder : Path
        Made if it is not there; files of the same names are replaced.
    home : Path, optional

    Returns
    -------
    list of str
        Names of the files.

    Raises
    ------
    CheckFailed
        If a page cannot be made.
    """
    made = dict(_pages())
    links = FileLinks({file: (each.name, state) for file, (each, state) in made.items()})
    reader = Reader(Desk(home), links, Kept(0))
    files: dict[str, str | bytes] = {file: _text(reader, file, *of) for file, of in made.items()}
    files[SHEET] = asset(SHEET)
    files["openapi.json"] = json.dumps(description(reader.desk), indent=1)
    for file, (question, form) in links.wanted.items():
        files[file] = written(reader.desk.heard(question).whole, form).body
    for file, (picture, form) in links.drawn.items():
        files[file] = AS_FILE[form](picture)
    for file, picture in links.embedded.items():
        files[file] = page("embed.html", links, "", picture=replace(picture, addresses={}))
    for name in sorted(files):
        target = folder / name
        folder_for(target.parent, "DIR")
        write(files[name], target, "DIR")
    return sorted(files)


def _pages() -> Iterator[tuple[str, tuple[Page, Mapping[str, Any]]]]:
    """Every page with its file; the explorer once for each of its questions."""
    for each in PAGES:
        if each.name not in LEFT_OUT:
            yield f"{each.name or 'index'}.html", (each, NOTHING)
        if each.name == "explorer":
            yield from ((f"explorer-{preset.name}.html", (each, {"scenario": preset.name})) for preset in presets())


def _text(reader: Reader, file: str, made: Page, state: Mapping[str, Any]) -> str:
    status, text = shown(made, reader, state)
    if status != 200:
        raise CheckFailed(Fault(file, f"the page answers {status}"))
    return text
