import json

import pytest
from click.testing import CliRunner

from jembatan.tracing.commands import trace
from jembatan.tracing.tests.writing import sentences, text


def write(path, rows):
    path.write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    return path


@pytest.fixture
def files(tmp_path):
    releases = write(tmp_path / "r.jsonl", [{"id": s, "text": text(s)} for s in range(30)])
    articles = write(tmp_path / "a.jsonl", [{"id": f"a{s}", "text": text(s) + text(s + 500)} for s in range(1200)])
    return releases, articles


def run(*arguments):
    return CliRunner().invoke(trace, [str(a) for a in arguments])


def test_match_writes_one_line_an_article_and_the_same_bytes_for_any_number_of_workers(tmp_path, files):
    releases, articles = files
    outputs = []
    for workers in (1, 2, 3):
        out = tmp_path / f"p{workers}.jsonl"
        result = run("match", "--releases", releases, "--articles", articles, "--out", out, "--workers", workers)
        assert result.exit_code == 0, result.output
        outputs.append(out.read_bytes())
    assert outputs[0] == outputs[1] == outputs[2]
    rows = [json.loads(line) for line in outputs[0].splitlines()]
    assert [r["article"] for r in rows] == [f"a{s}" for s in range(1200)]
    assert rows[3]["class"] == "adapted"
    assert rows[3]["matches"][0]["release"] == "3"
    assert set(rows[3]["matches"][0]) == {"release", "release_share", "article_share", "score", "spans"}
    assert rows[40] == {"article": "a40", "class": "unrelated", "matches": []}


def test_an_index_is_made_once_and_used_again(tmp_path, files):
    releases, articles = files
    assert "30 releases" in run("index", "--releases", releases, "--index", tmp_path / "ix").output
    first = run("match", "--index", tmp_path / "ix", "--articles", articles, "--out", tmp_path / "one")
    second = run("match", "--releases", releases, "--articles", articles, "--out", tmp_path / "two")
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


@pytest.mark.parametrize(
    ("line", "said"),
    [("{", "line 1: not JSON"), ("[]", "not an object"), ('{"id": 1}', "'text'"), ('{"id": 1, "text": 5}', "'text'"),
     ('{"text": "a"}', "'id'"), ('{"id": [], "text": "a"}', "neither"),
     ('{"id": 1, "text": "a", "published_at": 7}', "published_at"),
     ('{"id": 1, "text": "a", "published_at": "kemarin"}', "ISO 8601")],
)  # fmt: skip
def test_bad_lines_are_refused_by_name_and_leave_no_output(tmp_path, files, line, said):
    bad = tmp_path / "bad.jsonl"
    bad.write_text(line + "\n")
    result = run("match", "--releases", files[0], "--articles", bad, "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert said in result.output
    assert not (tmp_path / "out").exists()


def test_a_broken_index_is_refused_with_its_reason(tmp_path, files):
    run("index", "--releases", files[0], "--index", tmp_path / "ix")
    (tmp_path / "ix" / "manifest.json").write_text("{")
    result = run("match", "--index", tmp_path / "ix", "--articles", files[1], "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert "not JSON" in result.output


def test_explain_marks_the_shared_parts_and_names_the_changes(tmp_path):
    release, article = tmp_path / "r.txt", tmp_path / "a.txt"
    parts = sentences(1)
    release.write_text(" ".join(parts))
    article.write_text(" ".join(parts[3:9]).replace(parts[5].split()[4], "sepuluh"))
    output = run("explain", "--release", release, "--article", article).output
    assert "1[" in output
    assert "]1" in output
    assert "-> «sepuluh»" in output


def test_compare_prints_and_writes(tmp_path):
    official, claimed = tmp_path / "o.txt", tmp_path / "c.txt"
    official.write_text("Bupati menyerahkan bantuan 5 ribu paket kepada warga desa itu pada hari Senin.")
    claimed.write_text("Bupati menyerahkan bantuan 6 ribu paket kepada warga desa itu pada hari Senin.")
    output = run("compare", "--official", official, "--claimed", claimed).output
    assert "verdict: altered" in output
    assert "number: «5 ribu» -> «6 ribu»" in output
    row = {"id": 7, "official": official.read_text(), "claimed": claimed.read_text()}
    pairs = write(tmp_path / "p.jsonl", [row])
    assert run("compare", "--pairs", pairs, "--out", tmp_path / "o.jsonl").exit_code == 0
    answer = json.loads((tmp_path / "o.jsonl").read_text())
    assert answer == {
        "id": 7, "verdict": "altered", "missing": [], "added": [],
        "changes": [{"kind": "number", "official": [27, 33], "claimed": [27, 33]}],
    }  # fmt: skip
    assert run("compare", "--pairs", pairs).exit_code == 2
