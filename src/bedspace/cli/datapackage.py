"""The official flows as a data package: tables, dictionary, sources, licence and citation, the same bytes everywhere.

A data package is a folder of tables with a file ``datapackage.json`` that describes them
(https://datapackage.org/standard/data-package/, version 2).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from bedspace import __version__
from bedspace.cli.writers import Row, csv_text
from bedspace.figure import Figure
from bedspace.figures.windows import FLOWS, Flow, Window
from bedspace.report.addresses import ICE, publishers

TITLES: Mapping[str, str] = {
    "ice_book_ins": "Booked into detention by ICE",
    "cbp_book_ins": "Handed over by CBP and booked into detention by ICE",
    "book_outs": "Booked out of detention, for any reason",
    "removals_from_custody": "Booked out to be removed",
    "discretionary_releases": "Released on recognizance, under supervision or on parole",
    "bonded_out": "Released on bond",
    "court_ordered": "Released by court order",
    "relief_or_terminated": "Released after relief was granted or proceedings were terminated",
    "transfer_usms_other": "Handed over to the Marshals Service or another agency",
    "transferred_or_other": "Booked out as 'transferred' or 'other'",
}
"""What each flow counts, in words."""
FIELDS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "flows": {
        "flow": ("string", "Name of the flow; see the table 'definitions'"),
        "first": ("date", "First day of the window"),
        "through": ("date", "Last day of the window, which the later release reaches"),
        "days": ("integer", "Length of the window in days"),
        "count": ("number", "People in the window: later sum less earlier sum"),
        "a_day": ("number", "People a day: count over days"),
        "revision": ("number", "Part of the count that is a change of months over before the window"),
        "rounding_error": ("number", "The most that rounding of printed cells can have moved the count"),
        "published": ("date", "Day of publication of the later release"),
        "earlier_file": ("string", "File of the earlier release; empty where sums begin on 1 October"),
        "later_file": ("string", "File of the later release"),
    },
    "cells": {
        "table": ("string", "Official table: book_ins or book_outs"),
        "key": ("string", "Agency or reason; empty for the total"),
        "month": ("yearmonth", "Month that the cell counts"),
        "value": ("number", "People, as printed"),
        "data_date": ("date", "Last day that the release reaches"),
        "published": ("date", "Day of publication"),
        "file": ("string", "File of the release"),
        "sheet": ("string", "Sheet of the file"),
        "cell": ("string", "Cell of the sheet"),
    },
    "definitions": {
        "flow": ("string", "Name of the flow"),
        "title": ("string", "What it counts"),
        "table": ("string", "Official table that it is a sum of"),
        "keys": ("string", "Keys of the cells that are added up, separated by spaces; empty for the total"),
    },
}
"""The dictionary: fields of each table with type and meaning."""
_KEYS = {"flows": ["flow", "first"], "cells": ["table", "key", "month", "data_date", "file"], "definitions": ["flow"]}
_ABOUT = {
    "flows": "Official flows between two releases. Days that no release covers have no row.",
    "cells": "Every printing of the cells that the flows are sums of. Of a month the printing that reaches furthest, "
    "and of those the last published, holds until the next one.",
    "definitions": "What each flow is a sum of.",
}
DESCRIPTION = (
    "People booked into and out of US immigration detention between two releases of ICE's detention statistics, by "
    "agency and form. The official tables print months since 1 October; a flow is the sum of a release less the sum "
    "of the release before. A count of a window is: the cells of its keys from 1 October on, as printed by the day "
    "'through', less the same cells as printed by the day before 'first'. Counts only; no person, no facility."
)


def package(windows: Sequence[Window], cells: Sequence[Figure], data: str) -> dict[str, str]:
    """The files of the package by name.

    Parameters
    ----------
    windows : sequence of Window
    cells : sequence of Figure
        The printings behind them.
    data : str
        Fingerprint of the figures.
    """
    tables: dict[str, list[Row]] = {
        "flows": sorted(_flow_rows(windows), key=lambda row: (row["flow"], row["first"])),
        "cells": sorted(map(_cell_row, cells), key=lambda row: [str(row[name]) for name in _KEYS["cells"]]),
        "definitions": [
            {"flow": name, "title": TITLES[name], "table": table, "keys": " ".join(keys)}
            for name, (table, keys) in FLOWS.items()
        ],
    }
    files = {f"{name}.csv": csv_text(rows) for name, rows in tables.items()}
    through = max(window.through for window in windows if window.flows)
    described = _description(files, cells, through, data)
    files["datapackage.json"] = json.dumps(described, ensure_ascii=False, indent=2) + "\n"
    return {**files, "README.md": _readme(described)}


def _flow_rows(windows: Sequence[Window]) -> Iterator[Row]:
    for window in windows:
        for name, flow in window.flows.items():
            yield {"flow": name, **_window_cells(window), **_flow_cells(flow, window.days), **_releases(window)}


def _window_cells(window: Window) -> Row:
    return {"first": window.first, "through": window.through, "days": window.days}


def _flow_cells(flow: Flow, days: int) -> Row:
    return {
        "count": _exact(flow.count),
        "a_day": round(flow.count / days, 4),
        "revision": _exact(flow.revision),
        "rounding_error": _exact(flow.error),
    }


def _releases(window: Window) -> Row:
    later = window.later
    return {
        "published": later and later.published_on,
        "earlier_file": window.earlier.origin.file if window.earlier else "",
        "later_file": later.origin.file if later else "",
    }


def _cell_row(figure: Figure) -> Row:
    return {
        "table": figure.quantity,
        "key": figure.key,
        "month": figure.period,
        "value": _exact(figure.value),
        "data_date": figure.data_date,
        "published": figure.published_on,
        "file": figure.origin.file,
        "sheet": figure.origin.sheet,
        "cell": figure.origin.cell,
    }


def _exact(value: float) -> int | float:
    """A whole number without a point; no digit below those that are printed."""
    return int(value) if value.is_integer() else round(value, 4)


def _description(files: Mapping[str, str], cells: Sequence[Figure], through: date, data: str) -> dict[str, Any]:
    version = f"{__version__}+{data.replace('+', '.')}"
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "us-immigration-detention-flows",
        "title": "Official flows into and out of US immigration detention, between releases",
        "description": DESCRIPTION,
        "version": version,
        "keywords": ["immigration detention", "official statistics", "flows", "vintages"],
        "licenses": [{"name": "other-pd", "title": "Public domain: figures of a US federal agency"}],
        "contributors": [{"title": "The bedspace contributors", "roles": ["wrangler"]}],
        "citation": f"The bedspace contributors: Official flows into and out of US immigration detention, between "
        f"releases. Version {version}, data through {through}. From: {ICE}, detention statistics.",
        "sources": [
            _source(file, day) for file, day in sorted({(f.origin.file, f.published_on) for f in cells}, key=str)
        ],
        "resources": [_resource(name, files[f"{name}.csv"]) for name in FIELDS],
    }


def _source(file: str, published: date | None) -> dict[str, str]:
    told = f", published {published}" if published else ""
    return {"title": f"{ICE}: {file}{told}", "path": publishers()[ICE]}


def _resource(name: str, text: str) -> dict[str, Any]:
    raw = text.encode()
    fields = [{"name": field, "type": kind, "description": meaning} for field, (kind, meaning) in FIELDS[name].items()]
    return {
        "name": name,
        "path": f"{name}.csv",
        "type": "table",
        "description": _ABOUT[name],
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(raw),
        "hash": f"sha256:{hashlib.sha256(raw).hexdigest()}",
        "schema": {"fields": fields, "missingValues": [""], "primaryKey": _KEYS[name]},
    }


def _readme(described: Mapping[str, Any]) -> str:
    tables = "\n".join(f"- `{each['path']}`: {each['description']}" for each in described["resources"])
    return (
        f"# {described['title']}\n\n{described['description']}\n\n{tables}\n\n"
        f"Every field is described in `datapackage.json`.\n\nVersion {described['version']}. "
        f"Licence: {described['licenses'][0]['title']}.\n\nCite as: {described['citation']}\n"
    )
