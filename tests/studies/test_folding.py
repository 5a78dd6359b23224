"""Numbers that vary: few, and each either moves what is asked about or names a cause that the reports name."""

from __future__ import annotations

from functools import cache

import numpy as np

from bedspace.model.arrests import PARAMETERS as OF_ARRESTS
from bedspace.model.system import PARTS
from bedspace.parameters.catalogue import catalogue
from bedspace.studies.policy.sensitivity import Sensitivity, sensitivity, varied
from bedspace.studies.run.response import FITTED
from bedspace.studies.run.runs import Request

MOST_OF_ARRESTS, MOST = 25, 60
LEAST = 0.001
"""Share of an output that a number has to move from end to end."""
OF_NOISE = {"level_walk", "handover_drift"}
"""How far draws part with time: they widen bands and move no middle."""
ASKED_ABOUT = ("midnight_population", "arrests", "share_convicted")
BEFORE_CUSTODY = ("targets", "pressure", "leads", "officers", "operations", "arrests", "agreements")
DRAWN = {name: each for name, each in catalogue().items() if each.prior.kind != "fixed"}


def of_arrests() -> set[str]:
    """Varied numbers of arrests, release at discretion and hand-overs."""
    names = {name for part in PARTS if part.PART in BEFORE_CUSTODY for name in part.PARAMETERS}
    assert set(OF_ARRESTS) <= names
    return names & DRAWN.keys()


@cache
def designed() -> Sensitivity:
    return sensitivity(Request("reports-2025-02", days=180))


def test_the_account_and_the_catalogue_vary_few_numbers() -> None:
    assert len(of_arrests()) <= MOST_OF_ARRESTS
    assert len(DRAWN) <= MOST


def moved(name: str) -> float:
    """The largest share of an output by which the ends of a number differ."""
    names = [each.name for each in varied(designed().answer.catalogue)]
    low = 2 * names.index(name) + 1
    shares = []
    for output in ASKED_ABOUT:
        values = designed().answer.result.outputs[output][1:].mean(0)
        shares.append(np.ptp(values[[0, low, low + 1]]) / values[0])
    return float(max(shares))


def test_each_varied_number_moves_something_or_is_said_to_be_not_identified() -> None:
    """The share of the gap is fitted to the others, so that its own range moves nothing; the design has no noise."""
    silent = {name: moved(name) for name in of_arrests() - {FITTED} - OF_NOISE if moved(name) < LEAST}
    unsaid = {name for name in silent if "not identified" not in DRAWN[name].description.lower()}
    assert not unsaid, {name: silent[name] for name in unsaid}
