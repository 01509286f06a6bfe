"""Fit the acceptance of pairs on one half of the development set and print the weights for `acceptance.py`.

    python benchmarks/trace/fit.py SHARED_DATA_TRACE [--half even|odd|all] [--hard 2 3] [--other 5]

The hard set (`hard.py`) and the second editor (`other_editor.py`) join in with seeds that are not measured, so that
the regression knows twins, formulas of office, short quotations and bad scans.

The features are computed twice, with every candidate competing and with the weights just found, because the contest
for an article's tokens depends on who takes part in it; the second fit learns from both.
"""

import argparse
import json
import tempfile
from dataclasses import dataclass
from pathlib import Path

import hard
import numpy as np
import other_editor

from jembatan.tracing import ArticleText, Index, ReleaseText, acceptance, matching
from jembatan.tracing.kernels_resolve import FEATURES
from jembatan.tracing.texts import moment
from jembatan.tracing.tokens import tokens_of

DEVELOPMENT_COUNTS = 5.0  # a pair of the development set weighs as two of the second editor's
HARD_COUNTS = 5.0


def read(path: Path) -> list[dict]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def fitted(x: np.ndarray, y: np.ndarray, counts: np.ndarray, ridge: float) -> np.ndarray:
    """Weights of a logistic regression by Newton's method, ridge on standardised features."""
    mean, scale = x.mean(0), x.std(0) + 1e-9
    mean[0], scale[0] = 0.0, 1.0
    z = (x - mean) / scale
    w = np.zeros(z.shape[1])
    penalty = np.full(len(w), ridge)
    penalty[0] = 1e-6
    for _ in range(50):
        p = 1 / (1 + np.exp(-z @ w))
        gradient = z.T @ (counts * (y - p)) - penalty * w
        hessian = (z * (counts * p * (1 - p))[:, None]).T @ z + np.diag(penalty)
        w += np.linalg.solve(hessian, gradient)
    out = w / scale
    out[0] = w[0] - (w[1:] * mean[1:] / scale[1:]).sum()
    return out


@dataclass
class Sample:
    """Releases, articles and the true pairs (article number, release number)."""

    releases: list[ReleaseText]
    articles: list[ArticleText]
    true: set[tuple[int, int]]


def development(data: Path, half: str) -> Sample:
    releases, articles = read(data / "dev_releases.jsonl"), read(data / "dev_articles.jsonl")
    if half != "all":
        articles = [a for a in articles if (a["id"] % 2 == 0) == (half == "even")]
    numbers = {r["id"]: k for k, r in enumerate(releases)}
    return Sample(
        [ReleaseText(str(r["id"]), r["text"]) for r in releases],
        [ArticleText(str(a["id"]), a["text"]) for a in articles],
        {(i, numbers[s[0]]) for i, a in enumerate(articles) for s in a["spans"]},
    )


def hard_sample(seed: int) -> Sample:
    made = hard.make(seed)
    numbers = {r.id: k for k, r in enumerate(made.releases)}
    articles = [ArticleText(a.id, a.text, a.published_at) for a in made.articles]
    return Sample(made.releases, articles, {(i, numbers[r]) for i, a in enumerate(made.articles) for r in a.true})


def other_sample(data: Path, seed: int) -> Sample:
    sources, articles = other_editor.make(data, seed, 600)
    return Sample(
        [ReleaseText(str(k), t) for k, t in enumerate(sources)],
        [ArticleText(a["id"], a["text"]) for a in articles],
        {(i, int(s[0])) for i, a in enumerate(articles) for s in a["spans"]},
    )


def described(sample: Sample) -> tuple[np.ndarray, np.ndarray]:
    """Features and truth of all candidate pairs of a sample, with the weights in force."""
    with tempfile.TemporaryDirectory() as place:
        index = Index.build(Path(place), sample.releases)
        tokens = tokens_of([a.text for a in sample.articles])
        times = np.array([moment(a.published_at, a.id) for a in sample.articles], dtype=np.int64)
        decision = matching.decide(index.segments, index.dead, tokens, times, accept=0.0)
    pairs = zip(decision.articles, decision.documents, strict=True)
    y = np.array([pair in sample.true for pair in pairs], dtype=float)
    some = decision.features[:, 1] > 0
    return decision.features[some], y[some]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--half", default="even", choices=("even", "odd", "all"))
    parser.add_argument("--hard", type=int, nargs="*", default=[2, 3])
    parser.add_argument("--other", type=int, nargs="*", default=[5, 6])
    parser.add_argument("--ridge", type=float, default=3.0)
    options = parser.parse_args()
    samples = [development(options.data, options.half), *map(hard_sample, options.hard)]
    samples += [other_sample(options.data, seed) for seed in options.other]
    weights = np.zeros(FEATURES)
    xs, ys, counts = [], [], []
    for _ in range(2):
        acceptance.acceptance_weights.cache_clear()
        acceptance.WEIGHTS = tuple(weights)
        for number, sample in enumerate(samples):
            x, y = described(sample)
            xs.append(x)
            ys.append(y)
            counts.append(
                np.full(
                    len(y), DEVELOPMENT_COUNTS if number == 0 else HARD_COUNTS if number <= len(options.hard) else 1.0
                )
            )
        weights = fitted(*map(np.concatenate, (xs, ys, counts)), options.ridge)
        for sample, x, y in zip(samples, xs[-len(samples) :], ys[-len(samples) :], strict=True):
            right = ((x @ weights > 0) == (y > 0.5)).mean()
            print(f"# {len(sample.articles)} articles, {len(y)} pairs, {int(y.sum())} true, {right:.4f} right")
    print("WEIGHTS = (" + ", ".join(f"{w:.4f}" for w in weights) + ")")


if __name__ == "__main__":
    main()
