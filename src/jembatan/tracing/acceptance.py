"""The acceptance of a pair: a logistic regression, shipped as numbers.

Origin: fitted by `benchmarks/tracing/fit.py` on one half (even article numbers) of the development set of Jembatan,
articles that a seeded editor made from IndoSum news (CC BY-SA 4.0, Kurniawan and Louvan 2018); no text of that set
is contained in the numbers. The order is that of `kernels_resolve.features_of`.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

ACCEPT = 0.5

WEIGHTS = (
    -20.4099, 0.0562, -0.8647, 0.5742, -4.0048, 8.1793, -0.4912, 1.3141, 13.0726, 2.6057, 1.8020, 0.6188,
    -3.3072, -3.1506, 1.1479, -5.9643, -7.8945, 3.9049, 0.2462,
)  # fmt: skip


@cache
def acceptance_weights() -> NDArray[np.float64]:
    """The weights as an array."""
    return np.array(WEIGHTS, dtype=np.float64)
