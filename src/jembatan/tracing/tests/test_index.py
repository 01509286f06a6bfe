import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from jembatan.tracing import ArticleText, Index, IndexMissing, IndexRefused, ReleaseText, merging, writing
from jembatan.tracing.manifest import MANIFEST, locked
from jembatan.tracing.merging import segments_to_merge
from jembatan.tracing.tests.writing import sentences, text


def releases(*seeds, when=None):
    return [ReleaseText(f"r{s}", text(s), when) for s in seeds]


def found(index, seed):
    return [m.release for m in index.match([ArticleText("a", text(seed))])[0].matches]


def segment_files(directory):
    return sorted(p for p in directory.iterdir() if p.suffix == ".jts")


def test_an_absent_index_is_missing(tmp_path):
    with pytest.raises(IndexMissing):
        Index.open(tmp_path / "nothing")


def test_extend_makes_finds_and_merges(tmp_path):
    for s in range(20):
        index = Index.extend(tmp_path, releases(s))
        assert len(index) == s + 1
    index = Index.merge(tmp_path)
    assert len(index) == 20
    assert len(index.segments) <= 5
    assert [found(index, s) for s in range(20)] == [[f"r{s}"] for s in range(20)]
    assert len(segment_files(tmp_path)) == len(index.segments)


def test_built_extended_and_merged_give_the_same_traces(tmp_path):
    at_once = Index.build(tmp_path / "one", releases(*range(40)))
    for low in range(0, 40, 7):
        Index.extend(tmp_path / "two", releases(*range(low, min(40, low + 7))))
        grown = Index.merge(tmp_path / "two")
    articles = [ArticleText(str(s), " ".join(sentences(s)[:6] + sentences(s + 1)[6:])) for s in range(40)]
    assert at_once.match(articles) == grown.match(articles)


def test_a_known_release_is_ignored_and_a_changed_one_replaced(tmp_path):
    Index.extend(tmp_path, releases(1, 2))
    before = (tmp_path / MANIFEST).read_bytes()
    Index.extend(tmp_path, releases(1))
    assert (tmp_path / MANIFEST).read_bytes() == before
    index = Index.extend(tmp_path, [ReleaseText("r1", text(50))])
    assert len(index) == 2
    assert found(index, 1) == []
    assert found(index, 50) == ["r1"]
    again = Index.extend(tmp_path, releases(1))
    assert found(again, 1) == ["r1"]
    assert found(again, 50) == []


def test_of_one_id_in_one_call_the_last_counts(tmp_path):
    index = Index.build(tmp_path, [ReleaseText("x", text(1)), ReleaseText("x", text(2))])
    assert len(index) == 1
    assert found(index, 2) == ["x"]


def test_the_last_of_one_stream_counts_also_when_it_is_as_indexed(tmp_path):
    Index.extend(tmp_path, [ReleaseText("x", text(1)), ReleaseText("y", text(3))])
    index = Index.extend(tmp_path, [ReleaseText("x", text(2)), ReleaseText("x", text(1))])
    assert (len(index), found(index, 1), found(index, 2)) == (2, ["x"], [])


def test_what_falls_while_segments_are_merged_stays_fallen(tmp_path, monkeypatch):
    for s in range(4):
        Index.extend(tmp_path, releases(s))
    Index.extend(tmp_path, [ReleaseText("r0", text(60))])
    whole = merging.joined_documents

    def replaced_meanwhile(segments, dead):
        Index.extend(tmp_path, [ReleaseText("r2", text(70)), ReleaseText("new", text(80))])
        return whole(segments, dead)

    monkeypatch.setattr(merging, "joined_documents", replaced_meanwhile)
    index = Index.merge(tmp_path)
    assert len(index) == 5
    assert [found(index, s) for s in (0, 1, 2, 3)] == [[], ["r1"], [], ["r3"]]
    assert [found(index, s) for s in (60, 70, 80)] == [["r0"], ["r2"], ["new"]]
    monkeypatch.undo()
    assert len(Index.merge(tmp_path)) == 5


def test_a_merger_leaves_the_work_to_another_one(tmp_path):
    for s in range(4):
        Index.extend(tmp_path, releases(s))
    with locked(tmp_path, "merger"):
        assert len(Index.merge(tmp_path).segments) == 4
    assert len(Index.merge(tmp_path).segments) == 1


def test_a_long_stream_makes_several_segments_at_once(tmp_path, monkeypatch):
    monkeypatch.setattr(writing, "SEGMENT_MOST", 4)
    monkeypatch.setattr(writing, "BATCH", 2)
    index = Index.build(tmp_path, [*releases(*range(10)), ReleaseText("r1", text(50))])
    assert (len(index), len(index.segments)) == (10, 3)
    assert [found(index, s) for s in (0, 1, 9, 50)] == [["r0"], [], ["r9"], ["r1"]]


def test_build_replaces_what_was_there(tmp_path):
    Index.build(tmp_path, releases(1))
    index = Index.build(tmp_path, releases(2))
    assert (len(index), found(index, 1), found(index, 2)) == (1, [], ["r2"])
    assert len(segment_files(tmp_path)) == 1


