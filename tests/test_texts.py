"""The screens speak two languages: every text has its English, the catalogues match the sources, no page mixes them."""

from __future__ import annotations

import gettext
import io
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import allauth
import django
import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.test import Client
from django.utils.translation.template import templatize

from jembatan.foundation.viewer import Role
from tests.tenancy_secret import SECRET_WORD, Secret
from tests.test_tenancy import visits
from tests.world import World

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "jembatan"
LANGUAGES = ("en", "id")
#: The functions that mark a text, with the places of context, text and plural.
MARKS: dict[str, Any] = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3), "npgettext_lazy": ((1, "c"), 2, 3),
}  # fmt: skip
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[ds]|\{\w*(?::[^}]*)?\}|</?\w+[^>]*>")


def catalogue(language: str) -> Catalog:
    with (PACKAGE / "locale" / language / "LC_MESSAGES" / "django.po").open("rb") as source:
        return read_po(source, locale=language)


def entries(language: str) -> list[Message]:
    return [message for message in catalogue(language) if message.id]


def forms(text: Any) -> list[str]:
    """A text, or the texts of its singular and plural."""
    return [text] if isinstance(text, str) else list(text)


def key(message: Message) -> tuple[str | None, str]:
    return message.context, forms(message.id)[0]


def marked() -> set[tuple[str | None, str]]:
    """Every text that the sources mark for translation, with its context."""
    found = set()
    for path in sorted(path for suffix in ("py", "html", "txt") for path in PACKAGE.rglob(f"*.{suffix}")):
        if "tests" in path.relative_to(PACKAGE).parts:
            continue
        text = path.read_text()
        code = text if path.suffix == ".py" else templatize(text, origin=str(path))
        for _line, message, _comments, context in extract("python", io.BytesIO(code.encode()), keywords=MARKS):
            found.add((context, forms(message)[0]))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated(language: str) -> None:
    found = entries(language)
    assert [key(message) for message in found if message.fuzzy or not all(forms(message.string))] == []
    assert catalogue(language).obsolete == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_keeps_the_placeholders(language: str) -> None:
    for message in entries(language):
        wanted = {tuple(sorted(PLACEHOLDER.findall(form))) for form in forms(message.id)}
        for form in forms(message.string):
            assert tuple(sorted(PLACEHOLDER.findall(form))) in wanted, (message.id, form)


def test_the_catalogue_holds_what_the_sources_mark() -> None:
    """`make messages` brings it up to date; the new entries then want their English."""
    known = {key(message) for message in entries("en")}
    sources = marked()
    assert ("daftar", "Kegiatan") in sources
    assert sorted(sources - known, key=str) == [], "not in the catalogue"
    assert sorted(known - sources, key=str) == [], "no longer in the sources"


def test_texts_put_in_other_words_still_exist_in_their_packages() -> None:
    """The Indonesian catalogue overrides words of Django and allauth; one that they changed would do nothing."""
    framework, accounts = Path(django.__file__).parent, Path(allauth.__file__).parent
    known = set()
    for folder in (framework / "conf", framework / "contrib" / "auth", accounts):
        with (folder / "locale" / "id" / "LC_MESSAGES" / "django.po").open("rb") as source:
            known |= {key(message) for message in read_po(source) if message.id}
    assert {key(message) for message in entries("id")} - known == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_catalogue_is_that_of_the_source(language: str) -> None:
    compiled = io.BytesIO()
    write_mo(compiled, catalogue(language), use_fuzzy=False)
    compiled.seek(0)
    with (PACKAGE / "locale" / language / "LC_MESSAGES" / "django.mo").open("rb") as committed:
        shipped = dict(gettext.GNUTranslations(committed)._catalog)  # type: ignore[attr-defined]
    fresh = dict(gettext.GNUTranslations(compiled)._catalog)  # type: ignore[attr-defined]
    shipped.pop(""), fresh.pop("")
    assert shipped == fresh, "run `make messages`"


#: Words that no English sentence has and few Indonesian ones lack.
_WORDS = """
    dan yang untuk tidak belum dari dengan pada atau ini itu anda sudah dapat oleh sebagai harus akan semua tanpa juga
    unggah simpan ubah hapus tambah lihat cari kirim pilih selesai mulai waktu tanggal halaman sebelumnya berikutnya
    pengiriman pantauan anggota pekerjaan wartawan persetujuan naskah terkirim tersimpan menunggu diajukan disetujui
    dikembalikan digantikan dicabut surel senin selasa rabu kamis jumat sabtu minggu januari februari maret juni juli
    agustus oktober desember
"""
INDONESIAN = frozenset(_WORDS.split())
#: Pages whose content is a sample in Indonesian, or belongs to Django's own administration.
OTHER = re.compile(r"^(design|admin)")
#: The headings of a table to import are the same in both languages.
KEPT = {"nama", "media", "whatsapp", "surel"}


class Reader(HTMLParser):
    """Collects what a reader of the page sees or hears, but for parts marked as Indonesian."""

    VOID = frozenset({"br", "img", "input", "meta", "link", "hr", "wbr", "source", "col"})
    SPOKEN = ("alt", "title", "placeholder", "aria-label", "data-label", "label")

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        aside = self._aside or (tag != "html" and named.get("lang") == "id")
        if not aside:
            self.texts += [named[name] or "" for name in self.SPOKEN if named.get(name)]
        if tag not in self.VOID:
            code = tag == "style" or (tag == "script" and named.get("id") != "texts")
            self.open.append((tag, aside or code))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not self._aside:
            self.texts.append(" ".join(data.split()))

    @property
    def _aside(self) -> bool:
        return bool(self.open) and self.open[-1][1]


def leftovers(page: str) -> Iterator[str]:
    """The texts of `page` that have an Indonesian word in them."""
    reader = Reader()
    reader.feed(page)
    for text in reader.texts:
        words = set(re.findall(r"[a-z]+", text.lower()))
        if (words - KEPT) & INDONESIAN and SECRET_WORD not in text:
            yield text


def test_leftovers_are_found() -> None:
    page = '<html lang="en"><p>Save</p><p>Simpan perubahan</p><p lang="id">Rapat <b>sudah</b></p><img alt="belum ada">'
    assert list(leftovers(page)) == ["Simpan perubahan", "belum ada"]


def test_no_english_page_has_indonesian_words(world: World, tmp_path: Path) -> None:
    """Every page that can be read, as its owner with all roles and as a stranger."""
    secret = Secret(world, tmp_path)
    found: dict[str, list[str]] = {}
    pages = 0
    for client in (world.client(world.ntt, *Role, email="pemilik@ntt.example"), Client()):
        client.raise_request_exception = False
        client.cookies["django_language"] = "en"
        for address, url in visits(secret):
            if OTHER.match(address.name) or "logout" in address.name:
                continue
            answer = client.get(url)
            if answer.headers.get("content-type", "").startswith("text/html"):
                pages += 1
                assert answer.headers["content-language"] == "en"
                texts = sorted(set(leftovers(answer.content.decode())))
                if texts:
                    found[f"{address.name} ({url})"] = texts
    assert found == {}
    assert pages > 100
