"""Options that several verbs share: how a run is set up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from bedspace.errors import Fault, UsageError, unknown
from bedspace.fiscal import parse_day

_Command = TypeVar("_Command", bound=Callable[..., Any])


class Day(click.ParamType[date]):
    """A day written YYYY-MM-DD."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read the day; a bad one is a usage error that names the option."""
        if isinstance(value, date):
            return value
        return parse_day(value, param.opts[0] if param else "day")


class Renamed(click.Choice[str]):
    """A closed list whose old names are answered by the new ones."""

    def __init__(self, names: Iterable[str], old: Mapping[str, str]):
        super().__init__(list(names))
        self.old = old

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Read the name; an old one is a usage error that says the new one."""
        if value in self.old:
            where = f"{param.opts[0] if param else 'name'} {value}"
            raise UsageError(Fault(where, "it has another name now", self.old[value]))
        return super().convert(value, param, ctx)


OLD_ENGINES = {"fluid": "expected", "discrete-event": "persons", "individual": "persons"}

seed_option = click.option(
    "--seed", type=int, default=20250120, show_default=True, help="Of chance; the same seed gives the same numbers."
)
"""The option of every verb that draws."""
_OPTIONS: dict[str, Callable[..., Any]] = {
    "policies": click.option(
        "--policy", "policies", multiple=True, metavar="NAME", help="Add a policy; may be repeated."
    ),
    "start": click.option(
        "--start", type=Day(), help="Midnight to start from; the scenario's own by default, or the newest day known."
    ),
    "days": click.option("--days", type=int, help="Days after the start."),
    "draws": click.option("--draws", type=int, default=1000, show_default=True, help="Model runs."),
    "seed": seed_option,
    "engine": click.option(
        "--engine",
        type=Renamed(("expected", "persons"), OLD_ENGINES),
        default="expected",
        show_default=True,
        help="Expected numbers of people, or synthetic persons one by one, which takes longer.",
    ),
    "inflow": click.option(
        "--inflow", type=click.Choice(["held", "observed", "forecast", "arrests"]), help="Where book-ins come from."
    ),
    "as_of": click.option("--as-of", type=Day(), help="Use what had been published by this day."),
    "data_through": click.option("--data-through", type=Day(), help="Use later revisions of data up to this day."),
    "sets": click.option(
        "--set",
        "sets",
        multiple=True,
        metavar="NAME=VALUE",
        help="Set a parameter, VALUE@DATE from a day on; may be repeated.",
    ),
    "stale_ok": click.option(
        "--stale-ok", is_flag=True, help="Start even where the newest data are long before the start; the run says so."
    ),
    "off": click.option("--off", multiple=True, metavar="MECHANISM", help="Switch a mechanism off; may be repeated."),
}


def run_options(command: _Command) -> _Command:
    """Add the options of a run; the command gets them by name."""
    return _with(command, _OPTIONS)


def expected_options(command: _Command) -> _Command:
    """Add the options of a run of expected numbers, where no verb follows persons."""
    return _with(command, [name for name in _OPTIONS if name != "engine"])


def cohort_options(command: _Command) -> _Command:
    """Add the options of a run whose length and engine the verb chooses itself."""
    return _with(command, [name for name in _OPTIONS if name not in ("days", "engine")])


def limit_options(command: _Command) -> _Command:
    """Add the options of a run of which a few hundred draws are made many times."""
    draws = click.option("--draws", type=int, default=200, show_default=True, help="Model runs.")
    return draws(_with(command, [name for name in _OPTIONS if name not in ("draws", "engine")]))


def _with(command: _Command, names: Iterable[str]) -> _Command:
    for name in reversed(list(names)):
        command = _OPTIONS[name](command)
    return command


def request_of(scenario: str, **options: Any) -> Any:
    """The request that the options of a run make.

    Raises
    ------
    UsageError
        If a ``--set`` is not NAME=VALUE.
    """
    from bedspace.studies.run.runs import Request

    faults = [Fault(f"--set {text}", "no '=' in it", "NAME=VALUE") for text in options["sets"] if "=" not in text]
    if faults:
        raise UsageError(faults)
    sets = dict(text.split("=", 1) for text in options.pop("sets"))
    options["home"] = warehouse_home()
    scenario = "+".join((scenario, *options.pop("policies")))
    return Request(scenario=scenario, sets=sets, off=tuple(options.pop("off")), **options)


def warehouse_home() -> Path | None:
    """Folder of the user's warehouse: the one named, else the default one if it has any.

    Raises
    ------
    UsageError
        If a folder is named that has no warehouse.
    """
    from bedspace.data.store import warehouse

    named = (click.get_current_context().obj or {}).get("home")
    if not named:
        return warehouse.default_home() if warehouse.exists(warehouse.default_home()) else None
    if not warehouse.exists(Path(named)):
        raise UsageError(Fault(f"--home {named}", "no warehouse", "a folder filled by 'bedspace data add'"))
    return Path(named)


def output_names(outputs: str | None) -> tuple[str, ...]:
    """Names of outputs written with commas between them; none for no text.

    Raises
    ------
    UsageError
        For unknown names, all of them.
    """
    from bedspace.model.outputs import OUTPUTS

    names = tuple(name.strip() for name in outputs.split(",")) if outputs else ()
    if faults := [unknown(f"--outputs {name}", name, OUTPUTS) for name in names if name not in OUTPUTS]:
        raise UsageError(faults)
    return names
