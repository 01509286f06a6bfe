"""What the worker does for evidence: keep the page as fetched, and draw it."""

import hashlib

from django.utils.translation import gettext as _

from jembatan.chain.coverage.attending import Keep
from jembatan.chain.coverage.evidence import actions, chromium, queries
from jembatan.chain.coverage.evidence.actions import Seen
from jembatan.chain.coverage.evidence.archiving import MEDIA_TYPE, Unreadable, page_in, warc_of
from jembatan.chain.coverage.evidence.models import Evidence
from jembatan.chain.coverage.evidence.picturing import MEDIA_TYPE as PICTURE_TYPE
from jembatan.chain.coverage.evidence.picturing import draw
from jembatan.chain.coverage.fetching import Page
from jembatan.chain.coverage.models import Article
from jembatan.foundation import clock
from jembatan.foundation.files.actions import store
from jembatan.foundation.files.disk import final_path
from jembatan.foundation.intents.failures import PermanentFailure, TransientFailure
from jembatan.foundation.intents.leasing import Lease
from jembatan.foundation.viewer import system_viewer

WORKER = system_viewer("worker")
KINDS_OF_USE = frozenset({Article.Klass.VERBATIM, Article.Klass.ADAPTED, Article.Klass.MENTIONS})


def attend_fetched(article: Article, page: Page) -> Keep | None:
    """Store the page as fetched; its evidence is kept with the article."""
    if article.added_by_unit_id is None:
        return None
    taken = store(warc_of(page), name=f"berita-{article.pk}.warc.gz", media_type=MEDIA_TYPE)
    seen = seen_of(page)

    def keep(kept_by: Article) -> None:
        actions.keep_evidence(viewer=WORKER, article=kept_by, kind=Evidence.Kind.PAGE, file=taken, seen=seen)

    return keep


def seen_of(page: Page) -> Seen:
    """How a page came, as evidence tells it."""
    return Seen(
        at=page.fetched_at,
        requested=page.requested or page.address,
        address=page.address,
        ip=page.ip,
        status=page.status,
        headers=page.headers,
        payload_sha256=hashlib.sha256(page.content).hexdigest(),
    )


def attend_traced(article: Article) -> Keep | None:
    """An article that came of a release matters: have its page drawn, once, where Chromium is there."""
    del article
    return _have_drawn if chromium.find() is not None else None


def _have_drawn(article: Article) -> None:
    if article.klass not in KINDS_OF_USE:
        return
    page = queries.newest(article, Evidence.Kind.PAGE)
    drawn = queries.newest(article, Evidence.Kind.PICTURE)
    if page is not None and (drawn is None or drawn.made_from_id != page.pk):
        actions.request_picture(viewer=WORKER, article=article)


def draw_picture(lease: Lease) -> None:
    """Draw the stored page and keep the picture, sealed after the page."""
    row = Evidence.objects.select_related("article").get(pk=lease.payload["evidence"])
    if Evidence.objects.filter(made_from=row, kind=Evidence.Kind.PICTURE).exists():
        return
    program = chromium.find()
    if program is None:
        raise PermanentFailure(_("Chromium tidak terpasang di server ini, sehingga halaman tidak dapat digambar."))
    try:
        page = page_in(final_path(row.sha256))
        picture = draw(page, program)
    except Unreadable as error:
        text = _("Halaman tersimpan tidak dapat dibaca: {error}").format(error=error)
        raise PermanentFailure(text) from error
    except chromium.BrowserFailed as error:
        raise TransientFailure(_("Halaman belum dapat digambar: {error}").format(error=error)) from error
    taken = store(picture.content, name=f"halaman-{row.article_id}.webp", media_type=PICTURE_TYPE)
    seen = Seen(at=clock.now(), requested=row.requested, address=row.address)
    with lease.settle():
        actions.keep_evidence(
            viewer=WORKER,
            article=row.article,
            kind=Evidence.Kind.PICTURE,
            file=taken,
            seen=seen,
            made_from=row,
        )
