"""Where a number comes from: official figure, parameter or output, in one look-up."""

from __future__ import annotations

from typing import Any

from bedspace.errors import Fault, UsageError, unknown
from bedspace.figure import Figure
from bedspace.figures.sources import Source, known_to
from bedspace.model import custody, money
from bedspace.model.outputs import OF_ARRESTS, OUTPUTS
from bedspace.model.system import PARTS
from bedspace.parameters.catalogue import catalogue, sources
from bedspace.parameters.parameter import DatedValue, Parameter
from bedspace.studies.estimate.custody import ESTIMATED_FROM
from bedspace.units import mark_of


def trace(name: str, known: Source | None = None) -> list[dict[str, Any]]:
    """Rows that lead from a name to file, sheet and cell, or to publications.

    Parameters
    ----------
    name : str
        An output, a parameter, or an official figure ``TABLE:PERIOD`` or ``TABLE:PERIOD:KEY``.
    known : Source, optional
        Where official figures are looked up; the embedded ones and those of the default warehouse if it is there.

    Raises
    ------
    UsageError
        If nothing has that name.
    """
    if ":" in name:
        return _figures(known or known_to(), *name.split(":", 2))
    if name in OUTPUTS:
        return _output(name)
    if name in catalogue():
        return _parameter(catalogue()[name])
    what = "no output, parameter or official figure has this name"
    shown = "Names are for instance midnight_population, beds_funded and book_ins:2024-12:agency=ice."
    raise UsageError(unknown(name, name, (*OUTPUTS, *catalogue()), what, shown))


def _figures(known: Source, quantity: str, period: str, key: str = "") -> list[dict[str, Any]]:
    found = [figure for figure in known.of(quantity) if (figure.period, figure.key) == (period, key)]
    if not found:
        raise UsageError(_no_figure(known, quantity, period, key))
    return [_figure(figure) for figure in sorted(found, key=lambda figure: (figure.published, figure.rank))]


def _no_figure(known: Source, quantity: str, period: str, key: str) -> Fault:
    """What part of the name of a figure nothing has, and the nearest that something has."""
    what = "no figure of this name among the embedded tables, nor in a warehouse"
    keys = {(figure.period, figure.key) for figure in known.of(quantity)}
    if not keys:
        return unknown(quantity, quantity, known.quantities, what, f"There are: {', '.join(known.quantities)}.")
    if of_period := sorted(of for when, of in keys if when == period):
        shown = f"`bedspace data table {quantity}` shows all."
        return unknown(f"{quantity}:{period}:{key}", key, filter(None, of_period), what, shown)
    first, last = min(keys)[0], max(keys)[0]
    return Fault(f"{quantity}:{period}", what, f"a period from {first} to {last}")


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "what": f"{figure.quantity} {figure.period} {figure.key}".strip() + _share_of(figure),
        "value": figure.value,
        "unit": str(figure.unit),
        "data_date": figure.data_date.isoformat(),
        "published": figure.published_on.isoformat() if figure.published_on else "not stated",
        "source": str(figure.origin),
        "rests_on": str(mark_of(figure.evidence)),
    }


def _share_of(figure: Figure) -> str:
    """The whole that a printed share is a part of, in words; nothing for other figures and unknown shares."""
    if figure.quantity != "detained_by_criminality_share":
        return ""
    criminality = figure.dimensions.get("criminality")
    whole = f"those held with criminality '{criminality}'" if criminality else "everybody held"
    return f": of {whole}, the part that this agency arrested (the agencies' parts sum to one)"


def _parameter(parameter: Parameter) -> list[dict[str, Any]]:
    return [
        {
            "what": f"{parameter.name} from {value.since}{_taken(parameter, value)}",
            "value": value.value,
            "unit": str(parameter.unit),
            "data_date": value.since.isoformat(),
            "published": value.known.isoformat() if value.known else "",
            "source": "; ".join(str(sources().get(key, "assumption")) for key in value.source.split()),
            "rests_on": str(parameter.mark(value)),
        }
        for value in parameter.values
    ]


def _taken(parameter: Parameter, value: DatedValue) -> str:
    return f": {parameter.from_figures}" if value.value is None else ""


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
