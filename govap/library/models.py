from django.db import models

from govap.library.images import check_image, normalise


class Image(models.Model):
    file = models.ImageField(
        "tệp ảnh",
        upload_to="anh/%Y/%m",
        width_field="width",
        height_field="height",
        validators=[check_image],
        help_text="JPEG, PNG hoặc WebP, tối đa 20 MB. Nơi chụp và dữ liệu riêng trong ảnh được xóa khi tải lên.",
    )
    card = models.ImageField("bản nhỏ", upload_to="anh/%Y/%m", editable=False, blank=True)
    width = models.PositiveIntegerField("rộng", editable=False, default=0)
    height = models.PositiveIntegerField("cao", editable=False, default=0)
    alt = models.CharField(
        "ảnh này cho thấy gì?",
        max_length=300,
        blank=True,
        help_text="Đọc cho người khiếm thị nghe, ví dụ: Người dân nộp hồ sơ tại quầy một cửa.",
    )
    caption = models.CharField("chú thích", max_length=300, blank=True)
    credit = models.CharField("nguồn ảnh", max_length=120, blank=True, help_text="Ví dụ: Ban Dân vận Quận ủy.")
    created_at = models.DateTimeField("ngày tải lên", auto_now_add=True)

    class Meta:
        verbose_name = "ảnh"
        verbose_name_plural = "ảnh"
        ordering = ["-id"]

    def __str__(self):
        return self.caption or self.alt or f"Ảnh {self.pk}"

    def save(self, *args, **kwargs):
        if self.file and not self.file._committed:
            self.file, self.card = normalise(self.file)
        super().save(*args, **kwargs)

    @property
    def url(self):
        return self.file.url

    @property
    def card_url(self):
        return self.card.url if self.card else self.file.url
