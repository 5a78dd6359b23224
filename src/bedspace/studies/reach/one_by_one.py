"""The bundle followed person by person, where removal is at the counted rate: does it meet the target there as well?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from bedspace.studies.claims.questions import three
from bedspace.studies.reach.needs import QUANTILES, Bundle
from bedspace.studies.run.areas import DRAWS, follow

Array = NDArray[np.float64]


@dataclass(frozen=True)
class OneByOne:
    """The first draws of a bundle, person by person under the same keys.

    Attributes
    ----------
    bundle : Bundle
    draws : int
    """

    bundle: Bundle
    draws: int = DRAWS

    @cached_property
    def measured(self) -> Array:
        """The number that is asked for, shape (n,)."""
        found = follow(self.bundle.runs[""], self.draws)
        counted = replace(found.answer.result, outputs=found.outputs)
        return self.bundle.question.measured(replace(found.answer, result=counted))

    @property
    def within(self) -> bool:
        """Whether the target lies in what 9 of 10 runs give, or the runs above it."""
        return bool(np.quantile(self.measured, QUANTILES[-1]) >= self.bundle.question.value)

    def sentence(self) -> str:
        """What the runs come to, beside the target."""
        low, middle, high = (three(float(each)) for each in np.quantile(self.measured, QUANTILES))
        value = three(self.bundle.question.value)
        says = f"the target of {value} lies within" if self.within else f"the target of {value} is missed"
        return (
            f"Person by person {len(self.measured)} runs of it come to {middle} ({low} to {high} in 9 of 10): {says}."
            f" Removal is at the counted rate there, so neither hearings nor documents limit it."
        )
