"""Accounts of arrests: the numbers of the default one, and what each rival account sets instead.

The scenario engine does not read them yet, so they stand beside the catalogue of its parameters.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from bedspace.parameters.catalogue import Catalogue, read_topic

DEFAULT = "arrests"
RIVALS = ("lists-run-out", "leaks-and-press", "high-risk-first", "too-few-officers", "no-beds")


@cache
def numbers(account: str = DEFAULT) -> Catalogue:
    """Numbers of an account by name: those of the default one, and in their place what the account sets."""
    return {**_file(DEFAULT), **_file(account)}


@cache
def own(account: str) -> Catalogue:
    """Only what an account sets itself."""
    return _file(account)


def _file(account: str) -> Catalogue:
    text = files(__name__).joinpath(f"{account}.toml").read_text(encoding="utf-8")
    return read_topic(text, f"accounts/{account}")


def varied(catalogue: Catalogue) -> tuple[str, ...]:
    """Names of the numbers that differ between draws."""
    return tuple(name for name, number in catalogue.items() if number.prior.kind != "fixed")
