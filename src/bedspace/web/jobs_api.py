"""Jobs over HTTP: begin one, see how far it is, end it, take its rows; and a page of the same without a script."""

from typing import Annotated
from urllib.parse import parse_qsl

from fastapi import APIRouter, Body
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from bedspace.errors import Fault, UsageError
from bedspace.web.api import VERSION, Form, responses
from bedspace.web.explorer import presets
from bedspace.web.formats import response, written
from bedspace.web.jobs import Job, Jobs
from bedspace.web.links import Links
from bedspace.web.questions import Persons
from bedspace.web.render import page


def router(jobs: Jobs) -> APIRouter:
    """Routes of the jobs in the API."""
    made = APIRouter(prefix=f"{VERSION}/jobs")
    told = responses({"application/json": {"schema": {"type": "object"}}})

    @made.post(
        "", status_code=202, summary="Begin a run of the engine of persons.", responses=told, response_class=Response
    )
    def begin(question: Annotated[Persons, Body()]) -> Response:
        job = jobs.add(question)
        return JSONResponse(job.told(), 202, {"Location": f"{VERSION}/jobs/{job.number}"})

    @made.get("/{number}", summary="How far a job is.", responses=told, response_class=Response)
    def state(number: str) -> Response:
        return JSONResponse(jobs.get(number).told(), headers={"Cache-Control": "no-store"})

    @made.post("/{number}/end", summary="End a job.", responses=told, response_class=Response)
    def end(number: str) -> Response:
        return JSONResponse(jobs.cancel(number).told())

    @made.get(
        "/{number}/result.{form}", summary="The rows of a finished job.", responses=responses(), response_class=Response
    )
    def result(request: Request, number: str, form: Form) -> Response:
        job = jobs.get(number)
        if job.heard is None:
            raise UsageError(Fault(f"job {number}", f"it is {job.status} and has no result"))
        return response(written(job.heard.whole, form), request, f"bedspace-persons.{form}")

    return made


def pages(jobs: Jobs, links: Links) -> APIRouter:
    """The page of the jobs."""
    made = APIRouter(include_in_schema=False)

    @made.get("/persons", response_class=Response)
    def shown(job: str = "") -> Response:
        return _page(links, jobs.get(job) if job else None, [])

    @made.post("/persons", response_class=Response)
    async def begin(request: Request) -> Response:
        pairs = parse_qsl((await request.body()).decode("utf-8", "replace"), max_num_fields=20)
        given = dict(pairs)
        if "end" in given:
            return RedirectResponse(links.page("persons", job=jobs.cancel(given["end"]).number), 303)
        try:
            job = jobs.add(Persons.model_validate(given))
        except ValidationError as error:
            raise RequestValidationError([{**e, "loc": ("body", *e["loc"])} for e in error.errors()]) from None
        return RedirectResponse(links.page("persons", job=job.number), 303)

    return made


def _page(links: Links, job: Job | None, faults: list[Fault]) -> Response:
    """The form, and where the job is."""
    addresses = (
        {form: f"{VERSION}/jobs/{job.number}/result.{form}" for form in ("csv", "json", "parquet")} if job else {}
    )
    values = {"job": job, "presets": presets(), "addresses": addresses, "default": Persons()}
    text = page("persons.html", links, "persons", found_faults=faults, **values)
    return Response(text, headers={"Cache-Control": "no-store"}, media_type="text/html; charset=utf-8")
