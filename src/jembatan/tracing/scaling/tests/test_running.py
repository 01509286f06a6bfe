import json
import shutil

import pytest
from click.testing import CliRunner

pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed (extra `scale`)")
pytest.importorskip("distributed", reason="distributed is not installed (extra `scale`)")

import pyarrow.parquet as pq  # noqa: E402

from jembatan.tracing import Index  # noqa: E402
from jembatan.tracing.commands import trace  # noqa: E402
from jembatan.tracing.scaling.running import open_matcher, trace_partition  # noqa: E402
from jembatan.tracing.scaling.tests.cluster import Cluster, start_client, until  # noqa: E402
from jembatan.tracing.tests.writing import text  # noqa: E402
from jembatan.tracing.texts import ReleaseText  # noqa: E402

PARTITIONS, ROWS = 8, 1500


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """An index, partitions of articles, and their traces as one process writes them without Dask."""
    place = tmp_path_factory.mktemp("scale")
    texts = [text(s) for s in range(60)]
    Index.build(place / "index", [ReleaseText(str(s), t) for s, t in enumerate(texts[:30])])
    (place / "in").mkdir()
    (place / "here").mkdir()
    _, origin = open_matcher(place / "index")
    for p in range(PARTITIONS):
        numbers = range(p * ROWS, (p + 1) * ROWS)
        columns = {
            "id": list(numbers),
            "text": [texts[n % 41] + " " + texts[59 - n % 13] for n in numbers],
            "published_at": [None if n % 2 else "2026-11-20T08:00:00+07:00" for n in numbers],
        }
        pq.write_table(pa.table(columns), place / "in" / f"part-{p}.parquet")
        assert trace_partition(place / "in" / f"part-{p}.parquet", place / "here", place / "index", origin) == ROWS
    return place


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    """A cluster of which nobody is killed."""
    cluster = Cluster(tmp_path_factory.mktemp("dask") / "cluster", workers=2)
    yield cluster
    cluster.close()


@pytest.fixture
def mortal(tmp_path):
    """A cluster of one test, which may kill it."""
    cluster = Cluster(tmp_path / "cluster", workers=2)
    yield cluster
    cluster.close()


def arguments(data, cluster, out):
    return ("match", "--scheduler", cluster.address, "--articles", data / "in", "--index", data / "index", "--out", out)


def bytes_in(folder):
    """Every file of a folder, hidden ones too."""
    return {p.name: p.read_bytes() for p in folder.iterdir()}


def checkpoints(out):
    return sorted(out.glob("*.checkpoint.json"))


def test_a_worker_killed_in_the_middle_of_a_partition_changes_no_byte(data, mortal, tmp_path):
    out = tmp_path / "out"
    client = start_client(*arguments(data, mortal, out))
    half = mortal.kill_in_the_middle(out)
    said, _ = client.communicate(timeout=180)
    assert client.returncode == 0, said
    assert sum(w.poll() is not None for w in mortal.workers) == 1
    assert not half.exists()
    assert f"{PARTITIONS} partitions, {PARTITIONS} traced ({PARTITIONS * ROWS} articles)" in said
    assert bytes_in(out) == bytes_in(data / "here")


def test_after_the_client_was_killed_a_second_run_does_what_is_left(data, cluster, tmp_path):
    out = tmp_path / "out"
    client = start_client(*arguments(data, cluster, out))
    until(lambda: checkpoints(out), "the first checkpoint")
    client.kill()
    client.wait()
    first = checkpoints(out)[0]
    when = first.stat().st_mtime_ns
    again = start_client(*arguments(data, cluster, out))
    said, _ = again.communicate(timeout=180)
    assert again.returncode == 0, said
    assert ", 0 finished before" not in said
    assert first.stat().st_mtime_ns == when
    assert bytes_in(out) == bytes_in(data / "here")


