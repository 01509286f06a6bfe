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
    -14.1772, -1.1539, 0.6722, -1.2228, -7.9759, 22.1064, -4.2123, -0.1619, -2.0780, 12.8310, 11.6475, -1.0050,
    -2.4752, -1.5930, 3.2963, -6.4887, -21.3923, 3.0923, -0.1581, 1.4210, -0.4447, 1.0488,
)  # fmt: skip


@cache
def acceptance_weights() -> NDArray[np.float64]:
    """The weights as an array."""
    return np.array(WEIGHTS, dtype=np.float64)
