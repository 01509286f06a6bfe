"""Compiling all kernels ahead of time, so that no start waits for the compiler."""

import tempfile
from pathlib import Path

from jembatan.tracing.comparing import compare
from jembatan.tracing.index import Index
from jembatan.tracing.jit import sweep_cache
from jembatan.tracing.lexicon import words_in
from jembatan.tracing.loading import keep_warm_index
from jembatan.tracing.texts import ArticleText, ReleaseText


def warm() -> None:
    """Compile every kernel by one small run of everything; the machine code goes under `NUMBA_CACHE_DIR`.

    Called at set-up. A second call finds all of it there and takes less than a second.
    """
    words = words_in("kepala biro menyampaikan bahwa rapat kerja kehumasan di waikabubak diikuti seluruh kabupaten")
    text = ". ".join(" ".join(words[k:] + words[:k]).capitalize() for k in range(0, 12, 3)) + "."
    other = text.replace("rapat", "sidang")
    with tempfile.TemporaryDirectory() as place:
        Index.build(Path(place), [ReleaseText("a", text), ReleaseText("b", other)])
        Index.extend(Path(place), [ReleaseText("c", other + " " + text)])
        index = Index.merge(Path(place))
        index.match([ArticleText("x", text)])
    compare(text, other)
    keep_warm_index()
    sweep_cache()
