"""The guard against mixing definitions."""

from __future__ import annotations

import pytest

from bedspace.errors import ScaleMismatch
from bedspace.figures.scales import Bridge, Measure, convert

DDP, OFFICIAL = Measure("midnight", "ddp"), Measure("midnight", "official")
BRIDGE = Bridge("ddp_bridge", DDP, OFFICIAL, 1.015)


def test_different_measures_need_a_bridge() -> None:
    with pytest.raises(ScaleMismatch, match="no bridge is named"):
        convert(39_282, DDP, OFFICIAL)


def test_the_bridge_converts() -> None:
    assert convert(39_282, DDP, OFFICIAL, BRIDGE) == pytest.approx(39_871, abs=1)


def test_a_bridge_leads_one_way_only() -> None:
    with pytest.raises(ScaleMismatch, match="leads elsewhere"):
        convert(1, OFFICIAL, DDP, BRIDGE)


@pytest.mark.parametrize("other", [Measure("average", "official"), Measure("book_in", "official")])
def test_concepts_do_not_mix(other: Measure) -> None:
    with pytest.raises(ScaleMismatch, match="do not measure the same"):
        convert(1, OFFICIAL, other)


def test_the_same_measure_needs_none() -> None:
    assert convert(5, DDP, DDP) == 5
