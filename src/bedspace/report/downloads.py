"""What a reader can take away from a chart: its data, its picture and its citation, each inside the page."""

from __future__ import annotations

import csv
import io
import json
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bedspace.report.parts import Chart, plain
from bedspace.studies.run.record import RECORD_FILE


@dataclass(frozen=True)
class Download:
    """A file that the page holds.

    Attributes
    ----------
    label, name, address : str
        Words of the link, name of the file, and its ``data:`` address.
    """

    label: str
    name: str
    address: str


def downloads(chart: Chart, svg: str, png: bytes) -> tuple[Download, ...]:
    """CSV, JSON, SVG, PNG and citation of a chart."""
    files = (
        ("CSV", "csv", "text/csv", as_csv(chart).encode()),
        ("JSON", "json", "application/json", as_json(chart).encode()),
        ("SVG", "svg", "image/svg+xml", svg.encode()),
        ("PNG", "png", "image/png", png),
        ("citation", "txt", "text/plain", chart.citation.encode()),
    )
    return tuple(
        Download(label, f"bedspace-{chart.name}.{ending}", f"data:{kind};base64,{b64encode(content).decode()}")
        for label, ending, kind, content in files
    )


def of_record(record: Mapping[str, Any]) -> Download:
    """The run record of the page, which ``bedspace verify`` reads."""
    text = json.dumps(record, ensure_ascii=False)
    return Download("record", RECORD_FILE, f"data:application/json;base64,{b64encode(text.encode()).decode()}")


def as_csv(chart: Chart) -> str:
    """The table of a chart as CSV."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(chart.table.columns)
    writer.writerows([plain(cell) for cell in row] for row in chart.table.rows)
    return text.getvalue()


def as_json(chart: Chart) -> str:
    """The table of a chart as JSON, with title, measure and citation."""
    rows = [dict(zip(chart.table.columns, map(plain, row), strict=True)) for row in chart.table.rows]
    told = {"title": chart.title.plain, "measure": chart.subtitle, "citation": chart.citation, "rows": rows}
    return json.dumps(told, ensure_ascii=False, indent=1)
