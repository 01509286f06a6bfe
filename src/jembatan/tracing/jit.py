"""The one place where numba meets typed code: a decorator that keeps a kernel's Python signature."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba

F = TypeVar("F", bound=Callable[..., object])

# An integer of the machine. Inside kernels its width matters (NumPy scalars), which the type of `int` can not say.
Int = Any
Float = Any


def kernel(function: F) -> F:
    """Compile `function` by numba on first call; the machine code is kept in `NUMBA_CACHE_DIR`.

    Kernels run without the interpreter's lock, in integer arithmetic wherever a result depends on it, so that
    the same input gives the same bytes on every run.
    """
    return cast(F, numba.njit(cache=True, nogil=True, boundscheck=False)(function))


def inlined(function: F) -> F:
    """Compile a small function that kernels call in their innermost loop."""
    return cast(F, numba.njit(cache=True, nogil=True, inline="never")(function))
