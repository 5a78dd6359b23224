"""Balancing accounts of the published tables: people in and out, and days in custody.

Two identities hold for any population. People: book-ins less book-outs are the change of the stock. Days: the
age of the stock grows by one a person and day and loses the stays of those who leave, so

    person-days = (book-outs x mean stay of leavers) + change of (stock x mean time in custody).

What is left over dates the exits that the tables miss. Both need all exits, which are counted from October
2023; before, only releases are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from bedspace.data.findings import Finding, Severity
from bedspace.data.quality.totals import Rows, describe, finding
from bedspace.figure import Figure
from bedspace.fiscal import period_bounds

# the stock is known by monthly averages only, so its change within a month is known roughly; and official
# book-outs miss two to three of a hundred exits: what is outside is not explained by either
NET_RANGE = (-0.12, 0.16)
DAYS_RANGE = (-0.15, 0.15)


@dataclass(frozen=True)
class NetAccount:
    """People of one month: book-ins less book-outs against the change of the average population."""

    month: str
    book_ins: float
    book_outs: float
    change: float

    @property
    def unexplained_share(self) -> float:
        """Book-ins less book-outs less the change, as a share of the book-outs."""
        return (self.book_ins - self.book_outs - self.change) / self.book_outs


@dataclass(frozen=True)
class DaysAccount:
    """Days in custody of one month.

    Attributes
    ----------
    person_days : float
        Average population times days.
    leavers_days : float
        Book-outs times their average stay.
    stock_change : float
        Change of the number in custody times their mean time in custody, from end of month to end of month.
    mean_stay : float
        Average stay of leavers, in days.
    """

    month: str
    person_days: float
    leavers_days: float
    stock_change: float
    mean_stay: float

    @property
    def missing_exits(self) -> float:
        """Leavers of average stay that would close the account."""
        return (self.person_days - self.leavers_days - self.stock_change) / self.mean_stay

    @property
    def missing_share(self) -> float:
        """The same as a share of the book-outs printed."""
        return self.missing_exits * self.mean_stay / self.leavers_days


def net_accounts(figures: Iterable[Figure]) -> list[NetAccount]:
    """Accounts of people for every month that has book-ins, book-outs and both neighbours' averages."""
    values = _totals(figures)
    return [
        NetAccount(month, values["book_ins", month], values["book_outs", month], (after - before) / 2)
        for month, before, after in _neighbours(values)
        if ("book_ins", month) in values and values.get(("book_outs", month))
    ]


def _neighbours(values: dict[tuple[str, str], float]) -> Iterator[tuple[str, float, float]]:
    """Months with the average population of the month before and of the month after."""
    months = sorted(month for quantity, month in values if quantity == "adp" and len(month) == 7)
    for before, month, after in zip(months, months[1:], months[2:], strict=False):
        yield month, values["adp", before], values["adp", after]


def days_accounts(figures: Iterable[Figure]) -> list[DaysAccount]:
    """Accounts of days for every month that has book-outs, stays and time in custody at both its ends."""
    values = _totals(figures)
    months = sorted(month for quantity, month in values if quantity == "book_outs" and len(month) == 7)
    accounts = (_days_account(values, month) for month in months)
    return [account for account in accounts if account]


def _days_account(values: dict[tuple[str, str], float], month: str) -> DaysAccount | None:
    first, last = period_bounds(month)
    ends = [(first - timedelta(days=1)).isoformat(), last.isoformat()]
    ages = [values.get(("time_in_custody", end), 0) * values.get(("in_custody_stay", end), 0) for end in ends]
    population, stay = values.get(("adp", month), 0), values.get(("alos", month), 0)
    if not all((*ages, population, stay, values["book_outs", month])):
        return None
    days = (last - first).days + 1
    leavers = values["book_outs", month] * stay
    return DaysAccount(month, population * days, leavers, ages[1] - ages[0], stay)


def _totals(figures: Iterable[Figure]) -> dict[tuple[str, str], float]:
    return {(figure.quantity, figure.period): figure.value for figure in figures if not figure.key}


def check_accounts(rows: Rows) -> Iterator[Finding]:
    """Months whose accounts are further off than rough stocks and missed exits explain."""
    totals = [figure for figures in rows.values() for figure, dimensions in figures if not dimensions]
    outs = {figure.period: figure for figure in totals if figure.quantity == "book_outs"}
    for net in net_accounts(totals):
        if not NET_RANGE[0] <= net.unexplained_share <= NET_RANGE[1]:
            yield _unbalanced("balance.people", outs[net.month], net.unexplained_share, net.book_ins - net.change)
    for days in days_accounts(totals):
        if not DAYS_RANGE[0] <= days.missing_share <= DAYS_RANGE[1]:
            figure = outs[days.month]
            yield _unbalanced("balance.days", figure, days.missing_share, figure.value + days.missing_exits)


def _unbalanced(kind: str, figure: Figure, share: float, expected: float) -> Finding:
    note = f"{describe(figure)}: {share:+.1%} of the exits unexplained"
    return finding(kind, Severity.TRAP, figure, f"about {expected:.0f}", note)
