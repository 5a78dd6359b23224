"""The system as data: states, arrows between them, and the resources that arrows queue for.

Each part of the system declares its own rows; `bedspace.model.system` puts them together. The engines compile the
exits from it - which there are, the rate of each, the policy on it, whether pressure or mandatory detention acts on
it - and so do the outputs that count them. The other steps of a day are written in the model's parts, and their rows
say what they do. `bedspace.model.drawing` prints all of it: the list, the diagram, the text on methods.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Literal

from bedspace.errors import Fault, UsageError

Kind = Literal["inflow", "share", "hazard", "queue", "overflow", "stock", "stage"]


ESTIMATED = "exit_rate"
"""Stands for the parameter of an arrow whose rate is estimated from counted exits, class by class."""


@dataclass(frozen=True)
class State:
    """Where people, or leads, can be.

    Attributes
    ----------
    name, label, part : str
        `part` is the part of the system that declares the state.
    absorbing : bool
        True if nobody leaves: the outcomes.
    """

    name: str
    label: str
    part: str
    absorbing: bool = False


@dataclass(frozen=True)
class Transition:
    """An arrow of the system.

    Attributes
    ----------
    source, target : str
        Names of states.
    kind : str
        ``inflow`` from outside; ``share`` of those who arrive on the day; ``hazard`` a cause-specific exit
        rate a day; ``queue`` as far as a resource reaches; ``overflow`` of those above a resource;
        ``stock`` a flow of leads; ``stage`` a move within custody, where removal goes through proceedings.
    parameter : str
        Parameter that sets the size.
    part : str
    policy : str
        Parameter that multiplies the rate as dated policy; empty if none does.
    discretionary : bool
        Whether pressure acts on it.
    barred : bool
        Whether mandatory detention bars it.
    resource : str
        Resource that it needs; empty if none.
    """

    source: str
    target: str
    kind: Kind
    parameter: str
    part: str
    policy: str = ""
    discretionary: bool = False
    barred: bool = False
    resource: str = ""

    @property
    def form(self) -> str:
        """Legal form of an exit: the end it leads to; removals wait for a seat first."""
        return "removal" if self.target == "awaiting_seat" else self.target.removeprefix("exit_")

    @property
    def estimated(self) -> bool:
        """Whether its rate is estimated from the official tables, and no parameter."""
        return self.parameter == ESTIMATED


@dataclass(frozen=True)
class Resource:
    """Something scarce; the arrows that need it name it.

    Attributes
    ----------
    name, label : str
    capacity : str
        Parameter that says how much of it there is.
    priority : str
        Who comes first.
    part : str
    """

    name: str
    label: str
    capacity: str
    priority: str
    part: str


@dataclass(frozen=True)
class Network:
    """The whole table.

    Raises
    ------
    UsageError
        For an arrow between unknown states, one that leaves an outcome, two of the same ends and kind, a state or a
        resource that no arrow names, or a resource that is not declared.
    """

    states: tuple[State, ...]
    transitions: tuple[Transition, ...]
    resources: tuple[Resource, ...]

    def __post_init__(self) -> None:
        faults = [*self._unknown(), *self._leaving_outcomes(), *self._twice(), *self._unused()]
        if faults:
            raise UsageError(faults)

    def _unknown(self) -> list[Fault]:
        names = {state.name for state in self.states}
        return [
            Fault(f"arrow {arrow.source} -> {arrow.target}", f"state {end} is not declared")
            for arrow in self.transitions
            for end in (arrow.source, arrow.target)
            if end not in names
        ]

    def _leaving_outcomes(self) -> list[Fault]:
        outcomes = {state.name for state in self.states if state.absorbing}
        return [
            Fault(f"arrow {arrow.source} -> {arrow.target}", "nobody leaves an outcome")
            for arrow in self.transitions
            if arrow.source in outcomes
        ]

    def _twice(self) -> list[Fault]:
        ends = Counter((arrow.source, arrow.target, arrow.kind) for arrow in self.transitions)
        return [Fault(f"arrow {a} -> {b}", f"{kind} declared twice") for (a, b, kind), n in ends.items() if n > 1]

    def _unused(self) -> list[Fault]:
        named = {end for arrow in self.transitions for end in (arrow.source, arrow.target)}
        needed, declared = ({a.resource for a in self.transitions} - {""}, {each.name for each in self.resources})
        lines = [f"state {state.name}" for state in self.states if state.name not in named]
        lines += [f"resource {name}" for name in sorted(needed ^ declared)]
        return [Fault(line, "it is declared and no arrow names it, or the other way round") for line in lines]

    def state(self, name: str) -> State:
        """The state of a name."""
        return next(state for state in self.states if state.name == name)

    def hazards(self) -> tuple[Transition, ...]:
        """The competing exits from detention, in order of declaration."""
        return tuple(arrow for arrow in self.transitions if arrow.kind == "hazard")

    def parameters(self) -> set[str]:
        """Names of parameters that arrows and resources use."""
        arrows = {name for a in self.transitions for name in (a.parameter, a.policy) if name}
        return arrows | {resource.capacity for resource in self.resources}