def test_a_scheduler_that_dies_is_named_and_another_cluster_goes_on(data, mortal, tmp_path):
    out = tmp_path / "out"
    client = start_client(*arguments(data, mortal, out))
    until(lambda: checkpoints(out), "the first checkpoint")
    mortal.scheduler.kill()
    said, _ = client.communicate(timeout=180)
    assert client.returncode == 1, said
    assert "the scheduler has gone" in said
    other = Cluster(tmp_path / "other", workers=1)
    try:
        again = start_client(*arguments(data, other, out))
        said, _ = again.communicate(timeout=180)
    finally:
        other.close()
    assert again.returncode == 0, said
    assert ", 0 finished before" not in said
    assert bytes_in(out) == bytes_in(data / "here")


def foreign_index(data, out):
    checkpoint = checkpoints(out)[0]
    row = json.loads(checkpoint.read_text())
    row["index"]["generation"] += 1
    checkpoint.write_text(json.dumps(row))


def foreign_engine(data, out):
    checkpoint = checkpoints(out)[0]
    row = json.loads(checkpoint.read_text())
    row["engine"] = "another"
    checkpoint.write_text(json.dumps(row))


def of_another_partition(data, out):
    shutil.copy(checkpoints(out)[1], checkpoints(out)[0])


def half_output(data, out):
    output = out / "part-0.parquet"
    output.write_bytes(output.read_bytes()[:-100])


def no_checkpoint(data, out):
    checkpoints(out)[0].unlink()


def no_output(data, out):
    (out / "part-0.parquet").unlink()


def half_checkpoint(data, out):
    checkpoints(out)[0].write_text('{"rows": 1')


@pytest.mark.parametrize(
    "harm",
    [foreign_index, foreign_engine, of_another_partition, half_output, no_checkpoint, no_output, half_checkpoint],
)
def test_what_is_foreign_or_half_is_done_again_and_what_is_whole_is_not(data, tmp_path, harm):
    out = tmp_path / "out"
    shutil.copytree(data / "here", out)
    _, origin = open_matcher(data / "index")
    harm(data, out)
    done = [trace_partition(data / "in" / f"part-{p}.parquet", out, data / "index", origin) for p in range(2)]
    assert done == [ROWS, -1]
    assert bytes_in(out) == bytes_in(data / "here")


def test_an_index_that_changed_under_a_run_is_refused_by_the_worker(data, tmp_path):
    shutil.copytree(data / "index", tmp_path / "index")
    (tmp_path / "out").mkdir()
    _, origin = open_matcher(tmp_path / "index")
    Index.extend(tmp_path / "index", [ReleaseText("new", text(900))])
    with pytest.raises(ValueError, match="has changed since the run began"):
        trace_partition(data / "in" / "part-0.parquet", tmp_path / "out", tmp_path / "index", origin)
    assert bytes_in(tmp_path / "out") == {}


def test_one_bad_partition_is_named_and_the_others_are_traced(data, cluster, tmp_path):
    shutil.copytree(data / "in", tmp_path / "in")
    bad = pa.table({"id": [1], "text": ["a b c d e f g"], "published_at": ["kemarin"]})
    pq.write_table(bad, tmp_path / "in" / "part-3.parquet")
    client = start_client("match", "--scheduler", cluster.address, "--articles", tmp_path / "in",
                          "--index", data / "index", "--out", tmp_path / "out")  # fmt: skip
    said, _ = client.communicate(timeout=180)
    assert client.returncode == 1
    assert "part-3.parquet: " in said
    assert "ISO 8601" in said
    assert len(checkpoints(tmp_path / "out")) == PARTITIONS - 1
    assert not (tmp_path / "out" / "part-3.parquet").exists()


def run(*words):
    return CliRunner().invoke(trace, [str(w) for w in words])


