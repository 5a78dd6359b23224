"""What a user asks to run, and what it settles: the scenario from which day on, and the data that it may use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from bedspace.errors import Fault, UsageError, unknown
from bedspace.figures.series import Vintage, as_of, data_through
from bedspace.figures.sources import EMBEDDED, Source, known_to
from bedspace.fiscal import parse_day
from bedspace.model.docket import OF_PROCEEDINGS
from bedspace.model.system import MECHANISMS
from bedspace.parameters.catalogue import Catalogue
from bedspace.parameters.change import Change
from bedspace.parameters.policy import combined
from bedspace.parameters.scenario import Dated, scenario
from bedspace.studies.run.starting_count import last_published, newest_midnight

FIRST_START, LAST_START = date(1990, 1, 1), date(2100, 1, 1)
FIRST_ARREST_START = date(2021, 1, 1)
"""Modelled arrests begin where windows of the official tables reach."""
DRAWS = 1000
AT_ONCE = 2000
"""Draws up to which expected numbers are run all at once, in memory; more are dealt out in blocks."""
SEED = 20250120


@dataclass(frozen=True)
class Request:
    """What a user asks to run; None leaves the scenario's own setting.

    Attributes
    ----------
    scenario : str
        Name of a shipped scenario or path of a file; no change by default.
    start : date, optional
        Also written YYYY-MM-DD, as all days. Else the scenario's own, or the newest day known where it has none.
    days, draws, seed : int
    inflow : str, optional
        ``held``, ``observed``, ``forecast`` or ``arrests``.
    as_of, data_through : date, optional
        At most one; without either, what had been published by the start, or everything where no start is fixed.
    observed_exits : bool
        Whether national exit rates follow the official table month by month (with `data_through`).
    sets : mapping of str to str
        Values set by the user.
    changes : tuple of Change
        Dated changes on top of those of the scenario, as its file has them; studies make them.
    off : tuple of str
        Mechanisms switched off, by the names of `bedspace.model.system.MECHANISMS`.
    stale_ok : bool
        Whether a start long after the newest data is allowed.
    home : Path, optional
        Folder of a warehouse whose figures are read besides the embedded ones.
    """

    scenario: str = "no-change"
    start: date | None = None
    days: int | None = None
    draws: int = DRAWS
    seed: int = SEED
    inflow: str | None = None
    as_of: date | None = None
    data_through: date | None = None
    observed_exits: bool = False
    sets: Mapping[str, str] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()
    off: tuple[str, ...] = ()
    stale_ok: bool = False
    home: Path | None = None

    def __post_init__(self) -> None:
        """Take days written YYYY-MM-DD, and values that are numbers."""
        for name in ("start", "as_of", "data_through"):
            if isinstance(day := getattr(self, name), str):
                object.__setattr__(self, name, parse_day(day, name))
        object.__setattr__(self, "sets", {name: str(value) for name, value in self.sets.items()})


def vintage_of(request: Request, start: date | None) -> Vintage:
    """The data of a request: as published by a day, that of the start unless it says another, or as revised later.

    Parameters
    ----------
    request : Request
    start : date, optional
        None where the run starts on the newest day known: everything published may then be used.

    Raises
    ------
    UsageError
        If both are asked for.
    """
    if request.as_of and request.data_through:
        raise UsageError(Fault("--as-of and --data-through", "only one of them can hold", "", "Choose one."))
    if request.data_through:
        return data_through(request.data_through, source_of_request(request))
    day = request.as_of or start
    return as_of(day, source_of_request(request)) if day else everything_known(request)


def everything_known(request: Request) -> Vintage:
    """All that has been published, up to the last count of people held."""
    source = source_of_request(request)
    return as_of(last_published(source), source)


def source_of_request(request: Request) -> Source:
    """Figures to choose from: the embedded ones, and those of a warehouse that the request names."""
    return known_to(request.home) if request.home else EMBEDDED


def settled(request: Request) -> tuple[Dated, Vintage]:
    """The scenario as the request sets it up, from a settled day on, and the data that it may use.

    Raises
    ------
    UsageError
        For a start, a length or draws that no run can have.
    """
    chosen = scenario(request.scenario)
    given = {"days": request.days, "inflow": request.inflow}
    faults = draws_faults(request)
    if request.days is not None and not 1 <= request.days <= 3660:
        faults.append(Fault("--days", f"{request.days} days", "1 to 3,660"))
    fixed = request.start or chosen.start
    vintage = vintage_of(request, fixed)
    start = fixed or newest_midnight(vintage)
    asked = {name: value for name, value in given.items() if value is not None}
    dated = Dated.model_validate({**dict(chosen), "start": start}).model_copy(update=asked)
    faults += _start_faults(dated)
    if faults:
        raise UsageError(faults)
    return dated, vintage


def draws_faults(request: Request) -> list[Fault]:
    """A number of draws that no run can have."""
    if 1 <= request.draws <= 100_000:
        return []
    return [Fault("--draws", f"{request.draws} draws", "1 to 100,000")]


def _start_faults(chosen: Dated) -> list[Fault]:
    """Starts that the data cannot reach."""
    if not FIRST_START <= chosen.start <= LAST_START:
        return [Fault("--start", f"{chosen.start} is outside the data", f"{FIRST_START} to {LAST_START}")]
    if chosen.inflow == "arrests" and chosen.start < FIRST_ARREST_START:
        remedy = "Use --inflow held or --inflow observed."
        expected = f"{FIRST_ARREST_START} or later"
        return [Fault("--start", f"modelled arrests cannot begin on {chosen.start}", expected, remedy)]
    return []


def with_held_book_ins(request: Request) -> Request:
    """The request with book-ins held, where its scenario would take the forecast and it asks for no other inflow.

    The forecast absorbs the numbers of the rates, so that they move nothing there.
    """
    takes_forecast = request.inflow is None and scenario(request.scenario).inflow == "forecast"
    return replace(request, inflow="held") if takes_forecast else request


def refuse_idle(chosen: Dated, known: Catalogue) -> None:
    """Refuse policies on hearings and documents in a run that has none: they would seem to change nothing.

    Raises
    ------
    UsageError
        Naming each.
    """
    if known["removal"].at(chosen.start):
        return
    idle = [each for each in combined(chosen.policies) if {c.parameter for c in each.changes} <= {*OF_PROCEEDINGS}]
    remedy = "Put it on the scenario proceedings-2025, or add --set removal=proceedings."
    if idle:
        what = "it acts on hearings or documents, and removal here is at the counted rate"
        raise UsageError([Fault(f"policy {each.name}", what, "removal through proceedings", remedy) for each in idle])


def switched_off(known: Catalogue, off: tuple[str, ...]) -> Catalogue:
    """Parameters with some mechanisms switched off.

    Raises
    ------
    UsageError
        For unknown names.
    """
    missing = [name for name in off if name not in MECHANISMS]
    if missing:
        raise UsageError([unknown(f"--off '{name}'", name, MECHANISMS, "no such mechanism") for name in missing])
    changed = dict(known)
    for mechanism in off:
        for name, value in MECHANISMS[mechanism].items():
            changed[name] = changed[name].fixed_at(value, f"{mechanism} switched off")
    return changed
