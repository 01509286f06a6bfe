"""Drawing a sample that stands for the whole: by strata, each in proportion, the same for the same seed. Pure."""

import random
from collections.abc import Mapping, Sequence
from uuid import UUID


def shares(sizes: Mapping[str, int], size: int) -> dict[str, int]:
    """How many to take of each stratum: in proportion, one at least of each that is not empty (largest remainders)."""
    total = sum(sizes.values())
    wanted = min(size, total)
    if not wanted:
        return dict.fromkeys(sizes, 0)
    exact = {name: wanted * count / total for name, count in sizes.items()}
    taken = {
        name: min(sizes[name], max(int(exact[name]), 1 if sizes[name] and wanted >= len(sizes) else 0))
        for name in sizes
    }
    by_remainder = sorted(sizes, key=lambda name: (-(exact[name] - int(exact[name])), name))
    while sum(taken.values()) < wanted:
        for name in by_remainder:
            if sum(taken.values()) < wanted and taken[name] < sizes[name]:
                taken[name] += 1
    while sum(taken.values()) > wanted:
        taken[max(taken, key=lambda name: (taken[name], name))] -= 1
    return taken


def draw(strata: Mapping[str, Sequence[UUID]], size: int, seed: int) -> list[tuple[UUID, str]]:
    """`size` identifiers with their stratum, in an order that tells nothing of it."""
    chance = random.Random(seed)  # noqa: S311 - a sample, and the same one again, is wanted
    names = sorted(strata)
    wanted = shares({name: len(strata[name]) for name in names}, size)
    drawn = [(one, name) for name in names for one in chance.sample(sorted(strata[name]), wanted[name])]
    chance.shuffle(drawn)
    return drawn
