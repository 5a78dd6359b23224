"""Where a number comes from: official figure, parameter or output, in one look-up."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bedspace.data.store import warehouse
from bedspace.errors import Fault, UsageError
from bedspace.figure import Figure
from bedspace.figures.embedded import figures
from bedspace.model import custody, money
from bedspace.model.outputs import OF_ARRESTS, OUTPUTS
from bedspace.model.system import PARTS
from bedspace.parameters.catalogue import Parameter, catalogue, sources
from bedspace.studies.estimate.custody import ESTIMATED_FROM


def trace(name: str, home: Path | None = None) -> list[dict[str, Any]]:
    """Rows that lead from a name to file, sheet and cell, or to publications.

    Parameters
    ----------
    name : str
        An output, a parameter, or an official figure ``TABLE:PERIOD`` or ``TABLE:PERIOD:KEY``.
    home : Path, optional
        A warehouse in which to look for every printing of an official figure; the embedded tables by default.

    Raises
    ------
    UsageError
        If nothing has that name.
    """
    if ":" in name:
        return _figures(home, *name.split(":", 2))
    if name in OUTPUTS:
        return _output(name)
    if name in catalogue():
        return _parameter(catalogue()[name])
    raise UsageError(
        Fault(
            name,
            "no output, parameter or official figure has this name",
            "for instance midnight_population, beds_funded, or book_ins:2024-12:agency=ice",
        )
    )


def _figures(home: Path | None, quantity: str, period: str, key: str = "") -> list[dict[str, Any]]:
    known = warehouse.vintages(home, quantity) if home and warehouse.exists(home) else figures()
    found = [f for f in known if (f.quantity, f.period, f.key) == (quantity, period, key)]
    if not found:
        near = sorted({f.key for f in known if (f.quantity, f.period) == (quantity, period)})
        tables = sorted({f.quantity for f in figures()})
        expected = f"one of the keys {', '.join(near[:6])}" if near else f"one of the tables {', '.join(tables)}"
        where = "in the warehouse" if home else "among the embedded tables"
        raise UsageError(Fault(f"{quantity}:{period}:{key}", f"no figure of this name {where}", expected))
    return [_figure(figure) for figure in sorted(found, key=lambda f: f.published)]


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "what": f"{figure.quantity} {figure.period} {figure.key}".strip(),
        "value": figure.value,
        "unit": str(figure.unit),
        "data_date": figure.data_date.isoformat(),
        "published": figure.published.isoformat(),
        "source": str(figure.origin),
        "rests_on": "counted",
    }


def _parameter(parameter: Parameter) -> list[dict[str, Any]]:
    return [
        {
            "what": f"{parameter.name} from {value.since}",
            "value": value.value,
            "unit": str(parameter.unit),
            "data_date": value.since.isoformat(),
            "published": value.known.isoformat() if value.known else "",
            "source": "; ".join(str(sources().get(key, "assumption")) for key in value.source.split()),
            "rests_on": str(parameter.rests_on),
        }
        for value in parameter.values
    ]


def _output(name: str) -> list[dict[str, Any]]:
    """The definition of an output, the official tables behind custody, and the parameters of its parts."""
    output = OUTPUTS[name]
    parts = _BEFORE_CUSTODY if name in OF_ARRESTS else _CUSTODY
    used = [parameter for part in parts for parameter in part.PARAMETERS if parameter not in money.OF_THE_BUDGET]
    tables = () if name in OF_ARRESTS else ESTIMATED_FROM
    return [
        _row(f"{name}: {output.definition}", str(output.unit), _CODE, str(output.rests_on)),
        *(_row(f"official table {table}", "", f"bedspace data table {table}", "counted") for table in tables),
        *(row for parameter in used for row in _parameter(catalogue()[parameter])),
    ]


def _row(what: str, unit: str, source: str, rests_on: str) -> dict[str, Any]:
    empty = {"value": None, "unit": unit, "data_date": "", "published": ""}
    return {"what": what, **empty, "source": source, "rests_on": rests_on}


_CODE = "defined in src/bedspace/model/outputs.py, computed in src/bedspace/engines/expected"
_BEFORE_CUSTODY, _CUSTODY = PARTS[: PARTS.index(custody)], PARTS[PARTS.index(custody) :]
