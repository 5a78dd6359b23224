"""The pages as static files: the same answers, each with its data beside it; nothing to run."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from bedspace.errors import CheckFailed, Fault
from bedspace.web.answers import Kept
from bedspace.web.api import Desk, description
from bedspace.web.explorer import presets
from bedspace.web.formats import written
from bedspace.web.links import FileLinks
from bedspace.web.pages import MOST_BASES, PAGES
from bedspace.web.pictures import as_png, as_svg
from bedspace.web.render import asset
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
    links = FileLinks({file: (page.name, state) for file, (page, state) in made.items()})
    reader = Reader(Desk(home), links, Kept(MOST_BASES), Kept(0))
    files: dict[str, str | bytes] = {file: _text(reader, file, *of) for file, of in made.items()}
    files[SHEET] = asset(SHEET)
    files["openapi.json"] = json.dumps(description(reader.desk), indent=1)
    for file, (question, form) in links.wanted.items():
        files[file] = written(reader.desk.heard(question).whole, form).body
    for file, (picture, form) in links.drawn.items():
        files[file] = as_svg(picture) if form == "svg" else as_png(picture)
    for name in sorted(files):
        target = folder / name
        folder_for(target.parent, "DIR")
        write(files[name], target, "DIR")
    return sorted(files)


def _pages() -> Iterator[tuple[str, tuple[Page, Mapping[str, Any]]]]:
    """Every page with its file; the explorer once for each of its questions."""
    for page in PAGES:
        if page.name not in LEFT_OUT:
            yield f"{page.name or 'index'}.html", (page, NOTHING)
        if page.name == "explorer":
            yield from (
                (f"explorer-{name}.html", (page, {"scenario": name})) for name in (each.name for each in presets())
            )


def _text(reader: Reader, file: str, page: Page, state: Mapping[str, Any]) -> str:
    status, text = shown(page, reader, state)
    if status != 200:
        raise CheckFailed(Fault(file, f"the page answers {status}"))
    return text
