"""API v1: each question of `bedspace.web.questions` under its name, in JSON, CSV or Parquet."""

import json
import time
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from fastapi import APIRouter, Body, FastAPI, Query
from fastapi import Path as FromPath
from fastapi.openapi.utils import get_openapi
from pydantic import ConfigDict, create_model
from starlette.concurrency import run_in_threadpool
from starlette.convertors import StringConvertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import Response

from bedspace import __version__
from bedspace.cli.show import Heard
from bedspace.studies.run.beside import keeping
from bedspace.studies.run.runs import Answer
from bedspace.web.answers import Gate, Kept, Workers, answer, key_of
from bedspace.web.formats import MEDIA, Content, content, response, wanted, written
from bedspace.web.jobs import Jobs
from bedspace.web.problems import MEDIA as PROBLEM
from bedspace.web.question import FORMS, Question
from bedspace.web.questions import NAMED, QUESTIONS, Text

VERSION = "/api/v1"
ABOUT = "The verbs of bedspace over HTTP: the same questions, the same numbers."
MOST_BYTES_KEPT, MOST_OBJECTS_KEPT, MOST_BASES = 128_000_000, 24, 8
"""Of answers as files, answers, and runs without what readers change."""
T = TypeVar("T")
_PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "detail", "errors"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {"type": "array", "items": {"type": "object"}},
    },
}
_OBJECT = {
    "type": "object",
    "required": ["bedspace", "data", "record", "result"],
    "properties": {
        "bedspace": {"type": "string", "description": "Version of the software"},
        "data": {"type": "string", "description": "Fingerprint of the data"},
        "record": {"type": "object", "description": "What is needed to ask again"},
        "result": {"type": "array", "items": {"type": "object"}},
    },
}
MOST = 80
"""Letters of a name in a path."""
_REFUSED = {
    400: "The body is no JSON",
    405: "The address has no such method",
    404: "Nothing has this name",
    413: "The body is too long",
    415: "The body is not called JSON",
    414: "The address is too long",
    421: "The server is asked by a name that is not its own",
    422: "The question cannot be understood",
    429: "Too much is asked at once; Retry-After says when to try again",
    500: "A result broke one of its own checks, or something unexpected",
}


def rows_as(forms: tuple[str, ...]) -> dict[str, Any]:
    """What an answer comes as, for the reference."""
    return {MEDIA[form].split(";")[0]: {"schema": _OBJECT} if form == "json" else {} for form in forms}


ROWS = rows_as(FORMS)


def responses(forms: Mapping[str, Any] = ROWS) -> dict[int | str, dict[str, Any]]:
    """What the reference says of every answer that comes as `forms`."""
    refused: dict[int | str, dict[str, Any]] = {
        status: {"description": what, "content": {PROBLEM: {"schema": _PROBLEM}}} for status, what in _REFUSED.items()
    }
    return {200: {"content": dict(forms)}, 304: {"description": "The client has it already"}, **refused}


class Desk:
    """Answers questions for the API and the pages: from what is kept, else by the verb.

    Parameters
    ----------
    home : Path, optional
        Folder of the warehouse whose figures are read besides the embedded ones.
    gate : Gate, optional
    pool : Workers, optional
        Processes in which answers and pages are made; by default they are made in this one.
    jobs : Jobs, optional
        Where questions that take long are answered; without, they are answered at once.

    Attributes
    ----------
    bases : Kept
        Runs without what readers change.
    asked : float
        When a reader last asked for what a process of the pool makes, on the clock that only runs forward.
    """

    def __init__(
        self,
        home: Path | None = None,
        gate: Gate | None = None,
        pool: Workers | None = None,
        jobs: Jobs | None = None,
    ):
        self.home, self.gate, self.jobs, self.pool = home, gate or Gate(), jobs, pool
        self.bases: Kept[Answer] = Kept(MOST_BASES)
        self.asked = float("-inf")
        self._objects: Kept[Heard] = Kept(MOST_OBJECTS_KEPT)
        self._contents: Kept[Content] = Kept(MOST_BYTES_KEPT, lambda each: len(each.body))

    def heard(self, question: Question) -> Heard:
        """What the verb answers; of a long one what its job answered."""
        if self.jobs and question.long:
            return self.jobs.heard(question)

        def make() -> Heard:
            with self.gate.entered(), keeping(self.bases):
                return answer(question, self.home)

        return self._objects.get_or_make(key_of(question, self.home), make)

    async def content(self, question: Question, form: str) -> Content:
        """The answer in one form; what is kept is given at once, whatever else is being worked on."""
        key = key_of(question, self.home, form)
        if found := self._contents.get(key):
            return found
        return await run_in_threadpool(self._contents.get_or_make, key, lambda: self._written(question, form))

    def apart(self, work: Callable[..., T], *given: Any) -> T:
        """What a work gives from the home and what is given, in a process of the pool."""
        assert self.pool is not None
        self.asked = time.monotonic()
        with self.gate.entered():
            return self.pool.give(work, self.home, *given)

    def _written(self, question: Question, form: str) -> Content:
        if self.pool is not None and not question.long:
            return self.apart(written_apart, question, form)
        return written(self.heard(question).whole, form)


