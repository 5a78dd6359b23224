"""The words of this house: what each means, and by which of them it calls what people call otherwise."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def groups() -> list[dict[str, Any]]:
    """The groups of the glossary, each with its title and its words."""
    return list(_read("glossary.toml")["group"])


def meanings() -> list[tuple[str, str]]:
    """Every word of the glossary with its meaning."""
    return [(word, entry["meaning"]) for group in groups() for word, entry in group["words"].items()]


@cache
def everyday() -> Mapping[str, str]:
    """Words that people type, with the words of this house."""
    return _read("everyday.toml")


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files("bedspace.studies.record").joinpath(name).read_text("utf-8"))
