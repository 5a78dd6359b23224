"""How kernels are compiled and kept: one decorator, one folder named by what the kernels are made of.

Numba's own cache does not notice an edited function that another file calls. The folder is therefore named
by a hash of every source of the engines and the model: an edit in one of them starts a fresh folder. It falls back to a
temporary folder where the user's cache cannot be written. With ``NUMBA_DISABLE_JIT=1`` the kernels run as
plain Python, slowly and debuggably, and give the same integers.
"""

from __future__ import annotations

import gc
import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import numba
from numba.core import config as numba_config
from numba.core.compiler import Compiler

Kernel = TypeVar("Kernel", bound=Callable[..., Any])


def source_hash() -> str:
    """Twelve hexadecimal digits that change with any source of engines and model, whose constants they use."""
    digest = hashlib.sha256()
    engines = Path(__file__).parent
    for source in sorted([*engines.rglob("*.py"), *engines.with_name("model").glob("*.py")]):
        digest.update(source.name.encode())
        digest.update(source.read_bytes())
    return digest.hexdigest()[:12]


def cache_folder() -> Path:
    """Folder of compiled kernels, created; the first of the user's cache and the temporary folder that works."""
    user = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    shared = Path(tempfile.gettempdir()) / f"bedspace-{os.getuid() if hasattr(os, 'getuid') else 'user'}"
    for parent in (user / "bedspace", shared):
        folder = parent / f"kernels-{source_hash()}"
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            continue
        if os.access(folder, os.W_OK):
            return folder
    return Path(tempfile.mkdtemp(prefix="bedspace-kernels-"))


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
    before = numba_config.CACHE_DIR  # type: ignore[attr-defined]
    numba_config.CACHE_DIR = str(_FOLDER)  # type: ignore[attr-defined]
    try:
        wrapped = numba.njit(cache=True, nogil=True, error_model="numpy", pipeline_class=Apart)(function)
    finally:
        numba_config.CACHE_DIR = before  # type: ignore[attr-defined]
    return cast(Kernel, wrapped)


gc.freeze()  # Numba's many objects live as long as the process: no collection need walk over them again
_FOLDER = cache_folder()
