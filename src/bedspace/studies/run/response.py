"""The answer to a target: the share of the gap that the counted weeks of early 2025 give, anew in each draw of a run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from bedspace.parameters.accounts import numbers
from bedspace.parameters.catalogue import Catalogue, catalogue
from bedspace.parameters.settings import Settings, settings
from bedspace.studies.accounts.counted import FIRST, fitted_weeks, row
from bedspace.studies.accounts.fit import fitted_share

Keyed = Callable[[str, int], NDArray[np.float64]]

FITTED = "pressure_from_gap"
"""The parameter that is fitted."""


def answered(drawn: Settings, known: Catalogue, keyed: Keyed) -> Settings:
    """Settings with the fitted share, unless a user or a scenario says another.

    Parameters
    ----------
    drawn : Settings
        Of a run.
    known : Catalogue
        Its parameters.
    keyed : callable
        The keys that it was drawn with, so that a draw meets its own numbers.
    """
    if known[FITTED] != catalogue()[FITTED]:
        return drawn
    weeks = fitted_weeks()
    early = settings(numbers(), FIRST, row(weeks[-1].last), drawn.draws, keyed)
    setting = drawn.by_name[FITTED]
    fitted = replace(setting, path=np.ones_like(setting.path), spread=fitted_share(early, weeks))
    return Settings({**drawn.by_name, FITTED: fitted}, drawn.draws)
