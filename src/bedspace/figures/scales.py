"""The guard against mixing definitions: every compared number names its concept and its scale.

Two numbers are compared only if both are the same, or if a bridge between them is named. A bridge is a dated
factor with a source, not a licence to ignore the difference.
"""

from __future__ import annotations

from dataclasses import dataclass

from bedspace.errors import Fault, ScaleMismatch

CONCEPTS = {
    "arrest_ero": "administrative arrests by ICE's Enforcement and Removal Operations",
    "arrest_post": "arrests as posted on X by ICE; never defined",
    "arrest_press": "arrests as reported in the press",
    "arrest_all": "arrests of all kinds",
    "arrest_at_large": "arrests at large only",
    "arrest_dhs": "arrests by any agency of the Department of Homeland Security",
    "book_in": "initial book-ins to ICE detention",
    "book_out": "book-outs from ICE detention",
    "stay": "one person's unbroken time in detention",
    "midnight": "people held at midnight",
    "average": "average daily population over a stated period",
    "beds": "beds, in any of several notions",
    "removal_ice": "ICE removals",
    "repatriation_dhs": "removals and returns by all agencies of the Department of Homeland Security",
}
SCALES = {
    "official": "ICE detention statistics",
    "ddp": "Deportation Data Project's daily count",
    "snapshot": "ICE's snapshot of those currently detained",
    "public": "as said in public",
}


@dataclass(frozen=True)
class Measure:
    """What a number measures and on whose scale."""

    concept: str
    scale: str

    def __str__(self) -> str:
        return f"{CONCEPTS[self.concept]} ({SCALES[self.scale]})"


@dataclass(frozen=True)
class Bridge:
    """A named way from one measure to another: multiply by `factor`."""

    name: str
    source: Measure
    target: Measure
    factor: float


def convert(value: float, have: Measure, want: Measure, bridge: Bridge | None = None) -> float:
    """Value on another measure.

    Raises
    ------
    ScaleMismatch
        If the measures differ and no bridge between just these two is named.

    >>> ddp, official = Measure("midnight", "ddp"), Measure("midnight", "official")
    >>> convert(39282, ddp, official, Bridge("ddp_bridge", ddp, official, 1.015))
    39871.229999999996
    """
    if have == want:
        return value
    if bridge is not None and (bridge.source, bridge.target) == (have, want):
        return value * bridge.factor
    named = f"bridge {bridge.name} leads elsewhere" if bridge else "no bridge is named"
    raise ScaleMismatch(
        Fault(f"{have} against {want}", f"the two do not measure the same, and {named}", "one measure, or its bridge")
    )
