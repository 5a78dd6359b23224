"""The catalogue of checks on the publisher's figures: what each looks for, and running them.

Checks on one release run when it is loaded. Checks between releases run over everything loaded; they are in
`bedspace.data.quality.release_changes`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bedspace.data.findings import Finding, summed_up
from bedspace.data.quality import accounts, consistency, facility_table, means, totals
from bedspace.data.quality.totals import Rows, tabulate
from bedspace.data.read.workbooks import Release

Check = Callable[[Release, Rows], Iterator[Finding]]


def _on_rows(check: Callable[[Rows], Iterator[Finding]]) -> Check:
    return lambda _release, rows: check(rows)


CHECKS: tuple[Check, ...] = (
    _on_rows(totals.check_sums),
    _on_rows(totals.check_months),
    _on_rows(totals.check_same),
    _on_rows(totals.check_shares),
    _on_rows(totals.check_mixtures),
    consistency.check_dates,
    consistency.check_names,
    consistency.check_facility_types,
    consistency.check_stray_months,
    facility_table.check_facilities,
    facility_table.check_facility_table,
    consistency.check_bonds,
    consistency.check_ranges,
    consistency.check_custody_gaps,
    _on_rows(accounts.check_accounts),
    means.check_overall,
    _on_rows(means.check_custody_means),
    means.check_stay_means,
)


def check_release(release: Release) -> tuple[Finding, ...]:
    """All that is wrong or odd with one release: met while reading it, and found by the checks."""
    rows = tabulate(release.figures)
    found = (finding for check in CHECKS for finding in check(release, rows))
    return tuple(summed_up([*release.findings, *found]))
