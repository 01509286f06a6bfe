"""What a chat puts round a text and what is no change: forward marks above it, a signature below it."""

import re

from jembatan.tracing.comparing.units import Unit, folded
from jembatan.tracing.lexicon import words_in

_FORWARD = re.compile(
    r"^\W*(?:diteruskan(?: berkali-?kali)?|forwarded(?: many times| message)?|pesan (?:yang )?diteruskan|fwd?|fw|"
    r"dari grup sebelah|copas(?: dari)?(?: grup)?(?: sebelah)?|share dari grup(?: sebelah)?|"
    r"info dari grup(?: sebelah)?|"
    r"izin (?:share|meneruskan)|mohon izin (?:share|meneruskan))\W*$",
    re.IGNORECASE,
)
# "[25/4 10.30] Budi Santoso: " or "25/04/18 10.30 - +62 812-3456-7890: " before a message
_STAMP = re.compile(
    r"\W*\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?,?\s+\d{1,2}[.:]\d{2}(?:[.:]\d{2})?(?:\s*[AaPp][Mm])?\]?\s*-?\s*"
    r"(?:[+\d][\d\s-]{6,}|[^\W\d][\w .'-]{0,40}):(?=\s|$)"
)
_SIGNING = frozenset(
    words_in(
        """
    salam hormat kami ttd tertanda admin administrator humas biro bagian dinas protokol pimpinan sekretariat
    setda redaksi tim media sumber dari pengirim dikirim kiriman oleh by cc wassalam wassalamualaikum wr wb
    terima kasih terimakasih demikian copas grup group wa whatsapp telegram jurnalis wartawan kontributor
    kominfo diskominfo prokopim adpim provinsi kabupaten kota kab prov ntt pemprov pemkab pemkot dan di an plt
    kabag kasubag kepala staf hp telp telepon kontak
    """
    )
)
_VERBLIKE = re.compile(r"^(?:di|me|mem|men|ber|ter)[a-z]{4,}$")
_DENYING = frozenset(("tidak", "tak", "bukan", "belum", "jangan", "batal", "hoaks", "hoax", "palsu"))
_LINK = re.compile(r"\b(?:https?://|www\.)\S+|#\w+|@\w+|\+?\d[\d -]{7,}\d")


def is_forward_mark(line: str) -> bool:
    """Whether a line above the text only says that it was passed on."""
    return bool(_FORWARD.match(line) or _STAMP.fullmatch(line))


def end_of_stamps(claimed: str, official: str) -> int:
    """Where the text begins behind the marks and message stamps that a chat puts before it."""
    position = begin = 0
    while position < len(claimed):
        end = claimed.find("\n", position) + 1 or len(claimed)
        line = claimed[position:end]
        stamp = _STAMP.match(claimed, position)
        if stamp and stamp.end() <= end and stamp.group().strip() not in official:
            position = begin = stamp.end()
        elif _FORWARD.match(line.strip()) and line.strip() not in official:
            position = begin = end
        elif re.search(r"\w", line):
            break
        else:
            position = end
    return begin


def is_signature(line: str, shouting: bool) -> bool:
    """Whether a line below the text only names who sent it.

    Strict, because a false fact may hide here: each word must belong to signing off or be a name of at most four
    words after a dash; `shouting` texts write everything in capitals, so that names can't be told there.
    """
    rest = _LINK.sub(" ", line)
    words = re.findall(r"[^\W\d_][\w'’.]*", rest)
    if re.search(r"\d", rest) or len(words) > 12:
        return False
    keys = [folded(w.strip(".")) for w in words]
    if any(k in _DENYING for k in keys):
        return False
    unknown = [(w, k) for w, k in zip(words, keys, strict=True) if k not in _SIGNING]
    if not unknown:
        return True
    opened = bool(re.match(r"\s*[-–—~*_(]", line)) or keys[0] in _SIGNING
    named = all(w[0].isupper() and not _VERBLIKE.match(k) for w, k in unknown)
    return opened and named and not shouting and len(unknown) <= 4


def trimmed(text: str, units: list[Unit], first: int, last: int) -> tuple[int, int]:
    """Units [low, high) of the claimed text without forward marks above unit `first` and signatures below `last`."""
    low, high = 0, len(units)
    position = 0
    if first > 0:
        for line in text[: units[first].start].splitlines(keepends=True):
            if line.strip() and re.search(r"\w", line) and not is_forward_mark(line.strip()):
                break
            position += len(line)
        low = next((k for k in range(first + 1) if units[k].start >= position), first)
    if last + 1 < len(units):
        shouting = text.upper() == text
        # words on the line of the last equal word are not below the text
        end = len(text)
        while (begin := text.rfind("\n", units[last].end, end)) >= 0:
            line = text[begin:end]
            if re.search(r"\w", line) and not is_signature(line, shouting):
                break
            end = begin
        high = next((k for k in range(last + 1, len(units)) if units[k].start >= end), len(units))
    return low, high
