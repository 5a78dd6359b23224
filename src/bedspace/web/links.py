"""Where things of the pages are found: on a server by question, in a folder of static files by name."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import quote, urlencode

from bedspace.web.pictures import Picture
from bedspace.web.question import Question
from bedspace.web.questions import NAMED, QUESTIONS

_NAMES = {kind: name for name, kind in QUESTIONS.items()}
_NAMED = {kind: name for name, kind in NAMED.items()}


class Links(Protocol):
    """Addresses that a page needs."""

    @property
    def live(self) -> bool:
        """Whether a server answers."""
        ...

    def page(self, name: str, /, **state: Any) -> str:
        """Of a page with a state."""
        ...

    def data(self, question: Question, form: str) -> str:
        """Of the rows of an answer in one form."""
        ...

    def chart(self, picture: Picture, name: str, state: Mapping[str, Any], form: str) -> str:
        """Of the file of a chart, by the state of its page."""
        ...

    def embed(self, picture: Picture, name: str, state: Mapping[str, Any]) -> str:
        """Of a chart alone on a page."""
        ...

    def asset(self, name: str) -> str:
        """Of a style sheet or a script."""
        ...


def path_of(question: Question, form: str = "") -> str:
    """Address of a question in the API."""
    suffix = f".{form}" if form else ""
    state, kind = question.asked(), type(question)
    place = f"{_NAMED[kind]}/{quote(state.pop('name'))}" if kind in _NAMED else _NAMES[kind]
    asked = query(state)
    return f"/api/v1/{place}{suffix}{f'?{asked}' if asked else ''}"


def query(state: Mapping[str, Any]) -> str:
    """A state as the query of an address; what is empty is left out."""
    return urlencode(list(_pairs(state)), doseq=False)


def _pairs(state: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in state.items():
        for each in value if isinstance(value, list | tuple) else [value]:
            if each not in (None, "", False):
                yield name, "true" if each is True else str(each)


@dataclass(frozen=True)
class ServerLinks:
    """Addresses on a server."""

    versions: Mapping[str, str] = field(default_factory=dict)
    live: bool = True

    def page(self, name: str, /, **state: Any) -> str:
        """See `Links`."""
        asked = query(state)
        return f"/{name}{f'?{asked}' if asked else ''}"

    def data(self, question: Question, form: str) -> str:
        """See `Links`."""
        return path_of(question, form)

    def chart(self, picture: Picture, name: str, state: Mapping[str, Any], form: str) -> str:  # noqa: ARG002
        """See `Links`."""
        asked = query(state)
        return f"/api/v1/charts/{name}.{form}{f'?{asked}' if asked else ''}"

    def embed(self, picture: Picture, name: str, state: Mapping[str, Any]) -> str:  # noqa: ARG002
        """See `Links`."""
        asked = query(state)
        return f"/embed/{name}{f'?{asked}' if asked else ''}"

    def asset(self, name: str) -> str:
        """See `Links`."""
        return f"/static/{name}?v={self.versions.get(name, '')}"


@dataclass
class FileLinks:
    """Names in one folder of static files; what is linked is noted, for the folder to have it.

    Attributes
    ----------
    pages : mapping of str to (str, mapping)
        File name of each page that the folder has -> its page and state.
    wanted : mapping of str to (Question, str)
        Files of data that pages link to.
    drawn : mapping of str to (Picture, str)
        Files of charts.
    embedded : mapping of str to Picture
        Pages of one chart.
    """

    pages: Mapping[str, tuple[str, Mapping[str, Any]]]
    wanted: dict[str, tuple[Question, str]] = field(default_factory=dict)
    drawn: dict[str, tuple[Picture, str]] = field(default_factory=dict)
    embedded: dict[str, Picture] = field(default_factory=dict)
    live: bool = False

    def page(self, name: str, /, **state: Any) -> str:
        """The file of a page; of the page without its state where the folder does not have that state."""
        asked = query(state)
        for file, (page, its) in self.pages.items():
            if (page, query(its)) == (name, asked):
                return file
        return next(file for file, (page, its) in self.pages.items() if page == name and not its)

    def data(self, question: Question, form: str) -> str:
        """See `Links`."""
        kind = _NAMES.get(type(question)) or _NAMED[type(question)]
        mark = hashlib.sha256(question.command.encode()).hexdigest()[:10]
        file = f"data/{kind}-{mark}.{form}"
        self.wanted[file] = (question, form)
        return file

    def chart(self, picture: Picture, name: str, state: Mapping[str, Any], form: str) -> str:
        """See `Links`."""
        mark = hashlib.sha256(query(state).encode()).hexdigest()[:10]
        file = f"data/chart-{name}-{mark}.{form}"
        self.drawn[file] = (picture, form)
        return file

    def embed(self, picture: Picture, name: str, state: Mapping[str, Any]) -> str:
        """See `Links`."""
        mark = hashlib.sha256(query(state).encode()).hexdigest()[:10]
        file = f"embed-{name}-{mark}.html"
        self.embedded[file] = picture
        return file

    def asset(self, name: str) -> str:
        """See `Links`."""
        return name
