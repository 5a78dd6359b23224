"""What is found wrong with a file, from faults that refuse it to quirks that a reader should know."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from bedspace.errors import Fault


class Severity(StrEnum):
    """How bad a finding is. Only a fault keeps a file out."""

    FAULT = "fault"  # the file cannot be read whole and is refused
    WRONG = "wrong"  # the publisher's figure contradicts itself or another figure
    GAP = "gap"  # something that should be there is missing
    TRAP = "trap"  # correct, but easily misread
    REVISION = "revision"  # a settled figure changed between two releases


@dataclass(frozen=True)
class Finding:
    """One thing found in a file.

    Attributes
    ----------
    kind : str
        Identifier of the check, for instance ``book_ins.total``.
    severity : Severity
    file, sheet, cell : str
        Where it stands; empty where it concerns the whole.
    expected, found : str
    note : str
        What a reader should know or do.
    """

    kind: str
    severity: Severity
    file: str
    sheet: str
    cell: str
    expected: str
    found: str
    note: str = ""

    def as_fault(self) -> Fault:
        """The same as an entry of an error message."""
        where = " / ".join(part for part in (self.file, self.sheet.strip(), self.cell) if part)
        return Fault(where, f"found {self.found}" if self.found else self.kind, self.expected, self.note)


_FEW = 3
_ONE_BY_ONE = frozenset({"facility.foreign"})  # each of these rows is a wrong figure of its own


def summed_up(findings: Iterable[Finding]) -> list[Finding]:
    """Findings of one kind in one column as one finding, where there are many of them.

    Traps are taken together over the whole sheet. The cell of a summary lists all its cells.
    """
    groups: dict[tuple[str, ...], list[Finding]] = {}
    for finding in findings:
        column = "" if finding.severity is Severity.TRAP else re.sub(r"\d", "", finding.cell)
        column = finding.cell if finding.kind in _ONE_BY_ONE else column
        groups.setdefault((finding.kind, finding.severity, finding.file, finding.sheet, column), []).append(finding)
    return [one for group in groups.values() for one in (group if len(group) <= _FEW else [_summary(group)])]


def _summary(group: list[Finding]) -> Finding:
    first = group[0]
    cells = ",".join(dict.fromkeys(finding.cell for finding in group if finding.cell))
    note = f"{len(group)} of this kind; the first: {first.note}"
    return replace(first, cell=cells, note=note)
