"""Altered words: makes 2,000 pairs of an official and a claimed text by a seed and scores `compare` on them.

    python benchmarks/trace/altered.py SHARED_DATA_TRACE [--count 2000] [--seed 1] [--show 10]

Official texts are excerpts of the development releases (TEST data, read where they lie). A pair gets noise of chats
(none to four kinds) and is then one of: same, altered (one to three facts), part, added, unrelated.
A fact counts as found if a change overlaps its place on either side; a change is right if it overlaps a fact.
"""

import argparse
import json
import random
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from jembatan.tracing import compare

MONTHS = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
]
DAYS = ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"]
NAMES = [
    "Nasir",
    "Lusia",
    "Markus",
    "Bria",
    "Tefa",
    "Ndolu",
    "Maubere",
    "Yohana",
    "Kornelis",
    "Petrus",
    "Saputra",
    "Handayani",
]
TITLES = [
    "Gubernur",
    "Bupati",
    "Wali Kota",
    "Menteri",
    "Kapolres",
    "Direktur",
    "Ketua",
    "Presiden",
    "Sekretaris",
    "Kepala",
]
COMMON = [
    "Dia",
    "Ia",
    "Ini",
    "Itu",
    "Hal",
    "Namun",
    "Dalam",
    "Dengan",
    "Pada",
    "Untuk",
    "Saya",
    "Kami",
    "Mereka",
    "Kata",
    "Selain",
    "Setelah",
    "Menurut",
]
NOISE = ["capitals", "emoji", "bold", "breaks", "quotes", "points", "invisible", "forward", "signature"]
ADDED = [
    "Acara itu dibatalkan karena hujan.",
    "Warga diminta membayar biaya pendaftaran.",
    "Nomor rekening panitia sudah diumumkan.",
    "Semua sekolah diliburkan selama sepekan.",
    "Bantuan akan dibagikan lagi bulan depan.",
    "Panitia menolak memberi keterangan.",
]
SIGNATURES = [
    "\n\nSalam,\nHumas",
    "\n\n- Admin",
    "\n\nTerima kasih 🙏",
    "\nSumber: grup WA",
    "\n\nTtd\nHumas Pemkab",
    "\n\nWassalam",
]
FORWARDS = [
    "Diteruskan\n",
    "*Diteruskan berkali-kali*\n\n",
    "Forwarded\n",
    "[12/3 08.15] Pak RT: \n",
    "➡️ Forwarded many times\n",
]


@dataclass
class Claim:
    """A claimed text under way: tokens of text, so that places survive the noise."""

    pieces: list[str]  # of the official text, split at white space, with the white space
    facts: list[tuple[int, str]] = field(default_factory=list)  # piece that was changed, kind


def pieces_of(text: str) -> list[str]:
    return re.findall(r"\S+|\s+", text)


def core(piece: str) -> tuple[str, str, str]:
    m = re.match(r"^(\W*)(.*?)(\W*)$", piece, re.DOTALL)
    return m.group(1), m.group(2), m.group(3)


def change_number(r: random.Random, word: str, pieces: list[str], i: int) -> str | None:
    if not re.fullmatch(r"\d+(?:[.,]\d+)?", word) or word.startswith("0"):
        return None
    near = " ".join(pieces[max(0, i - 4) : i + 5])
    if any(m in near for m in MONTHS) or re.search(r"\d/\d", near):
        return None
    if "," in word and r.random() < 0.4:
        return word.replace(",", "")
    at = r.randrange(len(word))
    while not word[at].isdigit():
        at = r.randrange(len(word))
    digit = r.choice([d for d in "123456789" if d != word[at]])
    return word[:at] + digit + word[at + 1 :]


def change_date(r: random.Random, word: str, *_: object) -> str | None:
    if word in MONTHS:
        return r.choice([m for m in MONTHS if m != word])
    if word in DAYS:
        return r.choice([d for d in DAYS if d != word])
    m = re.fullmatch(r"(\d{1,2})/(\d{1,2})(/\d{4})?", word)
    if m:
        day = r.choice([d for d in range(1, 29) if d != int(m.group(1))])
        return f"{day}/{m.group(2)}{m.group(3) or ''}"
    return None


