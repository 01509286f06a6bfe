"""The peers: what a newsroom would build of kept libraries. Each finds five candidates and weighs them by sentences.

All use the same list of formulas and the same cut into sentences; the threshold of each is tuned on the even articles.
A contestant is a class with `name`, `largest` (releases it is asked to hold), `index(texts)` and `shares(text)`, which
answers pairs of a release's number and the share of the article that it explains.
"""

import re
import sqlite3
from collections import Counter

CANDIDATES = 5
FORMULAS = re.compile("siaran pers|DailySocial|silakan menghubungi|keterangan tertulis|baca juga", re.I)
LIKE = 70  # of 100: a sentence as like as this was taken over


def words_of(text: str) -> list[str]:
    return re.findall(r"\w{3,}", text.lower())


def sentences_of(text: str) -> list[str]:
    return [s for s in re.split(r"(?<=[.!?])\s+|\n", text) if len(s) > 30 and not FORMULAS.search(s)]


def share_of(mine: list[str], text: str, theirs: list[str]) -> float:
    """Share of an article's characters in sentences that are like one of the release's, by rapidfuzz."""
    from rapidfuzz import fuzz, process

    if not mine or not theirs:
        return 0.0
    best = process.cdist(mine, theirs, scorer=fuzz.ratio, score_cutoff=LIKE, workers=1).max(axis=1)
    return sum(len(s) for s, b in zip(mine, best, strict=True) if b >= LIKE) / max(1, len(text))


class Tantivy:
    """BM25 by tantivy over the article's distinct words, then rapidfuzz."""

    name = "tantivy + rapidfuzz"
    largest = 100_000

    def index(self, texts: list[str]) -> None:
        import tantivy

        schema = tantivy.SchemaBuilder().add_unsigned_field("n", stored=True).add_text_field("body").build()
        self.found = tantivy.Index(schema)
        writer = self.found.writer(500_000_000, 1)
        for k, text in enumerate(texts):
            writer.add_document(tantivy.Document(n=k, body=text))
        writer.commit()
        writer.wait_merging_threads()
        self.found.reload()
        self.searcher = self.found.searcher()
        self.texts = texts

    def shares(self, text: str) -> list[tuple[int, float]]:
        query = self.found.parse_query(" ".join(list(dict.fromkeys(words_of(text)))[:150]), ["body"])
        mine = sentences_of(text)
        hits = [self.searcher.doc(a)["n"][0] for _, a in self.searcher.search(query, CANDIDATES).hits]
        return [(k, share_of(mine, text, sentences_of(self.texts[k]))) for k in hits]


class Fts5:
    """SQLite FTS5 by BM25 over the article's rarest words, then rapidfuzz."""

    name = "SQLite FTS5 + rapidfuzz"
    largest = 10_000
    rarest = 24

    def index(self, texts: list[str]) -> None:
        self.base = sqlite3.connect(":memory:")
        self.base.execute("create virtual table r using fts5(body, content='', tokenize='unicode61')")
        self.base.executemany("insert into r(rowid, body) values (?, ?)", enumerate(texts, 1))
        self.seen = Counter(w for t in texts for w in set(words_of(t)))
        self.texts = texts

    def shares(self, text: str) -> list[tuple[int, float]]:
        known = [w for w in dict.fromkeys(words_of(text)) if w in self.seen]
        chosen = sorted(known, key=lambda w: self.seen[w])[: self.rarest]
        if not chosen:
            return []
        query = " OR ".join(f'"{w}"' for w in chosen)
        rows = self.base.execute("select rowid from r where r match ? order by rank limit ?", (query, CANDIDATES))
        mine = sentences_of(text)
        return [(n - 1, share_of(mine, text, sentences_of(self.texts[n - 1]))) for (n,) in rows.fetchall()]


class MinHashLsh:
    """MinHash LSH by datasketch over shingles of four words, then difflib over words."""

    name = "datasketch MinHash LSH + difflib"
    largest = 10_000
    permutations = 128
    likeness = 0.1

    def _print_of(self, text: str):
        from datasketch import MinHash

        words = words_of(text)
        made = MinHash(num_perm=self.permutations, seed=1)
        made.update_batch([" ".join(words[k : k + 4]).encode() for k in range(max(1, len(words) - 3))])
        return made

    def index(self, texts: list[str]) -> None:
        from datasketch import MinHashLSH

        self.found = MinHashLSH(threshold=self.likeness, num_perm=self.permutations)
        self.prints = [self._print_of(t) for t in texts]
        for k, made in enumerate(self.prints):
            self.found.insert(k, made)
        self.texts = texts

    def shares(self, text: str) -> list[tuple[int, float]]:
        from difflib import SequenceMatcher

        made = self._print_of(text)
        near = sorted(self.found.query(made), key=lambda k: (-made.jaccard(self.prints[k]), k))[:CANDIDATES]
        mine = words_of(" ".join(sentences_of(text)))
        out = []
        for k in near:
            theirs = words_of(" ".join(sentences_of(self.texts[k])))
            blocks = SequenceMatcher(None, mine, theirs, autojunk=False).get_matching_blocks()
            out.append((k, sum(b.size for b in blocks if b.size >= 4) / max(1, len(words_of(text)))))
        return out


PEERS = {peer.name: peer for peer in (Tantivy, Fts5, MinHashLsh)}
