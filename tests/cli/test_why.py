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


@pytest.mark.parametrize("criminality", ["convicted", "pending", "other", None])
def test_a_share_says_its_whole_and_the_shares_of_one_whole_sum_to_one(criminality: str | None) -> None:
    """The three shares of ICE sum to 1.76: each is a part of another whole."""
    key = f";criminality={criminality}" if criminality else ""
    table = "detained_by_criminality_share:2025-01-12"
    rows = [trace(f"{table}:agency={agency}{key}", EMBEDDED)[-1] for agency in ("ice", "cbp")]
    whole = f"of those held with criminality '{criminality}'" if criminality else "of everybody held"
    assert all(whole in row["what"] for row in rows)
    assert sum(row["value"] for row in rows) == pytest.approx(1, abs=0.0011)
