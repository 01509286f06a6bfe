"""Fit the acceptance of pairs on one half of the development set and print the weights for `acceptance.py`.

    python benchmarks/tracing/fit.py SHARED_DATA_TRACE [--half even|odd|all]

The features are computed twice, with every candidate competing and with the weights just found, because the contest
for an article's tokens depends on who takes part in it; the second fit learns from both.
"""

import argparse
import json
import tempfile
from pathlib import Path

import numpy as np

from jembatan.tracing import Index, ReleaseText, acceptance, matching
from jembatan.tracing.kernels_resolve import FEATURES
from jembatan.tracing.tokens import tokens_of


def read(path: Path) -> list[dict]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def fitted(x: np.ndarray, y: np.ndarray, ridge: float) -> np.ndarray:
    """Weights of a logistic regression by Newton's method, ridge on standardised features."""
    mean, scale = x.mean(0), x.std(0) + 1e-9
    mean[0], scale[0] = 0.0, 1.0
    z = (x - mean) / scale
    w = np.zeros(z.shape[1])
    penalty = np.full(len(w), ridge)
    penalty[0] = 1e-6
    for _ in range(50):
        p = 1 / (1 + np.exp(-z @ w))
        gradient = z.T @ (y - p) - penalty * w
        hessian = (z * (p * (1 - p))[:, None]).T @ z + np.diag(penalty)
        w += np.linalg.solve(hessian, gradient)
    out = w / scale
    out[0] = w[0] - (w[1:] * mean[1:] / scale[1:]).sum()
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--half", default="even", choices=("even", "odd", "all"))
    parser.add_argument("--ridge", type=float, default=3.0)
    options = parser.parse_args()
    releases, articles = read(options.data / "dev_releases.jsonl"), read(options.data / "dev_articles.jsonl")
    if options.half != "all":
        articles = [a for a in articles if (a["id"] % 2 == 0) == (options.half == "even")]
    weights = np.zeros(FEATURES)
    with tempfile.TemporaryDirectory() as place:
        index = Index.build(Path(place), [ReleaseText(str(r["id"]), r["text"]) for r in releases])
        tokens = tokens_of([a["text"] for a in articles])
        times = np.full(len(articles), (1 << 63) - 1, dtype=np.int64)
        true = {(i, int(s[0])) for i, a in enumerate(articles) for s in a["spans"]}
        xs, ys = [], []
        for _ in range(2):
            acceptance.acceptance_weights.cache_clear()
            acceptance.WEIGHTS = tuple(weights)
            decision = matching.decide(index.segments, index.dead, tokens, times, accept=0.0)
            x = decision.features
            pairs = zip(decision.articles, decision.documents, strict=True)
            y = np.array([pair in true for pair in pairs], dtype=float)
            some = x[:, 1] > 0
            xs.append(x[some])
            ys.append(y[some])
            weights = fitted(np.concatenate(xs), np.concatenate(ys), options.ridge)
            right = ((x[some] @ weights > 0) == (y[some] > 0.5)).mean()
            print(f"# {int(some.sum())} pairs, {int(y[some].sum())} true, {right:.4f} right on the half fitted")
    print("WEIGHTS = (" + ", ".join(f"{w:.4f}" for w in weights) + ")")


if __name__ == "__main__":
    main()
