"""Write docs/system.md, which shows the table that the engines compile: `python tools/docs/system_page.py`."""

from __future__ import annotations

from pathlib import Path

from bedspace.model.drawing import mermaid, methods

PAGE = Path(__file__).parents[2] / "docs" / "system.md"


def text() -> str:
    """The page."""
    return (
        "# The system as a table\n\n"
        "Printed from the rows that the parts of `src/bedspace/model` declare, by `python tools/docs/system_page.py`. "
        "`bedspace system --arrows`, `--diagram` and `--methods` print the same. Broken lines are the stages of "
        "removal through proceedings, and the resources that arrows need.\n\n"
        f"```mermaid\n{mermaid()}```\n\n## Methods\n\n{methods()}"
    )


if __name__ == "__main__":
    PAGE.write_text(text(), encoding="utf-8")
