"""The table of the system printed: as rows, as a diagram, and as the text on methods."""

from __future__ import annotations

from bedspace.model.network import Kind, Network, Transition
from bedspace.model.system import NETWORK

_SAYS: dict[Kind, str] = {
    "inflow": "People come from outside: {parameter}.",
    "share": "A share of those who arrive on a day goes this way: {parameter}.",
    "hazard": "People leave at {rate}.",
    "queue": "People wait and go first come, first served, as far as the resource reaches: {parameter}.",
    "overflow": "Those above the resource go: {parameter}.",
    "stock": "A stock of leads is used or filled: {parameter}.",
    "stage": "Only where removal goes through proceedings: {parameter}.",
}
_ARROWS: dict[Kind, str] = {"queue": "==>", "overflow": "==>", "stage": "-.->"}
"""How a kind is drawn; plain if it does not stand here."""


def rows(network: Network = NETWORK) -> list[dict[str, str]]:
    """One row an arrow: ends, kind, what sets its size, what acts on it, what it needs."""
    return [
        {
            "part": arrow.part,
            "from": network.state(arrow.source).label,
            "to": network.state(arrow.target).label,
            "kind": arrow.kind,
            "size": "estimated" if arrow.estimated else arrow.parameter,
            "policy": arrow.policy,
            "acts on it": ", ".join(_acting(arrow)),
            "needs": arrow.resource,
        }
        for arrow in network.transitions
    ]


def mermaid(network: Network = NETWORK) -> str:
    """The diagram, in the language of mermaid: a box a part, broken lines where removal goes through proceedings."""
    lines = ["flowchart LR"]
    for part in dict.fromkeys(state.part for state in network.states):
        lines.append(f"  subgraph {part}")
        lines += [
            f'    {state.name}(["{state.label}"])' if state.absorbing else f'    {state.name}["{state.label}"]'
            for state in network.states
            if state.part == part
        ]
        lines.append("  end")
    lines += [f'  {each.name}[/"{each.label}"/]' for each in network.resources]
    for arrow in network.transitions:
        lines.append(f"  {arrow.source} {_ARROWS.get(arrow.kind, '-->')} {arrow.target}")
    needed = dict.fromkeys((arrow.resource, arrow.source) for arrow in network.transitions if arrow.resource)
    lines += [f"  {resource} -.- {source}" for resource, source in needed]
    return "\n".join(lines) + "\n"


def methods(network: Network = NETWORK) -> str:
    """The text on methods, in Markdown: every arrow and every resource in a sentence or two."""
    lines = []
    for arrow in network.transitions:
        ends = f"**{network.state(arrow.source).label} to {network.state(arrow.target).label}**"
        lines.append(f"- {ends}: {_said(arrow)}")
    lines.append("")
    for each in network.resources:
        users = dict.fromkeys(network.state(a.source).label for a in network.transitions if a.resource == each.name)
        lines.append(f"- **{each.label}** (`{each.capacity}`): needed from {', '.join(users)}. Order: {each.priority}.")
    return "\n".join(lines) + "\n"


def _said(arrow: Transition) -> str:
    rate = "a rate estimated from counted exits" if arrow.estimated else f"the rate a day of `{arrow.parameter}`"
    said = [_SAYS[arrow.kind].format(parameter=f"`{arrow.parameter}`", rate=rate)]
    if arrow.policy:
        said.append(f"Policy multiplies it: `{arrow.policy}`.")
    if acting := _acting(arrow):
        said.append(f"Also acting on it: {', '.join(acting)}.")
    return " ".join(said)


def _acting(arrow: Transition) -> list[str]:
    acting = {"pressure on release": arrow.discretionary, "mandatory detention": arrow.barred}
    return [name for name, acts in acting.items() if acts]
