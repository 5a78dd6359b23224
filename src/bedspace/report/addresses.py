"""Addresses of the publishers behind the numbers of a page, by the anchor that a number leads to."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from markupsafe import Markup

from bedspace.claims.ledger.entries import ledger
from bedspace.figure import Figure
from bedspace.figures.counts import Count
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
_KEPT_BY = {
    "border_encounters": "cbp",
    **dict.fromkeys(("weekly_arrests", "weekly_arrests_by_conviction", "ddp_midnight_population"), "project"),
}
"""Official quantities that another than ICE publishes, and the first word of their anchors."""


def anchor(count: Count) -> str:
    """Where the page says the source of a flow or of arrests of a week."""
    return f"{'week' if count.series == 'arrests_week' else 'fortnight'}-{count.first}"


def place(figure: Figure) -> str:
    """Where the page says the source of a figure; its first word is the publisher."""
    named = re.sub(r"\W+", "-", f"{figure.quantity}-{figure.key}-{figure.period[:10]}")
    return f"{_KEPT_BY.get(figure.quantity, 'ice')}-{named}"


def used(figure: Figure) -> str:
    """Where the page lists a printing of a figure among those that a run uses."""
    return f"used-{place(figure)}-{figure.published}"


def source_of(figure: Figure) -> Markup:
    """Publisher, linked, with file, sheet and cell; some files are named with their publisher, which is said once."""
    publisher = _COUNTS[_KEPT_BY.get(figure.quantity, "ice")]
    return linked(publishers()[publisher], publisher, str(figure.origin).removeprefix(f"{publisher}: "))


def linked(address: str, words: str, place: object) -> Markup:
    """A publisher with its address, and the place where it printed a number."""
    return Markup('<a href="{}" rel="noreferrer">{}</a>: {}').format(address, words, place)


def address_of(anchor: str) -> str:
    """Address of the publisher of the number that has its source at an anchor; empty where there is none.

    >>> address_of("week-2025-01-27"), address_of("record")
    ('https://deportationdata.org', '')
    """
    kind, _, rest = anchor.partition("-")
    if kind == "fact":
        return address_of_fact(rest)
    if kind == "used":
        return address_of(rest)
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
