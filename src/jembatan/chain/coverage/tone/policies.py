"""Who judges tone, who draws, labels and decides samples. All members read the network's mentions."""

from uuid import UUID

from django.utils.translation import gettext as _

from jembatan.chain.coverage.tone.models import SampleItem, ToneJudgement, ToneSample
from jembatan.chain.coverage.tone.states import SampleState, may
from jembatan.foundation.viewer import WORKING_ROLES, Role, Viewer

#: Who draws samples and decides where two labellers differ.
DECIDERS = (Role.EDITOR, Role.CLEARING_OFFICER, Role.BUREAU_HEAD, Role.UNIT_ADMINISTRATOR)
SMALLEST, LARGEST = 20, 500


def reasons_against_judging(viewer: Viewer) -> list[str]:
    """Why `viewer` may not set a tone for their unit; empty if they may."""
    if viewer.unit_id is None or not viewer.is_member:
        return [_("Anda belum menjadi anggota unit mana pun.")]
    if not viewer.has(*WORKING_ROLES):
        return [_("Auditor membaca saja dan tidak menilai tone.")]
    return []


def reasons_against_taking_back(viewer: Viewer, judgement: ToneJudgement) -> list[str]:
    """Why `viewer` may not undo this judgement."""
    reasons = reasons_against_judging(viewer)
    if judgement.by != ToneJudgement.By.PERSON or judgement.judged_by_id != viewer.user_id:
        reasons.append(_("Hanya penilaian Anda sendiri yang dapat dibatalkan."))
    if judgement.sample_item_id is not None:
        reasons.append(_("Penilaian ini hasil sampel dan tidak dapat dibatalkan."))
    return reasons


def reasons_against_drawing(viewer: Viewer) -> list[str]:
    """Why `viewer` may not draw a sample in their unit."""
    reasons = reasons_against_judging(viewer)
    if not reasons and not viewer.has(*DECIDERS):
        reasons.append(_("Hanya penyunting, pejabat pemeriksa, kepala biro, dan pengelola unit yang menarik sampel."))
    return reasons


def reasons_against_labelling(viewer: Viewer, sample: ToneSample) -> list[str]:
    """Why `viewer` may not label in this sample."""
    if sample.unit_id != viewer.unit_id:
        return [_("Sampel itu milik unit lain.")]
    reasons = []
    if not is_labeller(viewer, sample):
        reasons.append(_("Hanya dua orang yang ditunjuk yang melabeli sampel ini."))
    if not may(sample.state, "label"):
        reasons.append(_("Sampel ini tidak sedang dilabeli."))
    return reasons


def reasons_against_deciding(viewer: Viewer, item: SampleItem, *, differs: bool) -> list[str]:
    """Why `viewer` may not decide an item on which the two labellers differ."""
    if item.sample.unit_id != viewer.unit_id:
        return [_("Sampel itu milik unit lain.")]
    reasons = []
    if not viewer.has(*DECIDERS):
        reasons.append(
            _("Hanya penyunting, pejabat pemeriksa, kepala biro, dan pengelola unit yang memutuskan beda label.")
        )
    if not may(item.sample.state, "resolve"):
        reasons.append(_("Sampel ini tidak sedang menunggu keputusan."))
    elif not differs:
        reasons.append(_("Kedua pelabel sudah sepakat tentang berita ini."))
    return reasons


def reasons_against_cancelling(viewer: Viewer, sample: ToneSample) -> list[str]:
    """Why `viewer` may not cancel a sample."""
    if sample.unit_id != viewer.unit_id:
        return [_("Sampel itu milik unit lain.")]
    reasons = []
    if not viewer.has(*DECIDERS):
        reasons.append(
            _("Hanya penyunting, pejabat pemeriksa, kepala biro, dan pengelola unit yang membatalkan sampel.")
        )
    if not may(sample.state, "cancel"):
        reasons.append(_("Sampel ini sudah selesai atau sudah dibatalkan."))
    return reasons


def is_labeller(viewer: Viewer, sample: ToneSample) -> bool:
    """Whether `viewer` is one of the two."""
    return viewer.user_id is not None and viewer.user_id in {sample.first_labeller_id, sample.second_labeller_id}


def labels_are_open(sample: ToneSample) -> bool:
    """Whether each may see the other's labels: not before both are done."""
    return sample.state in {SampleState.RESOLVING, SampleState.SETTLED}


def reasons_against_pair(first: UUID, second: UUID, members: set[UUID]) -> list[str]:
    """Why these two can't label a sample of the unit whose working members are `members`."""
    reasons = []
    if first == second:
        reasons.append(_("Pilih dua orang yang berbeda."))
    if not {first, second} <= members:
        reasons.append(_("Kedua pelabel harus anggota unit ini yang boleh menilai."))
    return reasons
