"""Many contacts at once, from a table."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jembatan.foundation.directory import policies, sheets
from jembatan.foundation.directory.forms import ImportForm
from jembatan.foundation.directory.importing import ImportReport, import_contacts
from jembatan.foundation.directory.sheets import Sheet
from jembatan.foundation.directory.views import ANSWERS
from jembatan.foundation.people.gate import member_required, viewer_from
from jembatan.foundation.refusal import Refused, into_form, refuse_if
from jembatan.foundation.viewer import Viewer


@require_http_methods(ANSWERS)
@member_required
def contact_import(request: HttpRequest) -> HttpResponse:
    """Take a table in. The answer tells of every row; those with a problem stand in the form again, to be corrected."""
    viewer = viewer_from(request)
    refuse_if(policies.reasons_against_keeping(viewer))
    form = ImportForm(request.POST or None, request.FILES or None, viewer=viewer)
    context: dict[str, object] = {"form": form}
    if request.method == "POST" and form.is_valid():
        try:
            sheet = sheets.read(_text(form))
            report = import_contacts(
                viewer=viewer,
                sheet=sheet,
                add_outlets=form.cleaned_data["add_outlets"],
                into=form.cleaned_data["into"],
            )
        except Refused as refusal:
            into_form(form, refusal)
        else:
            context = {"form": _form_for_rest(viewer, form, sheet, report), "report": report, "sheet": sheet}
    return render(request, "directory/contact_import.html", context)


def _text(form: ImportForm) -> str:
    file = form.cleaned_data["file"]
    if file is None and not form.cleaned_data["text"].strip():
        raise Refused(_("Pilih berkas CSV, atau tempel tabelnya."))
    return sheets.decode(file.read(sheets.LARGEST_BYTES + 1)) if file else form.cleaned_data["text"]


def _form_for_rest(viewer: Viewer, form: ImportForm, sheet: Sheet, report: ImportReport) -> ImportForm:
    """A fresh form that holds the rows which did not come in."""
    rest = sheets.write(sheet.headings, [problem.row.cells for problem in report.problems])
    return ImportForm(
        viewer=viewer,
        initial={
            "text": rest if report.problems else "",
            "into": form.cleaned_data["into"],
            "add_outlets": form.cleaned_data["add_outlets"],
        },
    )
