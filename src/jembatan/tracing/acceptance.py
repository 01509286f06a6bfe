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
    -12.9971, -0.6651, -0.4789, -0.6259, -4.9693, 15.5379, -2.5615, 0.3669, 1.1986, 9.2533, 6.3467, -0.0253,
    -3.0829, -0.7558, 2.9433, -5.9157, -18.1078, 2.4819, -0.0510, 2.1506,
)  # fmt: skip


@cache
def acceptance_weights() -> NDArray[np.float64]:
    """The weights as an array."""
    return np.array(WEIGHTS, dtype=np.float64)
