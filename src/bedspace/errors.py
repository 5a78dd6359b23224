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

import re
from collections.abc import Iterable, Sequence
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
        text = f"{_short(self.where)}: {_short(self.what)}"
        if self.expected:
            text += f"; expected {self.expected}"
        if self.remedy:
            text += f". {self.remedy}"
        return text


def _short(text: str) -> str:
    """One line of a text that may be anything that a user gave."""
    line = " ".join(text.splitlines())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST // 2]} ... {line[-_LONGEST // 4 :]}"


_LONGEST = 400
"""So many letters of what a user gave are told."""
_FEW = 13
"""So many names are all told where none is near."""
_ALIKE = 0.75
"""Two names are near from this ratio of letters on that they share in order."""


def unknown(
    where: str, name: str, known: Iterable[str], what: str = "there is none of this name", all_shown_by: str = ""
) -> Fault:
    """The fault of a name that nothing has: it offers the nearest names, or says where all can be seen.

    Parameters
    ----------
    where : str
        What was named, or the option that named it.
    name : str
    known : iterable of str
        The names that there are.
    what : str
    all_shown_by : str
        Sentence told where no name is near and the names are many.

    >>> str(unknown("policy fort-blis", "fort-blis", ["fort-bliss", "guantanamo"]))
    'policy fort-blis: there is none of this name. Did you mean fort-bliss?'
    """
    names = list(known)
    if near := _nearest(name, names):
        return Fault(where, what, "", f"Did you mean {' or '.join(near)}?")
    return Fault(where, what, f"one of {', '.join(names)}" if len(names) <= _FEW else "", all_shown_by)


def _nearest(name: str, names: Sequence[str]) -> list[str]:
    """Up to three names that are alike as a whole or in one word, the most alike first."""
    from difflib import SequenceMatcher

    def alike(text: str) -> float:
        return SequenceMatcher(None, name.lower(), text.lower()).ratio()

    letters = [(letter, name.lower().count(letter)) for letter in {*name.lower()}]

    def is_near(text: str) -> bool:
        low = text.lower()
        most = 2 * sum(min(count, low.count(letter)) for letter, count in letters)  # letters that both can share
        return most >= _ALIKE * (len(name) + len(text)) and alike(text) >= _ALIKE

    near = [each for each in names if any(map(is_near, (each, *re.findall(r"[^\W_]{4,}", each))))]
    return sorted(near, key=alike, reverse=True)[:3]


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
