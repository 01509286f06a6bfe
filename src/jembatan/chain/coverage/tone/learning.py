"""A model learnt from a unit's own labels: TF-IDF of words and pairs of words with the rule's two counts, multinomial
logistic regression (scikit-learn). What is kept are plain numbers; reading them needs no library.

scikit-learn is imported where it is used: it takes over a second to load, and only a worker learns.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from jembatan.chain.coverage.tone.keywords import find_words, weigh
from jembatan.chain.coverage.tone.measuring import SEED, Score, gain, macro_f1, table_of
from jembatan.chain.coverage.tone.tokens import words_of

if TYPE_CHECKING:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

#: From so many labels on a unit's own model is tried.
ENOUGH = 200
FOLDS = 5
MOST_TERMS = 3000
#: A count of evidence words beyond this says no more.
MOST_COUNTED = 6
#: Below this probability of the likeliest tone a person should look.
SURE = 0.55


@dataclass(frozen=True, slots=True)
class Example:
    """What was read about an institution, what a person said of it, and what the rule leans to."""

    said: str
    tone: str
    rule_tone: str


@dataclass(frozen=True, slots=True)
class Learnt:
    """The numbers, and how they fared: all measures from predictions out of the fold that was learnt from."""

    numbers: dict[str, Any]
    score: Score
    rule: Score
    gain: Score
    table: list[list[int]]
    folds: int

    @property
    def is_better(self) -> bool:
        """Whether the whole 95% interval of the gain over the rule lies above 0."""
        return self.gain.low > 0


def terms(text: str) -> list[str]:
    """The words and the pairs of neighbouring words of a text, in small letters."""
    words = words_of(text)
    return [*words, *(f"{one} {other}" for one, other in pairwise(words))]


def counted(text: str) -> tuple[float, float]:
    """The rule's evidence for and against, as numbers in 0..1."""
    weighed = weigh(find_words(text))
    return min(weighed.positive, MOST_COUNTED) / MOST_COUNTED, min(weighed.negative, MOST_COUNTED) / MOST_COUNTED


def learn(examples: Sequence[Example]) -> Learnt | None:
    """Learn from `examples` and measure against the rule on the same folds; None where one tone alone was labelled or
    a tone has too few labels for two folds. The same examples give the same numbers."""
    from sklearn.model_selection import StratifiedKFold

    tones = [example.tone for example in examples]
    fewest = min(Counter(tones).values(), default=0)
    folds = min(FOLDS, fewest)
    if len(set(tones)) < 2 or folds < 2:
        return None
    guesses: dict[int, str] = {}
    for learnt_from, held_out in StratifiedKFold(folds, shuffle=True, random_state=SEED).split(tones, tones):
        numbers = _fit([examples[place] for place in learnt_from])
        guesses |= {int(place): predict(numbers, examples[place].said)[0] for place in held_out}
    pairs = [(example.tone, guesses[place]) for place, example in enumerate(examples)]
    table = table_of(pairs)
    return Learnt(
        numbers=_fit(examples),
        score=macro_f1(table),
        rule=macro_f1(table_of((example.tone, example.rule_tone) for example in examples)),
        gain=gain([(example.tone, example.rule_tone, guesses[place]) for place, example in enumerate(examples)]),
        table=table,
        folds=folds,
    )


def _fit(examples: Sequence[Example]) -> dict[str, Any]:
    import numpy as np
    from scipy.sparse import csr_matrix, hstack
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    texts = [example.said for example in examples]
    reader = TfidfVectorizer(analyzer=terms, sublinear_tf=True, min_df=2, max_features=MOST_TERMS)
    features = hstack([reader.fit_transform(texts), csr_matrix(np.array([counted(text) for text in texts]))]).tocsr()
    model = LogisticRegression(C=4.0, class_weight="balanced", max_iter=2000, random_state=SEED)
    model.fit(features, [example.tone for example in examples])
    return _plain(reader, model)


def _plain(reader: "TfidfVectorizer", model: "LogisticRegression") -> dict[str, Any]:
    """The numbers alone. Of two classes scikit-learn keeps one row; the other's is 0."""
    weights, intercept = model.coef_.tolist(), model.intercept_.tolist()
    if len(weights) == 1:
        weights, intercept = [[0.0] * len(weights[0]), weights[0]], [0.0, intercept[0]]
    names = reader.get_feature_names_out()
    return {
        "classes": [str(name) for name in model.classes_],
        "terms": {
            str(name): [float(reader.idf_[place]), *(row[place] for row in weights)] for place, name in enumerate(names)
        },
        "counts": [[row[len(names) + place] for row in weights] for place in range(2)],
        "intercept": intercept,
    }


def predict(numbers: dict[str, Any], text: str) -> tuple[str, float]:
    """The likeliest tone of what was said, and its probability, by the kept numbers."""
    known = numbers["terms"]
    found = {
        term: (1 + math.log(count)) * known[term][0] for term, count in Counter(terms(text)).items() if term in known
    }
    length = math.sqrt(sum(value * value for value in found.values())) or 1.0
    totals = list(numbers["intercept"])
    for place in range(len(totals)):
        totals[place] += sum(value / length * known[term][1 + place] for term, value in found.items())
        totals[place] += sum(value * numbers["counts"][side][place] for side, value in enumerate(counted(text)))
    highest = max(totals)
    parts = [math.exp(total - highest) for total in totals]
    best = max(range(len(parts)), key=parts.__getitem__)
    return str(numbers["classes"][best]), parts[best] / sum(parts)
