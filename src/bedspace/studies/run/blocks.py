"""Finished blocks of draws in a folder: each file is whole or not there, and what is asked again is read from it.

A block is some arrays by name; the last axis of each is that of the draws, or counts blocks. Counts only: a block has
numbers of people, never a person.
"""

from __future__ import annotations

import io
import shutil
import tempfile
import time
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bedspace.errors import UsageError
from bedspace.writing import cache_home, folder_for, write

Block = Mapping[str, NDArray[Any]]

_KEPT_FOR = 30 * 24 * 3600.0
"""Seconds after which blocks that nobody asked for again are removed."""
_WHERE = "folder of finished blocks"


class Blocks:
    """The blocks of one ensemble.

    They stay open, so that another run of the same ensemble, which removes its folder when it is done, takes nothing
    away from this one.

    Parameters
    ----------
    key : str
        What they are blocks of: version, data, request.
    """

    def __init__(self, key: str):
        self.folder = _folder(key)
        self._open: dict[int, Any] = {}

    def find(self, number: int) -> bool:
        """Whether a block is there, whole; a damaged one is none."""
        try:
            with zipfile.ZipFile(self._path(number)) as packed:
                if packed.testzip() is not None:
                    return False
            self._open[number] = np.load(self._path(number))
        except (OSError, ValueError, EOFError, zipfile.BadZipFile):
            return False
        return True

    def put(self, number: int, block: Block) -> None:
        """Keep a block."""
        held, arrays = io.BytesIO(), dict[str, Any](block)
        np.savez(held, **arrays)
        self.folder.mkdir(parents=True, exist_ok=True)  # another run of the same may have removed it
        write(held.getvalue(), self._path(number), _WHERE)
        self._open[number] = np.load(self._path(number))

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the arrays, in the order in which the blocks have them."""
        return tuple(self._open[0].files)

    def joined(self, name: str) -> NDArray[Any]:
        """An array of all blocks, in the order of the draws."""
        return np.concatenate([self._open[number][name] for number in sorted(self._open)], axis=-1)

    def close(self) -> None:
        """Let go of the files; they stay."""
        for each in self._open.values():
            each.close()
        self._open.clear()

    def remove(self) -> None:
        """Remove the files and their folder."""
        self.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _path(self, number: int) -> Path:
        return self.folder / f"block-{number:04d}.npz"


def _folder(key: str) -> Path:
    """The folder of some blocks in the user's cache, made; where none can be, a new one among temporary files."""
    try:
        home = folder_for(cache_home() / "ensembles", _WHERE)
        for each in home.iterdir():
            if time.time() - each.stat().st_mtime > _KEPT_FOR:
                shutil.rmtree(each, ignore_errors=True)
        return folder_for(home / key, _WHERE)
    except (UsageError, OSError):
        return Path(tempfile.mkdtemp(prefix="bedspace-ensemble-"))
