"""Addresses of the publishers behind the numbers of a page, by the anchor that a number leads to."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from bedspace.claims.ledger.entries import ledger
from bedspace.figures.public import public_figures
from bedspace.parameters.catalogue import sources

ICE, PROJECT = "U.S. Immigration and Customs Enforcement", "Deportation Data Project"
BORDER = "U.S. Customs and Border Protection"
_COUNTS = {
    **dict.fromkeys(("fortnight", "held", "flows", "figures", "ice"), ICE),
    **dict.fromkeys(("week", "project"), PROJECT),
    "cbp": BORDER,
}
"""First word of the anchor of a count, and its publisher."""


def address_of(anchor: str) -> str:
    """Address of the publisher of the number that has its source at an anchor; empty where there is none.

    >>> address_of("week-2025-01-27"), address_of("record")
    ('https://deportationdata.org', '')
    """
    kind, _, rest = anchor.partition("-")
    if kind == "fact":
        return address_of_fact(rest)
    return publishers().get(_COUNTS.get(kind, ""), "")


def address_of_fact(fact: str) -> str:
    """Address of the publication of a fact, or of its publisher; empty where neither is known."""
    said = {figure.fact: figure.publisher for figure in public_figures()}
    publisher = said.get(fact) or (sources()[fact].publisher if fact in sources() else "")
    return _pages().get(fact) or publishers().get(publisher, "")


@cache
def publishers() -> Mapping[str, str]:
    """Address by publisher."""
    text = files("bedspace.report").joinpath("addresses.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _pages() -> Mapping[str, str]:
    return {entry.fact: entry.source.address for entry in ledger() if entry.fact and entry.source.address}
