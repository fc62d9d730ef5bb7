"""The log of every act: only ever appended to, each row sealed by the hash of all before it."""

import hashlib
import json

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone

# What a row says, in the order in which it is sealed; a change here breaks every seal there is.
SEALED = (
    "at", "user_id", "user_name", "verb", "content_type_id", "object_id", "title", "revision_number", "from_state",
    "to_state", "reason",
)  # fmt: skip
_encode = json.JSONEncoder(ensure_ascii=False).encode


def seal(previous, said):
    """SHA-256 over the hash of the row before and the values of SEALED."""
    at, *others = said
    return hashlib.sha256(_encode([previous, at.isoformat(timespec="microseconds"), *others]).encode()).hexdigest()


class LogError(TypeError):
    """Somebody tried to change or remove a row of the log."""


class LogQuerySet(models.QuerySet):
    def update(self, **values):
        raise LogError("the log is only appended to")

    def delete(self):
        raise LogError("the log is only appended to")

    def about(self, item):
        kind = ContentType.objects.get_for_model(item)
        return self.filter(content_type=kind, object_id=item.pk).select_related("user").order_by("-pk")


class LogHead(models.Model):
    """The end of the chain: its hash and length, so that a removed last row is missed too. Its one row is the lock."""

    hash = models.CharField("mã niêm phong", max_length=64, blank=True)
    length = models.PositiveBigIntegerField("số dòng", default=0)

    class Meta:
        verbose_name = "đầu nhật ký"
        verbose_name_plural = "đầu nhật ký"

    def __str__(self):
        return self.hash

    @classmethod
    def locked(cls):
        rows = cls.objects.select_for_update().filter(pk=1)
        if (found := rows.first()) is None:
            cls.objects.get_or_create(pk=1)  # two first acts at once: one makes it, both then wait for its lock
            found = rows.get()
        return found


class LogEntry(models.Model):
    at = models.DateTimeField("lúc")
    user = models.ForeignKey("editorial.User", models.PROTECT, null=True, related_name="+", verbose_name="người làm")
    user_name = models.CharField("tên người làm", max_length=310)
    verb = models.CharField("việc", max_length=20)
    content_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+", verbose_name="loại")
    object_id = models.PositiveBigIntegerField("mã số")
    title = models.CharField("tiêu đề", max_length=300, blank=True)
    revision_number = models.PositiveIntegerField("phiên bản", null=True)
    from_state = models.CharField("từ", max_length=12, blank=True)
    to_state = models.CharField("đến", max_length=12, blank=True)
    reason = models.TextField("lý do", blank=True)
    hash = models.CharField("mã niêm phong", max_length=64)

    objects = LogQuerySet.as_manager()

    class Meta:
        verbose_name = "dòng nhật ký"
        verbose_name_plural = "nhật ký"
        indexes = [
            models.Index(fields=["content_type", "object_id", "-id"], name="editorial_log_item"),
            models.Index(fields=["verb", "-id"], name="editorial_log_verb"),
            models.Index(fields=["at"], name="editorial_log_at"),
        ]

    def __str__(self):
        return f"{self.user_name}: {self.verb} “{self.title}”"

    def save(self, *args, **kwargs):
        raise LogError("the log is only appended to")

    def delete(self, *args, **kwargs):
        raise LogError("the log is only appended to")

    @classmethod
    def append(cls, **values):
        """Add a row and seal it. Inside the transaction of the act, so that both are or neither is."""
        head = LogHead.locked()
        entry = cls(at=timezone.now(), **values)
        entry.hash = seal(head.hash, [getattr(entry, name) for name in SEALED])
        super(LogEntry, entry).save(force_insert=True)
        LogHead.objects.filter(pk=head.pk).update(hash=entry.hash, length=head.length + 1)
        return entry
