import re
import secrets

from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator, RegexValidator
from django.db import models, transaction
from django.utils import timezone

from govap import text
from govap.delivery.models import Shown
from govap.delivery.paths import path_of
from govap.editorial.models import Publishable, PublishableQuerySet
from govap.library.models import Image
from govap.search.entries import Document
from govap.search.models import FindableQuerySet, Indexed

from . import captions

YOUTUBE_ID = RegexValidator(r"^[A-Za-z0-9_-]{11}$", "Mã YouTube gồm đúng 11 ký tự, ví dụ: dQw4w9WgXcQ.")
SLUG = RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*$", "Chỉ dùng chữ thường không dấu, chữ số và dấu gạch nối.")
MAX_BYTES = 500 * 1024 * 1024


def check_mp4(file):
    if getattr(file, "_committed", False):
        return  # looked at when it came in
    if file.size > MAX_BYTES:
        raise ValidationError(f"Video “{file.name}” nặng quá 500 MB. Xin nén lại rồi tải lên.")
    file.seek(0)
    head = file.read(12)
    file.seek(0)
    if not re.match(rb".{4}ftyp", head, re.DOTALL):
        raise ValidationError(f"Tệp “{file.name}” không phải video MP4.")


def stored_name(video, name):
    """A draft's file lies where nobody can guess it."""
    return f"video/{timezone.now():%Y/%m}/{secrets.token_urlsafe(12)}.mp4"


class VideoQuerySet(PublishableQuerySet, FindableQuerySet):
    def for_cards(self):
        return self.select_related("programme", "poster").defer("description", "captions")


class Programme(Shown):
    title = models.CharField("tên chương trình", max_length=200, unique=True)
    slug = models.CharField("địa chỉ", max_length=120, blank=True, validators=[SLUG], help_text="Bỏ trống để tự tạo.")
    description = models.TextField("giới thiệu", max_length=1000, blank=True)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)

    class Meta:
        verbose_name = "chương trình video"
        verbose_name_plural = "chương trình video"
        ordering = ["order", "title"]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        self.slug = self.slug or text.slugify(self.title)
        super().save(*args, **kwargs)


class Video(Publishable, Indexed):
    CONTENT = (
        "title",
        "slug",
        "programme",
        "part",
        "description",
        "file",
        "youtube_id",
        "poster",
        "captions",
        "expires_at",
    )

    programme = models.ForeignKey(
        Programme, models.PROTECT, null=True, related_name="videos", verbose_name="chương trình"
    )
    part = models.CharField("phần", max_length=20, blank=True, help_text="Ví dụ: A hoặc Phần 2. Bỏ trống nếu một phần.")
    title = models.CharField("tên video", max_length=200)
    slug = models.CharField("địa chỉ", max_length=120, blank=True, validators=[SLUG], help_text="Bỏ trống để tự tạo.")
    description = models.TextField("giới thiệu", max_length=3000, blank=True)
    file = models.FileField(
        "tệp video",
        upload_to=stored_name,
        blank=True,
        validators=[FileExtensionValidator(["mp4"], "Chỉ nhận tệp có đuôi .mp4."), check_mp4],
        help_text="MP4, tối đa 500 MB. Hoặc điền địa chỉ YouTube bên dưới.",
    )
    youtube_id = models.CharField(
        "YouTube", max_length=11, blank=True, validators=[YOUTUBE_ID], help_text="Dán địa chỉ hoặc mã 11 ký tự."
    )
    poster = models.ForeignKey(Image, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="ảnh bìa")
    captions = models.TextField(
        "phụ đề",
        blank=True,
        max_length=300_000,
        help_text="Nội dung tệp phụ đề .vtt hoặc .srt, cho người khiếm thính và để tìm kiếm theo lời trong video.",
    )
    view_count = models.PositiveIntegerField("lượt xem", default=0, editable=False)
    legacy_key = models.CharField("mã ở trang cũ", max_length=200, null=True, unique=True, editable=False)

    objects = VideoQuerySet.as_manager()

    class Meta(Publishable.Meta):
        verbose_name = "video"
        verbose_name_plural = "video"
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(is_live=False) | models.Q(programme__isnull=False),
                name="videos_video_live_filed",
                violation_error_message="Video xuất bản phải thuộc một chương trình.",
            ),
        ]

    def __str__(self):
        return self.desk_title or self.title or "(chưa có tên)"

    def get_absolute_url(self):
        return path_of("videos:video", self.slug, self.pk)

    def clean(self):
        if self.file and self.youtube_id:
            raise ValidationError("Mỗi video chỉ có một nguồn: xin bỏ tệp hoặc bỏ mã YouTube.")

    def missing(self, content):
        lacking = super().missing(content)
        if not Programme.objects.filter(pk=content.get("programme")).exists():
            lacking.append("Xin chọn chương trình.")
        if not (content.get("file") or content.get("youtube_id") or self.legacy_key):
            lacking.append("Xin chọn tệp video MP4 hoặc điền địa chỉ YouTube.")
        if content.get("poster") and not Image.objects.filter(pk=content["poster"]).exists():
            lacking.append("Ảnh bìa không còn trong thư viện: xin chọn ảnh khác.")
        return lacking

    @transaction.atomic
    def save(self, *args, **kwargs):
        self.date_when_live()
        self.title = text.nfc(self.title).strip()
        self.slug = self.slug or (text.slugify(self.title) if self.title else "")
        self.derive_desk()
        super().save(*args, **kwargs)
        self.index_it()

    @transaction.atomic
    def delete(self, *args, **kwargs):
        self.forget_it()
        return super().delete(*args, **kwargs)

    @property
    def spoken(self):
        return captions.spoken(self.captions)

    def found_by(self):
        body = self.spoken
        return Document("video", self.pk, self.title, summary=self.description, body=body, date=self.published_at)