def test_an_opened_index_answers_on_while_another_writes(tmp_path):
    index = Index.build(tmp_path, releases(1))
    for s in range(2, 12):
        Index.extend(tmp_path, releases(s))
    assert found(index, 1) == ["r1"]
    assert found(index, 5) == []


@pytest.mark.parametrize("part", [0.0, 0.001, 0.3, 0.9, 0.9999])
def test_a_truncated_segment_is_refused_with_its_reason(tmp_path, part):
    Index.build(tmp_path, releases(*range(5)))
    path = segment_files(tmp_path)[0]
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * part)])
    with pytest.raises(IndexRefused) as refused:
        Index.open(tmp_path)
    assert path.name in refused.value.reason


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"PK\x03\x04" + b"x" * 5000, "foreign"), (b"", "empty"), (b"JMBTRC02" + b"\xff" * 5000, "cut off")],
)
def test_a_foreign_segment_is_refused(tmp_path, content, reason):
    Index.build(tmp_path, releases(1))
    segment_files(tmp_path)[0].write_bytes(content)
    with pytest.raises(IndexRefused, match=reason):
        Index.open(tmp_path)


def test_a_segment_with_a_tail_is_refused(tmp_path):
    Index.build(tmp_path, releases(1))
    with segment_files(tmp_path)[0].open("ab") as out:
        out.write(b"tail")
    with pytest.raises(IndexRefused, match="too long"):
        Index.open(tmp_path)


def test_any_damaged_byte_is_found_by_verify(tmp_path):
    Index.build(tmp_path, releases(*range(3)))
    path = segment_files(tmp_path)[0]
    data = path.read_bytes()
    source = random.Random(4)
    used = [e for e in Index.open(tmp_path).segments[0].arrays.values() if e.nbytes]
    assert used
    refused = 0
    for _ in range(60):
        at = source.randrange(len(data))
        path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        try:
            Index.open(tmp_path, verify=True)
        except IndexRefused:
            refused += 1
        else:
            assert data[at] == 0  # padding between arrays
    assert refused > 40


@pytest.mark.parametrize(
    ("content", "reason"),
    [("{", "not JSON"), ("[]", "not the manifest"), ('{"format": "other"}', "not the manifest"),
     ('{"format": "jembatan-trace-index", "version": 99}', "version 99")],
)  # fmt: skip
def test_a_foreign_manifest_is_refused(tmp_path, content, reason):
    Index.build(tmp_path, releases(1))
    (tmp_path / MANIFEST).write_text(content)
    with pytest.raises(IndexRefused, match=reason):
        Index.open(tmp_path)


def test_an_absent_segment_is_refused(tmp_path):
    Index.build(tmp_path, releases(1))
    segment_files(tmp_path)[0].unlink()
    with pytest.raises(IndexRefused, match="absent"):
        Index.open(tmp_path)


def test_segments_grow_like_a_ladder():
    assert segments_to_merge([("a", 100)]) == []
    assert segments_to_merge([("a", 100), ("b", 10)]) == []
    assert segments_to_merge([("a", 100), ("b", 10), ("c", 9)]) == ["b", "c"]
    assert segments_to_merge([("a", 100), ("b", 40), ("c", 20)]) == ["a", "b", "c"]


WRITER = """
import sys
from pathlib import Path
from jembatan.tracing import Index, ReleaseText
from jembatan.tracing.tests.writing import text
place, begin = Path(sys.argv[1]), int(sys.argv[2])
print("ready", flush=True)
for batch in range(begin, begin + 1000):
    Index.extend(place, [ReleaseText(f"b{batch}-{k}", text(batch * 5 + k, 6)) for k in range(5)])
    if batch % 3 == 2:
        Index.merge(place)
    print(batch, flush=True)
"""


def test_kill_at_any_moment_leaves_whole_batches(tmp_path):
    """A writer is killed by SIGKILL again and again; each time the index opens, verified, and holds whole batches."""
    source = random.Random(11)
    begin = 0
    said = -1
    for _ in range(8):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path), str(begin)], stdout=subprocess.PIPE, text=True,
            env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[3])},
        )  # fmt: skip
        assert writer.stdout.readline().strip() == "ready"
        time.sleep(source.random() * 0.4)
        os.kill(writer.pid, signal.SIGKILL)
        lines = writer.stdout.read().split()
        writer.wait()
        said = int(lines[-1]) if lines else said
        try:
            index = Index.open(tmp_path, verify=True)
        except IndexMissing:
            assert said < 0
            continue
        assert len(index) % 5 == 0
        # What was said to be written is there; at most one more batch was written but not said.
        assert said + 1 <= len(index) // 5 <= said + 2
        begin = len(index) // 5
        said = begin - 1
    index = Index.extend(tmp_path, [])
    assert not list(tmp_path.glob("merged-*"))
    named = {s["file"] for s in json.loads((tmp_path / MANIFEST).read_text())["segments"]}
    assert {p.name for p in segment_files(tmp_path)} == named
    assert not list(tmp_path.glob(".*.tmp"))
    for batch in range(0, len(index) // 5, 3):
        article = ArticleText("a", text(batch * 5 + 2, 6))
        assert [m.release for m in index.match([article])[0].matches] == [f"b{batch}-2"]
