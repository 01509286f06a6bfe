"""Loading the kept machine code when the engine is imported, so that the first article does not wait for it.

Numba sets itself up and reads a kernel's machine code at the kernel's first call, which takes some tenths of a second.
`warm` leaves a small index beside the machine code; where it lies, everything is compiled, and one match loads it all.
"""

from contextlib import suppress

from jembatan.tracing.index import Index
from jembatan.tracing.jit import cache_directory
from jembatan.tracing.segment import IndexMissing, IndexRefused
from jembatan.tracing.texts import ArticleText, ReleaseText

WARM_INDEX = "warm-index"
WARM_TEXT = (
    "Kepala biro menyampaikan bahwa rapat kerja kehumasan di Waikabubak diikuti 21 kabupaten dan satu kota. "
    '"Jembatan informasi harus dijaga," ujarnya dalam rapat itu. Peserta pulang pada hari ketiga.'
)


def keep_warm_index() -> None:
    """Say beside the machine code that all of it is there."""
    Index.build(cache_directory() / WARM_INDEX, [ReleaseText("warm", WARM_TEXT)])


def load_kernels() -> None:
    """Load the machine code of matching, if all of it is kept; else do nothing."""
    with suppress(IndexMissing, IndexRefused, OSError):
        Index.open(cache_directory() / WARM_INDEX).match([ArticleText("warm", WARM_TEXT)])
