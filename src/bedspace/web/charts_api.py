"""Charts as files: each chart of a page as SVG and PNG, under the state of its page."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Literal

from fastapi import APIRouter
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ValidationError
from starlette.requests import Request
from starlette.responses import Response

from bedspace.errors import UsageError, unknown
from bedspace.web.answers import Kept
from bedspace.web.api import VERSION, responses
from bedspace.web.explorer import State
from bedspace.web.formats import MEDIA, Content, content, response
from bedspace.web.guard import EMBEDDED
from bedspace.web.pictures import AS_FILE, Picture
from bedspace.web.questions import Facility, Fate, Flows, Forecast
from bedspace.web.render import page
from bedspace.web.view import Reader, given_of
from bedspace.web.views import cohort, explored, exploring, predicted, records, stand
from bedspace.web.views.working import BOTTLENECK, REACH, picture_of

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
    **{work.name: Drawn(work.kind, partial(picture_of, work)) for work in (REACH, BOTTLENECK)},
    "explorer": Drawn(
        State, lambda reader, state: explored.picture(exploring.explored_of(reader, state), reader.links)
    ),
}


def router(reader: Reader) -> APIRouter:
    """Routes of the charts."""
    made = APIRouter(prefix=f"{VERSION}/charts", responses=responses({MEDIA[form]: {} for form in AS_FILE}))
    kept: Kept[Content] = Kept(MOST_BYTES_KEPT, lambda each: len(each.body))

    @made.get("/{name}.{form}", summary="A chart of a page, by the state of that page.", response_class=Response)
    def drawn(request: Request, name: str, form: Literal["svg", "png", "pdf"]) -> Response:
        chart, state = _asked(name, request)
        key = f"{name} {state!r} {form}"
        found = kept.get_or_make(key, lambda: content(AS_FILE[form](chart.picture(reader, state)), form))
        return response(found, request, f"bedspace-{name}.{form}")

    return made


def embeds(reader: Reader) -> APIRouter:
    """Pages of one chart each, which may stand in pages of others."""
    made = APIRouter(include_in_schema=False)

    @made.get(f"{EMBEDDED}{{name}}", response_class=Response)
    def embedded(request: Request, name: str) -> Response:
        chart, state = _asked(name, request)
        picture = replace(chart.picture(reader, state), addresses={})
        return response(content(page("embed.html", reader.links, "", picture=picture).encode(), "html"), request)

    return made


def _asked(name: str, request: Request) -> tuple[Drawn, BaseModel]:
    if name not in CHARTS:
        raise UsageError(unknown(f"chart {name}", name, CHARTS))
    chart = CHARTS[name]
    try:
        return chart, chart.state.model_validate(given_of(chart.state, request.query_params.multi_items()))
    except ValidationError as error:
        raise RequestValidationError([{**each, "loc": ("query", *each["loc"])} for each in error.errors()]) from None
