"""The one place where numba meets typed code: decorators that keep a kernel's Python signature, and the cache.

Numba notices a change in the file of a cached kernel, but not in the files of the kernels that it calls. So the
machine code is kept in a directory whose name is made of all kernels' sources: a changed source begins a new one.
"""

import hashlib
import os
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

import numba

F = TypeVar("F", bound=Callable[..., object])

# Numbers of the machine. Inside kernels their width matters (NumPy scalars), which `int` and `float` do not say.
Int = Any
Float = Any


@cache
def cache_directory() -> Path:
    """Where machine code is kept: under `NUMBA_CACHE_DIR`, or the user's cache directory where that is unset."""
    digest = hashlib.blake2b(numba.__version__.encode(), digest_size=8)
    package = Path(__file__).parent
    for path in [Path(__file__), *sorted(package.rglob("kernels_*.py"))]:
        digest.update(path.read_bytes())
    base = os.environ.get("NUMBA_CACHE_DIR")
    if not base:
        base = os.path.join(os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache"), "jembatan", "numba")
    return Path(base) / f"trace-{digest.hexdigest()}"


def sweep_cache() -> None:
    """Remove the machine code of other versions of the kernels."""
    for path in cache_directory().parent.glob("trace-*"):
        if path != cache_directory():
            shutil.rmtree(path, ignore_errors=True)


def _compiled(function: F, **options: Any) -> F:
    before = numba.config.CACHE_DIR
    numba.config.CACHE_DIR = str(cache_directory())
    try:
        return cast(F, numba.njit(cache=True, nogil=True, **options)(function))
    finally:
        numba.config.CACHE_DIR = before


def kernel(function: F) -> F:
    """Compile `function` by numba on first call; the machine code is kept, see `cache_directory`.

    Kernels run without the interpreter's lock, in integer arithmetic wherever a result depends on it, so that
    the same input gives the same bytes on every run.
    """
    return _compiled(function)


def inlined(function: F) -> F:
    """Compile a small function that kernels call in their innermost loop."""
    return _compiled(function)
