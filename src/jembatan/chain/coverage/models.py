"""Articles of the press, which the whole network shares, their stories, and their matches with published versions."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from jembatan.chain.coverage.states import ArticleState
from jembatan.chain.releases.models import Version
from jembatan.foundation import clock
from jembatan.foundation.directory.models import Outlet
from jembatan.foundation.people.models import User
from jembatan.foundation.units.models import NetworkShared, PartOf, Unit


class Story(NetworkShared):
    """Articles whose texts are one: a story that several addresses printed, and the first of them to print it."""

    first_article = models.ForeignKey("Article", on_delete=models.PROTECT, related_name="+")
    last_printed_at = models.DateTimeField(db_index=True)
    size = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-last_printed_at"]

    def __str__(self) -> str:
        return str(self.first_article)


class Article(NetworkShared):
    """One article of an outlet: one row per canonical address (or, without address, per text) for the network."""

    class Way(models.TextChoices):
        ADDRESS = "address", _("Alamat web")
        PASTED = "pasted", _("Teks tempel")
        FILE = "file", _("Berkas")
        CAPTURE = "capture", _("Cetak atau siaran")

    State = ArticleState

    class Klass(models.TextChoices):
        VERBATIM = "verbatim", _("Disalin")
        ADAPTED = "adapted", _("Disadur")
        MENTIONS = "mentions", _("Mengutip")
        UNRELATED = "unrelated", _("Tidak berasal dari siaran pers")

    # The canonical address, or "text:" and the SHA-256 of the normalised text.
    canonical_key = models.CharField(max_length=500, unique=True)
    address = models.URLField(max_length=500, blank=True)
    way = models.CharField(max_length=8, choices=Way)
    outlet = models.ForeignKey(Outlet, null=True, blank=True, on_delete=models.PROTECT, related_name="articles")
    title = models.CharField(max_length=300, blank=True)
    author = models.CharField(max_length=120, blank=True)
    text = models.TextField(blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    # Many pages tell the day only; then the time is noon in the unit's zone and is not shown.
    published_time_is_known = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=ArticleState, default=ArticleState.TRACING)
    failure = models.TextField(blank=True)
    # The page turned out to be another address of an article that the network already has.
    same_as = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="other_addresses")
    klass = models.CharField(max_length=10, choices=Klass, blank=True)
    # Set once the article was compared with the others; alone it is a story of one.
    story = models.ForeignKey(Story, null=True, blank=True, on_delete=models.SET_NULL, related_name="articles")
    added_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    added_by_unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-published_at", "-created_at"]
        indexes = [
            models.Index(fields=["-published_at", "-created_at"], name="coverage_article_newest"),
            models.Index(fields=["outlet", "-published_at", "-created_at"], name="coverage_article_of_outlet"),
        ]

    def __str__(self) -> str:
        return self.title or self.address


class Match(PartOf):
    """An article was made from a published version: how much of each, and which characters.

    `spans` is a list of [a0, a1, r0, r1] in code points of `Article.text` and `Version.text`, end exclusive.
    Shown to whoever may see the version.
    """

    part_of: ClassVar[str] = "version"

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="matches")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="matches")
    klass = models.CharField(max_length=10, choices=Article.Klass)
    release_share = models.FloatField()
    article_share = models.FloatField()
    score = models.FloatField()
    spans = models.JSONField(default=list)
    found_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-score"]
        constraints = [
            models.UniqueConstraint(fields=["article", "version"], name="coverage_match_once"),
        ]
