"""A file read, as columns of the tables of the warehouse: they pass between processes and into SQL without a loop."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from bedspace.data.findings import Finding
from bedspace.data.read.workbooks import Release
from bedspace.data.store.reading import Added
from bedspace.figure import Figure

Columns = Mapping[str, np.ndarray]
_FINDING = ("kind", "severity", "file", "sheet", "cell", "expected", "found", "note")
_DETAIL = ("name", "key", "text", "sheet", "cell")
_EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True)
class Ready:
    """A file that was read, ready to be stored.

    Attributes
    ----------
    added : Added
        Its release without figures and details.
    tables : mapping
        Name of each table of the warehouse -> columns of the release; none where the file was refused.
    """

    added: Added
    tables: Mapping[str, Columns]


def ready(added: Added) -> Ready:
    """What became of a file, with its figures, findings and details as columns."""
    if added.release is None:
        return Ready(added, {})
    tables = columns_of(added.release, added.findings)
    return Ready(replace(added, release=replace(added.release, figures=(), details=())), tables)


def columns_of(release: Release, findings: Sequence[Finding]) -> dict[str, Columns]:
    """Columns of the tables figure, finding and detail."""
    return {
        "figure": _figures(release.figures),
        "finding": _texts(findings, _FINDING),
        "detail": _texts(release.details, _DETAIL),
    }


def _figures(figures: Sequence[Figure]) -> Columns:
    return {
        "quantity": _objects(f.quantity for f in figures),
        "key": _objects(f.key for f in figures),
        "period": _objects(f.period for f in figures),
        "unit": _objects(str(f.unit) for f in figures),
        "evidence": _objects(str(f.evidence) for f in figures),
        "file": _objects(f.origin.file for f in figures),
        "sheet": _objects(f.origin.sheet for f in figures),
        "cell": _objects(f.origin.cell for f in figures),
        "value": np.array([f.value for f in figures]),
        "data_date": _days(f.data_date for f in figures),
        "published": _days(f.published for f in figures),
    }


def _texts(values: Sequence[object], names: Sequence[str]) -> Columns:
    return {name: _objects(str(getattr(value, name)) for value in values) for name in names}


def _objects(texts: Iterable[str]) -> np.ndarray:
    return np.array(list(texts), dtype=object)


def _days(days: Iterable[date]) -> np.ndarray:
    """Days as NumPy has them; by their number, as NumPy takes long over date objects."""
    numbers = np.array([day.toordinal() for day in days], dtype=np.int64) - _EPOCH
    return numbers.astype("datetime64[D]").astype("datetime64[s]")
