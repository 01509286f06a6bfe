"""`jembatan audit verify` and `jembatan audit anchor`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from uuid import UUID

    from jembatan.foundation.audit.anchors import Anchor


@click.group()
def audit() -> None:
    """Verify the audit chains, and export their heads."""
    import django
    from django.conf import settings
    from django.utils import translation

    django.setup()
    translation.activate(settings.LANGUAGE_CODE)


@audit.command()
@click.option("--anchor", "anchors", multiple=True, type=click.Path(path_type=Path), help="An anchor to compare with.")
@click.option("--public-key", help="The key that signed the anchors, where it is not this installation's own.")
@click.option("--unit", help="Only the chain of this unit (slug or identifier).")
def verify(anchors: tuple[Path, ...], public_key: str | None, unit: str | None) -> None:
    """Walk every chain from its beginning; name each fault. Exit code 1 if there is any."""
    from django.utils.translation import gettext as _
    from django.utils.translation import ngettext

    from jembatan.foundation.audit.verification import Verification

    examination = Verification([_trusted(path, public_key) for path in anchors], _chain(unit))
    faults = 0
    for fault in examination.run():
        faults += 1
        click.echo(fault.text)
    figures = _("{chains} rantai, {records} catatan, {erased} isi dihapus dengan sah.").format(
        chains=examination.chains, records=examination.records, erased=examination.erased
    )
    if faults:
        found = ngettext("%(count)s kejanggalan.", "%(count)s kejanggalan.", faults) % {"count": faults}
        click.echo(f"{figures} {found}")
        raise SystemExit(1)
    click.echo(f"{figures} {_('Semua utuh.')}")


@audit.command()
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The file to write; must not exist yet.")
def anchor(out: Path) -> None:
    """Sign the heads of all chains and write them to a file. Keep it where this installation can't reach it."""
    from django.conf import settings
    from django.utils.translation import gettext as _

    from jembatan.foundation.audit.anchors import write_anchor

    try:
        made = write_anchor(out, Path(settings.HOME))
    except FileExistsError as error:
        raise click.ClickException(_("{path} sudah ada dan tidak ditimpa.").format(path=out)) from error
    except OSError as error:
        raise click.ClickException(_("{path} tidak dapat ditulis: {error}").format(path=out, error=error)) from error
    click.echo(_("{count} rantai ditandatangani: {path}").format(count=len(made["heads"]), path=out))
    click.echo(_("Kunci publik: {key}").format(key=made["public_key"]))


def _trusted(path: Path, public_key: str | None) -> "Anchor":
    from django.conf import settings
    from django.utils.translation import gettext as _

    from jembatan.foundation.audit.anchors import BadAnchor, read_anchor
    from jembatan.foundation.audit.keys import known_public_key

    key = public_key or known_public_key(Path(settings.HOME))
    if key is None:
        raise click.UsageError(_("Instalasi ini belum punya kunci; sebutkan kuncinya dengan --public-key."))
    try:
        return read_anchor(path, key)
    except BadAnchor as error:
        text = _("Jangkar {path} tidak ditandatangani dengan kunci yang dipercaya, atau diubah sesudahnya ({error}).")
        raise click.ClickException(text.format(path=path, error=error)) from error


def _chain(unit: str | None) -> "UUID | None":
    from django.utils.translation import gettext as _

    from jembatan.foundation.audit.names import names

    if unit is None:
        return None
    key = names.find_chain(unit)
    if key is None:
        raise click.UsageError(_("Tidak ada unit {unit}.").format(unit=unit))
    return key
