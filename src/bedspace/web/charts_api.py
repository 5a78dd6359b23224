"""Charts as files: each chart of a page as SVG and PNG, under the state of its page."""

from collections.abc import Callable
from dataclasses import dataclass
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
from bedspace.web.formats import Content, content, response
from bedspace.web.pictures import Picture, as_png, as_svg
from bedspace.web.questions import Facility, Fate, Flows, Forecast
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
    made = APIRouter(prefix=f"{VERSION}/charts", responses=responses({"image/svg+xml": {}, "image/png": {}}))
    kept: Kept[Content] = Kept(MOST_BYTES_KEPT, lambda each: len(each.body))

    @made.get("/{name}.{form}", summary="A chart of a page, by the state of that page.", response_class=Response)
    def drawn(request: Request, name: str, form: Literal["svg", "png"]) -> Response:
        if name not in CHARTS:
            raise UsageError(unknown(f"chart {name}", name, CHARTS))
        chart = CHARTS[name]
        try:
            state = chart.state.model_validate(given_of(chart.state, request.query_params.multi_items()))
        except ValidationError as error:
            raise RequestValidationError(
                [{**each, "loc": ("query", *each["loc"])} for each in error.errors()]
            ) from None
        make = {"svg": as_svg, "png": as_png}[form]
        key = f"{name} {state!r} {form}"
        found = kept.get_or_make(key, lambda: content(make(chart.picture(reader, state)), form))
        return response(found, request, f"bedspace-{name}.{form}")

    return made
