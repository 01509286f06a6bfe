"""`jembatan coverage verify`."""

import click


@click.command()
@click.option("--article", help="Only the evidence of this article (identifier).")
def verify(article: str | None) -> None:
    """Walk all evidence of articles; name each fault. Exit code 1 if there is any."""
    import django
    from django.conf import settings
    from django.utils import translation

    django.setup()
    translation.activate(settings.LANGUAGE_CODE)
    from django.utils.translation import gettext as _
    from django.utils.translation import ngettext

    from jembatan.chain.coverage.evidence.verification import Examination
    from jembatan.foundation.identifiers import read_id

    article_id = read_id(article) if article is not None else None
    if article is not None and article_id is None:
        raise click.UsageError(_("Pengenal berita {article} tidak sah.").format(article=article))
    examination = Examination(article_id)
    faults = 0
    for fault in examination.run():
        faults += 1
        click.echo(fault.text)
    figures = _("{pieces} bukti dari {articles} berita.").format(
        pieces=examination.pieces, articles=examination.articles
    )
    if faults:
        found = ngettext("%(count)s kejanggalan.", "%(count)s kejanggalan.", faults) % {"count": faults}
        click.echo(f"{figures} {found}")
        raise SystemExit(1)
    click.echo(f"{figures} {_('Semua utuh.')}")
