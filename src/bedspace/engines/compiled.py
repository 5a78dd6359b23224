"""How kernels are compiled and kept: two decorators, one folder named by what the kernels are made of.

Numba's own cache does not notice an edited function that another file calls. The folder is therefore named
by a hash of every source of the engines and the model: an edit in one of them starts a fresh folder. It is made when a
kernel is first compiled, and falls back to a temporary folder where the user's cache cannot be written. With
``NUMBA_DISABLE_JIT=1`` the kernels run as plain Python, slowly and debuggably, and give the same integers.
"""

from __future__ import annotations

import gc
import hashlib
import os
import shutil
import stat
import tempfile
from collections.abc import Callable
from functools import cache, cached_property
from pathlib import Path
from typing import Any, TypeVar, cast

import numba
from numba.core import config as numba_config
from numba.core.caching import FunctionCache
from numba.core.compiler import Compiler
from numba.core.runtime.nrt import rtsys

from bedspace.writing import cache_home

Kernel = TypeVar("Kernel", bound=Callable[..., Any])

_KEPT = 4
"""Folders of other versions that are left beside the own one."""


def source_hash() -> str:
    """Twelve hexadecimal digits that change with any source of engines and model, whose constants they use."""
    digest = hashlib.sha256()
    engines = Path(__file__).parent
    for source in sorted([*engines.rglob("*.py"), *engines.with_name("model").glob("*.py")]):
        digest.update(source.name.encode())
        digest.update(source.read_bytes())
    return digest.hexdigest()[:12]


def cache_folder() -> Path:
    """Folder of compiled kernels, created; the first of the user's cache and the temporary folder that works.

    The temporary folder is shared with other users, who could put a kernel of theirs there: one that is not this
    user's own, or that others may write to, is not used.
    """
    shared = Path(tempfile.gettempdir()) / f"bedspace-{os.getuid() if hasattr(os, 'getuid') else 'user'}"
    for parent, safe in ((cache_home(), True), (shared, False)):
        folder = parent / f"kernels-{source_hash()}"
        try:
            parent.mkdir(mode=0o777 if safe else 0o700, parents=safe, exist_ok=True)
            if not safe and not _own(parent):
                continue
            folder.mkdir(exist_ok=True)
            os.utime(folder)
        except OSError:
            continue
        if os.access(folder, os.W_OK):
            _remove_old(parent)
            return folder
    return Path(tempfile.mkdtemp(prefix="bedspace-kernels-"))


def _own(folder: Path) -> bool:
    """Whether a folder is this user's, no link, and nobody else may write to it."""
    found = folder.lstat()
    mine = not hasattr(os, "getuid") or found.st_uid == os.getuid()
    return mine and stat.S_ISDIR(found.st_mode) and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _remove_old(parent: Path) -> None:
    """Remove the folders of versions that were not used lately."""
    folders = sorted(parent.glob("kernels-*"), key=lambda folder: folder.stat().st_mtime, reverse=True)
    for folder in folders[1 + _KEPT :]:
        shutil.rmtree(folder, ignore_errors=True)


@cache
def _folder() -> str:
    """The folder of this process. Numba's many objects live as long as it: no collection need walk over them again."""
    gc.freeze()
    return str(cache_folder())


class Kept:
    """Numba's cache of one kernel, opened when the kernel is first compiled and not when it is imported."""

    def __init__(self, function: Callable[..., Any]):
        self._function = function

    @cached_property
    def _cache(self) -> Any:
        before = numba_config.CACHE_DIR  # type: ignore[attr-defined]
        numba_config.CACHE_DIR = _folder()  # type: ignore[attr-defined]
        try:
            return FunctionCache(self._function)  # type: ignore[no-untyped-call]
        finally:
            numba_config.CACHE_DIR = before  # type: ignore[attr-defined]

    def load_overload(self, signature: Any, target: Any) -> Any:
        """The kernel as compiled before, if it was.

        Numba's own loading first imports all that compiling needs, which takes far longer than to load; what is
        compiled needs its memory manager alone.
        """
        rtsys.initialize(target)
        with self._cache._guard_against_spurious_io_errors():
            return self._cache._load_overload(signature, target)
        return None  # the folder cannot be read

    def save_overload(self, signature: Any, compiled_kernel: Any) -> None:
        """Keep a compiled kernel."""
        self._cache.save_overload(signature, compiled_kernel)


class Apart(Compiler):
    """A compiler that takes a kernel's arrays not to share memory, as `restrict` says in C.

    Without it no look-up could be done for several persons at a time: what is written might change the table.
    """

    def __init__(self, *stages: Any):
        super().__init__(*stages)  # type: ignore[no-untyped-call]
        self.state.flags.noalias = True


def compiled(function: Kernel) -> Kernel:
    """Compile a kernel: no Python objects, no lock held, kept on disk, no checks of zero division.

    An array that is written must not share memory with another one given to the kernel.
    """
    kernel = numba.njit(nogil=True, error_model="numpy", pipeline_class=Apart)(function)
    if kernel is not function:  # plain Python with NUMBA_DISABLE_JIT
        kernel._cache = Kept(function)  # type: ignore[attr-defined]
    return cast(Kernel, kernel)


def part(function: Kernel) -> Kernel:
    """A part of a kernel, put into it as it stands: a call that hands arrays on would count references to them."""
    return cast(Kernel, numba.njit(inline="always")(function))
