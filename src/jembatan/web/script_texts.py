"""The words that scripts put on the screen: they come from here, so that gettext translates them."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def script_texts() -> dict[str, str]:
    """All texts of jembatan.js, public.js and editor.js in the active language. {n} and the like are filled there."""
    return {**shell_texts(), **_editor_texts(), **_autosave_texts()}


def shell_texts() -> dict[str, str]:
    """What public and staff pages need."""
    return {
        "close": _("Tutup"),
        "copied": _("Tersalin"),
        "copy_failed": _("Tidak dapat menyalin. Tandai teksnya, lalu salin sendiri."),
        "no_connection": _("Tidak ada sinyal. Perubahan belum terkirim; coba lagi saat tersambung."),
        "server_error": _("Server tidak dapat menjawab. Yang sudah tersimpan tetap aman; coba lagi sebentar."),
        "forbidden": _("Anda tidak berwenang untuk ini, atau sesi masuk Anda sudah berakhir."),
        "upload_progress": _("{done} dari {total} terkirim"),
        "upload_processing": _("Terkirim seluruhnya; sedang diolah server"),
        "upload_stopped": _("Pengunggahan dihentikan. Belum ada yang tersimpan di server."),
        "upload_failed": _("Pengunggahan terputus. Berkas di perangkat Anda aman; kirim lagi saat ada sinyal."),
        "files_chosen": _("{n} berkas dipilih, {size}"),
    }


def _editor_texts() -> dict[str, str]:
    return {
        "toolbar": _("Format teks"),
        "paragraph": _("Paragraf"),
        "heading": _("Judul bagian"),
        "quote": _("Kutipan"),
        "speaker": _("Pembicara"),
        "speaker_placeholder": _("Nama dan jabatan pembicara"),
        "bullet_list": _("Daftar"),
        "ordered_list": _("Daftar bernomor"),
        "bold": _("Tebal"),
        "italic": _("Miring"),
        "link": _("Tautan"),
        "link_address": _("Alamat tautan"),
        "link_set": _("Pasang"),
        "link_remove": _("Hapus tautan"),
        "link_bad": _("Alamat harus diawali https://, http:// atau mailto:"),
        "undo": _("Urungkan"),
        "redo": pgettext("penyunting", "Ulangi"),
        "cancel": _("Batal"),
        "words": _("{n} kata"),
    }


def _autosave_texts() -> dict[str, str]:
    return {
        "phone": _("ponsel"),
        "computer": _("komputer"),
        "saving": _("menyimpan…"),
        "saved": _("tersimpan {time}"),
        "unsaved": _("belum tersimpan"),
        "offline": _("tanpa sinyal: tersimpan di {device} ini"),
        "server_silent": _("server tidak menjawab: tersimpan di {device} ini, dikirim lagi nanti"),
        "signed_out": _("sesi berakhir: tersimpan di {device} ini. Masuk kembali untuk mengirimnya"),
        "sign_in": _("Masuk kembali"),
        "refused": _("ditolak server: {reason} Teks Anda tersimpan di {device} ini"),
        "nowhere": _("BELUM TERSIMPAN: jangan tutup halaman ini, salin teks Anda dahulu"),
        "restored": _("teks yang tersimpan di {device} ini dikembalikan"),
        "conflict": _("ada versi lain: teks Anda tersimpan di {device} ini sampai Anda memilih"),
        "conflict_title": _("Orang lain menyimpan naskah ini lebih dahulu"),
        "conflict_lead": _("{author} menyimpan revisi {revision}. Teks Anda belum menimpanya dan tidak hilang."),
        "conflict_someone": _("Orang lain"),
        "conflict_mine": _("Teks Anda"),
        "conflict_theirs": _("Teks di server"),
        "conflict_diff": _("Perbedaannya"),
        "conflict_keep_mine": _("Simpan teks saya sebagai revisi berikutnya"),
        "conflict_take_theirs": _("Pakai teks di server"),
        "conflict_edit_on": _("Sunting dahulu, putuskan nanti"),
        "conflict_show": _("Bandingkan dan pilih"),
        "taken": _("teks di server dipakai; teks Anda disimpan di {device} ini"),
        "bring_back": _("Kembalikan teks saya"),
    }
