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
    -19.5918, 0.1067, 0.0229, 0.3945, -5.2397, 8.6989, -3.3684, 0.4766, 9.0946, 1.3065, 0.8995, 0.0818,
    -1.1396, -1.4283, 1.9405, -3.5857, -3.2330, 3.9752,
)  # fmt: skip


@cache
def acceptance_weights() -> NDArray[np.float64]:
    """The weights as an array."""
    return np.array(WEIGHTS, dtype=np.float64)
