"""The explorer as a page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from bedspace.errors import BedspaceError
from bedspace.model.system import MECHANISMS
from bedspace.parameters.scenario import scenarios
from bedspace.web.explorer import FIRST_DRAWS, Choice, Explored, State, explore, offered_policies, presets
from bedspace.web.view import Page, Reader, Values
from bedspace.web.views.explored import first
from bedspace.web.views.explored import values as explored


def _values(reader: Reader, state: Choice) -> Values:
    found = explored_of(reader, state)
    return {**_form(found), **explored(found, reader.links)}


def explored_of(reader: Reader, state: Choice) -> Explored:
    """The runs of a state."""
    with reader.desk.gate.entered():
        return explore(state, reader.desk.bases, reader.desk.home)


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


def _result(reader: Reader, state: Choice) -> Values:
    return explored(explored_of(reader, state), reader.links)


def _first(reader: Reader, state: Choice) -> Values:
    """What a reader sees first when a number has moved: of few draws, without the tables."""
    return first(explored_of(reader, state.model_copy(update={"draws": FIRST_DRAWS})), reader.links)


def _nothing(*_: Any) -> Values:
    return {"finding": ()}


PAGE = Page("explorer", "explorer.html", _values, State, _bare)
RESULT = Page("explorer/result", "result.html", _result, State, _nothing)
FIRST = Page("explorer/first", "first.html", _first, State, _nothing)
"""The result alone, and what of it is shown first."""
