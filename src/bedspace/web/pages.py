"""The pages over HTTP: each under its name, its state in the address."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from fastapi import APIRouter
from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bedspace.errors import Fault, UsageError
from bedspace.figures.sources import known_to
from bedspace.web.answers import RETRY_AFTER, BusyError, Kept
from bedspace.web.api import Desk, own_desk
from bedspace.web.formats import MEDIA, Content, content, response
from bedspace.web.guard import MOST_PARAMETERS
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
FRAGMENTS = (exploring.FIRST, exploring.RESULT)
"""Parts of a page, for its script."""
_NAMED = {each.name: each for each in (*PAGES, *FRAGMENTS)}
MOST_BYTES_KEPT = 64_000_000
"""Of finished pages."""
A_DAY = "public, max-age=86400"


def reader_of(desk: Desk) -> Reader:
    """What the pages of a server are made with."""
    return Reader(desk, ServerLinks(versions()), Kept(MOST_BYTES_KEPT, lambda each: len(each.body)))


def pages(reader: Reader) -> APIRouter:
    """Routes of all pages and of what they are drawn with."""
    made = APIRouter(include_in_schema=False)
    for each in (*PAGES, *FRAGMENTS):
        _add(made, each, reader)
    _add_posted(made, reader)
    for work in WORKS:
        _add_begun(made, work, reader)
    _add_assets(made)
    return made


class _PassingError(Exception):
    """A page that is not kept: it says why its state cannot be answered, or how far a job is."""

    def __init__(self, status: int, text: str):
        super().__init__(status)
        self.status, self.text = status, text


def _add(made: APIRouter, each: Page, reader: Reader) -> None:
    async def answered(request: Request) -> Response:
        given = given_of(each.state, request.query_params.multi_items())
        key = _key(each, given, reader)
        try:
            found = reader.pages.get(key)
            if found is None:
                found = await run_in_threadpool(_kept, each, reader, given, key)
        except _PassingError as told:
            return _html(told.status, told.text)
        return response(found, request)

    made.add_api_route(f"/{each.name}", answered, name=f"page.{each.name}", response_class=Response)


def _html(status: int, text: str, headers: Mapping[str, str] = NOTHING) -> Response:
    return Response(text, status, {"Cache-Control": "no-store", **headers}, media_type=MEDIA["html"])


def _kept(each: Page, reader: Reader, given: Mapping[str, Any], key: str) -> Content:
    """A finished page, made once however many ask."""

    def make() -> Content:
        status, text = _shown(each, reader, given)
        if status != 200 or not each.kept:
            raise _PassingError(status, text)
        return content(text.encode(), "html")

    return reader.pages.get_or_make(key, make)


def _shown(each: Page, reader: Reader, given: Mapping[str, Any]) -> tuple[int, str]:
    """Status and text of a page, made by a process of the pool; by this one where it tells of jobs."""
    if reader.desk.pool is None or not each.kept:
        return shown(each, reader, given)
    return reader.desk.apart(shown_apart, each.name, given)


def shown_apart(home: Path | None, name: str, given: Mapping[str, Any]) -> tuple[int, str]:
    """A page as a process of a pool makes it."""
    return shown(_NAMED[name], own_reader(home), given)


@cache
def own_reader(home: Path | None) -> Reader:
    """What pages are made with in a process of a pool."""
    return reader_of(own_desk(home))


def made_ahead(reader: Reader) -> None:
    """Make what most readers open first, one after the other."""
    for each in (stand.PAGE, exploring.PAGE, exploring.FIRST, told.REPORTS):
        with suppress(BusyError):  # readers come first
            _kept(each, reader, dict(NOTHING), _key(each, NOTHING, reader))


def _key(each: Page, given: Mapping[str, Any], reader: Reader) -> str:
    asked = [each.name, dict(given), known_to(reader.desk.home).fingerprint, date.today().isoformat()]
    return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()


async def _fields(request: Request) -> list[tuple[str, str]]:
    """Fields of a form that was sent.

    Raises
    ------
    UsageError
        If there are more than any form has.
    """
    body = (await request.body()).decode("utf-8", "replace")
    try:
        return parse_qsl(body, keep_blank_values=True, max_num_fields=MOST_PARAMETERS)
    except ValueError:
        raise UsageError(Fault("form", f"over {MOST_PARAMETERS} fields")) from None


def _add_posted(made: APIRouter, reader: Reader) -> None:
    """A text that is too long for an address comes as the body of a form."""

    async def posted(request: Request) -> Response:
        given = given_of(checking.PAGE.state, await _fields(request))
        return _html(*await run_in_threadpool(_shown, checking.PAGE, reader, given))

    made.add_api_route("/check", posted, methods=["POST"], name="page.check.text", response_class=Response)


def _add_begun(made: APIRouter, work: Work, reader: Reader) -> None:
    """A form that begins a job or ends one, and leads to its page."""

    async def posted(request: Request) -> Response:
        return await run_in_threadpool(begun, given_of(work.kind, await _fields(request)))

    def begun(given: dict[str, Any]) -> Response:
        jobs = reader.desk.jobs
        assert jobs is not None
        try:
            number = given.get("end")
            job = jobs.cancel(jobs.get(number)) if number else jobs.add(work.kind.model_validate(given))
        except ValidationError:
            return _html(*shown(work.page, reader, given))
        except BusyError:
            made = work.page
            text = page(made.template, reader.links, made.name, found_faults=[BUSY], **made.bare(reader, given))
            return _html(429, text, {"Retry-After": str(RETRY_AFTER)})
        return RedirectResponse(reader.links.page(work.name, **job.question.asked()), 303)

    made.add_api_route(
        f"/{work.name}", posted, methods=["POST"], name=f"page.{work.name}.begin", response_class=Response
    )


def _add_assets(made: APIRouter) -> None:
    async def static(name: str, request: Request) -> Response:
        if name not in ASSETS:
            raise HTTPException(404)
        found = response(content(asset(name), name.rsplit(".", 1)[1]), request)
        found.headers["Cache-Control"] = A_DAY
        return found

    made.add_api_route("/static/{name}", static, name="static", response_class=Response)
