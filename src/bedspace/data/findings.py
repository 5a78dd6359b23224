"""What is found wrong with a file, from faults that refuse it to quirks that a reader should know."""

from __future__ import annotations

from dataclasses import dataclass
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
