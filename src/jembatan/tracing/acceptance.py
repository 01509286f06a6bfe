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
    -19.0272, 0.3490, 1.2417, 0.4881, -5.9764, 6.9154, -1.5805, 0.4162, 10.0102, 1.3357, 0.9669, -0.2966, -2.2826,
    -2.0097, 2.1816,
)  # fmt: skip


@cache
def acceptance_weights() -> NDArray[np.float64]:
    """The weights as an array."""
    return np.array(WEIGHTS, dtype=np.float64)
