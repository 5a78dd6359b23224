"""Numbers in text that measure nothing: dates, years, times, ages, laws, list numbers, addresses.

The patterns are data, in ``masks.toml``; each names why its number is no claim. The name
is shown beside the sentence, so nothing is
dropped without a reason.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from bedspace.claims.patterns import Alternatives


@dataclass(frozen=True, slots=True)
class Mask:
    """A stretch whose numbers are no claims, with the reason."""

    start: int
    end: int
    reason: str


_BEGINS = r"[^\W\d]++|\d++|[^\w\s]|^\s"
"""Where a mask can begin: at letters, at digits, at a sign, at the blanks of a line."""


@lru_cache(maxsize=1)
def _patterns() -> tuple[Alternatives, tuple[str, ...]]:
    """The patterns, and the reason of each."""
    table = tomllib.loads(files("bedspace.claims").joinpath("rules", "masks.toml").read_text(encoding="utf-8"))
    sources, reasons = [], []
    for reason, texts in table["patterns"].items():
        for text in texts:
            for name, words in table["words"].items():
                text = text.replace(f"<{name}>", words)
            sources.append(text)
            reasons.append(reason)
    return Alternatives(sources, _BEGINS, flags=re.MULTILINE), tuple(reasons)


def masks(text: str, offset: int = 0) -> list[Mask]:
    """Masked stretches of a sentence that starts at `offset` of its document.

    >>> [(m.reason, m.start, m.end) for m in masks("On June 14, 2025, a 34-year-old")]
    [('date', 3, 16), ('age', 20, 31)]
    """
    patterns, reasons = _patterns()
    return [
        Mask(match.start() + offset, match.end() + offset, reasons[place]) for place, match in patterns.finditer(text)
    ]
