"""Jobs over HTTP: begin one, see how far it is, end it, take its rows."""

from typing import Annotated, Literal

from fastapi import APIRouter, Body
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bedspace.errors import Fault, UsageError
from bedspace.web.api import VERSION, responses
from bedspace.web.formats import response, written
from bedspace.web.jobs import Jobs
from bedspace.web.question import FORMS, Question
from bedspace.web.questions import QUESTIONS


def router(jobs: Jobs) -> APIRouter:
    """Routes of the jobs in the API."""
    made = APIRouter(prefix=f"{VERSION}/jobs")
    told = responses({"application/json": {"schema": {"type": "object"}}})
    for name, kind in QUESTIONS.items():
        if kind.long:
            _add(made, jobs, name, kind, told)

    @made.get("/{number}", summary="How far a job is.", responses=told, response_class=Response)
    def state(number: str) -> Response:
        return JSONResponse(jobs.get(number).told(), headers={"Cache-Control": "no-store"})

    @made.post("/{number}/end", summary="End a job.", responses=told, response_class=Response)
    def end(number: str) -> Response:
        return JSONResponse(jobs.cancel(jobs.get(number)).told())

    @made.get(
        "/{number}/result.{form}", summary="The rows of a finished job.", responses=responses(), response_class=Response
    )
    def result(request: Request, number: str, form: Literal[FORMS]) -> Response:  # type: ignore[valid-type]
        job = jobs.get(number)
        if job.heard is None:
            raise UsageError(Fault(f"job {number}", f"it is {job.status} and has no result"))
        return response(written(job.heard.whole, form), request, f"bedspace-{job.question.verb[0]}.{form}")

    return made


def _as_described(question: Question, body: bytes) -> Question:
    """The question, whose JSON has the types of the description: `false` is no 0 there, and "20" no 20.

    Raises
    ------
    RequestValidationError
    """
    try:
        return type(question).model_validate_json(body, strict=True)
    except ValidationError as error:
        raise RequestValidationError([{**each, "loc": ("body", *each["loc"])} for each in error.errors()]) from None


def _add(
    made: APIRouter, jobs: Jobs, name: str, kind: type[Question], told: dict[int | str, dict[str, object]]
) -> None:
    async def begin(request: Request, question: Annotated[kind, Body()]) -> Response:  # type: ignore[valid-type]
        job = jobs.add(_as_described(question, await request.body()))
        return JSONResponse(job.told(), 202, {"Location": f"{VERSION}/jobs/{job.number}"})

    made.add_api_route(
        f"/{name}", begin, methods=["POST"], name=f"jobs.{name}", status_code=202, responses=told,
        summary=(kind.__doc__ or "").split("\n")[0], response_class=Response,
    )  # fmt: skip
