"""How often labels are met: macro-F1 with a bootstrap interval, Cohen's kappa with its interval, both from counts. Pure.

Resampling n items with replacement draws the cells of their confusion table from a multinomial of n draws with the
observed shares; so the bootstrap (Efron 1979, percentile interval) is done on the table, without the items.
Kappa after Cohen (1960); its interval by the same bootstrap.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jembatan.chain.coverage.tone.states import Label, Tone

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

TONES = tuple(str(tone) for tone in (Tone.POSITIVE, Tone.NEUTRAL, Tone.NEGATIVE))
LABELS = tuple(str(label) for label in (Label.POSITIVE, Label.NEUTRAL, Label.NEGATIVE, Label.UNCLEAR))
ROUNDS = 2000
SEED = 20180425
#: Below so many labels an interval says nothing and no figure is given.
FEWEST = 20


@dataclass(frozen=True, slots=True)
class Score:
    """A measure in 0..1 (kappa: -1..1) with its 95% interval, and how many items it rests on."""

    value: float
    low: float
    high: float
    items: int


def table_of(pairs: Iterable[tuple[str, str]], classes: Sequence[str] = TONES) -> list[list[int]]:
    """The confusion table of (right, guessed): rows are what is right. Pairs of other classes are left out."""
    counts = Counter(pairs)
    return [[counts[right, guess] for guess in classes] for right in classes]


def macro_f1(table: Sequence[Sequence[int]]) -> Score:
    """The mean of the classes' F1; a class that is neither right nor guessed counts 0, as in scikit-learn."""
    tables = _resampled(table)
    return _score(_f1(_array(table)[None])[0], _f1(tables), table)


def gain(pairs: Sequence[tuple[str, str, str]]) -> Score:
    """How much higher the macro-F1 of the second guess is than that of the first, on the same items (right, first,
    second), paired: each resample draws items, so both guesses are measured on the same draws."""
    classes = [(right, one, other) for right in TONES for one in TONES for other in TONES]
    counts = Counter(pairs)
    cube = [[counts[cell] for cell in classes]]
    drawn = _resampled(cube).reshape(-1, 3, 3, 3)
    observed = _array(cube).reshape(1, 3, 3, 3)
    both = [_f1(cubes.sum(axis=2)) - _f1(cubes.sum(axis=3)) for cubes in (observed, drawn)]
    return _score(both[0][0], both[1], cube)


def kappa(table: Sequence[Sequence[int]]) -> Score:
    """Cohen's kappa of two labellers; 1 where both give every item the same single label."""
    return _score(_kappa(_array(table)[None])[0], _kappa(_resampled(table)), table)


def _f1(tables: "NDArray[np.float64]") -> "NDArray[np.float64]":
    import numpy as np

    hits = np.einsum("nii->ni", tables)
    both = tables.sum(axis=1) + tables.sum(axis=2)
    return np.asarray(np.divide(2 * hits, both, out=np.zeros_like(hits), where=both > 0).mean(axis=1))


def _kappa(tables: "NDArray[np.float64]") -> "NDArray[np.float64]":
    import numpy as np

    total = tables.sum(axis=(1, 2))
    seen = np.einsum("nii->n", tables) / total
    by_chance = (tables.sum(axis=1) * tables.sum(axis=2)).sum(axis=1) / total**2
    return np.asarray(np.divide(seen - by_chance, 1 - by_chance, out=np.ones_like(seen), where=by_chance < 1))


def _resampled(table: Sequence[Sequence[int]]) -> "NDArray[np.float64]":
    import numpy as np

    cells = _array(table)
    total = int(cells.sum())
    if total == 0:
        raise ValueError("nothing to measure")
    draws = np.random.default_rng(SEED).multinomial(total, cells.ravel() / total, size=ROUNDS)
    return np.asarray(draws.reshape(ROUNDS, *cells.shape).astype(float))


def _array(table: Sequence[Sequence[int]]) -> "NDArray[np.float64]":
    import numpy as np

    return np.asarray(table, dtype=float)


def _score(value: float, drawn: "NDArray[np.float64]", table: Sequence[Sequence[int]]) -> Score:
    import numpy as np

    low, high = np.percentile(drawn, [2.5, 97.5])
    return Score(float(value), float(low), float(high), sum(map(sum, table)))
