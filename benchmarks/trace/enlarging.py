"""Seeded enlargement of the releases: new texts of the same words, lengths and sentence shapes, that copy nothing.

Each word of a release is exchanged with probability 0.6 for a draw from the words of all releases, by frequency;
capitals and signs stay where they were. So the index grows by documents that share single words and short phrases with
the articles, as releases of other offices do, but no sentence.
"""

import re
from collections.abc import Iterator

import numpy as np

EXCHANGED = 0.6
BATCH = 2000


def enlarged(texts: list[str], count: int, seed: int) -> Iterator[str]:
    """`count` new texts."""
    source = np.random.default_rng(seed)
    pieces = [np.array(re.findall(r"\S+|\s+", t), dtype=object) for t in texts]
    words = [np.array([bool(re.search(r"[a-z]{2}", p)) for p in ps]) for ps in pieces]
    pool = np.concatenate([ps[ws] for ps, ws in zip(pieces, words, strict=True)])
    for low in range(0, count, BATCH):
        for _ in range(min(BATCH, count - low)):
            k = int(source.integers(len(pieces)))
            chosen = words[k] & (source.random(len(words[k])) < EXCHANGED)
            out = pieces[k].copy()
            out[chosen] = pool[source.integers(len(pool), size=int(chosen.sum()))]
            yield "".join(out.tolist())
