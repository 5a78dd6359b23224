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


def test_a_table_of_some_days_has_the_rows_of_the_whole_one() -> None:
    answer = run(Request("no-change", draws=3, days=5, inflow="held"))
    names, days = ("midnight_population", "book_ins_ice"), {answer.start.isoformat(), answer.day(4).isoformat()}
    wanted = [row for row in answer.table(names) if row["date"] in days]
    assert answer.table(names, days=(0, 4)) == wanted
    assert len(wanted) == 3, "a flow has no row of the start"
