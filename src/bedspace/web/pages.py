"""The pages over HTTP: each under its name, its state in the address."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from threading import Thread
from typing import Any
from urllib.parse import parse_qsl

from fastapi import APIRouter
from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bedspace.figures.sources import known_to
from bedspace.web.answers import RETRY_AFTER, BusyError, Kept
from bedspace.web.api import Desk
from bedspace.web.explorer import FIRST_DRAWS, State
from bedspace.web.formats import Content, content, response
from bedspace.web.links import ServerLinks
from bedspace.web.problems import BUSY
from bedspace.web.render import ASSETS, asset, page, versions
from bedspace.web.view import NOTHING, Page, Reader, given_of, shown
from bedspace.web.views import checking, cohort, exploring, predicted, records, stand, told
from bedspace.web.views.working import WORKS, Work

PAGES: tuple[Page, ...] = (
    *(
        stand.PAGE,
        exploring.PAGE,
        checking.PAGE,
        records.PAGE,
        records.ONE,
        records.FIGURE,
        predicted.PAGE,
        cohort.PAGE,
    ),
    *(work.page for work in WORKS),
    *(told.SYSTEM, told.REPORTS, told.METHODS, told.GLOSSARY, told.API),
)
MOST_BYTES_KEPT, MOST_BASES = 64_000_000, 6
"""Of finished pages, and runs without a change."""
A_DAY = "public, max-age=86400"


def reader_of(desk: Desk) -> Reader:
    """What the pages of a server are made with."""
    return Reader(desk, ServerLinks(versions()), Kept(MOST_BASES), Kept(MOST_BYTES_KEPT, lambda each: len(each.body)))


def pages(reader: Reader) -> APIRouter:
    """Routes of all pages and of what they are drawn with."""
    made = APIRouter(include_in_schema=False)
    for each in PAGES:
        _add(made, each, reader)
    _add_posted(made, reader)
    for work in WORKS:
        _add_begun(made, work, reader)
    _add_result(made, reader)
    _add_assets(made)
    return made


def _add(made: APIRouter, each: Page, reader: Reader) -> None:
    async def answered(request: Request) -> Response:
        given = given_of(each.state, request.query_params.multi_items())
        found = reader.pages.get(_key(each, given, reader))
        if found is None:
            found, status, text = await run_in_threadpool(_made, each, reader, given)
            if not each.kept:
                return Response(text, status, {"Cache-Control": "no-store"}, media_type="text/html; charset=utf-8")
        if found is None:
            return Response(text, status, media_type="text/html; charset=utf-8")
        return response(found, request)

    made.add_api_route(f"/{each.name}", answered, name=f"page.{each.name}", response_class=Response)


def _made(each: Page, reader: Reader, given: Mapping[str, Any]) -> tuple[Content | None, int, str]:
    """A finished page, which is kept; else the status and text of one that says why it is none."""
    status, text = shown(each, reader, given)
    if status != 200 or not each.kept:
        return None, status, text
    return reader.pages.get_or_make(_key(each, given, reader), lambda: content(text.encode(), "html")), status, text


def warmed(reader: Reader) -> None:
    """Begin to make the pages that most readers open first."""
    for each in (stand.PAGE, exploring.PAGE, told.REPORTS):
        Thread(target=_made, args=(each, reader, NOTHING), daemon=True).start()


def _key(each: Page, given: Mapping[str, Any], reader: Reader) -> str:
    asked = [each.name, dict(given), known_to(reader.desk.home).fingerprint, date.today().isoformat()]
    return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()


def _add_posted(made: APIRouter, reader: Reader) -> None:
    """A text that is too long for an address comes as the body of a form."""

    async def posted(request: Request) -> Response:
        body = (await request.body()).decode("utf-8", "replace")
        given = given_of(checking.PAGE.state, parse_qsl(body, keep_blank_values=True, max_num_fields=20))
        status, text = await run_in_threadpool(shown, checking.PAGE, reader, given)
        return Response(text, status, media_type="text/html; charset=utf-8")

    made.add_api_route("/check", posted, methods=["POST"], name="page.check.text", response_class=Response)


def _add_begun(made: APIRouter, work: Work, reader: Reader) -> None:
    """A form that begins a job or ends one, and leads to its page."""

    async def posted(request: Request) -> Response:
        body = (await request.body()).decode("utf-8", "replace")
        pairs = parse_qsl(body, keep_blank_values=True, max_num_fields=60)
        return await run_in_threadpool(begun, given_of(work.kind, pairs))

    def begun(given: dict[str, Any]) -> Response:
        jobs = reader.desk.jobs
        assert jobs is not None
        try:
            number = given.get("end")
            job = jobs.cancel(jobs.get(number)) if number else jobs.add(work.kind.model_validate(given))
        except ValidationError:
            status, text = shown(work.page, reader, given)
            return Response(text, status, media_type="text/html; charset=utf-8")
        except BusyError:
            made = work.page
            text = page(made.template, reader.links, made.name, found_faults=[BUSY], **made.bare(reader, given))
            headers = {"Retry-After": str(RETRY_AFTER), "Cache-Control": "no-store"}
            return Response(text, 429, headers, media_type="text/html; charset=utf-8")
        return RedirectResponse(reader.links.page(work.name, **job.question.asked()), 303)

    made.add_api_route(
        f"/{work.name}", posted, methods=["POST"], name=f"page.{work.name}.begin", response_class=Response
    )


def _add_result(made: APIRouter, reader: Reader) -> None:
    """The result of the explorer alone, for its script."""

    def result(request: Request) -> Response:
        given = given_of(exploring.PAGE.state, request.query_params.multi_items())
        quick = given.get("draws") == str(FIRST_DRAWS)
        fragment = Page(
            "explorer",
            "result.html",
            lambda r, state: exploring.fragment(r, state, quick),
            State,
            lambda *_: {"finding": ()},
        )
        status, text = shown(fragment, reader, given)
        return Response(text, status, media_type="text/html; charset=utf-8")

    made.add_api_route("/explorer/result", result, name="page.explorer.result", response_class=Response)


def _add_assets(made: APIRouter) -> None:
    async def static(name: str, request: Request) -> Response:
        if name not in ASSETS:
            raise HTTPException(404)
        found = response(content(asset(name), name.rsplit(".", 1)[1]), request)
        found.headers["Cache-Control"] = A_DAY
        return found

    made.add_api_route("/static/{name}", static, name="static", response_class=Response)
