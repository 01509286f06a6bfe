import random

import numpy as np
import pytest
from click.testing import CliRunner

from jembatan.tracing import Index, IndexRefused
from jembatan.tracing.commands import trace
from jembatan.tracing.kernels_index import STOP
from jembatan.tracing.scaling.shards import ShardedIndex
from jembatan.tracing.segment import IndexMissing
from jembatan.tracing.tests.writing import sentence, sentences, text
from jembatan.tracing.texts import ArticleText, ReleaseText


def corpus(seed):
    """Releases with a letterhead of all, templates, re-issues, corrections and empty texts; articles made of them."""
    source = random.Random(seed)
    head = sentence(source, 20)
    templates = [sentences(9000 + k, 6) for k in range(4)]
    texts = []
    for n in range(160):
        own = sentences(n, source.randint(0, 8))
        kind = source.randint(0, 5)
        if kind == 0 and texts:
            own = source.choice(texts)  # issued again, or corrected
            own = [s if source.random() < 0.95 else sentence(source) for s in own]
        elif kind == 1:
            own = source.choice(templates) + own[:2]
        texts.append(own)
    releases = [
        ReleaseText(str(n), " ".join([head, *t]) if t else "", f"2026-11-{n % 28 + 1:02d}") for n, t in enumerate(texts)
    ]
    articles = []
    for n in range(120):
        parts = [s for _ in range(source.randint(0, 3)) for s in source.choice(texts)[: source.randint(1, 8)]]
        parts += [sentence(source) for _ in range(source.randint(0, 4))]
        parts = [" ".join(w for w in p.split() if source.random() < 0.97) for p in parts]
        source.shuffle(parts)
        articles.append(ArticleText(f"a{n}", " ".join(parts), None if n % 3 else "2026-11-15"))
    return releases, articles


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_shards_trace_as_the_whole_does(tmp_path, seed):
    releases, articles = corpus(seed)
    index = Index.build(tmp_path / "index", releases)
    segment = index.segments[0]
    assert (segment["leaders"] != np.arange(len(releases))).any()
    assert (segment["postings"] == STOP).any()
    whole = index.match(articles)
    assert len({t.klass for t in whole}) == 4
    for shards in (1, 2, 5, 40):
        sharded = ShardedIndex.split(tmp_path / "index", tmp_path / f"{shards}", shards)
        assert len(sharded.shards) == shards
        assert len(sharded) == len(releases)
        assert sharded.match(articles) == whole


def test_what_was_replaced_is_in_no_shard_and_segments_become_one(tmp_path):
    releases, articles = corpus(4)
    Index.build(tmp_path / "index", [ReleaseText(r.id, text(5000 + n)) for n, r in enumerate(releases[:9])])
    Index.extend(tmp_path / "index", releases[:90])
    Index.extend(tmp_path / "index", releases[90:])
    Index.build(tmp_path / "one", releases)
    sharded = ShardedIndex.split(tmp_path / "index", tmp_path / "shards", 3)
    assert sharded.match(articles) == Index.open(tmp_path / "one").match(articles)


def test_a_release_that_every_shard_has_a_little_of_is_a_stop_posting_in_each(tmp_path):
    common = text(7, 2)
    Index.build(tmp_path / "index", [ReleaseText(str(n), f"{common} {text(n + 100)}") for n in range(60)])
    sharded = ShardedIndex.split(tmp_path / "index", tmp_path / "shards", 4)
    assert all(s.documents < 49 for s in sharded.shards)
    assert all((s["postings"] == STOP).sum() > 4 for s in sharded.shards)


def test_foreign_cut_and_absent_shards_are_refused(tmp_path):
    Index.build(tmp_path / "index", [ReleaseText(str(n), text(n)) for n in range(5)])
    with pytest.raises(IndexRefused, match="not in shards"):
        ShardedIndex.split(tmp_path / "index", tmp_path / "index", 2)
    with pytest.raises(IndexMissing):
        ShardedIndex.open(tmp_path / "none")
    made = CliRunner().invoke(
        trace, ["shard", "--index", str(tmp_path / "index"), "--out", str(tmp_path / "s"), "--shards", "2"]
    )
    assert "5 releases in 2 shards" in made.output
    first = sorted((tmp_path / "s").glob("shard-*.jts"))[0]
    whole = first.read_bytes()
    first.write_bytes(whole[:-50])
    with pytest.raises(IndexRefused, match="cut off"):
        ShardedIndex.open(tmp_path / "s")
    first.write_bytes(next((tmp_path / "index").glob("segment-*.jts")).read_bytes())
    with pytest.raises(IndexRefused, match="not a shard"):
        ShardedIndex.open(tmp_path / "s")
    first.unlink()
    with pytest.raises(IndexRefused, match="absent"):
        ShardedIndex.open(tmp_path / "s")
    (tmp_path / "s" / "shards.json").write_text("{")
    with pytest.raises(IndexRefused, match="not JSON"):
        ShardedIndex.open(tmp_path / "s")


def test_split_again_leaves_the_new_shards_only(tmp_path):
    Index.build(tmp_path / "index", [ReleaseText("a", text(1))])
    ShardedIndex.split(tmp_path / "index", tmp_path / "s", 3)
    before = ShardedIndex.open(tmp_path / "s").mark
    Index.extend(tmp_path / "index", [ReleaseText("b", text(2))])
    again = ShardedIndex.split(tmp_path / "index", tmp_path / "s", 2)
    assert again.mark != before
    assert len(list((tmp_path / "s").glob("*.jts"))) == 2
    assert [t.matches[0].release for t in again.match([ArticleText("x", text(2))])] == ["b"]
