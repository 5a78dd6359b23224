"""Fields of a form, made from the question that it asks: what a field may hold stands in the question alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from bedspace.web.explorer import presets


@dataclass(frozen=True)
class Box:
    """A field of a form.

    Attributes
    ----------
    name, label : str
    value : object
        What it holds now; empty for the default of the verb.
    kind : str
        ``select``, or a type of input.
    options : mapping of str to str
        What can be chosen, each with its words.
    limits : mapping of str to object
        Attributes of the input: its ends, its pattern.
    """

    name: str
    label: str
    value: Any
    kind: str
    options: Mapping[str, str] = field(default_factory=dict)
    limits: Mapping[str, Any] = field(default_factory=dict)


def boxes(
    kind: type[BaseModel],
    labels: Mapping[str, str],
    given: Mapping[str, Any],
    words: Mapping[str, Mapping[str, str]] | None = None,
) -> list[Box]:
    """Fields of a question.

    Parameters
    ----------
    kind : type
        The question.
    labels : mapping of str to str
        Fields that are asked for, by name, with their labels.
    given : mapping
        What was asked, by the names of addresses; the default for what was not.
    words : mapping, optional
        Field -> words of what can be chosen; a scenario has those that are offered.
    """
    described = kind.model_json_schema()["properties"]
    return [
        _box(name, label, described[name], given, {"scenario": scenario_titles(), **(words or {})}.get(name, {}))
        for name, label in labels.items()
    ]


def scenario_titles() -> Mapping[str, str]:
    """Questions by their names."""
    return {each.name: each.title for each in presets()}


def _box(
    name: str, label: str, described: Mapping[str, Any], given: Mapping[str, Any], words: Mapping[str, str]
) -> Box:
    schema = next((each for each in described.get("anyOf", ()) if each.get("type") != "null"), described)
    value = given.get(name, described.get("default"))
    value = "" if value is None else f"{value:.10g}" if isinstance(value, float) else value
    if options := words or {each: each for each in schema.get("enum", ())}:
        chosen = {"": "the usual one"} if described.get("default") is None else {}
        return Box(name, label, value, "select", {**chosen, **options})
    return Box(name, label, value, _kind(schema), limits=dict(_limits(schema)))


def _kind(schema: Mapping[str, Any]) -> str:
    if schema.get("format") == "date":
        return "date"
    return "number" if schema.get("type") in ("integer", "number") else "text"


def _limits(schema: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, of in (
        ("minimum", "min"),
        ("exclusiveMinimum", "min"),
        ("maximum", "max"),
        ("pattern", "pattern"),
        ("maxLength", "maxlength"),
    ):
        if name in schema:
            yield of, str(schema[name]).removeprefix("^").removesuffix("$") if name == "pattern" else schema[name]
    if schema.get("type") == "number":
        yield "step", "any"
