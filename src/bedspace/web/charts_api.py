"""Charts as files: each chart of a page as SVG and PNG, under the state of its page."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Literal

from fastapi import APIRouter
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from bedspace.errors import UsageError, unknown
from bedspace.figures.sources import known_to
from bedspace.web.api import VERSION, responses
from bedspace.web.explorer import State
from bedspace.web.formats import MEDIA, Content, content, response
from bedspace.web.guard import EMBEDDED
from bedspace.web.pages import own_reader
from bedspace.web.pictures import AS_FILE, Picture
from bedspace.web.question import Question
from bedspace.web.questions import Facility, Fate, Flows, Forecast
from bedspace.web.render import page
from bedspace.web.view import Reader, given_of
from bedspace.web.views import cohort, explored, exploring, predicted, records, stand
from bedspace.web.views.working import BOTTLENECK, REACH, picture_of


@dataclass(frozen=True)
class Drawn:
    """A chart: what its address may say, and the picture of it."""

    state: type[BaseModel]
    picture: Callable[[Reader, Any], Picture]


CHARTS = {
    "flows": Drawn(Flows, stand.flows_picture),
    "forecast": Drawn(Forecast, lambda reader, question: predicted.predicted(reader, question)["picture"]),
    "facility": Drawn(Facility, records.facility_picture),
    "fate": Drawn(Fate, cohort.picture),
    **{work.name: Drawn(work.kind, partial(picture_of, work)) for work in (REACH, BOTTLENECK)},
    "explorer": Drawn(
        State, lambda reader, state: explored.picture(exploring.explored_of(reader, state), reader.links)
    ),
}


def router(reader: Reader) -> APIRouter:
    """Routes of the charts."""
    made = APIRouter(prefix=f"{VERSION}/charts", responses=responses({MEDIA[form]: {} for form in AS_FILE}))

    @made.get("/{name}.{form}", summary="A chart of a page, by the state of that page.", response_class=Response)
    async def drawn(request: Request, name: str, form: Literal["svg", "png", "pdf"]) -> Response:
        return response(await _content(reader, name, form, request), request, f"bedspace-{name}.{form}")

    return made


def embeds(reader: Reader) -> APIRouter:
    """Pages of one chart each, which may stand in pages of others."""
    made = APIRouter(include_in_schema=False)

    @made.get(f"{EMBEDDED}{{name}}", response_class=Response)
    async def embedded(request: Request, name: str) -> Response:
        return response(await _content(reader, name, "html", request), request)

    return made


async def _content(reader: Reader, name: str, form: str, request: Request) -> Content:
    """A chart in one form; what is kept is given at once."""
    state = _asked(name, request)
    key = f"{form} {_key(reader, name, state)}"
    found = reader.pages.get(key)
    if found is None:
        found = await run_in_threadpool(reader.pages.get_or_make, key, partial(_made, reader, name, state, form))
    return found


def _key(reader: Reader, name: str, state: BaseModel) -> str:
    return f"{name} {state!r} {known_to(reader.desk.home).fingerprint} {date.today()}"


def _made(reader: Reader, name: str, state: BaseModel, form: str) -> Content:
    """A chart made by a process of the pool; by this one where a job has its numbers."""
    if reader.desk.pool is None or (isinstance(state, Question) and state.long):
        return _drawn(reader, name, state, form)
    return reader.desk.apart(drawn_apart, name, state, form)


def drawn_apart(home: Path | None, name: str, state: BaseModel, form: str) -> Content:
    """A chart as a process of a pool draws it."""
    return _drawn(own_reader(home), name, state, form)


def _drawn(reader: Reader, name: str, state: BaseModel, form: str) -> Content:
    picture = reader.pictures.get_or_make(_key(reader, name, state), lambda: CHARTS[name].picture(reader, state))
    if form == "html":
        alone = page("embed.html", reader.links, "", picture=replace(picture, addresses={}))
        return content(alone.encode(), "html")
    return content(AS_FILE[form](picture), form)


def _asked(name: str, request: Request) -> BaseModel:
    if name not in CHARTS:
        raise UsageError(unknown(f"chart {name}", name, CHARTS))
    chart = CHARTS[name]
    try:
        return chart.state.model_validate(given_of(chart.state, request.query_params.multi_items()))
    except ValidationError as error:
        raise RequestValidationError([{**each, "loc": ("query", *each["loc"])} for each in error.errors()]) from None
