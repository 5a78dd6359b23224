"""The explorer as a page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from bedspace.errors import BedspaceError
from bedspace.model.system import MECHANISMS
from bedspace.parameters.scenario import scenarios
from bedspace.web.explorer import Choice, Explored, State, explore, offered_policies, presets
from bedspace.web.view import Page, Reader, Values
from bedspace.web.views.explored import values as explored


def _values(reader: Reader, state: Choice) -> Values:
    found = explored_of(reader, state)
    return {**_form(found), **explored(found, reader.links)}


def explored_of(reader: Reader, state: Choice) -> Explored:
    """The runs of a state."""
    with reader.desk.gate.entered():
        return explore(state, reader.bases, reader.desk.home)


def _form(found: Explored) -> Values:
    name = found.state.scenario.split("+")[0]
    return {
        "state": found.state,
        "preset": scenarios()[name],
        "presets": presets(),
        "policies": offered_policies(found.base),
        "sliders": found.sliders,
        "mechanisms": MECHANISMS,
    }


def _bare(reader: Reader, given: Mapping[str, Any]) -> Values:
    """The form as it was asked for, as far as that can be run, without a result."""
    name = str(given.get("scenario", ""))
    plain = {"scenario": name if name.split("+")[0] in scenarios() else "no-change"}
    try:
        kept = State.model_validate({**given, **plain, "policy": [], "off": []})
        found = explored_of(reader, kept)
    except (ValidationError, BedspaceError):
        found = explored_of(reader, State.model_validate(plain))
    chosen = {name: tuple(each for each in given.get(name, ()) if isinstance(each, str)) for name in ("policy", "off")}
    return {**_form(found), "state": found.state.model_copy(update=chosen), "finding": ()}


def fragment(reader: Reader, state: Choice, quick: bool) -> Values:
    """What the result alone asks for."""
    return explored(explored_of(reader, state), reader.links, quick)


PAGE = Page("explorer", "explorer.html", _values, State, _bare)
