"""The page of words: one meaning each. Where a definition stands in the code, the page prints it from there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import EnumType
from importlib import import_module
from typing import Any

from bedspace.model.outputs import OUTPUTS, Output
from bedspace.studies.record.words import groups
from tools.docs.markdown import GENERATED, markdown

INTRODUCTION = "Each word has one meaning here, in code, pages and messages."


def page() -> str:
    """The whole page."""
    parts = (_group(each["title"], each["words"]) for each in groups())
    sections = ["# Glossary", GENERATED, INTRODUCTION, *(text for part in parts for text in part), *_outputs()]
    return "\n\n".join(sections) + "\n"


def _group(title: str, words: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    yield f"## {title}"
    yield "\n".join(f"- **{word}**: {_meaning(**entry)}" for word, entry in words.items())


def _meaning(meaning: str, code: str = "") -> str:
    if not code:
        return meaning
    module, name, *_ = code.split(":")
    return f"{meaning} In the code: {in_words(defined(code))} (`{module}.{name}`)."


def defined(code: str) -> Any:
    """What stands in the code at ``MODULE:NAME`` or ``MODULE:NAME:KEY``."""
    module, name, *key = code.split(":")
    value = getattr(import_module(module), name)
    return value[key[0]] if key else value


def in_words(value: Any) -> str:
    """A definition of the code as text.

    >>> in_words(("recognizance", "court_order"))
    'recognizance, court order'
    """
    if isinstance(value, Output):
        return value.definition.removesuffix(".")
    if isinstance(value, str):
        return value
    assert isinstance(value, EnumType | Iterable)
    return ", ".join(str(each).replace("_", " ") for each in value)


def _outputs() -> Iterator[str]:
    yield "## Outputs"
    yield "What a run reports, by the name that `--outputs` takes."
    yield markdown(
        [
            {"output": f"`{each.name}`", "label": each.label, "unit": str(each.unit), "definition": each.definition}
            for each in OUTPUTS.values()
        ]
    )
