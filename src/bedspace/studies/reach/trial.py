"""Runs that a question is tried on: from the newest day known to the day of the question, with dated changes on top.

Removal goes through proceedings, so that hearings, documents and seats can bind. Book-ins are given; what arrests they
take is read off the counted ratio of the two.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bedspace.engines.expected.run import inflow_given
from bedspace.errors import Fault, UsageError
from bedspace.figures.series import Vintage
from bedspace.parameters.catalogue import catalogue
from bedspace.parameters.change import Change
from bedspace.parameters.parameter import Prior
from bedspace.studies.reach.question import MONTH, Question
from bedspace.studies.run.request import SEED, everything_known, vintage_of
from bedspace.studies.run.runs import Answer, Request, run, unrun
from bedspace.studies.run.starting_count import newest_midnight

Array = NDArray[np.float64]

PROCEEDINGS, COUNTED = "proceedings-2025", "no-change"
DRAWS = 40
"""Draws of a run where none are asked for: an answer upward then comes in a second and a half."""
FEWEST_DRAWS = 20
A_YEAR = 365
LONGEST = 3660
REASON = "asked by reach"
COUNTED_DIRECT = "removals less book-outs for removal, in the newest fiscal year counted"
CLOSE = 0.0005
"""Part of a target at which a search for it ends."""


@dataclass(frozen=True)
class Trial:
    """Where runs start and end.

    Attributes
    ----------
    request : Request
        Without changes.
    usual : tuple of Change
        Changes that every run has: direct removals as the newest tables count them, and beds as a limit.
    """

    request: Request
    usual: tuple[Change, ...] = ()

    @property
    def start(self) -> date:
        """Day of row 0."""
        assert self.request.start is not None
        return self.request.start

    @property
    def days(self) -> int:
        """Days to the day of the question."""
        return self.request.days or A_YEAR

    @property
    def end(self) -> date:
        """The day of the question."""
        return self.start + timedelta(days=self.days)

    def under(self, scenario: str) -> Trial:
        """The same days and draws under another scenario, with release of those without a bed as usual there too."""
        released = catalogue()["capacity_release_share"]
        given = {"from": self.start, "value": released.at(self.start), "prior": Prior(kind="fixed")}
        share = Change.model_validate({"parameter": released.name, **given, "reason": "beds are a limit"})
        return replace(self, request=replace(self.request, scenario=scenario), usual=(*self.usual, share))

    def run(self, changes: Iterable[Change] = ()) -> Answer:
        """The run with dated changes."""
        return run(self._asked(changes))

    def unrun(self) -> Answer:
        """The run without a change, not yet made."""
        return unrun(self._asked(()))

    def _asked(self, changes: Iterable[Change]) -> Request:
        return replace(self.request, changes=(*self.usual, *changes))

    def change(
        self, parameter: str, value: float, how: str = "multiply", ramp_days: int = 0, prior: Prior | None = None
    ) -> Change:
        """A change from the day after the start."""
        given = {"parameter": parameter, "value": value, "how": how, "ramp_days": ramp_days, "prior": prior}
        return Change.model_validate({**given, "from": self.start + timedelta(days=1), "reason": REASON})


def trial(
    question: Question,
    *,
    draws: int | None = None,
    seed: int = SEED,
    as_of: date | None = None,
    home: Path | None = None,
) -> Trial:
    """The runs of a question, from the newest day known.

    Raises
    ------
    UsageError
        For a day that no run reaches, and too few draws for an interval.
    """
    draws = DRAWS if draws is None else draws
    if draws < FEWEST_DRAWS:
        raise UsageError(Fault("--draws", f"{draws} draws", f"{FEWEST_DRAWS} or more, for an interval"))
    asked = Request(PROCEEDINGS, draws=draws, seed=seed, as_of=as_of, home=home)
    vintage = vintage_of(asked, None) if as_of else everything_known(asked)
    start = newest_midnight(vintage)
    days = (question.by - start).days if question.by else A_YEAR
    if not 2 * MONTH <= days <= LONGEST:
        first, last = (start + timedelta(days=number) for number in (2 * MONTH, LONGEST))
        raise UsageError(
            Fault(
                f"--by {question.by}",
                f"runs start on {start}, the newest day known",
                f"{first} to {last}",
                "Start earlier with --as-of DAY: from the newest count that had been published then.",
            )
        )
    since = {"from": start, "reason": f"{COUNTED_DIRECT}, {vintage.label}", "value": direct_share(vintage)}
    usual = (Change.model_validate({"parameter": "direct_removal_share", **since}), beds_as_a_limit(start))
    return Trial(replace(asked, start=start, days=days, as_of=vintage.day, inflow="held"), usual)


def beds_as_a_limit(start: date) -> Change:
    """Beds as a limit: whoever is above the surge ceiling is released, however many the counts of releases show.

    Counted releases say how seldom that happened at the beds and numbers of their time. What a number would take is
    asked far from these, where people above the ceiling would have nowhere to be held.
    """
    given = {"from": start, "value": catalogue()["capacity_release_most"].range[1], "prior": Prior(kind="fixed")}
    return Change.model_validate({"parameter": "capacity_release_most", **given, "reason": "beds are a limit"})


def with_arrests(answer: Answer, times: Array) -> Answer:
    """The same run with other book-ins of people arrested by ICE, and not yet run: its result is still the old one.

    Parameters
    ----------
    answer : Answer
    times : array, shape (t, n)
        Against today's, on each day in each draw; row 0 is the start.
    """
    given = inflow_given(answer.plan).copy()
    given[:, 0] *= times
    return replace(answer, plan=replace(answer.plan, inflow=given))


def risen(times: Array, days: int) -> Array:
    """A level against today's that is reached evenly in the first half of the days, shape (t, n)."""
    part = np.minimum(np.arange(days + 1) / (days // 2), 1)[:, None]
    return np.asarray(1 + (times - 1) * part)


def direct_share(vintage: Vintage) -> float:
    """Share of removals without a detained book-out in the newest fiscal year that both tables count.

    Raises
    ------
    UsageError
        If no year has both.
    """
    years = [period for period in vintage.periods("removals") if period.startswith("FY")]
    for year in reversed(years):
        detained, every = vintage.find("book_outs", year, reason="release_to_remove"), vintage.find("removals", year)
        if detained and every and detained.data_date == every.data_date:
            return 1 - detained.value / every.value
    raise UsageError(Fault("removals", f"no fiscal year has them beside book-outs, {vintage.label}", "a later --as-of"))
