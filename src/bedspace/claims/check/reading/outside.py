"""Whether a sentence counts people of others: prisons, police, other countries, companies."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from bedspace.claims.check.reading.words import lists
from bedspace.claims.patterns import Pattern


def outsider(text: str) -> str:
    """The name of whoever else holds or removes the people of a sentence; empty where ICE or its department is named.

    A country counts only as the one who does it: "Mexico deported", not "deported to Mexico".

    >>> outsider("The Bureau of Prisons holds 155,000 people."), outsider("ICE holds 300 people in county jails.")
    ('Bureau of Prisons', '')
    """
    if any(lists().agency[name].search(text) for name in ("ICE", "CBP", "DHS")) or _HERE.search(text):
        return ""
    holders, countries = _names()
    match = holders.search(text) or countries.search(text)
    return match["name"] if match else ""


def company(text: str) -> str:
    """The name of the company that a sentence speaks of; empty where it speaks of none.

    >>> company("GEO Group said it holds 20,000 people for ICE.")
    'GEO Group'
    """
    match = _companies().search(text)
    return match["name"] if match else ""


_HERE = Pattern(r"\b(?:immigration|deportation) (?:officers|agents|authorities)\b|\bfor immigration\b", re.IGNORECASE)
_DOES = (
    r"(?:['’]s)?\s(?:\w+ly\s|also\s|has\s|have\s|had\s|is\s|are\s)*"
    r"(?:held|holds?|holding|deport|remov|expel|arrest|detain|sent|lock)"
)


@cache
def _table() -> Mapping[str, Sequence[str]]:
    return tomllib.loads(files("bedspace.claims").joinpath("rules", "outside.toml").read_text(encoding="utf-8"))


@cache
def _companies() -> Pattern:
    return Pattern(rf"(?<![\w-])(?P<name>{'|'.join(_table()['companies'])})(?!\w)")


@cache
def _names() -> tuple[Pattern, Pattern]:
    holders, countries = ("|".join(_table()[name]) for name in ("holders", "countries"))
    return (
        Pattern(rf"(?<![\w-])(?P<name>{holders})(?!\w)", re.IGNORECASE),
        Pattern(rf"(?<![\w-])(?P<name>{countries}){_DOES}", re.IGNORECASE),
    )
