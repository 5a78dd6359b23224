"""Everything that can be wrong with what a user gives, as one tree.

::

    BedspaceError
    |-- UsageError        the request cannot be understood       exit code 2
    |-- InputRefused      a file is refused whole                exit code 1
    |-- ScaleMismatch     two figures do not measure the same    exit code 2
    `-- CheckFailed       a result breaks one of its own checks  exit code 1

Every error holds all faults found, not only the first one. A fault says what is wrong, where,
what was expected, and what to do about it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong.

    Attributes
    ----------
    where : str
        File, sheet, cell, key or option, as precise as it is known.
    what : str
        What was found.
    expected : str
        What would have been right; may be empty where nothing useful can be said.
    remedy : str
        What the user can do; may be empty.
    """

    where: str
    what: str
    expected: str = ""
    remedy: str = ""

    def __str__(self) -> str:
        text = f"{self.where}: {self.what}"
        if self.expected:
            text += f"; expected {self.expected}"
        if self.remedy:
            text += f". {self.remedy}"
        return text


class BedspaceError(Exception):
    """Base of all errors that are answered with a message, never with a traceback."""

    exit_code = 2

    def __init__(self, faults: Fault | Sequence[Fault]):
        self.faults: tuple[Fault, ...] = (faults,) if isinstance(faults, Fault) else tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class UsageError(BedspaceError):
    """The request cannot be understood: unknown name, wrong type, bad date."""


class InputRefused(BedspaceError):
    """A file is refused whole; nothing of it is loaded."""

    exit_code = 1


class ScaleMismatch(BedspaceError):
    """Two figures of different concept, scale or vintage meet without a named bridge."""


class CheckFailed(BedspaceError):
    """A result breaks one of the checks that hold in every run."""

    exit_code = 1
