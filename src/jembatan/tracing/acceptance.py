"""The acceptance of a pair: a logistic regression, shipped as numbers.

Origin: fitted by `benchmarks/tracing/fit.py` on three sources. (1) One half (even article numbers) of the development
set, articles that a seeded editor made from IndoSum news (CC BY-SA 4.0, Kurniawan and Louvan 2018). (2) The hard set
of `hard.py`, this project's own texts, seeds 2 and 3. (3) The second editor of `other_editor.py` on the same releases,
seed 5. No text is contained in the numbers. Measured on what the fit has not seen: the other half, seed 1 of the others.
The order is that of `kernels_resolve.features_of`.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

ACCEPT = 0.5

WEIGHTS = (
    -13.6915, -1.2389, -0.6606, -0.6402, -1.4175, 17.0058, -3.0307, 0.6866, 1.5245, 9.1007, 4.3818, -0.0127,
    -3.8830, -1.5216, 3.2940, -6.7688, -20.1220, 2.4585, 0.3824, 3.2653,
)  # fmt: skip


@cache
def acceptance_weights() -> NDArray[np.float64]:
    """The weights as an array."""
    return np.array(WEIGHTS, dtype=np.float64)
