"""The command line: one verb a question. Verbs are imported when they are called, so help is instant."""

from __future__ import annotations

import atexit
import errno
import gc
import importlib
import os
import sys
from typing import Any

import click

from bedspace import __version__
from bedspace.cli.show import COMMAND
from bedspace.cli.streams import let_go_of_output, whole_output
from bedspace.errors import BedspaceError

# verb -> (module, one-line help); the help stands here so that listing the verbs imports nothing. A module that
# begins with a dot belongs to the room above
VERBS: dict[str, tuple[str, str]] = {
    "latest": ("latest", "Where things stand: the newest count of everything."),
    "system": ("system", "The thirteen parts of the system that the reports describe."),
    "run": ("run", "Simulate a scenario."),
    "fate": ("fate", "Follow the people arrested in some days to day 14, 30, 90 and 180."),
    "compare": ("compare", "What scenarios or policies change against a base."),
    "reach": ("reach", "What would have to be true for a number to be reached, nationally."),
    "bottleneck": ("bottleneck", "Which limit binds when, and what one more bed, hearing or seat changes."),
    "sensitivity": ("sensitivity", "Which conclusions turn on which assumed number."),
    "accounts": ("accounts", "Why arrests stayed below the target: rival accounts beside the counts."),
    "costs": ("costs", "Dollars by fiscal year and account, low, central and high."),
    "check": ("check", "Read the statements in a text and give each one verdict."),
    "claims": ("claims", "The ledger of public claims; reading claims from text."),
    "data": ("data", "Official files: read, list, query."),
    "verify": ("verify", "Run a published result again and compare."),
    "find": ("find", "A word looked up among everything that has a name."),
    "why": ("why", "Where a shown number comes from."),
    "parameters": ("parameters", "The numbers of the model with source and range."),
    "scenarios": ("scenarios", "The scenarios, and the policies to add to them."),
    "forecast": ("forecast", "Predict what is held, booked in, removed and released without a change of policy."),
    "backtest": ("backtest", "How good the forecasts were at past origins, beside naive ones."),
    "log": ("forecast", "Forecasts written down when made, chained, and scored later."),
    "fit": ("forecast", "The levels and rates that the forecast starts from."),
    "report": ("report", "Write the self-contained page."),
    "serve": (".web.verbs", "Open the explorer and the API on this machine."),
    "site": (".web.verbs", "Write the pages of the explorer as static files."),
    "export": ("export", "Write official figures as a data set to publish."),
}


class Verbs(click.Group):
    """A group that knows its verbs by name and imports one only to run it."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        rest = super().parse_args(ctx, args)
        ctx.meta[COMMAND] = [*ctx._protected_args, *rest]
        return rest

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command:
        if name not in VERBS:
            raise click.exceptions.NoSuchCommand(name, possibilities=VERBS, ctx=ctx)
        module = importlib.import_module(f".{VERBS[name][0]}", __package__)
        command: click.Command = getattr(module, name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Verbs"):
            formatter.write_dl([(name, text) for name, (_, text) in VERBS.items()])


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
@click.option("--home", envvar="BEDSPACE_HOME", help="Folder of your own warehouse of official files.")
@click.pass_context
def cli(ctx: click.Context, home: str | None) -> None:
    """Ask the model of the US immigration-enforcement system.

    Every number is marked counted, reported, estimated or assumed. Nothing goes to the network. Begin with 'bedspace
    latest', with 'bedspace report' or, in a browser, with 'bedspace serve'.
    """
    ctx.obj = {"home": home}


_SELDOM = 300_000
"""Objects made before the collector looks at them; a process that answers one question ends before it matters."""


def _leave() -> None:
    """Let what is left go with the process, unsearched; a database that was opened counts what it leaves."""
    if "duckdb" not in sys.modules:
        gc.freeze()


def main(arguments: list[str] | None = None) -> Any:
    """Run the command line; known errors become one message and an exit code."""
    # NumPy's threads help none of our small matrices, take time to start, and would compete with our own workers
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # it would look through all installed packages
    gc.set_threshold(_SELDOM)
    atexit.register(_leave)
    try:
        with whole_output():
            return cli.main(args=arguments, prog_name="bedspace")
    except BedspaceError as error:
        for fault in error.faults:
            click.echo(f"bedspace: {fault}", err=True)
        sys.exit(error.exit_code)
    except OSError as error:
        if error.errno != errno.EPIPE:  # a reader that stops, as in `| head`, has what it wanted
            click.echo(f"bedspace: {error.filename or 'standard output'}: {error.strerror or error}", err=True)
        let_go_of_output()
        sys.exit(1)
