"""A release for machines: schema.org NewsArticle as JSON-LD.

It stands in a data block, which a browser never runs, so that the strict content policy has nothing to forbid.
"""

import json
from collections.abc import Sequence
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from jembatan.chain.releases.models import Version
from jembatan.newsroom.addresses import whole
from jembatan.newsroom.queries import PublicPhoto, changed_at

_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def news_article(version: Version, unit_name: str, photos: Sequence[PublicPhoto]) -> SafeString:
    """The data block of a release's page."""
    release = version.release
    address = whole("newsroom_release", release.pk)
    modified = changed_at(version)
    publisher: dict[str, Any] = {"@type": "GovernmentOrganization", "name": unit_name}
    if release.unit.email:
        publisher["email"] = release.unit.email
    article: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": address,
        "mainEntityOfPage": address,
        "headline": version.title,
        "datePublished": release.issued_at.astimezone(release.unit.zone).isoformat() if release.issued_at else None,
        "dateModified": modified.astimezone(release.unit.zone).isoformat() if modified else None,
        "inLanguage": "id",
        "isAccessibleForFree": True,
        "identifier": release.number or None,
        "author": publisher,
        "publisher": publisher,
        "articleBody": version.text,
        "image": [_image(version, picture) for picture in photos] or None,
    }
    return _block({key: value for key, value in article.items() if value is not None})


def _image(version: Version, picture: PublicPhoto) -> dict[str, Any]:
    largest = picture.press or picture.screen
    return {
        "@type": "ImageObject",
        "url": whole("newsroom_photo", version.release_id, picture.photo.asset_id, largest.name),
        "width": largest.width,
        "height": largest.height,
        "caption": picture.photo.caption,
        "creditText": picture.photo.credit,
    }


def _block(data: dict[str, Any]) -> SafeString:
    text = json.dumps(data, ensure_ascii=False).translate(_ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308 - escaped above
