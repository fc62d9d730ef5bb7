import re

from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone

from govap.text import search_words

from . import index
from .entries import SCOPES
from .tables import DeskEntry, PublicEntry

__all__ = [
    "DeskEntry",
    "FindableQuerySet",
    "Indexed",
    "Pin",
    "PublicEntry",
    "Rebuilding",
    "Search",
    "Waiting",
]

PATH = RegexValidator(r"^/(?!/)[^\s\\]*$", "Địa chỉ bắt đầu bằng dấu / (trang của cổng này).")
MAX_KEPT = 100
LONG_NUMBER = re.compile("[0-9]{6}")


class FindableQuerySet(models.QuerySet):
    def matching(self, query):
        """The newest rows that the desk's index finds; none for a query without letters."""
        return self.filter(pk__in=index.ids("desk", self.model._meta.model_name, query))


class Indexed:
    """A Publishable model whose rows can be found: its save() calls index_it(), its delete() forget_it()."""

    def found_by(self):
        """What citizens find it by: an entries.Document of what is live."""
        raise NotImplementedError

    def found_by_staff(self):
        """The same of the newest draft; whoever keeps drafts apart from the live row says so here."""
        return self.found_by()

    def index_it(self):
        """Bring both scopes up to date, inside the caller's transaction."""
        if self.is_live:
            index.write_many("public", [self.found_by()])
        else:
            index.remove("public", self._meta.model_name, self.pk)
        self.index_for_staff()

    def index_for_staff(self):
        index.write_many("desk", [self.found_by_staff()])

    def forget_it(self):
        """Call it before the row is deleted, while it still has its key."""
        for scope in SCOPES:
            index.remove(scope, self._meta.model_name, self.pk)


class Waiting(models.Model):
    """An item whose entry for staff is to be written anew."""

    kind = models.CharField("loại", max_length=10)
    object_id = models.PositiveBigIntegerField("mã số")

    class Meta:
        verbose_name = "mục chờ lập chỉ mục"
        verbose_name_plural = "mục chờ lập chỉ mục"
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="search_waiting_once")]

    def __str__(self):
        return f"{self.kind} {self.object_id}"

    @classmethod
    def note(cls, kind, object_id):
        cls.objects.bulk_create([cls(kind=kind, object_id=object_id)], ignore_conflicts=True)


class Pin(models.Model):
    """What staff put before the hits of exactly these words ("đề xuất")."""

    query = models.CharField(
        "từ tìm", max_length=200, help_text="Ví dụ: giấy khai sinh. Có dấu hay không đều như nhau."
    )
    words = models.CharField("từ đã gấp", max_length=200, editable=False, db_index=True)
    title = models.CharField("chữ hiện ra", max_length=200)
    address = models.CharField(
        "địa chỉ",
        max_length=500,
        validators=[PATH],
        help_text="Trang của cổng này, ví dụ: /tin-tuc/lam-giay-khai-sinh-12/.",
    )
    order = models.PositiveSmallIntegerField("thứ tự", default=0)

    class Meta:
        verbose_name = "đề xuất khi tìm"
        verbose_name_plural = "đề xuất khi tìm"
        ordering = ["words", "order", "id"]

    def __str__(self):
        return f"{self.query}: {self.title}"

    def save(self, *args, **kwargs):
        self.words = " ".join(folded for folded, _ in search_words(self.query))[:200]
        super().save(*args, **kwargs)


class Search(models.Model):
    """How often words were searched on a day, and whether they found something. Nobody who searched is kept."""

    day = models.DateField("ngày")
    words = models.CharField("từ tìm", max_length=MAX_KEPT)
    times = models.PositiveIntegerField("số lần", default=0)
    has_found = models.BooleanField("tìm thấy", default=True)

    class Meta:
        verbose_name = "lượt tìm"
        verbose_name_plural = "bạn đọc tìm gì"
        constraints = [models.UniqueConstraint(fields=["day", "words"], name="search_search_once")]
        indexes = [models.Index(fields=["-day", "-times"], name="search_search_list")]

    def __str__(self):
        return self.words

    @classmethod
    def note(cls, words, *, has_found):
        """Count one search of these folded words today; numbers that may be somebody's are left out."""
        kept = " ".join(word for word in words if not LONG_NUMBER.search(word))[:MAX_KEPT]
        if not kept:
            return
        row, _ = cls.objects.get_or_create(day=timezone.localdate(), words=kept)
        cls.objects.filter(pk=row.pk).update(times=models.F("times") + 1, has_found=has_found)


class Rebuilding(models.Model):
    """How far rebuild_search has come with each kind, and the format that the last whole one wrote (kind "")."""

    kind = models.CharField("loại", max_length=10, primary_key=True)
    done_until = models.PositiveBigIntegerField("đã làm đến", default=0)

    class Meta:
        verbose_name = "việc lập chỉ mục"
        verbose_name_plural = "việc lập chỉ mục"

    def __str__(self):
        return f"{self.kind}: {self.done_until}"

    @classmethod
    def position(cls, kind):
        return cls.objects.filter(kind=kind).values_list("done_until", flat=True).first() or 0

    @classmethod
    def advance(cls, kind, done_until):
        cls.objects.update_or_create(kind=kind, defaults={"done_until": done_until})

    @classmethod
    def outdated(cls, written):
        """Whether the index was written in another format than this."""
        return cls.position("") not in {0, written}

    @classmethod
    def finish(cls, written):
        cls.objects.exclude(kind="").delete()
        cls.advance("", written)
