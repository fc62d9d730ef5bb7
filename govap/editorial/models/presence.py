from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone

SECONDS = 45  # three missed heartbeats of 15 seconds


class PresenceQuerySet(models.QuerySet):
    def at(self, item):
        kind = ContentType.objects.get_for_model(item)
        return self.filter(content_type=kind, object_id=item.pk)

    def now(self):
        return self.filter(seen_at__gt=timezone.now() - timedelta(seconds=SECONDS))


class Presence(models.Model):
    """A form that is open somewhere: one row a person, item and tab, renewed by its heartbeat. It locks nobody out."""

    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+", verbose_name="loại")
    object_id = models.PositiveBigIntegerField("mã số")
    user = models.ForeignKey("editorial.User", models.CASCADE, related_name="+", verbose_name="người")
    tab = models.CharField("thẻ trình duyệt", max_length=40)
    seen_at = models.DateTimeField("lần cuối", default=timezone.now)

    objects = PresenceQuerySet.as_manager()

    class Meta:
        verbose_name = "người đang mở"
        verbose_name_plural = "người đang mở"
        constraints = [
            models.UniqueConstraint(fields=["content_type", "object_id", "user", "tab"], name="editorial_presence_once")
        ]
        indexes = [models.Index(fields=["seen_at"], name="editorial_presence_seen")]

    def __str__(self):
        return f"{self.user}: {self.object_id}"

    @classmethod
    def beat(cls, item, user, tab):
        """Note that this tab is open; forget tabs that have long been closed."""
        kind = ContentType.objects.get_for_model(item)
        key = {"content_type": kind, "object_id": item.pk, "user": user, "tab": tab[:40]}
        cls.objects.update_or_create(**key, defaults={"seen_at": timezone.now()})
        cls.objects.filter(seen_at__lt=timezone.now() - timedelta(days=1)).delete()
