"""The mark of book-ins in a run is that of where they come from."""

from __future__ import annotations

from datetime import date

import pytest

from bedspace.studies.run.runs import Request, run
from bedspace.units import RestsOn


@pytest.mark.parametrize(
    ("request_", "ice", "cbp"),
    [
        (Request("no-change", draws=2, days=5), RestsOn.ESTIMATED, RestsOn.ESTIMATED),
        (Request("reports-2025-02", draws=2, days=5), RestsOn.ASSUMED, RestsOn.ASSUMED),
        (Request("frozen-2025", draws=1, days=60, data_through=date(2025, 7, 18)), RestsOn.COUNTED, RestsOn.COUNTED),
        (Request("no-change", draws=2, days=5, sets={"cbp_book_ins": "150"}), RestsOn.ESTIMATED, RestsOn.ASSUMED),
    ],
    ids=["held", "arrests", "observed", "set"],
)
def test_book_ins_have_the_mark_of_their_source(request_: Request, ice: RestsOn, cbp: RestsOn) -> None:
    answer = run(request_)
    assert (answer.rests_on("book_ins_ice"), answer.rests_on("book_ins_cbp")) == (ice, cbp)
