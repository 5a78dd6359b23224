"""The tables of the Detention sheet as data: how each is recognised, what its rows and columns are.

To read a table that the publisher adds, add a row here and its labels to `bedspace.data.read.vocabulary`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bedspace.data.read.readings import SNAPSHOT
from bedspace.units import Unit


@dataclass(frozen=True)
class Table:
    """How a table of the Detention sheet is recognised and read.

    Attributes
    ----------
    quantity : str
    title : re.Pattern
        Matched from the start of the plain title.
    columns : str
        Dimension that runs across: ``month``, ``agency``, ``criminality`` or ``facility_type``.
    rows : tuple of str
        Dimensions of the row labels, the running block first.
    unit : Unit
    section : str
        Section of the footnotes that dates it.
    period : str
        Period of columns that are no months: the fiscal year unless `SNAPSHOT`.
    required : bool
        Whether a file without it is refused.
    """

    quantity: str
    title: re.Pattern[str]
    columns: str
    rows: tuple[str, ...]
    unit: Unit
    section: str
    period: str = "FY"
    required: bool = False


def _table(
    quantity: str, title: str, columns: str, rows: tuple[str, ...], unit: Unit, section: str, **more: Any
) -> Table:
    return Table(quantity, re.compile(title), columns, rows, unit, section, **more)


_OUTS = r"(ice )?final (releases|book ?-?outs) ?"
_P, _D = Unit.PERSONS, Unit.DAYS
_HELD: dict[str, Any] = {"period": SNAPSHOT, "required": True}
_CORE: dict[str, Any] = {"required": True}

# the order matters: the first pattern that matches a title names its table
TABLES: tuple[Table, ...] = (
    _table("detained_by_disposition", r"(ice )?currently detained by processing disposition", "facility_type",
           ("disposition",), _P, "docket", **_HELD),
    _table("detained_by_criminality", r"(ice )?currently detained by criminality", "agency",
           ("criminality",), _P, "docket", **_HELD),
    _table("book_ins", r"(ice )?initial book-?ins by arresting agency", "month", ("agency",), _P,
           "book_ins", **_CORE),
    _table("book_ins_by_criminality", r"(ice )?initial book-?ins by (facility type and )?criminality",
           "criminality", ("facility_type",), _P, "book_ins"),
    _table("outs_by_month", _OUTS + r"by release reason.*month", "month", ("reason", "criminality"), _P,
           "outs"),
    _table("outs_by_year", _OUTS + r"by release reason", "criminality", ("reason",), _P, "outs"),
    _table("outs_by_facility_type", _OUTS + r"(by facility type ?)?(:|$)", "facility_type",
           ("facility_type",), _P, "outs"),
    _table("removals", r"ice removals ?(:|$)|removals ?: ", "group", ("group",), _P, "removals", **_CORE),
    _table("adp", r"(ice )?average daily population by arresting agency", "month",
           ("agency", "criminality"), _P, "adp", **_CORE),
    _table("alos", r"(ice )?average length of stay by arresting agency", "month",
           ("agency", "criminality"), _D, "adp", **_CORE),
    _table("adp_by_facility_type", r"(ice )?average daily population by (facility type and )?month", "month",
           ("facility_type",), _P, "adp"),
    _table("alos_by_facility_type", r"(ice )?average length of stay by (facility type and )?month", "month",
           ("facility_type",), _D, "adp"),
    _table("alos_adult_by_agency", r"(ice )?average length of stay adult facility", "month", ("agency",),
           _D, "adp"),
    _table("fear_decision_to_release", r"average time from uscis fear decision", "facility_type",
           ("fiscal_year",), _D, "fear"),
    _table("fear_detained", r"(aliens|noncitizens|individuals) with uscis-established fear", "facility_type",
           ("facility_type",), _P, "fear", period=SNAPSHOT),
    _table("parole_requested", r"(aliens|noncitizens|individuals) with positive credible fear .*requested",
           "month", ("fiscal_year", "parole_status"), _P, "parole"),
    _table("parole_decided", r"(aliens|noncitizens|individuals) with positive credible fear .*(status|parole|granted)",
           "month", ("fiscal_year", "parole_status"), _P, "parole"),
    _table("detained_stateless", r"(ice )?currently detained of stateless", "facility_type", ("facility",),
           _P, "docket", period=SNAPSHOT),
)  # fmt: skip
# every quantity that the sheet can give
QUANTITIES = frozenset(
    {table.quantity for table in TABLES if not table.quantity.startswith("outs_")}
    | {
        "releases",
        "book_outs",
        "releases_by_facility_type",
        "book_outs_by_facility_type",
        "detained_by_criminality_share",
    }
)
BY_NAME = {table.quantity: table for table in TABLES}
PATTERNS: Mapping[str, re.Pattern[str]] = {table.quantity: table.title for table in TABLES}
PAROLE = ("parole_decided", "parole_requested")  # requests and decisions may stand in one table
OUTS_TABLES = ("outs_by_month", "outs_by_year")
