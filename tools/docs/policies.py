"""The page of policies in Markdown: what each changes, from which day, where it can be read, what is left out."""

from __future__ import annotations

from collections.abc import Iterator

from bedspace.parameters.catalogue import catalogue, sources
from bedspace.parameters.change import Change
from bedspace.parameters.policy import Policy, policies
from bedspace.units import Unit
from tools.docs.markdown import GENERATED

INTRODUCTION = (
    "A law, directive or plan is a file of dated changes. Add it to any scenario: "
    "`bedspace run reports-2025-02 --policy fort-bliss`, or compare it with one: "
    "`bedspace compare fiscal-2024 +january-quota +laken-riley`. Policies that only add, or only multiply, hold "
    "together; two that set one number on the same days are refused with the reason. Those marked *in the dated "
    "values* are part of the scenario of the reports already: all of them added to `fiscal-2024` give it bit for bit. "
    "A share of the gap to a quota is sought, and officers limit it softly: a higher quota never means fewer arrests. "
    "List work crowded out shows in whom is arrested. "
    "What each one moves stands in `src/bedspace/parameters/policies/expected.csv`, which a test keeps. Your own file "
    "works as well: `--policy mine.toml`, after `bedspace scenarios check mine.toml --policy`."
)
_HOW = {"set": "is", "add": "rises by", "multiply": "is multiplied by"}


def page() -> str:
    """The whole page."""
    return "\n\n".join(["# Policies", GENERATED, INTRODUCTION, *map(_section, policies().values())]) + "\n"


def _section(each: Policy) -> str:
    return "\n".join(_lines(each))


def _lines(each: Policy) -> Iterator[str]:
    yield f"## {each.title}"
    yield f"`{each.name}`, decided {each.decided}, {each.status}. {each.reference}.\n"
    yield from (_change(change) for change in each.changes)
    if each.not_modelled:
        yield f"- not modelled: {each.not_modelled}"
    yield f"- coded from: {each.coded_from}"
    yield f"- left out: {each.left_out}"
    if others := each.alternatives:
        yield f"- excludes {', '.join(f'`{name}`' for name in others)}"
    if others := each.succeeds:
        yield f"- ends {', '.join(f'`{name}`' for name in others)}"
    yield from (f"- source: {sources()[fact]}" for fact in each.facts)


def _change(change: Change) -> str:
    """One change as a sentence."""
    known = catalogue()[change.parameter]
    bare = change.how == "multiply" or known.unit in (Unit.RATIO, Unit.SHARE)
    unit = "" if bare else f" {known.unit}"
    ramp = f", reached over {change.ramp_days} days" if change.ramp_days else ""
    until = f" until {change.until}" if change.until else ""
    return (
        f"- from {change.since}{until} *{known.label}* (`{change.parameter}`) {_HOW[change.how]} "
        f"{change.value:,g}{unit}{ramp}; reaches {change.reaches}: {change.reason}"
    )
