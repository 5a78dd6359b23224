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


@dataclass(frozen=True, slots=True)
class Mask:
    """A stretch whose numbers are no claims, with the reason."""

    start: int
    end: int
    reason: str


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], tuple[str, ...]]:
    """One pattern of all, a named group a reason, and the reasons in order."""
    table = tomllib.loads(files("bedspace.claims").joinpath("rules", "masks.toml").read_text(encoding="utf-8"))
    groups = []
    for place, alternatives in enumerate(table["patterns"].values()):
        text = "|".join(alternatives)
        for name, words in table["words"].items():
            text = text.replace(f"<{name}>", words)
        groups.append(f"(?P<m{place}>{text})")
    return re.compile("|".join(groups), re.MULTILINE), tuple(table["patterns"])


def masks(text: str, offset: int = 0) -> list[Mask]:
    """Masked stretches of a sentence that starts at `offset` of its document.

    >>> [(m.reason, m.start, m.end) for m in masks("On June 14, 2025, a 34-year-old")]
    [('date', 3, 16), ('age', 20, 31)]
    """
    pattern, names = _patterns()
    return [
        Mask(match.start() + offset, match.end() + offset, names[int((match.lastgroup or "m0")[1:])])
        for match in pattern.finditer(text)
    ]
