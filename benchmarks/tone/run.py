"""The keyword rule on labelled leads of government news, and who-is-named at the size of a country.

    python benchmarks/tone/run.py LABELLED.csv      # columns: lead, label (positive, neutral, negative)

Prints the rule's macro-F1 with its bootstrap 95% interval (the figure that `shipped.py` carries), its confusion table,
how much of it is judged without review, and the processor time of naming and weighing an article among 552 governments with
their units and 2,000 people in office. The labelled file is read, never kept.
"""

import csv
import random
import statistics
import sys
import time
from datetime import date
from uuid import UUID

from jembatan.chain.coverage.tone.keywords import find_words, weigh
from jembatan.chain.coverage.tone.matching import find_named
from jembatan.chain.coverage.tone.measuring import TONES, macro_f1, table_of
from jembatan.chain.coverage.tone.names import Facts, GovernmentFacts, Holding, Names, UnitFacts, compile_names
from jembatan.chain.coverage.tone.weighing import judge

DAY = date(2026, 5, 2)


def measure_rule(path: str) -> None:
    """The rule against the labels of a file."""
    with open(path, encoding="utf-8", newline="") as lines:
        rows = [(row["label"], weigh(find_words(row["lead"]))) for row in csv.DictReader(lines)]
    table = table_of((label, weighed.tone) for label, weighed in rows)
    score = macro_f1(table)
    print(f"rule: macro-F1 {score.value:.3f} [{score.low:.3f}; {score.high:.3f}] on {score.items} leads")
    print("rows right, columns guessed:", ", ".join(TONES))
    for name, line in zip(TONES, table, strict=True):
        print(f"  {name:9}", line)
    sure = [(label, weighed.tone) for label, weighed in rows if not weighed.needs_review]
    right = sum(label == tone for label, tone in sure)
    print(f"judged without review: {len(sure)} of {len(rows)}, right in {right}")


def country(draw: random.Random) -> Names:
    """Invented names in the numbers of the country: 38 provinces, 514 regencies and cities, 2,000 people."""
    parts = [
        a + b for a in ("Ka", "Ti", "Mo", "Ra", "Su", "Le", "No", "Ba") for b in ("ndu", "lor", "mba", "ring", "lawi")
    ]
    parts += [part + "ta" for part in parts]
    governments, units, holdings = [], [], []
    for number in range(552):
        level = "province" if number < 38 else "city" if number % 6 == 0 else "regency"
        word = {"province": "Provinsi", "city": "Kota", "regency": "Kabupaten"}[level]
        place = f"{parts[number % 80]} {parts[number // 80]}"
        gid, uid = UUID(int=number + 1), UUID(int=10_000 + number)
        governments.append(GovernmentFacts(gid, level, (f"{word} {place}", place, f"Pem {place}"), uid))
        for name in (
            "Bagian Protokol dan Komunikasi Pimpinan Setda",
            "Prokopim",
            "Bagian Humas Setda",
            "Humas",
            "Bagian Umum",
        ):
            units.append(UnitFacts(uid, gid, f"{name} {word} {place}"))
    for number in range(2000):
        government = governments[number % 552]
        role = {"province": "Gubernur", "city": "Wali Kota", "regency": "Bupati"}[government.level]
        office = role if number < 552 else f"Kepala Bagian {number}"
        name = " ".join(draw.choice(parts) + draw.choice("abcde") for _word in range(3))
        leads = number < 552
        unit = None if leads else government.unit_id
        holdings.append(Holding(UUID(int=50_000 + number), name, government.id, unit, office, leads))
    return compile_names(Facts(governments, units, holdings))


def measure_naming(rounds: int = 300) -> None:
    """The time for one article of about 450 words, that names twelve institutions and people."""
    draw = random.Random(7)
    began = time.process_time()
    names = country(draw)
    print(f"names compiled in {time.process_time() - began:.2f} s")
    line = (
        "warga setempat menyambut bantuan yang diserahkan kemarin pagi di lapangan itu dan berharap jalan rusak segera"
    )
    filler = line.split()
    people = list(names.name_words.values())
    governments = list(names.governments.values())
    took, naming, found = [], [], 0
    for _round in range(rounds):
        body = []
        for _sentence in range(30):
            words = draw.choices(filler, k=12)
            if draw.random() < 0.4:
                words.insert(
                    4,
                    draw.choice(["Bupati", "Wali Kota", "Gubernur", "warga"]) + " " + draw.choice(governments).names[1],
                )
            if draw.random() < 0.3:
                words.insert(6, " ".join(word.title() for word in draw.choice(people)))
            body.append("Warga " + " ".join(words) + ".")
        text = " ".join(body)
        began = time.process_time()
        named = find_named(names, "Judul berita", text, DAY)
        naming.append((time.process_time() - began) * 1000)
        judge("Judul berita", text, named)
        took.append((time.process_time() - began) * 1000)
        found += len(named)
    took.sort()
    late = took[int(rounds * 0.95)]
    print(f"an article named: median {statistics.median(naming):.2f} ms")
    print(f"an article named and weighed: median {statistics.median(took):.2f} ms, 95th percentile {late:.2f} ms")
    print(f"named an article: {found / rounds:.1f}")


if __name__ == "__main__":
    measure_naming()
    for labelled in sys.argv[1:]:
        measure_rule(labelled)
