"""What the worker does for captures: reads photographed pages."""

from django.utils.translation import gettext as _

from jembatan.chain.coverage.captures import actions, reading
from jembatan.chain.coverage.captures.actions import Reading
from jembatan.chain.coverage.captures.models import Capture
from jembatan.foundation.files.queries import path_of
from jembatan.foundation.intents.failures import TransientFailure
from jembatan.foundation.intents.leasing import Lease
from jembatan.foundation.intents.models import Intent
from jembatan.foundation.viewer import system_viewer

WORKER = system_viewer("worker")


def read_capture(lease: Lease) -> None:
    """Read every photographed page. Where Tesseract is absent people are told, and type the text."""
    capture = Capture.objects.get(pk=lease.payload["capture"])
    if capture.state == Capture.State.ENTERED:
        return
    program = reading.find()
    if program is None:
        with lease.settle():
            reason = _("Tesseract dengan bahasa Indonesia tidak terpasang di server ini. Ketik teksnya sendiri.")
            actions.note_unread(viewer=WORKER, capture=capture, reason=reason)
        return
    try:
        readings = {
            file.pk: Reading(*reading.read_page(path_of(file.file), file.file.media_type, program))
            for file in capture.files.select_related("file")
            if file.file.media_type.startswith("image/")
        }
    except reading.ReadingFailed as error:
        raise TransientFailure(_("Halaman belum terbaca mesin: {error}").format(error=error)) from error
    with lease.settle():
        actions.keep_reading(viewer=WORKER, capture=capture, readings=readings)


def reading_is_dead(intent: Intent) -> None:
    """It was tried as often as it may be: people are told, and type the text."""
    capture = Capture.objects.get(pk=intent.payload["capture"])
    reason = _("Mesin tidak dapat membaca halaman ini ({error}). Ketik teksnya sendiri.").format(
        error=intent.last_error
    )
    actions.note_unread(viewer=WORKER, capture=capture, reason=reason)
