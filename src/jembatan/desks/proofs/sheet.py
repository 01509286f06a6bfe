"""The sheet of an agreement: one row an order, for the auditor, as XLSX and as CSV.

Paid publication only. What is a sum at the foot is the sum of the rows above it; a cancelled order stands with nought.
Text that came from people is never a formula: in XLSX it is written as a string, in CSV a sign is put before it.
"""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _

from jembatan.desks.partners.models import Agreement, Placement
from jembatan.desks.proofs.flag_words import FLAG_NAMES
from jembatan.desks.proofs.models import Acceptance, Finding, Payment, ProofItem
from jembatan.desks.proofs.wording import share_text, summary
from jembatan.desks.proofs.writing import from_json
from jembatan.foundation import clock
from jembatan.foundation.units.access import visible
from jembatan.foundation.viewer import Viewer

Cell = str | Decimal | date | None
#: A spreadsheet may take text that begins so for a formula.
DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r", "\n")


@dataclass(frozen=True, slots=True)
class Column:
    """`is_sum`: money that is added up at the foot."""

    name: str
    is_sum: bool = False
    width: int = 16


@dataclass(frozen=True, slots=True)
class Sheet:
    """Columns, rows, and the sums of the money columns."""

    agreement: Agreement
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    sums: tuple[Cell, ...] = field(default=())


def columns() -> tuple[Column, ...]:
    """The columns, in the reader's language."""
    return (
        Column(_("Nomor pesanan"), width=24),
        Column(_("Nomor e-katalog")),
        Column(_("Kode rekening")),
        Column(_("Media"), width=22),
        Column(_("Jenis")),
        Column(_("Judul"), width=36),
        Column(_("Tanggal pesanan")),
        Column(_("Batas tayang")),
        Column(_("Tanggal tayang")),
        Column(_("Naskah yang dimuat")),
        Column(_("Harga standar"), is_sum=True),
        Column(_("Harga pesanan"), is_sum=True),
        Column(_("Selisih dari standar"), is_sum=True),
        Column(_("Pajak"), is_sum=True),
        Column(_("Jumlah dengan pajak"), is_sum=True),
        Column(_("Nilai diterima"), is_sum=True),
        Column(_("Pajak nilai diterima"), is_sum=True),
        Column(_("Nomor BAST"), width=24),
        Column(_("Tanggal BAST")),
        Column(_("Dibayar"), is_sum=True),
        Column(_("Pajak dibayar"), is_sum=True),
        Column(_("Belum dibayar"), is_sum=True),
        Column(_("Tanggal bayar")),
        Column(_("Bukti bayar"), width=22),
        Column(_("Keadaan")),
        Column(_("Temuan"), width=40),
        Column(_("Perlu diperhatikan"), width=40),
        Column(_("Bukti tayang"), width=60),
    )


def sheet_of(viewer: Viewer, agreement: Agreement) -> Sheet:
    """The sheet of `agreement` as it stands now, the first order first."""
    rows = visible(Placement, viewer).filter(agreement=agreement).select_related("term", "finding", "acceptance")
    rows = rows.prefetch_related("payments", "proof_items__article", "proof_items__file", "finding__flags")
    heads = columns()
    cells = tuple(_row(agreement, placement) for placement in rows.order_by("ordered_on", "created_at"))
    return Sheet(agreement, heads, cells, tuple(_sum(heads, cells, place) for place in range(len(heads))))


