"""``bedspace serve`` and ``bedspace site``: the explorer and the API on this machine, and its pages as files."""

from __future__ import annotations

import signal
import sys
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path

import click

from bedspace.cli.options import warehouse_home
from bedspace.errors import Fault, UsageError

PORT = 8321


def require_server() -> None:
    """Refuse in one line where the extra is not installed.

    Raises
    ------
    UsageError
    """
    names = ("fastapi", "uvicorn", "httptools", "altair", "vl_convert", "openpyxl")
    if missing := [name for name in names if find_spec(name) is None]:
        remedy = "Install it with: pip install 'bedspace[serve]'"
        raise UsageError(Fault("serve", f"{' and '.join(missing)} not installed", "the extra [serve]", remedy))


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), default=PORT, show_default=True, help="Port to listen on.")
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Address to listen on; by default this machine's own."
)
@click.option("--quiet", is_flag=True, help="Log no requests.")
def serve(port: int, host: str, quiet: bool) -> None:
    """Open the explorer and the API on this machine, until it is interrupted.

    No request leaves the machine. A link to a page is the question that it answers.
    """
    require_server()
    import uvicorn

    from bedspace.web.answers import Workers
    from bedspace.web.api import Desk
    from bedspace.web.app import make_app
    from bedspace.web.guard import LOOPBACK
    from bedspace.web.jobs import Jobs
    from bedspace.web.lines import Lines
    from bedspace.web.warming import begin

    own, home = host in LOOPBACK, warehouse_home()
    click.echo(f"bedspace answers on http://{host}:{port}/ (the API: /api/v1/). Ctrl-C ends it.")
    if not own:
        click.echo("It answers other machines too: it has no users and no passwords.", err=True)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())  # uvicorn raises it again: unheard, it would end this at once
    with Workers() as pool, closing(Jobs(home)) as jobs:
        app = make_app(home, LOOPBACK if own else (), Desk(home, pool=pool), jobs)
        begin(app.state.reader)
        level = "warning" if quiet else "info"
        uvicorn.run(app, host=host, port=port, http=Lines, log_level=level, server_header=False)


@click.group()
def site() -> None:
    """The pages of the explorer as static files."""


@site.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
def build(folder: Path) -> None:
    """Write the pages into DIR, with their data beside them.

    They need no server and run no model: the explorer shows each question as it is.
    """
    require_server()
    from bedspace.cli.progress import working
    from bedspace.web.site import build as write_all

    with working("writing the pages"):
        names = write_all(folder, warehouse_home())
    pages = sum(name.endswith(".html") for name in names)
    click.echo(f"{pages} pages and {len(names) - pages} files beside them in {folder}; begin with index.html.")
