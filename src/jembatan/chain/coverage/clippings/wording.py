"""The content of a clipping in the words of a language. Paper, letter and screen all say the same, out of this.

Call it inside `translation.override` and `timezone.override`; `told` does both.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone, translation
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from jembatan.chain.coverage.clippings.composing import TONES
from jembatan.web import times

Content = Mapping[str, Any]


def told(content: Content, language: str, *, is_scheduled: bool = True) -> dict[str, Any]:
    """Everything that is read in a clipping, as texts in `language` and in the unit's hour."""
    with translation.override(language), timezone.override(ZoneInfo(content["zone"])):
        kind = _("Kliping pagi") if is_scheduled else _("Kliping")
        day = times.day(date.fromisoformat(content["day"]))
        stories = [_story(story) for story in content["stories"]]
        return {
            "language": language,
            "kind": kind,
            "day": day,
            "title": f"{kind}, {day}",
            "unit": content["unit"],
            "government": content["government"],
            "period": _("Berita sejak %(start)s sampai %(end)s")
            % {"start": times.when(_moment(content["starts_at"])), "end": times.when(_moment(content["ends_at"]))},
            "summary": summary(content),
            "headlines": stories[: content["headlines"]],
            "stories": stories,
            "paid": [_story(story) for story in content["paid"]],
            "figures": _figures(content["figures"]),
            "paid_figures": _figures(content["paid_figures"]),
            "tone_note": tone_note(content["measure"]),
            "tones": {tone: tone_word(tone) for tone in TONES},
            "labels": _labels(),
        }


def tone_word(tone: str) -> str:
    """What a tone is called."""
    return {
        "negative": _("Negatif"),
        "review": _("Perlu ditinjau"),
        "neutral": _("Netral"),
        "positive": _("Positif"),
    }[tone]


def summary(content: Content) -> list[str]:
    """The figures of the front page in words, one sentence each. Paid articles have a sentence of their own."""
    figures, paid = content["figures"], content["paid_figures"]
    if not figures["articles"]:
        sentences = [_("Tidak ada berita dalam waktu ini.")]
    else:
        sentences = [
            _("%(articles)s dari %(outlets)s, dalam %(stories)s.")
            % {
                "articles": _articles(figures["articles"]),
                "outlets": _outlets(len(figures["outlets"])),
                "stories": _stories(figures["stories"]),
            },
            _("Tone: %(tones)s.") % {"tones": _tones(figures["tones"])},
        ]
        if used := figures["from_releases"]:
            line = ngettext("%(n)d berita memakai siaran pers.", "%(n)d berita memakai siaran pers.", used)
            sentences.append(line % {"n": used})
        if new := figures["untriaged"]:
            line = ngettext("%(n)d berita belum dipilah.", "%(n)d berita belum dipilah.", new)
            sentences.append(line % {"n": new})
    if paid["articles"]:
        line = _("Di luar angka itu: %(articles)s berbayar di %(outlets)s.")
        sentences.append(line % {"articles": _articles(paid["articles"]), "outlets": _outlets(len(paid["outlets"]))})
    return sentences


def tone_note(measure: Mapping[str, Any] | None) -> str:
    """How far the tone can be trusted; it stands beside every figure of tone."""
    if measure is None:
        return _("Ketepatan penilaian tone belum terukur, karena belum cukup berita yang dinilai orang.")
    by = _("model setempat") if measure["by"] == "model" else _("aturan kata kunci")
    line = _("Tone dinilai dengan %(by)s. Ketepatannya (makro-F1) %(f1)s, selang %(low)s–%(high)s, diukur pada %(n)s.")
    return line % {
        "by": by,
        "f1": _decimal(measure["macro_f1"]),
        "low": _decimal(measure["low"]),
        "high": _decimal(measure["high"]),
        "n": _articles(measure["labels"]),
    }


