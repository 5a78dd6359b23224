"""Idioms put into the plain words that the rest of the reading knows: "you have to go back to 2014 to find more"."""

from __future__ import annotations

import re
import tomllib
from functools import cache, partial
from importlib.resources import files

from bedspace.claims.patterns import Pattern


@cache
def _rows() -> tuple[tuple[Pattern, str], ...]:
    table = tomllib.loads(files("bedspace.claims").joinpath("rules", "idioms.toml").read_text(encoding="utf-8"))
    return tuple((Pattern(row["idiom"], re.IGNORECASE), row["plain"]) for row in table["row"])


def in_plain_words(text: str) -> str:
    """A sentence with its idioms put plainly.

    >>> in_plain_words("You have to go back to 2014 to find a year with more removals than fiscal 2024.")
    'Fiscal 2024 had the most removals since 2014.'
    """
    for idiom, plain in _rows():
        text = idiom.sub(partial(_filled, plain), text)
    return text


def _filled(plain: str, match: re.Match[str]) -> str:
    words = plain.format(**{name: found or "" for name, found in match.groupdict().items()})
    return words[:1].upper() + words[1:] if match[0][:1].isupper() else words
