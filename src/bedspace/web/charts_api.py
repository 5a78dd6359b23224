"""Charts as files: each chart of a page as SVG and PNG, under the state of its page."""

from collections.abc import Callable
from dataclasses import dataclass
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
from bedspace.web.answers import Kept
from bedspace.web.api import VERSION, responses
from bedspace.web.explorer import State
from bedspace.web.formats import Content, content, response
from bedspace.web.pages import own_reader
from bedspace.web.pictures import Picture, as_png, as_svg
from bedspace.web.questions import Facility, Fate, Flows, Forecast
from bedspace.web.view import Reader, given_of
from bedspace.web.views import cohort, explored, exploring, predicted, records, stand

MOST_BYTES_KEPT = 16_000_000


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
    "explorer": Drawn(
        State, lambda reader, state: explored.picture(exploring.explored_of(reader, state), reader.links)
    ),
}


def _drawn(reader: Reader, name: str, state: BaseModel, form: str) -> Content:
    if reader.desk.pool is not None:
        return reader.desk.apart(_drawn_apart, name, state, form)
    return _drawn_here(reader, name, state, form)


def _drawn_apart(home: Path | None, name: str, state: BaseModel, form: str) -> Content:
    return _drawn_here(own_reader(home), name, state, form)


def _drawn_here(reader: Reader, name: str, state: BaseModel, form: str) -> Content:
    make = {"svg": as_svg, "png": as_png}[form]
    return content(make(CHARTS[name].picture(reader, state)), form)


def router(reader: Reader) -> APIRouter:
    """Routes of the charts."""
    made = APIRouter(prefix=f"{VERSION}/charts", responses=responses({"image/svg+xml": {}, "image/png": {}}))
    kept: Kept[Content] = Kept(MOST_BYTES_KEPT, lambda each: len(each.body))

    @made.get("/{name}.{form}", summary="A chart of a page, by the state of that page.", response_class=Response)
    async def drawn(request: Request, name: str, form: Literal["svg", "png"]) -> Response:
        if name not in CHARTS:
            raise UsageError(unknown(f"chart {name}", name, CHARTS))
        chart = CHARTS[name]
        try:
            state = chart.state.model_validate(given_of(chart.state, request.query_params.multi_items()))
        except ValidationError as error:
            raise RequestValidationError(
                [{**each, "loc": ("query", *each["loc"])} for each in error.errors()]
            ) from None
        key = f"{name} {state!r} {form} {known_to(reader.desk.home).fingerprint} {date.today()}"
        make = partial(_drawn, reader, name, state, form)
        found = kept.get(key)
        if found is None:
            found = await run_in_threadpool(kept.get_or_make, key, make)
        return response(found, request, f"bedspace-{name}.{form}")

    return made