def change_name(r: random.Random, word: str, pieces: list[str], i: int) -> str | None:
    inside = i >= 2 and not re.search(r"[.!?\"”:]\W*$", pieces[i - 2])
    if not re.fullmatch(r"[A-Z][a-z]{3,}", word) or not inside or word in COMMON + MONTHS + DAYS:
        return None
    if word in TITLES and r.random() < 0.5:
        return "Wakil " + word
    if word in TITLES:
        return r.choice([t for t in TITLES if t != word])
    return r.choice([n for n in NAMES if n != word])


def change_negation(r: random.Random, word: str, *_: object) -> str | None:
    if word in ("tidak", "bukan", "belum", "tak"):
        return r.choice(["", "akan", "sudah"])
    if re.fullmatch(r"(akan|telah|sudah|bisa|dapat|harus)", word):
        return r.choice(["tidak ", "belum "]) + word
    return None


def change_quote(r: random.Random, word: str, pieces: list[str], i: int) -> str | None:
    before = "".join(pieces[:i])
    inside = before.count("“") > before.count("”") or before[before.rfind("\n") + 1 :].count('"') % 2 == 1
    if not inside or not re.fullmatch(r"[a-z]{5,}", word):
        return None
    return r.choice(["rakyat", "pejabat", "keuntungan", "bahaya", "gagal", "berhasil"])


CHANGERS = {"number": change_number, "date": change_date, "name": change_name, "negation": change_negation,
            "quote": change_quote}  # fmt: skip


def alter(r: random.Random, claim: Claim, count: int) -> None:
    kinds = [r.choice(list(CHANGERS)) for _ in range(count)]
    for kind in kinds:
        places = list(range(0, len(claim.pieces), 1))
        r.shuffle(places)
        taken = {p for p, _ in claim.facts}
        for i in places:
            if any(abs(i - p) < 8 for p in taken):
                continue
            head, word, tail = core(claim.pieces[i])
            new = CHANGERS[kind](r, word, claim.pieces, i) if word else None
            if new is not None and new != word:
                claim.pieces[i] = head + new + tail
                claim.facts.append((i, kind))
                break


