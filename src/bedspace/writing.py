"""Files are written whole or not at all, where the name leads, and never in place of a device."""

from __future__ import annotations

import os
import secrets
import shutil
from pathlib import Path

from bedspace.errors import Fault, UsageError


def write(content: str | bytes, path: Path, option: str) -> None:
    """Write a file: beside it first, then renamed; a device or a pipe is written through.

    Parameters
    ----------
    content : str or bytes
        Text is written as UTF-8.
    path : Path
        Symbolic links are followed.
    option : str
        Name of the option that gave the path, for the message.

    Raises
    ------
    UsageError
        If the file cannot be written; what stood there stays as it was.
    """
    raw = content.encode("utf-8", "backslashreplace") if isinstance(content, str) else content
    target = target_of(path, option)
    try:
        if _is_stream(target):
            target.write_bytes(raw)
        else:
            _replace(target, raw)
    except OSError as error:
        raise UsageError(_fault(path, option, error.strerror or str(error))) from None


def target_of(path: Path, option: str) -> Path:
    """The file that a write to `path` fills, found before anything long begins.

    Raises
    ------
    UsageError
        If no file can be written there.
    """
    if _is_stream(path):
        return path
    target = Path(os.path.realpath(path))
    if reason := _hindrance(target):
        raise UsageError(_fault(path, option, reason))
    return target


def _is_stream(path: Path) -> bool:
    """Whether a device, a pipe or a socket stands there."""
    return os.path.exists(path) and not os.path.isfile(path) and not os.path.isdir(path)


def _hindrance(target: Path) -> str:
    """Why no file can be written there; nothing if one can."""
    if os.path.isdir(target):
        return "it is a folder"
    if not os.path.isdir(target.parent):
        return "its folder does not exist"
    if os.path.islink(target):
        return "its symbolic links lead in a circle"
    asked = [target.parent, *([target] if os.path.exists(target) else [])]
    return "" if all(os.access(each, os.W_OK) for each in asked) else "it may not be written"


def _replace(target: Path, raw: bytes) -> None:
    beside = target.with_name(f".bedspace-{secrets.token_hex(6)}")
    try:
        with beside.open("xb") as file:
            file.write(raw)
        if target.exists():
            shutil.copymode(target, beside)
        os.replace(beside, target)
    finally:
        beside.unlink(missing_ok=True)


def _fault(path: Path, option: str, reason: str) -> Fault:
    return Fault(f"{option} {path}", f"cannot be written: {reason}", "a path in a folder that can be written")


def cache_home() -> Path:
    """Folder of what can be made again, in the user's cache; it need not be there."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "bedspace"


def folder_for(path: Path, option: str) -> Path:
    """The folder at `path`, made if it is not there.

    Raises
    ------
    UsageError
        If no folder can be made there.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(_fault(path, option, error.strerror or str(error))) from None
    return path
