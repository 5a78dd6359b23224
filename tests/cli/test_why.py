"""``why`` with a warehouse of one's own: every printing of a figure."""

from __future__ import annotations

from pathlib import Path

import pytest

from bedspace.data.store import loading
from bedspace.errors import UsageError
from bedspace.figures.sources import EMBEDDED, known_to
from bedspace.studies.record.provenance import trace


@pytest.mark.shared
def test_every_printing_is_shown_with_its_cell(tmp_path: Path, shared: Path) -> None:
    releases = ["vintages/FY25_detentionStats12122024.xlsx", "vintages/FY25_detentionStats01162025.xlsx"]
    list(loading.add(tmp_path, [shared / "data" / "ice" / name for name in releases]))
    rows = trace("book_ins:2024-11:agency=cbp", known_to(tmp_path))
    assert {"2024-12-12", "2025-01-16"} <= {row["published"] for row in rows}
    assert len(rows) == len({(row["published"], row["data_date"]) for row in rows})
    assert any("FY25_detentionStats01162025.xlsx / Detention FY25 / K21" in row["source"] for row in rows)
    with pytest.raises(UsageError, match="nor in a warehouse"):
        trace("book_ins:2030-01", known_to(tmp_path))


def test_without_a_warehouse_the_embedded_tables_answer() -> None:
    printings = {row["published"]: row["value"] for row in trace("book_ins:2024-12:agency=ice", EMBEDDED)}
    assert (min(printings), printings["2025-01-16"]) == ("2024-12-12", 7884)
    assert trace("beds_funded")[-1]["value"] == 41_500
