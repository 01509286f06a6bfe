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
    -20.2974, 0.1354, 0.0740, 0.3474, -5.2377, 8.8159, -3.2682, 0.5470, 9.9352, 1.2074, 0.7684, 0.0945,
    -0.7718, -1.5061, 1.8342, -3.8341, -5.9953, 3.6930,
)  # fmt: skip


@cache
def acceptance_weights() -> NDArray[np.float64]:
    """The weights as an array."""
    return np.array(WEIGHTS, dtype=np.float64)
