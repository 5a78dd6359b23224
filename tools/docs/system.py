"""The page of the table that the engines compile: its diagram, and its methods in words."""

from __future__ import annotations

from bedspace.model.drawing import mermaid, methods
from tools.docs.markdown import GENERATED


def page() -> str:
    """The page in Markdown."""
    return (
        f"# The system as a table\n\n{GENERATED}\n\n"
        "Printed from the rows that the parts of `src/bedspace/model` declare. `bedspace system --arrows`,\n"
        "`--diagram` and `--methods` print the same. Broken lines are the stages of removal through proceedings,\n"
        "and the resources that arrows need.\n\n"
        f"```mermaid\n{mermaid()}```\n\n## Methods\n\n{methods()}"
    )