def noisy(r: random.Random, claim: Claim) -> str:
    """Noise on the pieces and round the text; pieces stay pieces."""
    kinds = r.sample(NOISE, r.randint(0, 4))
    p = claim.pieces
    changed = {i for i, _ in claim.facts}
    for i, piece in enumerate(p):
        if piece.isspace():
            if "breaks" in kinds and r.random() < 0.05:
                p[i] = "\n"
            elif "\n" in piece and "breaks" in kinds and r.random() < 0.5:
                p[i] = " "
            elif "emoji" in kinds and r.random() < 0.02:
                p[i] = " 😱 "
            continue
        if "bold" in kinds and r.random() < 0.05:
            p[i] = r.choice(["*", "_"]).join(["", piece, ""])
        if "quotes" in kinds:
            p[i] = p[i].translate(str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"}))
        if "points" in kinds and i not in changed and r.random() < 0.5:
            p[i] = re.sub(r"[.,;]+$", "", p[i])
        if "invisible" in kinds and len(piece) > 6 and piece.isalpha() and r.random() < 0.1:
            p[i] = p[i][:3] + r.choice("\u200b\u00ad\u2060") + p[i][3:]
        if "capitals" in kinds and len(p[i].upper()) == len(p[i]):
            p[i] = p[i].upper()
    head = r.choice(FORWARDS) if "forward" in kinds else ""
    tail = r.choice(SIGNATURES) if "signature" in kinds else ""
    return head + "\0" + tail


@dataclass
class Pair:
    official: str
    claimed: str
    verdict: str
    facts: list[tuple[tuple[int, int], tuple[int, int], str]]


def places(official: list[str], claimed: list[str], head: int, facts: list[tuple[int, str]]) -> list:
    out = []
    for i, kind in facts:
        a, b = sum(map(len, official[:i])), head + sum(map(len, claimed[:i]))
        out.append(((a, a + len(official[i])), (b, b + len(claimed[i])), kind))
    return out


def excerpt(r: random.Random, text: str) -> str:
    """Three to fourteen sentences."""
    sentences = re.findall(r"[^\n]+?[.!?][\"”]?(?=\s|$)\s*", text)
    count = r.randint(3, 14)
    low = r.randrange(max(1, len(sentences) - count))
    return "".join(sentences[low : low + count]).strip()


def make_pair(r: random.Random, texts: list[str]) -> Pair:
    official = excerpt(r, r.choice(texts))
    while len(official) < 200 or "\0" in official:
        official = excerpt(r, r.choice(texts))
    kind = r.choices(["same", "altered", "part", "added", "unrelated"], [3, 10, 3, 2, 2])[0]
    source = pieces_of(official)
    claim = Claim(list(source))
    if kind == "unrelated":
        other = excerpt(r, r.choice(texts))
        while other[:60] in official or official[:60] in other or len(other) < 100:
            other = excerpt(r, r.choice(texts))
        return Pair(official, other, "unrelated", [])
    if kind in ("part", "added"):
        return shortened_or_added(r, official, kind)
    if kind == "altered":
        alter(r, claim, r.randint(1, 3))
    head, tail = noisy(r, claim).split("\0")
    facts = places(source, claim.pieces, len(head), claim.facts)
    return Pair(official, head + "".join(claim.pieces) + tail, "altered" if facts else "same", facts)


def shortened_or_added(r: random.Random, official: str, kind: str) -> Pair:
    sentences = re.findall(r"[^\n]+?[.!?][\"”]?(?=\s|$)\s*", official)
    if kind == "part" and len(sentences) > 2:
        gone = r.sample(range(len(sentences)), r.randint(1, len(sentences) - 1))
        kept = "".join(s for k, s in enumerate(sentences) if k not in gone)
        claim = Claim(pieces_of(kept.strip()))
        head, tail = noisy(r, claim).split("\0")
        return Pair(official, head + "".join(claim.pieces) + tail, "part", [])
    at = r.randrange(len(sentences) + 1)
    claim = Claim(pieces_of("".join(sentences[:at]).rstrip()))
    rest = Claim(pieces_of("".join(sentences[at:])))
    head, _ = noisy(r, claim).split("\0")
    _, tail = noisy(r, rest).split("\0")
    added = r.choice(ADDED)
    first = head + "".join(claim.pieces) + " "
    return Pair(official, first + added + " " + "".join(rest.pieces) + tail, "added",
                [((0, 0), (len(first), len(first) + len(added)), "added")])  # fmt: skip


def overlap(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] <= b[1] and b[0] <= a[1] if a[0] == a[1] or b[0] == b[1] else a[0] < b[1] and b[0] < a[1]


def score(pairs: list[Pair], show: int) -> dict:
    table, recall, found_total, right = Counter(), Counter(), 0, 0
    for pair in pairs:
        got = compare(pair.official, pair.claimed)
        want = "altered" if pair.verdict == "added" else pair.verdict
        table[want, got.verdict] += 1
        changes = [(c.official, c.claimed) for c in got.changes] + [((-9, -9), a) for a in got.added]
        wrong = []
        if pair.verdict != "unrelated":
            for official, claimed, kind in pair.facts:
                hit = any((kind != "added" and overlap(official, o)) or overlap(claimed, c) for o, c in changes)
                recall[kind, hit] += 1
                if not hit:
                    wrong.append(("missed", kind, pair.official[slice(*official)], pair.claimed[slice(*claimed)]))
            for o, c in changes:
                true = any(overlap(fo, o) or overlap(fc, c) for fo, fc, _ in pair.facts)
                found_total += 1
                right += true
                if not true:
                    wrong.append(("false", pair.official[max(0, o[0]) : max(0, o[1])], pair.claimed[slice(*c)]))
        if (wrong or want != got.verdict) and show > 0:
            show -= 1
            print(want, got.verdict, wrong, [pair.official[slice(*m)][:60] for m in got.missing])
    hits = sum(n for (_, h), n in recall.items() if h)
    return {
        "pairs": len(pairs),
        "recall": round(hits / max(1, sum(recall.values())), 4),
        "precision": round(right / max(1, found_total), 4),
        "verdict_accuracy": round(sum(n for (a, b), n in table.items() if a == b) / len(pairs), 4),
        "altered_called_same_or_part": table["altered", "same"] + table["altered", "part"],
        "verdicts": {f"{a} as {b}": n for (a, b), n in sorted(table.items())},
        "missed": {k: n for (k, h), n in sorted(recall.items()) if not h},
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=0)
    options = parser.parse_args()
    r = random.Random(options.seed)
    with (options.data / "dev_releases.jsonl").open(encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    print(json.dumps(score([make_pair(r, texts) for _ in range(options.count)], options.show), indent=1))


if __name__ == "__main__":
    main()
