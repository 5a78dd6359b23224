"""What a page is: a name, the state that its address may say, and what it shows of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, get_origin

from pydantic import BaseModel, ConfigDict, ValidationError

from bedspace.errors import BedspaceError, Fault
from bedspace.web.answers import Kept
from bedspace.web.api import Desk
from bedspace.web.formats import Content
from bedspace.web.links import Links
from bedspace.web.pictures import Picture
from bedspace.web.problems import of_error, of_validation
from bedspace.web.render import page

Values = dict[str, Any]
NOTHING: Mapping[str, Any] = MappingProxyType({})
MOST_PICTURES = 12
"""Charts kept for their other forms."""


class Nothing(BaseModel):
    """The state of a page that has none: nothing in its address could be misread, as what a mailing puts there."""

    model_config = ConfigDict(extra="ignore", frozen=True)


@dataclass(frozen=True)
class Reader:
    """What a page is made with.

    Attributes
    ----------
    desk : Desk
    links : Links
    pages : Kept
        Finished pages.
    pictures : Kept
        Charts that are asked for as files: of one state in several forms.
    """

    desk: Desk
    links: Links
    pages: Kept[Content]
    pictures: Kept[Picture] = field(default_factory=lambda: Kept(MOST_PICTURES))


@dataclass(frozen=True)
class Page:
    """A page.

    Attributes
    ----------
    name, template : str
    values : callable
        What the template asks for, from the reader and a state.
    state : type
        What its address may say.
    bare : callable
        The same without a result, where the state cannot be answered: from the reader and what was asked.
    kept : bool
        Whether the finished page is kept; not where the same address answers something else a minute later.
    """

    name: str
    template: str
    values: Callable[[Reader, Any], Values]
    state: type[BaseModel] = Nothing
    bare: Callable[[Reader, Mapping[str, Any]], Values] = lambda *_: {}
    kept: bool = True


def given_of(state: type[BaseModel], pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """What an address says, in the shape of a state: empty fields are left out, as forms send them."""
    found: dict[str, Any] = {}
    for name, value in pairs:
        field = state.model_fields.get(name)
        if value == "":
            continue
        if field is not None and get_origin(field.annotation) is tuple:
            found.setdefault(name, []).append(value)
        else:
            found[name] = value
    return found


def shown(made: Page, reader: Reader, given: Mapping[str, Any] = NOTHING) -> tuple[int, str]:
    """Status and text of a page; where its state cannot be answered it says why, and keeps the form."""
    faults: list[Fault] = []
    try:
        status, values = 200, made.values(reader, made.state.model_validate(given))
    except ValidationError as error:
        status, faults = 422, of_validation([{**each, "loc": ("", *each["loc"])} for each in error.errors()])
    except BedspaceError as error:
        status, told = of_error(error)
        faults = list(told)
    if faults:
        values = made.bare(reader, given)
    return status, page(made.template, reader.links, made.name, found_faults=faults, **values)
