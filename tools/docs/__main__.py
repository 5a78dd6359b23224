"""Write the generated pages of the documentation into a folder: ``python -m tools.docs docs``."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from tools.docs import comparisons, coverage, glossary, policies, system, validation

PAGES: Mapping[str, Callable[[], str]] = {
    "comparisons.md": comparisons.page,
    "coverage.md": coverage.page,
    "glossary.md": glossary.page,
    "policies.md": policies.page,
    "system.md": system.page,
    "validation.md": validation.page,
    "flows.svg": validation.picture,
}
"""File name -> what writes it. Nothing in these files is typed by hand."""


def main(folder: str, *only: str) -> None:
    """Write every page, or those that are named. All are made before the first is written.

    Raises
    ------
    SystemExit
        For a name that is no page.
    """
    if unknown := set(only) - set(PAGES):
        raise SystemExit(f"{', '.join(sorted(unknown))}: no such page; there are {', '.join(PAGES)}")
    made = {name: PAGES[name]() for name in only or PAGES}
    for name, text in made.items():
        Path(folder, name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
