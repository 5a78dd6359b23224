"""Modelled arrests against what was said and counted: posts, press, totals, official book-ins.

Nothing here is fitted. Each comparison says which concept stands on the other side, and whether a count of the same
days helped to choose a parameter: weekly arrests to 30 March 2025 did.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from bedspace.figures.public import PublicFigure, of_series, public_figure
from bedspace.figures.series import Vintage
from bedspace.fiscal import period_bounds
from bedspace.report.addresses import used
from bedspace.report.numbers import band
from bedspace.studies.estimate.cells import book_ins_a_day
from bedspace.studies.estimate.months import late_book_ins_a_day
from bedspace.studies.run.runs import Answer
from bedspace.units import RestsOn

Array = NDArray[np.float64]

FIRST, LAST = date(2025, 1, 20), date(2025, 3, 10)
FOR_FIT = "used-for-fit"


@dataclass(frozen=True)
class Comparison:
    """One public number against the model.

    Attributes
    ----------
    label : str
    concept : str
        What the public number counts, in a few words.
    said : float
        The public number.
    bound : str
        ``at``, ``below`` or ``above``: how the public number is to be read.
    modelled : array, shape (n,)
    used_for : str
    source : str
        Anchor of the source.
    mark : RestsOn
        Of the public number.
    """

    label: str
    concept: str
    said: float
    bound: str
    modelled: Array
    used_for: str
    source: str
    mark: RestsOn = RestsOn.REPORTED

    @property
    def band(self) -> Array:
        """Quantiles .05, .5 and .95 of the model."""
        return band(self.modelled)

    @property
    def factor(self) -> float:
        """Upper over lower end of the band."""
        return float(self.band[2] / self.band[0])

    @property
    def agrees(self) -> bool:
        """Whether the band holds the number, or reaches below or above it where it is a bound."""
        low, _, high = self.band
        return bool({"at": low <= self.said <= high, "below": low < self.said, "above": high > self.said}[self.bound])


@dataclass(frozen=True)
class Segment:
    """A level over some days, for the chart and its table."""

    series: str
    first: date
    last: date
    value: float
    source: str


def mean_a_day(answer: Answer, output: str, first: date, last: date) -> Array:
    """Mean of a flow over days, both included, in each draw."""
    return np.asarray(answer.total(output, first, last) / ((last - first).days + 1))


def nine_days(answer: Answer) -> Comparison:
    """The mean of the days with a post."""
    posts = of_series("post")
    said = float(np.mean([post.value for post in posts]))
    modelled = mean_a_day(answer, "arrests", posts[0].first, posts[-1].last)
    label = "Mean of the nine days with a post, 23 to 31 January"
    return Comparison(label, "posts on X", said, "at", modelled, posts[0].used_for, f"fact-{posts[0].fact}")


def single_days(answer: Answer) -> list[Comparison]:
    """Each day with a post."""
    return [_press(answer, post, f"{post.first:%A} {post.first.day} January", "at") for post in of_series("post")]


def press(answer: Answer) -> list[Comparison]:
    """Press figures of February."""
    return [
        _press(answer, public_figure("ARR017"), "Weekend of 1 and 2 February, about", "at"),
        _press(answer, public_figure("ARR018"), "Tuesday 4 February, more than", "above"),
        _press(answer, public_figure("ARR016"), "1 to 13 February, fewer than", "below"),
    ]


def _press(answer: Answer, figure: PublicFigure, label: str, bound: str) -> Comparison:
    concept = {"arrest_post": "posts on X", "arrest_press": "press"}[figure.concept]
    modelled = mean_a_day(answer, "arrests", figure.first, figure.last)
    return Comparison(label, concept, figure.value, bound, modelled, figure.used_for, f"fact-{figure.fact}")


def rebound(answer: Answer) -> Comparison:
    """Arrests a day from 12 February to 10 March over those of 1 to 11 February."""
    dip, after = cumulative_steps()
    modelled = mean_a_day(answer, "arrests", after.first, after.last) / mean_a_day(
        answer, "arrests", dip.first, dip.last
    )
    said = after.value / dip.value
    label = "Rebound: 12 February to 10 March over 1 to 11 February"
    return Comparison(label, "totals said in public", said, "at", modelled, FOR_FIT, "fact-ARR015")


def cumulative_steps() -> list[Segment]:
    """Arrests a day between one total said in public and the next."""
    totals = of_series("total")
    return [
        Segment(
            "Between totals said in public",
            before.last + timedelta(days=1),
            after.last,
            (after.value - before.value) / (after.last - before.last).days,
            f"fact-{after.fact}",
        )
        for before, after in pairwise(totals)
    ]


def official(later: Vintage, start: date) -> list[Segment]:
    """Official book-ins a day of people arrested by ICE: late January, February, March."""
    months = [f"{start:%Y-%m}", "2025-02", "2025-03"]
    rates = [late_book_ins_a_day(later, start, "ice"), *(book_ins_a_day(later, month, "ice") for month in months[1:])]
    begins = [start + timedelta(days=1), *(period_bounds(month)[0] for month in months[1:])]
    return [
        Segment(
            "Official book-ins",
            first,
            period_bounds(month)[1],
            rate,
            used(later.figure("book_ins", month, agency="ice")),
        )
        for month, first, rate in zip(months, begins, rates, strict=True)
    ]


def official_book_ins(answer: Answer, later: Vintage) -> list[Comparison]:
    """The official book-ins against the modelled ones: the same concept on both sides."""
    return [
        Comparison(
            f"Arrested by ICE and booked in, {segment.first.day} to {segment.last.day} {segment.last:%B}",
            "official book-ins",
            segment.value,
            "at",
            mean_a_day(answer, "book_ins_ice", segment.first, segment.last),
            FOR_FIT,
            segment.source,
            RestsOn.COUNTED,
        )
        for segment in official(later, answer.start)
    ]
