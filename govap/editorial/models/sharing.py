import secrets
from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone

DAYS = 7
MAX_REMARKS = 100  # of one link: whoever floods it fills a page, not the disk


def new_token():
    return secrets.token_urlsafe(24)


def a_week_from_now():
    return timezone.now() + timedelta(days=DAYS)


class ShareLinkQuerySet(models.QuerySet):
    def of(self, item):
        kind = ContentType.objects.get_for_model(item)
        return self.filter(revision__content_type=kind, revision__object_id=item.pk)

    def valid(self):
        return self.filter(revoked_at=None, expires_at__gt=timezone.now())


class ShareLink(models.Model):
    """Shows exactly one revision to whoever has its address, for seven days or until it is revoked."""

    token = models.CharField("mã", max_length=40, unique=True, default=new_token)
    revision = models.ForeignKey("editorial.Revision", models.CASCADE, related_name="links", verbose_name="phiên bản")
    created_by = models.ForeignKey("editorial.User", models.PROTECT, related_name="+", verbose_name="người tạo")
    created_at = models.DateTimeField("lúc tạo", auto_now_add=True)
    expires_at = models.DateTimeField("hết hạn", default=a_week_from_now)
    revoked_at = models.DateTimeField("thu hồi lúc", null=True)

    objects = ShareLinkQuerySet.as_manager()

    class Meta:
        verbose_name = "liên kết xem trước"
        verbose_name_plural = "liên kết xem trước"

    def __str__(self):
        return f"{self.revision} đến {self.expires_at}"

    def is_valid(self):
        return self.revoked_at is None and self.expires_at > timezone.now()


class Remark(models.Model):
    """What somebody says about a revision: a colleague, or a guest through a link."""

    revision = models.ForeignKey("editorial.Revision", models.CASCADE, related_name="remarks", verbose_name="phiên bản")
    link = models.ForeignKey(ShareLink, models.CASCADE, null=True, related_name="remarks", verbose_name="liên kết")
    user = models.ForeignKey("editorial.User", models.PROTECT, null=True, related_name="+", verbose_name="người viết")
    name = models.CharField("họ tên", max_length=120)
    text = models.TextField("góp ý", max_length=3000)
    created_at = models.DateTimeField("lúc", auto_now_add=True)

    class Meta:
        verbose_name = "góp ý"
        verbose_name_plural = "góp ý"
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.name}: {self.text[:60]}"