def _story(story: Mapping[str, Any]) -> dict[str, Any]:
    """A story of one article is told by the article alone; others say how many outlets, and who was the first."""
    is_single = story["articles"] == 1
    told_by = ""
    if not is_single:
        told_by = _("%(articles)s di %(outlets)s, pertama di %(first)s") % {
            "articles": _articles(story["articles"]),
            "outlets": _outlets(story["outlets"]),
            "first": story["first"],
        }
    groups = [
        {
            "heading": " · ".join(filter(None, [tone_word(group["tone"]), group["unit"]])),
            "tone": group["tone"],
            "articles": [_article(article) for article in group["articles"]],
        }
        for group in story["groups"]
    ]
    return {
        "title": story["title"],
        "told_by": told_by or groups[0]["articles"][0]["source"],
        "tones": _tones(story["tones"]),
        "picture": story["picture"],
        "picture_alt": _("Cuplikan: %(title)s") % {"title": story["title"]},
        "is_single": is_single,
        "groups": groups,
    }


def _article(article: Mapping[str, Any]) -> dict[str, Any]:
    published = _moment(article["published_at"])
    hour = (times.brief if article["time_is_known"] else _day_only)(published) if published else ""
    marks = [_from_release(use) for use in article["releases"]]
    if article["is_new"]:
        marks.append(_("belum dipilah"))
    if article["tone_by"] == "person":
        marks.append(_("tone dinilai orang"))
    return {
        "key": article["key"],
        "title": article["title"],
        "source": " · ".join(filter(None, [article["outlet"], hour])),
        "outlet": article["outlet"],
        "address": article["address"],
        "excerpt": article["excerpt"],
        "tone": article["tone"],
        "tone_word": tone_word(article["tone"]),
        "marks": marks,
        "picture": article["picture"],
        "picture_alt": _("Cuplikan %(outlet)s: %(title)s") % {"outlet": article["outlet"], "title": article["title"]},
    }


def _from_release(use: Mapping[str, Any]) -> str:
    line = _("dari siaran pers %(release)s (%(share)d%%)")
    return line % {"release": use["number"] or use["title"], "share": round(use["share"] * 100)}


def _figures(figures: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "articles": figures["articles"],
        "sentence": _("%(articles)s di %(outlets)s")
        % {"articles": _articles(figures["articles"]), "outlets": _outlets(len(figures["outlets"]))},
        "tones": [[tone, tone_word(tone), figures["tones"][tone]] for tone in TONES],
        "outlets": figures["outlets"],
        "releases": [[number or title, title if number else "", count] for number, title, count in figures["releases"]],
    }


def _labels() -> dict[str, str]:
    return {
        "headlines": _("Berita utama"),
        "stories": _("Apa kata media"),
        "paid": _("Berita berbayar"),
        "paid_note": _("Dimuat atas pesanan publikasi. Tidak dihitung dalam angka berita di atas."),
        "figures": _("Angka"),
        "figures_note": _("Hanya berita yang tidak dibayar."),
        "by_tone": _("Menurut tone"),
        "by_outlet": _("Menurut media"),
        "by_release": _("Siaran pers yang dimuat"),
        "outlet": _("Media"),
        "articles": _("Berita"),
        "release": _("Siaran pers"),
        "chart": _("Diagram batang: jumlah berita menurut tone"),
        "excerpts": _("Kutipan dipendekkan. Baca selengkapnya di media yang memuatnya."),
        "page": _("Halaman"),
        "of": _("dari"),
    }


def _tones(counts: Mapping[str, int]) -> str:
    """As "2 negatif, 5 netral"; what there is none of is left out."""
    said = [f"{counts[tone]} {tone_word(tone).lower()}" for tone in TONES if counts[tone]]
    return ", ".join(said) or "–"


def _articles(count: int) -> str:
    return ngettext("%(n)d berita", "%(n)d berita", count) % {"n": count}


def _outlets(count: int) -> str:
    return ngettext("%(n)d media", "%(n)d media", count) % {"n": count}


def _stories(count: int) -> str:
    return ngettext("%(n)d cerita", "%(n)d cerita", count) % {"n": count}


def _decimal(value: float) -> str:
    written = f"{value:.2f}"
    return written if (get_language() or "id").startswith("en") else written.replace(".", ",")


def _moment(written: str) -> datetime | None:
    return datetime.fromisoformat(written) if written else None


def _day_only(moment: datetime) -> str:
    return times.brief(timezone.localtime(moment).date())


def pictures_of(content: Content) -> Sequence[str]:
    """The names of the pictures that a content wants, in the order in which they are told."""
    named = [
        article["picture"]
        for story in [*content["stories"], *content["paid"]]
        for group in story["groups"]
        for article in group["articles"]
        if article["picture"]
    ]
    return list(dict.fromkeys(named))
