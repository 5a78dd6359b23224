"""Exits by class and form over some months, from the official book-outs.

Book-outs by agency and criminality together are never published; they follow from the mean stays: within a
criminality the published mean is the mixture of the two agencies', so CBP's share of book-outs is
(all - ICE) / (CBP - ICE).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from bedspace.engines.plan import FORMS
from bedspace.figure import Figure
from bedspace.figures.series import Vintage
from bedspace.model.custody import CLASSES, CRIMINALITIES
from bedspace.model.custody import FORMS as REASONS_BY_FORM
from bedspace.studies.estimate.cells import Cells, by_class, length, stacked

Array = NDArray[np.float64]

LEAST_STAY_GAP = 2.0
"""Days by which the mean stays of the agencies must differ for the mixture to be solved."""


@dataclass(frozen=True)
class Exits:
    """Exits over some months.

    Attributes
    ----------
    counts : array, shape (c, f)
        Exits by class and form.
    person_days : array, shape (c,)
        Exposure.
    monthly : array, shape (m, c)
        Exits over person-days of each month.
    class_shares : array, shape (2, 3)
        Shares of criminality within the exits of each agency.
    figures : tuple of Figure
        What was read.
    flags : tuple of str
    """

    counts: Array
    person_days: Array
    monthly: Array
    class_shares: Array
    figures: tuple[Figure, ...]
    flags: tuple[str, ...] = ()

    @property
    def totals(self) -> Array:
        """Exit rate a day of each class, shape (c,)."""
        return np.asarray(-np.log1p(-self.counts.sum(-1) / self.person_days))

    @property
    def rates(self) -> Array:
        """Exit rate a day by class and form, shape (c, f)."""
        return np.asarray(self.totals[:, None] * self.counts / self.counts.sum(-1, keepdims=True))


def counted_exits(vintage: Vintage, months: Sequence[str]) -> Exits:
    """Exits of some months as the official tables count them.

    Raises
    ------
    UsageError
        If a table of one of the months is not known.
    """
    return _counted(vintage, tuple(months))


@lru_cache(maxsize=64)
def _counted(vintage: Vintage, months: tuple[str, ...]) -> Exits:
    outs = stacked([_by_criminality(vintage, month) for month in months])  # (m, 3, f)
    held = stacked([by_class(vintage, "adp", month) for month in months])  # (m, 2, 3)
    into = tuple(vintage.figure("book_ins", month) for month in months)
    days = np.array([length(month) for month in months])
    shares, stays, flags = _cbp_shares(vintage, months, held)
    by_agency = np.stack([1 - shares, shares], 1) * outs.values.sum(-1)[:, None, :]  # (m, 2, 3)
    growth = sum(figure.value for figure in into) - float(outs.values.sum())
    person_days = held.values * days[:, None, None] * previous_midnight(held.values, days, growth)
    return Exits(
        counts=_split_forms(outs.values.sum(0), by_agency.sum(0)),
        person_days=person_days.sum(0).reshape(-1),
        monthly=(by_agency / person_days).reshape(len(months), -1),
        class_shares=by_agency.sum(0) / by_agency.sum((0, 2))[:, None],
        figures=(*outs.figures, *held.figures, *into, *stays),
        flags=flags,
    )


def previous_midnight(held: Array, days: Array, growth: float) -> float:
    """Person-days at the midnights before the exits, against those of the same days.

    Who leaves on a day was there the midnight before, so the exposure of a window is its person-days less the
    growth of the stock over it.
    """
    total = float((held * days[:, None, None]).sum())
    return (total - growth) / total


def _by_criminality(vintage: Vintage, month: str) -> Cells:
    """Book-outs of a month, shape (3, f)."""
    found = {
        (criminality, form): [
            figure
            for reason in REASONS_BY_FORM.get(form, ())  # none for an exit whose rate is a parameter
            if (figure := vintage.find("book_outs", month, criminality=criminality, reason=reason)) is not None
        ]
        for criminality in CRIMINALITIES
        for form in FORMS
    }
    sums = [float(sum(figure.value for figure in figures)) for figures in found.values()]
    figures = tuple(figure for figures in found.values() for figure in figures)
    return Cells(np.array(sums).reshape(len(CRIMINALITIES), -1), figures)


def _cbp_shares(
    vintage: Vintage, months: Sequence[str], held: Cells
) -> tuple[Array, tuple[Figure, ...], tuple[str, ...]]:
    """CBP's share of book-outs in each month and criminality, shape (m, 3); figures; flags where it is unsure."""
    every = stacked([_stays(vintage, month) for month in months])
    ice, cbp, both = every.values.transpose(1, 0, 2)
    apart = np.abs(cbp - ice) >= LEAST_STAY_GAP
    shares = np.where(apart, (both - ice) / np.where(apart, cbp - ice, 1.0), np.nan)
    unsure = ~((shares >= 0) & (shares <= 1))
    by_population = held.values[:, 1] / held.values.sum(1)
    flags = tuple(
        f"exits of {months[m]}, {CRIMINALITIES[c]}, are split by agency as people held: mean stays do not tell"
        for m, c in np.argwhere(unsure)
    )
    return np.where(unsure, by_population, shares), every.figures, flags


def _stays(vintage: Vintage, month: str) -> Cells:
    """Mean stays of those who left in a month: of ICE, of CBP, of both, by criminality, shape (3, 3)."""
    agencies: tuple[dict[str, str], ...] = ({"agency": "ice"}, {"agency": "cbp"}, {})
    found = [vintage.figure("alos", month, criminality=c, **of) for of in agencies for c in CRIMINALITIES]
    return Cells(np.array([figure.value for figure in found]).reshape(len(agencies), -1), tuple(found))


def _split_forms(by_criminality: Array, by_agency: Array) -> Array:
    """Exits by class and form, shape (6, f), out of criminality x form and agency x criminality.

    Reason by agency is unpublished. Parole is put to CBP, where the interviews that lead to it take place; the
    other forms follow each agency's share of what is left.
    """
    parole = np.zeros_like(by_criminality)
    parole[:, FORMS.index("parole")] = np.minimum(by_criminality[:, FORMS.index("parole")], by_agency[1])
    rest = by_criminality - parole
    rest_shares = (by_agency - np.stack([np.zeros(3), parole.sum(-1)])) / rest.sum(-1)
    by_class_ = rest_shares[:, :, None] * rest + np.stack([np.zeros_like(parole), parole])
    return np.asarray(by_class_.reshape(len(CLASSES), -1))
