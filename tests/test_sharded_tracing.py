import json

from jembatan.tracing import ArticleText, Index, ReleaseText
from jembatan.tracing.scaling.shards import ShardedIndex
from tests.world import shared


def test_shards_trace_the_development_set_as_the_whole_does(tmp_path):
    releases, articles = (
        [json.loads(line) for line in shared(f"data/trace/dev_{name}.jsonl").read_text().splitlines()]
        for name in ("releases", "articles")
    )
    index = Index.build(tmp_path / "index", [ReleaseText(str(r["id"]), r["text"]) for r in releases])
    texts = [ArticleText(str(a["id"]), a["text"]) for a in articles]
    sharded = ShardedIndex.split(tmp_path / "index", tmp_path / "shards", 3)
    assert sharded.match(texts) == index.match(texts)
