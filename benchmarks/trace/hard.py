"""The hard set: 500 articles whose true release has twins. All texts are this project's own; people are invented.

    python benchmarks/trace/hard.py [--seed 1] [--write DIRECTORY] [--show N]

Ceremonies from one template, two units on one event, a release and its correction, one speech at two places,
weekly prices, lists of officials and formulas of law. Scores pairs by kind: right, wrong, missed; and checks that in
a tie the release published first wins and the other stands beside it. Templates lie in `hard_texts.py`.
"""

import argparse
import json
import random
import tempfile
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import hard_texts as texts

from jembatan.tracing import ArticleText, Index, ReleaseText


@dataclass
class Article:
    """An article, the releases it was made from (none: unrelated), and who must stand beside as rival."""

    id: str
    kind: str
    text: str
    published_at: str
    true: set[str]
    beside: set[str] = field(default_factory=set)


@dataclass
class Set:
    releases: list[ReleaseText] = field(default_factory=list)
    articles: list[Article] = field(default_factory=list)

    def release(self, sentences: list[str], day: date, unit: str) -> str:
        name = f"r{len(self.releases)}"
        head = f"SIARAN PERS\nNomor: {len(self.releases) + 1}/HMS/{day.year}\n\n"
        body = head + "\n".join(" ".join(sentences[k : k + 3]) for k in range(0, len(sentences), 3))
        body += f"\n\n{texts.FOOTER.format(unit=unit)}"
        self.releases.append(ReleaseText(name, body, day.isoformat()))
        return name

    def article(self, kind: str, text: str, day: date, true: set[str], beside: set[str] | None = None) -> None:
        self.articles.append(Article(f"a{len(self.articles)}", kind, text, day.isoformat(), true, beside or set()))


def slots(r: random.Random) -> dict[str, str]:
    """Facts of one ceremony."""
    names = r.sample(texts.NAMES, 8)
    return {
        "unit": r.choice(texts.UNITS), "head": names[0], "other": names[1], "third": names[2],
        "village": r.choice(texts.VILLAGES), "n": str(r.randint(11, 480)), "m": str(r.randint(2, 96)),
        "money": f"{r.randint(2, 90)},{r.randint(1, 9)}", "crop": r.choice(texts.CROPS), "age": str(r.randint(5, 66)),
        "day": r.choice(texts.DAYS), "officials": "; ".join(f"{n} sebagai {o}" for n, o in
            zip(names[3:], r.sample(texts.OFFICES, 5), strict=True)),
    }  # fmt: skip


def edited(r: random.Random, sentences: list[str], strength: float) -> list[str]:
    """An outlet's desk: sentences dropped and moved, words exchanged, a sentence of its own put in."""
    kept = [s for s in sentences if r.random() > strength / 3] or sentences[:2]
    if r.random() < strength and len(kept) > 3:
        at = r.randrange(1, len(kept) - 1)
        kept[at], kept[at + 1] = kept[at + 1], kept[at]
    out = []
    for sentence in kept:
        s = sentence
        for old, new in texts.EXCHANGES:
            if r.random() < strength:
                s = s.replace(old, new)
        out.append(s)
        if r.random() < strength / 4:
            out.append(r.choice(texts.OWN))
    return out


def report(r: random.Random, sentences: list[str], strength: float) -> str:
    """An article of these sentences with a dateline and paragraphs."""
    body = edited(r, sentences, strength)
    lead = f"{r.choice(texts.TOWNS)}, {r.choice(texts.OUTLETS)} – "
    return lead + "\n".join(" ".join(body[k : k + 2]) for k in range(0, len(body), 2))


def ceremonies(r: random.Random, out: Set) -> None:
    """Each template used by 30 units and years; an article of each has one true release."""
    for kind, template in texts.CEREMONIES.items():
        for k in range(30):
            facts = slots(r)
            day = date(2018, 1, 1) + timedelta(days=r.randrange(700))
            sentences = [t.format(**facts) for t in template]
            name = out.release(sentences, day, facts["unit"])
            out.article(kind, report(r, sentences, r.choice([0.1, 0.3, 0.5])), day + timedelta(days=1), {name})
            if k % 3 == 0:
                facts = slots(r)
                own = [t.format(**facts) for t in template]
                # The same ceremony of a unit whose release is not in the index: nothing is its source.
                if r.random() < 0.5:
                    out.article(f"{kind}, no source", report(r, own[:2] + r.sample(texts.OWN, 4), 0.5), day, set())


def two_units(r: random.Random, out: Set) -> None:
    """The province and a regency each issue a release on one event; the quotations are common to both."""
    for _ in range(30):
        facts = slots(r)
        day = date(2018, 3, 1) + timedelta(days=r.randrange(300))
        quotes = [q.format(**facts) for q in r.sample(texts.QUOTES, 2)]
        versions = []
        for template in (texts.PROVINCE, texts.REGENCY):
            sentences = [t.format(**facts) for t in template]
            sentences[3:3] = quotes
            versions.append((out.release(sentences, day, facts["unit"]), sentences))
        for name, sentences in versions:
            out.article("two units", report(r, sentences, 0.3), day + timedelta(days=1), {name})


