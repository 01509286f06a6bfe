"""How far the rule can be trusted before a unit has labels of its own: measured once, and named as what it is."""

from jembatan.chain.coverage.tone.measuring import Score

#: `benchmarks/tone/run.py` on 81 leads of news about Indonesian regional governments (IndoSum, 2016 to 2018; labelled
#: by one annotator in one pass; test data, not kept here). Not a measure of any unit's own articles.
RULE = Score(value=0.610, low=0.492, high=0.708, items=81)