def table(**columns):
    return lambda path: pq.write_table(pa.table(columns), path)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: path.write_text("id,text\n1,a\n"), "not a Parquet file that can be read"),
        (lambda path: path.write_bytes(b""), "not a Parquet file that can be read"),
        (table(text=["a"]), "has 0 columns named 'id'"),
        (table(id=["1"], body=["a"]), "has 0 columns named 'text'"),
        (table(id=[1.5], text=["a"]), "'id' holds double"),
        (table(id=["1"], text=[7]), "'text' holds int64"),
        (table(id=["1"], text=["a"], published_at=[7]), "'published_at' holds int64"),
    ],
)
def test_input_is_refused_with_its_reason_before_anything_runs(data, tmp_path, make, said):
    (tmp_path / "in").mkdir()
    make(tmp_path / "in" / "bad.parquet")
    result = run("match", "--scheduler", "tcp://127.0.0.1:9", "--articles", tmp_path / "in",
                 "--index", data / "index", "--out", tmp_path / "out")  # fmt: skip
    assert result.exit_code == 1
    assert "bad.parquet" in result.output
    assert said in result.output
    assert not (tmp_path / "out").exists()


def test_empty_folders_nulls_and_foreign_outputs_are_refused(data, tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "out").mkdir()
    words = ("match", "--scheduler", "tcp://127.0.0.1:9", "--articles", tmp_path / "in", "--index", data / "index",
             "--out", tmp_path / "out")  # fmt: skip
    assert "holds no file named *.parquet" in run(*words).output
    pq.write_table(pa.table({"id": [1, 2], "text": ["a", None]}), tmp_path / "in" / "a.parquet")
    (tmp_path / "out" / "other.parquet").write_bytes(b"x")
    assert "other.parquet, which belongs to no partition" in run(*words).output
    _, origin = open_matcher(data / "index")
    with pytest.raises(ValueError, match=r"a.parquet, row 2: nothing in the column 'text'"):
        trace_partition(tmp_path / "in" / "a.parquet", tmp_path / "out", data / "index", origin)
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["other.parquet"]


def test_options_that_do_not_go_together_are_refused(data, tmp_path, monkeypatch):
    whole = ("match", "--articles", data / "in", "--out", tmp_path / "out")
    assert "only --scheduler takes folders" in run(*whole, "--index", data / "index").output
    assert "needs --index" in run(*whole, "--scheduler", "tcp://127.0.0.1:9").output
    both = run(*whole, "--scheduler", "tcp://127.0.0.1:9", "--index", data / "index", "--workers", 2)
    assert "the cluster's workers trace" in both.output
    monkeypatch.setattr("jembatan.tracing.commands.find_spec", lambda name: None if name == "distributed" else name)
    without = run(*whole, "--scheduler", "tcp://127.0.0.1:9", "--index", data / "index")
    assert "distributed not installed; pip install 'jembatan[scale]'" in without.output
    assert without.exit_code == 1


def test_what_a_row_of_the_output_holds(data):
    rows = pq.read_table(data / "here" / "part-0.parquet").to_pylist()
    assert [r["article"] for r in rows] == list(range(ROWS))
    assert rows[5]["class"] in {"adapted", "verbatim"}
    matches = json.loads(rows[5]["matches"])
    assert {m["release"] for m in matches} == {"5"}
    assert set(matches[0]) == {"release", "release_share", "article_share", "score", "spans"}


def test_timestamps_of_any_unit_and_zone_are_read_as_the_same_moment(data, tmp_path):
    from datetime import datetime, timedelta, timezone

    from jembatan.tracing.scaling.partitions import read_articles
    from jembatan.tracing.texts import moment

    when = datetime(2026, 11, 20, 8, tzinfo=timezone(timedelta(hours=7)))
    kinds = [pa.timestamp("s", "Asia/Jakarta"), pa.timestamp("ns", "UTC"), pa.timestamp("ms"), pa.string(), pa.null()]
    values = [when, when, when.astimezone(timezone.utc).replace(tzinfo=None), when.isoformat(), None]  # noqa: UP017
    read = []
    for kind, value in zip(kinds, values, strict=True):
        columns = {"id": ["1"], "text": ["a"], "published_at": pa.array([value], kind)}
        pq.write_table(pa.table(columns), tmp_path / "t.parquet")
        read.append(next(read_articles(tmp_path / "t.parquet"))[0][1].published_at)
    assert read[-1] is None
    assert len({moment(r, "t") for r in read[:-1]}) == 1
