"""The publisher's row and column labels, and the key values they stand for.

A label is compared in plain form: lower case, single spaces, without footnote marks and a trailing
" average" or " total". What is not listed here is unknown, and an unknown label is a fault.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from bedspace.data.read.spelling import nearest
from bedspace.fiscal import MONTHS

TOTAL = "total"

_TERMS: Mapping[str, Mapping[str, str]] = {
    "agency": {"ice": "ice", "cbp": "cbp"},
    "criminality": {
        "convicted criminal": "convicted",
        "convicted criminals": "convicted",
        "convicted": "convicted",
        "pending criminal charges": "pending",
        "pending criminal charge": "pending",
        "pending": "pending",
        "other immigration violator": "other",
        "other immigration violators": "other",
        "non-criminal": "non_criminal",
        "non criminal": "non_criminal",
    },
    "facility_type": {
        "adult": "adult",
        "frc": "family",
        "fsc": "family",
        "family": "family",
        "family residential center": "family",
        "family staging center": "family",
    },
    "disposition": {
        "expedited removal (i-860)": "expedited_removal",
        "expedited removal": "expedited_removal",
        "notice to appear (i-862)": "notice_to_appear",
        "notice to appear": "notice_to_appear",
        "reinstatement of deport order (i-871)": "reinstatement",
        "reinstatement of deport order": "reinstatement",
        "reinstatement of removal": "reinstatement",
        "other": "other",
    },
    "reason": {
        "bonded out": "bonded_out",
        "bonds": "bonded_out",
        "bond set by ice": "bond_set_by_ice",
        "bond set by ij": "bond_set_by_ij",
        "order of recognizance": "order_of_recognizance",
        "order of supervision": "order_of_supervision",
        "paroled": "paroled",
        "parole": "paroled",
        "prosecutorial discretion": "prosecutorial_discretion",
        "proceedings terminated": "proceedings_terminated",
        "terminated": "proceedings_terminated",
        "release to remove": "release_to_remove",
        "released to remove": "release_to_remove",
        "removal": "release_to_remove",
        "removed": "release_to_remove",
        "relief granted by ij": "relief_granted",
        "relief granted": "relief_granted",
        "relief granted by immigration judge": "relief_granted",
        "transfer to u.s. marshals or other agency": "transfer_usms_other",
        "transfer to us marshals or other agency": "transfer_usms_other",
        "transfer to u.s. marshals or other agencies": "transfer_usms_other",
        "transferred": "transferred",
        "court ordered": "court_ordered",
        "court-ordered": "court_ordered",
        "court ordered release": "court_ordered",
        "released by court order": "court_ordered",
        "court order": "court_ordered",
        "other": "other",
    },
    "parole_status": {
        "parole requested": "requested",
        "requested": "requested",
        "parole granted": "granted",
        "granted": "granted",
        "parole denied": "denied",
        "denied": "denied",
    },
}

# reasons that are parts of another reason and must not be added to the total
PART_OF = {"bond_set_by_ice": "bonded_out", "bond_set_by_ij": "bonded_out"}

_MARKS = re.compile(r"[*†‡:.\s]+$|(?<=[a-z)])\d$")
_YEAR = re.compile(r"fy ?(?:20)?(\d\d)(?!\d)")
_PERIOD_WORDS = re.compile(r"\b(eo)?fy ?\d{0,4}\b|\bytd\b|fiscal year|to date")
_TOTALS = ("total", "grand total", "average", "overall", "grand")
_OVERALL = frozenset({"", "overall", "total", "grand total", "average", "total detained", "removals"})


@dataclass(frozen=True)
class Term:
    """A label understood: the dimension it belongs to and its key value.

    The dimension is ``total`` for totals and averages over all, ``month`` with the month's number, and
    ``share`` for the printed percentages of an agency.
    """

    dimension: str
    value: str


def label(text: str) -> str:
    """Plain label without footnote marks and without a trailing " average" or " total".

    >>> label("ice average"), label("bonded out total"), label("order of supervision*"), label("average")
    ('ice', 'bonded out', 'order of supervision', 'average')
    """
    text = _MARKS.sub("", text)
    for ending in (" average", " total"):
        text = text.removesuffix(ending)
    return text.strip()


@lru_cache(maxsize=4096)
def row_term(text: str, dimensions: tuple[str, ...]) -> Term | None:
    """Meaning of a row label, given the dimensions that its table can have; None if unknown."""
    text = label(text)
    for dimension in dimensions:
        if dimension == "fiscal_year" and (year := year_named(text)):
            return Term("fiscal_year", str(year))
        if value := _TERMS.get(dimension, {}).get(text):
            return Term(dimension, value)
    return Term(TOTAL, "") if text in _TOTALS else None


@lru_cache(maxsize=4096)
def near_label(text: str, dimensions: tuple[str, ...]) -> str:
    """The known label that a label misses by one letter; empty if there is none, or more than one.

    >>> near_label("oter immigration violator", ("criminality",)), near_label("beamed", ("reason",))
    ('other immigration violator', '')
    """
    months = MONTHS if "month" in dimensions else ()
    known = frozenset(_TOTALS).union(months, *(_TERMS.get(dimension, {}) for dimension in dimensions))
    return nearest(label(text), known)


@lru_cache(maxsize=1024)
def column_term(text: str, dimension: str) -> Term | None:
    """Meaning of a column heading, given the dimension that runs across; None if it is no value column.

    >>> column_term("oct", "month"), column_term("percent cbp", "agency")
    (Term(dimension='month', value='10'), Term(dimension='share', value='cbp'))
    """
    text = label(text)
    if dimension == "month" and (number := month_number(text)):
        return Term("month", str(number))
    if text.startswith("percent ") and dimension == "agency":
        return Term("share", _TERMS["agency"].get(text.removeprefix("percent "), ""))
    if value := _TERMS.get(dimension, {}).get(text):
        return Term(dimension, value)
    return Term(TOTAL, "") if _PERIOD_WORDS.sub("", text).strip() in _OVERALL else None


def slug(text: str) -> str:
    """Key value made of a label of an open list.

    >>> slug("medical/mental health "), slug("st. paul")
    ('medical_mental_health', 'st_paul')
    """
    return re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")


def month_number(text: str) -> int:
    """Number of a month written in full or by its first three or four letters; nought if it is none.

    >>> month_number("sept"), month_number("october"), month_number("total")
    (9, 10, 0)
    """
    if len(text) < 3 or not text.isalpha():
        return 0
    return next((number for name, number in MONTHS.items() if name.startswith(text) or text == name[:3] + "t"), 0)


def year_named(text: str) -> int:
    """Fiscal year named in a plain text, nought if none: ``fy25``, ``eofy2020``.

    >>> year_named("ice detention data, eofy2020"), year_named("fy25 adp"), year_named("adp")
    (2020, 2025, 0)
    """
    found = _YEAR.search(text)
    return 2000 + int(found[1]) if found else 0