def corrections(r: random.Random, out: Set) -> None:
    """A release and its correction; the article follows one, or only what both say."""
    for k in range(60):
        facts = slots(r)
        template = r.choice(list(texts.CEREMONIES.values()))
        day = date(2018, 5, 1) + timedelta(days=r.randrange(200))
        sentences = [t.format(**facts) for t in template]
        again = {**facts, "n": str(int(facts["n"]) + 7), "third": r.choice(texts.NAMES), "m": str(int(facts["m"]) + 3)}
        corrected = [t.format(**again) for t in template]
        first = out.release(sentences, day, facts["unit"])
        second = out.release(corrected, day + timedelta(days=1), facts["unit"])
        later = day + timedelta(days=2)
        if k % 3 == 0:
            both = [s for s, c in zip(sentences, corrected, strict=True) if s == c]
            out.article("correction, tie", report(r, both, 0.0), later, {first}, {second})
        else:
            pick, name = (sentences, first) if k % 3 == 1 else (corrected, second)
            out.article("correction", report(r, pick, 0.1), later, {name})


def speeches(r: random.Random, out: Set) -> None:
    """One speech held at two places; frame and dates differ."""
    for _ in range(30):
        speech = r.sample(texts.SPEECH, 5)
        day = date(2019, 1, 10) + timedelta(days=r.randrange(200))
        for step in range(2):
            facts = slots(r)
            frame = [t.format(**facts) for t in texts.FRAME]
            sentences = frame[:2] + [s.format(**facts) for s in speech] + frame[2:]
            name = out.release(sentences, day + timedelta(days=step), facts["unit"])
            out.article("speech", report(r, sentences, 0.2), day + timedelta(days=step + 1), {name})


def prices(r: random.Random, out: Set) -> None:
    """Weekly prices: nothing but the figures differs."""
    for week in range(40):
        day = date(2019, 2, 4) + timedelta(days=7 * week)
        sentences = [texts.priced(r, t, week) for t in texts.PRICES]
        name = out.release(sentences, day, "Dinas Perdagangan")
        out.article("prices", report(r, sentences, 0.1), day + timedelta(days=1), {name})
        if week % 2 == 0:
            other = [texts.priced(r, t, week + 500) for t in texts.PRICES]
            out.article("prices, no source", report(r, [other[0], *r.sample(texts.OWN, 5)], 0.0), day, set())


def formulas(r: random.Random, out: Set) -> None:
    """Articles of their own that share only formulas of law, titles and lists of officials with releases."""
    cabinet = ""
    for k in range(80):
        facts = slots(r)
        # One unit's officials attend event after event: eight releases and four articles name the same.
        cabinet = facts["officials"] if k % 8 == 0 else cabinet
        facts["officials"] = cabinet
        day = date(2019, 3, 1) + timedelta(days=k)
        law = r.choice(texts.LAWS)
        sentences = [t.format(**facts, law=law) for t in texts.LEGAL]
        out.release(sentences, day, facts["unit"])
        out.release([t.format(**facts) for t in texts.MEETING], day, facts["unit"])
        mixed = r.sample(texts.OWN, 6)
        mixed[2:2] = [f"Hal itu diatur dalam {law}." if k % 2 else f"Tampak hadir {facts['officials']}."]
        out.article("law" if k % 2 else "officials", " ".join(mixed), day + timedelta(days=1), set())


def make(seed: int) -> Set:
    r = random.Random(seed)
    out = Set()
    for part in (ceremonies, two_units, corrections, speeches, prices, formulas):
        part(r, out)
    return out


def score(hard: Set, show: int) -> dict:
    with tempfile.TemporaryDirectory() as place:
        index = Index.build(Path(place), hard.releases)
        traces = index.match([ArticleText(a.id, a.text, a.published_at) for a in hard.articles])
    kinds: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    by_id = {x.id: x for x in hard.releases}
    beside = 0
    for article, trace in zip(hard.articles, traces, strict=True):
        got = {m.release for m in trace.matches}
        counts = (len(got & article.true), len(got - article.true), len(article.true - got))
        kinds[article.kind] = [a + b for a, b in zip(kinds[article.kind], counts, strict=True)]
        beside += article.beside <= {v.release for m in trace.matches for v in m.rivals}
        if (counts[1] or counts[2]) and show > 0:
            show -= 1
            print("##", article.kind, "true", article.true, "missed" if counts[2] else "")
            for m in trace.matches:
                if m.release not in article.true:
                    for a0, a1, r0, r1 in m.spans:
                        print("  A", article.text[a0:a1], "\n  R", by_id[m.release].text[r0:r1])
    right, wrong, missed = (sum(v[k] for v in kinds.values()) for k in range(3))
    return {
        "releases": len(hard.releases), "articles": len(hard.articles), "right": right, "wrong": wrong, "missed": missed,
        "pair_f1": round(2 * right / max(1, 2 * right + wrong + missed), 4),
        "rivals_beside": f"{beside - sum(not a.beside for a in hard.articles)} of {sum(bool(a.beside) for a in hard.articles)}",
        "by_kind (right, wrong, missed)": dict(kinds),
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", type=Path)
    parser.add_argument("--show", type=int, default=0)
    options = parser.parse_args()
    hard = make(options.seed)
    if options.write:
        options.write.mkdir(parents=True, exist_ok=True)
        rows = [{"id": x.id, "text": x.text, "published_at": x.published_at} for x in hard.releases]
        (options.write / "releases.jsonl").write_text("".join(json.dumps(x, ensure_ascii=False) + "\n" for x in rows))
        rows = [{"id": a.id, "kind": a.kind, "text": a.text, "published_at": a.published_at, "true": sorted(a.true)}
                for a in hard.articles]  # fmt: skip
        (options.write / "articles.jsonl").write_text("".join(json.dumps(x, ensure_ascii=False) + "\n" for x in rows))
    print(json.dumps(score(hard, options.show), indent=1))


if __name__ == "__main__":
    main()
