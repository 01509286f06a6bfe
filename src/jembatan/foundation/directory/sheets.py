"""Tables of contacts as people have them: CSV from a spreadsheet, with headings in either language. Pure."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from jembatan.foundation.refusal import Refused

LARGEST_BYTES = 2 * 1024 * 1024
MOST_ROWS = 5000
_HEADINGS = {
    "name": {"nama", "name", "nama lengkap", "nama kontak", "kontak", "full name", "contact"},
    "outlet": {"media", "nama media", "outlet", "perusahaan", "organisasi", "medium"},
    "email": {"surel", "email", "e-mail", "alamat surel", "alamat email", "mail"},
    "whatsapp": {
        "whatsapp", "wa", "no wa", "nomor wa", "no whatsapp", "nomor whatsapp", "telepon", "no telepon",
        "hp", "no hp", "nomor hp", "ponsel", "phone", "mobile", "telp", "no telp",
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row: the line on which it ends in the file, its cells as they stood, and those that are understood."""

    line: int
    cells: tuple[str, ...]
    name: str = ""
    outlet: str = ""
    email: str = ""
    whatsapp: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with its headings. `ignored` are headings that mean nothing here; their cells stay in the rows."""

    headings: tuple[str, ...]
    rows: list[SheetRow]
    ignored: list[str]


def decode(content: bytes) -> str:
    """The text of a file from any spreadsheet: UTF-8 or UTF-16 with their marks, else Windows' Western code page.

    Raises Refused if it is larger than LARGEST_BYTES, or no text at all.
    """
    if len(content) > LARGEST_BYTES:
        raise Refused(_("Berkas lebih besar dari 2 MB. Bagi menjadi beberapa berkas."))
    has_wide_mark = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    encodings = ["utf-16"] if has_wide_mark else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise Refused(_("Berkas itu bukan CSV. Di lembar kerja, pilih “Simpan sebagai” lalu CSV."))


def read(text: str) -> Sheet:
    """The table in `text`, separated by commas, semicolons or tabs. Raises Refused if it has no usable headings."""
    lines = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    if not lines.strip():
        raise Refused(_("Tabelnya masih kosong."))
    separator = max(";\t,", key=lines.split("\n", 1)[0].count)
    reader = csv.reader(io.StringIO(lines), delimiter=separator)
    try:
        headings = tuple(cell.strip() for cell in next(reader))
        places = _places(headings)
        rows = [_row(reader.line_num, cells, places) for cells in reader if any(cell.strip() for cell in cells)]
    except csv.Error as fault:
        raise Refused(_("Tabel tidak terbaca pada baris %(line)s.") % {"line": reader.line_num}) from fault
    if len(rows) > MOST_ROWS:
        raise Refused(_("Tabel lebih dari %(n)s baris. Bagi menjadi beberapa berkas.") % {"n": MOST_ROWS})
    known = set(places.values())
    return Sheet(headings, rows, [name for place, name in enumerate(headings) if place not in known and name])


def write(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """The table as text again, with the same headings; semicolons separate, as in Indonesian spreadsheets."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    writer.writerow(headings)
    writer.writerows(rows)
    return out.getvalue()


def _places(headings: Sequence[str]) -> dict[str, int]:
    places: dict[str, int] = {}
    for place, heading in enumerate(headings):
        plain = " ".join(heading.casefold().replace(".", " ").replace("_", " ").split())
        field = next((name for name, words in _HEADINGS.items() if plain in words), None)
        if field is not None:
            places.setdefault(field, place)
    if "name" not in places or not {"email", "whatsapp"} & set(places):
        raise Refused(
            _("Baris pertama harus memuat judul kolom: nama, media, surel, whatsapp. Yang terbaca: %(headings)s.")
            % {"headings": ", ".join(heading for heading in headings if heading)[:200] or "–"}
        )
    return places


def _row(line: int, cells: Sequence[str], places: dict[str, int]) -> SheetRow:
    def cell(field: str) -> str:
        place = places.get(field)
        return cells[place].strip() if place is not None and place < len(cells) else ""

    return SheetRow(line, tuple(cells), cell("name"), cell("outlet"), cell("email"), cell("whatsapp"))
