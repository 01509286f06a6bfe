"""Kelengkapan says what it found, and what is missing."""

from jembatan.chain.releases.completeness import Check, Subject, checks

WHOLE = (
    "<p>Gubernur NTT membuka rapat kerja kehumasan di Waikabubak, Rabu (25/4). Rapat ini diikuti dua puluh dua kepala "
    "bagian humas dari semua kabupaten dan kota, yang membahas pola kerja bersama untuk tahun ini dan tahun depan.</p>"
    "<blockquote><p>Kita bekerja bersama.</p><footer>Yosef Nai, Gubernur</footer></blockquote>"
    "<p>Narahubung: Maria, 0812 3456 7890, humas@ntt.example</p>"
)


def found(subject: Subject) -> dict[str, str]:
    return {check.label: check.found for check in checks(subject)}


def test_a_whole_text_answers_every_question() -> None:
    answers = found(Subject("Raker humas dibuka", WHOLE, "Waikabubak", ["Yosef Nai"], photos=2))
    assert len(answers) == 7
    assert all(answers.values())
    assert answers["Siapa"] == "Yosef Nai"
    assert answers["Di mana"] == "Waikabubak"
    assert answers["Foto"] == "2 foto"


def test_an_empty_text_answers_none_and_each_check_says_what_to_do() -> None:
    result = checks(Subject("", ""))
    assert not any(check.is_done for check in result)
    assert all(check.hint for check in result)


def test_each_question_is_missed_alone() -> None:
    without = {
        "Kapan": WHOLE.replace("Rabu (25/4)", "kemarin"),
        "Mengapa dan kutipan": WHOLE.replace(
            "<blockquote><p>Kita bekerja bersama.</p><footer>Yosef Nai, Gubernur</footer></blockquote>", ""
        ).replace(" untuk ", " "),
        "Narahubung": WHOLE.replace("Narahubung: Maria, 0812 3456 7890, humas@ntt.example", "Selesai"),
        "Di mana": WHOLE.replace(" di Waikabubak", ""),
        "Siapa": WHOLE.replace("Gubernur", "Orang").replace("kepala bagian", "petugas"),
    }
    for label, body in without.items():
        answers = found(Subject("Raker dibuka", body, photos=1))
        assert [name for name, text in answers.items() if not text] == [label], label
    assert not found(Subject("", WHOLE, photos=1))["Apa"]


def test_a_check_is_done_when_something_was_found() -> None:
    assert Check("Siapa", "Gubernur", "").is_done
    assert not Check("Siapa", "", "").is_done
