"""The server put together: the API, the pages, the guard before them."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from fastapi import FastAPI

from bedspace import __version__
from bedspace.web import charts_api, jobs_api
from bedspace.web.api import ABOUT, Desk, description_of, router
from bedspace.web.guard import LOOPBACK, Guard
from bedspace.web.jobs import Jobs
from bedspace.web.pages import pages, reader_of
from bedspace.web.problems import add_handlers
from bedspace.web.ready import Ready


def make_app(
    home: Path | None = None, hosts: Collection[str] = LOOPBACK, desk: Desk | None = None, jobs: Jobs | None = None
) -> FastAPI:
    """The application.

    Parameters
    ----------
    home : Path, optional
        Folder of a warehouse whose figures are read besides the embedded ones.
    hosts : collection of str
        Names by which the server may be asked; empty for any.
    desk : Desk, optional
        Who answers; by default a new one.
    jobs : Jobs, optional
        Who runs what takes longer; by default a new one.
    """
    app = FastAPI(
        title="bedspace",
        version=__version__,
        description=ABOUT,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        swagger_ui_oauth2_redirect_url=None,
    )
    desk = desk or Desk(home)
    desk.jobs = desk.jobs or jobs or Jobs(home)
    reader = app.state.reader = reader_of(desk)
    app.include_router(router(desk))
    app.include_router(description_of(app))
    app.include_router(jobs_api.router(desk.jobs))
    app.include_router(charts_api.router(reader))
    app.include_router(charts_api.embeds(reader))
    app.include_router(pages(reader))
    add_handlers(app)
    app.add_middleware(Ready, home=desk.home)
    app.add_middleware(Guard, hosts=hosts)
    return app
