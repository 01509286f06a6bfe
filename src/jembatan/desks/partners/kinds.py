"""The kinds of paid publication."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _


class PlacementKind(models.TextChoices):
    """What is ordered."""

    ADVERTORIAL = "advertorial", _("Advertorial")
    NEWS = "news", _("Berita berbayar")
    GALLERY = "gallery", _("Galeri foto")
    GREETING = "greeting", _("Ucapan")
    BROADCAST = "broadcast", _("Siaran radio/televisi")
    ANNOUNCEMENT = "announcement", _("Pengumuman")
    SUBSCRIPTION = "subscription", _("Langganan")


#: Made of text: ordered only with a published release, whose text is traced.
TEXT_KINDS: Final = frozenset({PlacementKind.ADVERTORIAL, PlacementKind.NEWS, PlacementKind.ANNOUNCEMENT})
