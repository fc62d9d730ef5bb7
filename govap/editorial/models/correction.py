from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models


class Correction(models.Model):
    """Đính chính: what was wrong and what is right, in the form in which the error stood (Luật Tiếp cận thông tin)."""

    content_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+", verbose_name="loại")
    object_id = models.PositiveBigIntegerField("mã số")
    item = GenericForeignKey()
    wrong = models.TextField("đã đăng", max_length=2000)
    right = models.TextField("xin đọc là", max_length=2000)
    published_at = models.DateTimeField("ngày đính chính")
    by = models.ForeignKey("editorial.User", models.PROTECT, related_name="+", verbose_name="người đăng")

    class Meta:
        verbose_name = "đính chính"
        verbose_name_plural = "đính chính"
        indexes = [
            models.Index(fields=["content_type", "object_id"], name="editorial_correction_item"),
            models.Index(fields=["-published_at", "-id"], name="editorial_correction_newest"),
        ]

    def __str__(self):
        return f"{self.wrong[:60]} → {self.right[:60]}"
