"""The phrases by which outlets introduce what is not the article: other news, advertisements, credits, captions."""

import re

_I = re.IGNORECASE
_LABEL = (
    r"(?:(?:baca|lihat|simak|tonton|cek|dengarkan)(?:lah)?\s*-?\s*(?:juga|pula|berita\s+(?:lain\w*|terkait)|artikel\s+\w+|selengkapnya)"
    r"|baca\s*:|(?:berita|artikel|topik|konten|tulisan)\s+(?:terkait|lain(?:nya)?|pilihan|populer|terpopuler|rekomendasi|menarik)"
    r"|pilihan\s+(?:redaksi|editor)|rekomendasi\s+(?:untuk\s+anda|berita|artikel)|video\s+pilihan|(?:also\s+read|read\s+also|related(?:\s+\w+)?))"
)
#: "Baca juga", "Berita terkait" and the like, at the beginning of a block.
LABEL_AT_START = re.compile(rf"^[\s\W]*{_LABEL}(?!\w)", _I)
#: The same at the end of the words before a link, with what may stand around: "(Baca juga: ", "» BACA JUGA: ".
LABEL_AT_END = re.compile(rf"(?:^|(?<=[\s(\[>»|.\"”*–-]))[(\[>»*|–-]*\s*{_LABEL}\s*[:：\-–»>]*\s*$", _I)
#: The same in brackets of its own, within a line: "(Baca juga: Judul lain)".
BRACKETED = re.compile(rf"\s*[(\[]\s*{_LABEL}(?!\w)[^()\[\]\n]{{0,240}}[)\]]", _I)
#: A block that says nothing else.
IS_LABEL = re.compile(rf"^[\s\W]*{_LABEL}[\s\W]*$", _I)

#: "Penulis: X | Editor: Y", "Reporter: X", "Pewarta : X": who wrote, and who else had a hand in it.
ROLES = r"penulis|reporter|pewarta|laporan|wartawan|kontributor|jurnalis|oleh|teks|author|writer|by"
OTHER_ROLES = r"editor|redaktur|penyunting|foto(?:grafer)?|uploader|pengunggah|sumber|publisher|penerbit|videografer"
CREDIT_LINE = re.compile(rf"^\W*(?:{ROLES}|{OTHER_ROLES})\s*[:：]\s*\S.{{0,140}}$", _I)
#: The name after the label of a writer, up to the next label or sign.
WRITER = re.compile(
    rf"(?:^|[|(/\n,;–-])\s*(?:{ROLES})\s*[:：]\s*(?:wartawan\s+[\w. ]+?,\s*)?(?P<name>[^|()\n:;]{{2,80}}?)\s*"
    rf"(?=$|[|()\n;]|[,/–-]?\s*(?:{ROLES}|{OTHER_ROLES})\s*[:：])",
    _I,
)

_ONWARD = r"(?:selanjutnya|berikutnya|sebelumnya|next|prev(?:ious)?|(?:(?:tampilkan|lihat)\s+)?semua|all)"
#: The row of page numbers at the end of a line: "Halaman: 1 2 3 Selanjutnya".
PAGER_AT_END = re.compile(rf"(?:^|(?<=\W))halaman\s*[:：]?\s*\d{{1,2}}(?:[\s|·,]+\d{{1,2}})+(?:\W+{_ONWARD})*\W*$", _I)
#: A line that is nothing but such a row.
PAGER = re.compile(
    rf"^\W*(?:{_ONWARD}\W+)*(?:1\s+2(?:\s+\d{{1,2}})*|(?:\d{{1,2}}\W+)+{_ONWARD})(?:\W+{_ONWARD})*\W*$", _I
)

#: Lines that are no part of an article, whole.
NOT_TEXT = re.compile(
    r"""^\W*(?:
    (?:advertisement|advertorial\s+space|iklan|sponsored|scroll\s+(?:to|untuk)\b.*|lanjutkan?\s+membaca.*|artikel\s+ini\s+telah\s+tayang.*
      |konten\s+(?:berlanjut|di\s*lanjutkan).*|\[?gambas\s*:.*|\[?iklan\]?|space\s+iklan.*|pasang\s+iklan.*)
    |(?:copyright|hak\s+cipta|©|\(c\)\s*\d{4}|all\s+rights\s+reserved|dilarang\s+(?:keras\s+)?(?:mengambil|menyalin|mengutip|memperbanyak)).*
    |(?:tags?|label|topik|kata\s+kunci|kategori)\s*[:：].*
    |(?:bagikan|share|sebarkan|komentar|tulis\s+komentar|cetak|print|salin\s+tautan|copy\s+link|facebook|twitter|whatsapp|telegram
      |halaman|page)\W*(?:ini|artikel|berita|\d+(?:\s*(?:dari|of|/)\s*\d+)?|:.*)?
    |(?:ikuti|follow|dapatkan|simak|update)\b.{0,160}\b(?:google\s+news|whatsapp|telegram|saluran|channel|instagram|facebook|twitter|ponsel\w*).*
    |(?:cek|baca|simak|lihat)\s+berita\s+(?:dan|lainnya|terbaru|lain).*
    |\d+\s+(?:komentar|comments?|views?|kali\s+dibaca|dibaca|pembaca|tayangan|shares?)|(?:dibaca|dilihat|views?)\s*[:：]?\s*[\d.,]+(?:\s*kali)?
    |(?:selanjutnya|sebelumnya|berikutnya|next|prev(?:ious)?|tampilkan\s+semua|lihat\s+semua|show\s+all|halaman\s+(?:selanjutnya|berikutnya))
    |(?:foto|keterangan\s+foto|ket\.?\s+foto|caption|photo|ilustrasi|sumber\s+foto)\s*[:：/].{0,300}
    |(?:loading|memuat)\W*
    )\W*$""",
    _I | re.VERBOSE,
)
#: A caption that betrays itself by its credit: "... di Kupang. (Foto: Humas)", "... (Dok. Pemkab)".
CAPTION = re.compile(
    r"[(\[]\s*(?:foto|photo|dok\.?|dokumentasi|dokumen|ilustrasi)\b\s*[:：/.]?[^()]{0,80}[)\]]\W*$", _I
)
