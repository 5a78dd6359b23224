"""Published files saved again by another program: the same figures where the values were kept.

Where they were not, the file is refused; of a few formulas each figure lost is said by its cell.
"""

from __future__ import annotations

import re
import warnings
from datetime import date
from functools import cache
from math import isclose
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from bedspace.data.read.workbooks import Release, read_release
from bedspace.errors import InputRefused
from bedspace.figure import Figure

pytestmark = pytest.mark.shared
Figures = dict[tuple[str, str, str, date], Figure]
KINDS = ("values", "formulas", "archived", "copied")
SMALL = ("FY22-detentionStats.xlsx", "FY25_detentionStats01162025.xlsx")


@cache
def _original(path: Path) -> Figures:
    return _figures(read_release(path))


def _figures(release: Release) -> Figures:
    return {(f.quantity, f.key, f.period, f.data_date): f for f in release.figures}


def _saved_again(path: Path, folder: Path, kind: str) -> Path:
    """A copy: with values only, with formulas only, or byte for byte under an archive's or a file manager's name."""
    if kind == "archived":
        target = folder / f"20260101000000-{re.sub(r'^[0-9]{14}-', '', path.name)}"
        target.write_bytes(path.read_bytes())
        return target
    if kind == "copied":
        target = folder / f"{path.stem} (1){path.suffix}"
        target.write_bytes(path.read_bytes())
        return target
    target = folder / path.name
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and extensions that the library drops
        book: Any = openpyxl.load_workbook(path, data_only=kind == "values")
        book.save(target)
    return target


def _outcome(path: Path, folder: Path, kind: str) -> str:
    try:
        release = read_release(_saved_again(path, folder, kind))
    except InputRefused as error:
        return "refused for its formulas" if "formulas without their values" in str(error) else "refused"
    wanted, read = _original(path), _figures(release)
    if not all(k in wanted and isclose(read[k].value, wanted[k].value, rel_tol=1e-12) for k in read):
        return "different"
    said = {(f.sheet, f.cell) for f in release.findings if f.kind == "cell.no_value"}
    lost = {(wanted[k].origin.sheet, wanted[k].origin.cell) for k in wanted.keys() - read.keys()}
    return "same" if not lost else "less, and each said" if lost <= said else "less"


def _expected(kind: str) -> set[str]:
    return {"refused for its formulas", "less, and each said"} if kind == "formulas" else {"same"}


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_saved_again_is_read_right_or_refused(spreadsheets: list[Path], kind: str, tmp_path: Path) -> None:
    for path in spreadsheets:
        if path.name in SMALL:
            assert _outcome(path, tmp_path, kind) in _expected(kind)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_all_files_saved_again_are_read_right_or_refused(spreadsheets: list[Path], kind: str, tmp_path: Path) -> None:
    outcomes = {_outcome(path, tmp_path, kind) for path in spreadsheets}
    assert outcomes == _expected(kind)
