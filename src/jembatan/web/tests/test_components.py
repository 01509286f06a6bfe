"""The components as templates use them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.utils import translation

from jembatan.web.components import CalendarEntry, Link, Step, month_grid


@pytest.fixture(autouse=True)
def _indonesian() -> Any:
    with translation.override("id"):
        yield


def draw(source: str, **context: Any) -> str:
    return Template("{% load web %}" + source).render(Context(context))


class Draft(forms.Form):
    title = forms.CharField(label="Judul", help_text="Pendek saja.")
    kind = forms.ChoiceField(label="Jenis", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    note = forms.CharField(label="Catatan", required=False)
    key = forms.CharField(widget=forms.HiddenInput)


def test_badge_says_its_state_in_words_and_drawing_and_escapes() -> None:
    html = draw('{% badge "waiting" text %}', text="<b>Menunggu</b>")
    assert "j-badge-waiting" in html
    assert "<svg" in html
    assert "&lt;b&gt;Menunggu" in html


def test_badge_refuses_an_unknown_kind() -> None:
    with pytest.raises(TemplateSyntaxError):
        draw('{% badge "pink" "x" %}')


def test_errors_stand_at_the_field_and_in_the_summary_that_leads_to_it() -> None:
    html = draw("{% form_fields form %}", form=Draft({"note": "ada"}))
    assert '<a href="#id_title">Judul:' in html
    assert '<a href="#id_kind_0">Jenis:' in html
    assert 'id="id_title_error"' in html
    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert 'aria-invalid="true"' in html
    assert html.index("Pendek saja.") < html.index('id="id_title"'), "the hint stands above the control"
    assert 'value="ada"' in html, "what was typed stays"
    assert "3 hal perlu diperbaiki" in html


def test_an_unbound_form_has_no_summary_and_marks_what_may_stay_empty() -> None:
    html = draw("{% form_fields form %}", form=Draft())
    assert "data-errors" not in html
    assert html.count("(boleh kosong)") == 1
    assert 'type="hidden"' in html


def test_named_fields_only() -> None:
    html = draw('{% form_fields form "note" %}', form=Draft())
    assert 'name="note"' in html
    assert 'name="title"' not in html


def test_pager_keeps_the_rest_of_the_address() -> None:
    request = RequestFactory().get("/?unit=ntt&hal=2&q=a%20b")
    html = draw("{% pager page %}", page=Paginator(range(100), 10).get_page(2), request=request)
    assert 'href="?unit=ntt&amp;q=a+b&amp;hal=3"' in html
    assert 'aria-current="page">2<' in html
    assert draw("{% pager page %}", page=Paginator(range(3), 10).get_page(1), request=request).strip() == ""


def test_sort_link_turns_and_forgets_the_page() -> None:
    request = RequestFactory().get("/?urut=waktu&hal=4")
    html = draw('{% sort_link "waktu" "Waktu" %}', request=request)
    assert 'href="?urut=-waktu"' in html
    assert "urut naik" in html


def test_numbers_follow_the_language() -> None:
    assert "1.284 siaran pers" in draw('{% page_count 1284 "siaran pers" %}')
    with translation.override("en"):
        assert draw("{{ n|number }}", n=1284) == "1,284"


def test_steps_know_what_is_done() -> None:
    html = draw('{% steps steps "b" %}', steps=[Step("a", "Draf"), ("b", "Diajukan"), "c"])
    assert 'class="is-done"' in html
    assert html.count('aria-current="step"') == 1
    assert 'class="is-later"' in html


def test_progress_can_be_stopped_until_it_is_done() -> None:
    assert 'value="3" max="9"' in draw('{% progress 3 9 "Mengirim" "/henti/" %}')
    assert "/henti/" in draw('{% progress 3 9 "Mengirim" "/henti/" %}')
    assert "/henti/" not in draw('{% progress 9 9 "Mengirim" "/henti/" %}')


def test_confirm_button_asks_with_the_name_and_works_as_a_link() -> None:
    html = draw('{% confirm_button "/hapus/1/" "Hapus" name %}', name="Panen <raya>", csrf_token="t0ken")
    assert '<a class="btn btn-danger" href="/hapus/1/" data-confirm>' in html
    assert "Panen &lt;raya&gt;" in html
    assert 'value="t0ken"' in html
    assert 'method="post" action="/hapus/1/"' in html


def test_copy_button_holds_any_text() -> None:
    assert "&quot;kata&quot;" in draw("{% copy_button text %}", text='"kata"')


def test_chain_escapes_and_lets_numbers_break() -> None:
    html = draw("{% chain links %}", links=[Link("Siaran pers", "12/<b>", state="none"), Link("Berita")])
    assert "12/<wbr>&lt;b&gt;" in html
    assert 'class="is-none"' in html


def test_month_is_whole_weeks_with_its_entries() -> None:
    month = month_grid(2018, 4, {date(2018, 4, 25): [CalendarEntry("Raker", "/k/1/", "08.00")]})
    assert month.title == "April 2018"
    assert all(len(week) == 7 for week in month.weeks)
    assert month.weeks[0][0].date == date(2018, 3, 26)
    html = draw("{% calendar month %}", month=month)
    assert html.count("<td") == 7 * len(month.weeks)
    assert html.count("Raker") == 1


def test_empty_state_says_how_to_begin() -> None:
    html = draw('{% empty_state "Belum ada" "Di sini." "/baru/" "Tulis" %}')
    assert 'href="/baru/"' in html
    assert "Tulis" in html


def test_facts_leave_out_what_is_not_known() -> None:
    assert draw("{% facts pairs %}", pairs=[("Nomor", "1"), ("Tempat", "")]).count("<dt>") == 1