@cache
def own_desk(home: Path | None) -> Desk:
    """The desk of a process of a pool."""
    return Desk(home)


def written_apart(home: Path | None, question: Question, form: str) -> Content:
    """An answer as a process of a pool makes it."""
    return written(own_desk(home).heard(question).whole, form)


def router(desk: Desk) -> APIRouter:
    """All routes of the API."""
    made = APIRouter(prefix=VERSION, responses=responses())
    for name, kind in QUESTIONS.items():
        _add(made, desk, name, kind)
    for name, kind in NAMED.items():
        _add_named(made, desk, name, kind)
    _add_texts(made, desk)
    return made


def description_of(app: FastAPI) -> APIRouter:
    """The route of the OpenAPI description of a whole application."""
    made = APIRouter(include_in_schema=False)

    @made.get(f"{VERSION}/openapi.json", response_class=Response)
    def described(request: Request) -> Response:
        return response(content(json.dumps(app.openapi(), separators=(",", ":")).encode(), "json"), request)

    return made


def description(desk: Desk) -> dict[str, Any]:
    """The OpenAPI description of the API."""
    return get_openapi(title="bedspace", version=__version__, description=ABOUT, routes=router(desk).routes)


def _add(made: APIRouter, desk: Desk, name: str, kind: type[Question]) -> None:
    async def by_header(request: Request, question: Annotated[kind, Query()]) -> Response:  # type: ignore[valid-type]
        form = wanted(request.headers.get("accept", ""), kind.forms)
        return response(await desk.content(question, form), request)

    forms = Literal[kind.forms]  # type: ignore[name-defined]

    async def by_suffix(request: Request, form: forms, question: Annotated[kind, Query()]) -> Response:  # type: ignore[valid-type]
        return response(await desk.content(question, form), request, f"bedspace-{name}.{form}")

    told: dict[str, Any] = {"summary": (kind.__doc__ or "").split("\n")[0], "response_class": Response}
    made.add_api_route(f"/{name}", by_header, name=name, **told)
    files = responses(rows_as(kind.forms))
    made.add_api_route(f"/{name}.{{form}}", by_suffix, name=f"{name}.form", responses=files, **told)


class _Form(StringConvertor):
    """The end of a file's name; a dot in a name that is asked for is none."""

    regex = "|".join(FORMS)


register_url_convertor("form", _Form())


def _add_named(made: APIRouter, desk: Desk, name: str, kind: type[Question]) -> None:
    written_so = kind.model_json_schema()["properties"]["name"]["pattern"]
    thing_as = Annotated[str, FromPath(pattern=written_so, max_length=MOST)]
    others: Any = {each: (field.annotation, field) for each, field in kind.model_fields.items() if each != "name"}
    rest_as = create_model(f"{kind.__name__}Known", __config__=ConfigDict(extra="forbid"), **others)

    async def one(request: Request, thing: thing_as, rest: Annotated[rest_as, Query()]) -> Response:  # type: ignore[valid-type]
        form = wanted(request.headers.get("accept", ""), kind.forms)
        return response(await desk.content(kind.model_validate({**dict(rest), "name": thing}), form), request)

    async def saved(
        request: Request,
        thing: thing_as,
        form: Literal[FORMS],  # type: ignore[valid-type]
        rest: Annotated[rest_as, Query()],  # type: ignore[valid-type]
    ) -> Response:
        question = kind.model_validate({**dict(rest), "name": thing})
        return response(await desk.content(question, form), request, f"bedspace-{name}.{form}")

    told: dict[str, Any] = {"summary": (kind.__doc__ or "").split("\n")[0], "response_class": Response}
    made.add_api_route(f"/{name}/{{thing}}.{{form:form}}", saved, name=f"{name}.one.form", **told)
    made.add_api_route(f"/{name}/{{thing}}", one, name=f"{name}.one", **told)


def _add_texts(made: APIRouter, desk: Desk) -> None:
    async def long_text(request: Request, question: Annotated[Text, Body()]) -> Response:
        form = wanted(request.headers.get("accept", ""), Text.forms)
        return response(await desk.content(question, form), request)

    made.add_api_route("/check/text", long_text, methods=["POST"], name="check.text",
                       summary="The same for a text too long for an address.", response_class=Response)  # fmt: skip
