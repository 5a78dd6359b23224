"""The standard output: nothing that it does not take is lost unseen."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO


@contextmanager
def whole_output() -> Iterator[None]:
    """Raise an OSError if the standard output does not take all that is written to it meanwhile."""
    _require_output()
    try:
        yield
    finally:
        sys.stdout.flush()


def _require_output() -> None:
    """Refuse a closed output, give it a buffer, and spell out signs that its encoding does not have."""
    out = sys.stdout
    if out is None:
        raise OSError(errno.EBADF, "it is closed")
    if _is_standard(out) and isinstance(out.buffer, io.RawIOBase):
        # without a buffer, as PYTHONUNBUFFERED has it, Python does not notice what a full disk does not take
        buffer = io.BufferedWriter(io.FileIO(out.fileno(), "w", closefd=False))
        sys.stdout = io.TextIOWrapper(buffer, encoding=out.encoding)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def let_go_of_output() -> None:
    """Send what is left unwritten nowhere, so that Python does not try again on leaving."""
    if sys.stdout is not None and _is_standard(sys.stdout):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _is_standard(out: TextIO) -> bool:
    """Whether it writes to the output of the process, not to one that a caller put in its place."""
    try:
        return out.fileno() == 1
    except io.UnsupportedOperation:
        return False