def as_csv(sheet: Sheet) -> bytes:
    """UTF-8 with its mark, commas, days as ISO text, money with a point; formulas disarmed."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([column.name for column in sheet.columns])
    for row in (*sheet.rows, sheet.sums):
        writer.writerow([_plain(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(sheet: Sheet) -> bytes:
    """A workbook with one sheet; money and days as numbers, everything else as text."""
    import xlsxwriter

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"title": sheet.agreement.number, "created": clock.now().replace(tzinfo=None)})
    page = book.add_worksheet(_("Bukti tayang"))
    looks = {
        "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
        "money": book.add_format({"num_format": "#,##0.00"}),
        "day": book.add_format({"num_format": "yyyy-mm-dd"}),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "sum": book.add_format({"bold": True, "num_format": "#,##0.00", "top": 1}),
    }
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.width)
        page.write_string(0, place, column.name, looks["head"])
    for number, row in enumerate(sheet.rows, start=1):
        for place, cell in enumerate(row):
            _put(page, number, place, cell, looks)
    for place, cell in enumerate(sheet.sums):
        _put(page, len(sheet.rows) + 1, place, cell, looks | {"money": looks["sum"], "text": looks["sum"]})
    page.freeze_panes(1, 1)
    book.close()
    return out.getvalue()


def _put(page: Any, row: int, place: int, cell: Cell, looks: dict[str, Any]) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, Decimal):
        page.write_number(row, place, float(cell), looks["money"])
    elif isinstance(cell, date):
        page.write_datetime(row, place, cell, looks["day"])
    else:
        page.write_string(row, place, cell, looks["text"])


def _plain(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return f"{cell:.2f}"
    if isinstance(cell, date):
        return cell.isoformat()
    return f"'{cell}" if cell.startswith(DANGEROUS) else cell


def _sum(heads: Sequence[Column], rows: Sequence[Sequence[Cell]], place: int) -> Cell:
    if place == 0:
        return _("Jumlah")
    if not heads[place].is_sum:
        return None
    figures = [cell for row in rows if isinstance(cell := row[place], Decimal)]
    return sum(figures, Decimal(0))


def _row(agreement: Agreement, placement: Placement) -> tuple[Cell, ...]:
    is_dead = placement.state == Placement.State.CANCELLED
    finding: Finding | None = getattr(placement, "finding", None)
    acceptance: Acceptance | None = getattr(placement, "acceptance", None)
    payments = list(placement.payments.all())
    return (
        placement.order_number,
        agreement.catalogue_number,
        agreement.budget_code,
        agreement.partner.outlet.name,
        str(placement.term),
        placement.title,
        placement.ordered_on,
        placement.publish_by,
        finding.first_on if finding else None,
        share_text(finding.share) if finding is not None and finding.share is not None else "",
        *_prices(placement, is_dead=is_dead),
        *_accepted(acceptance),
        *_paid(acceptance, payments),
        str(placement.get_state_display()),
        "" if finding is None or is_dead else summary(from_json(finding.verdict), placement),
        "; ".join(sorted({str(FLAG_NAMES[flag.code]) for flag in finding.flags.all()})) if finding else "",
        "; ".join(_evidence(item) for item in placement.proof_items.all() if item.is_counted),
    )


def _prices(placement: Placement, *, is_dead: bool) -> tuple[Cell, ...]:
    standard = placement.term.standard_price
    if is_dead:
        return (Decimal(0),) * 5
    difference = None if standard is None else placement.price - standard
    return standard, placement.price, difference, placement.tax, placement.total


def _accepted(acceptance: Acceptance | None) -> tuple[Cell, ...]:
    if acceptance is None:
        return Decimal(0), Decimal(0), "", None
    return acceptance.amount, acceptance.tax, acceptance.number, acceptance.accepted_on


def _paid(acceptance: Acceptance | None, payments: Sequence[Payment]) -> tuple[Cell, ...]:
    paid = sum((payment.amount for payment in payments), Decimal(0))
    tax = sum((payment.tax for payment in payments), Decimal(0))
    left = max(acceptance.amount - paid, Decimal(0)) if acceptance is not None else Decimal(0)
    last = max((payment.paid_on for payment in payments), default=None)
    return paid, tax, left, last, "; ".join(payment.reference for payment in payments)


def _evidence(item: ProofItem) -> str:
    if item.article is not None:
        return item.article.address or item.article.title
    if item.file is not None:
        return f"{item.file.original_name} (SHA-256 {item.file.sha256})"
    return item.place or item.note
