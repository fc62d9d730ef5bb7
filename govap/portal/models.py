import re

from django.core.exceptions import ValidationError
from django.db import models, transaction

from govap import checks, html, text
from govap.delivery.models import Shown
from govap.delivery.paths import path_of
from govap.editorial import linked
from govap.editorial.models import Publishable, PublishableQuerySet
from govap.library.images import check_image
from govap.search.entries import Document
from govap.search.models import FindableQuerySet, Indexed

LINK = re.compile(r"(https?://[^\s]+|/(?!/)[^\s\\]*)")


def check_link(value):
    if not LINK.fullmatch(value):
        raise ValidationError("Địa chỉ bắt đầu bằng https://, http:// hoặc dấu / (trang của cổng này).")


class ToneMarks(models.TextChoices):
    """The names of govap.checks; the empty one leaves everybody his own way."""

    OLD = checks.OLD, "hòa, thủy (kiểu cũ)"
    NEW = checks.NEW, "hoà, thuỷ (kiểu mới)"
    ANY = "", "không kiểm tra"


class Identity(Shown):
    """Under which name the site speaks: one row."""

    name = models.CharField("tên trang", max_length=200, default="Trang thông tin điện tử Quận Gò Vấp")
    short_name = models.CharField("tên ngắn", max_length=60, default="Gò Vấp")
    governing_body = models.CharField("cơ quan chủ quản", max_length=200, default="Ủy ban nhân dân Quận Gò Vấp")
    crest = models.ImageField(
        "huy hiệu", upload_to="nhan-dien", blank=True, validators=[check_image], help_text="Ảnh vuông, PNG hoặc JPEG."
    )
    address = models.CharField("địa chỉ", max_length=200, blank=True)
    telephone = models.CharField("điện thoại", max_length=60, blank=True)
    email = models.EmailField("thư điện tử", blank=True)
    licence = models.CharField("giấy phép", max_length=300, blank=True, help_text="Số, ngày và nơi cấp.")
    responsible = models.CharField("chịu trách nhiệm nội dung", max_length=200, blank=True)
    source_note = models.CharField(
        "lời nhắc ghi nguồn",
        max_length=300,
        blank=True,
        default="Ghi rõ nguồn “WEBGOVAP” khi phát hành lại thông tin từ trang này.",
    )

    tone_marks = models.CharField(
        "cách đặt dấu thanh",
        max_length=3,
        choices=ToneMarks.choices,
        default=ToneMarks.OLD,
        blank=True,
        help_text="Bảng “Kiểm tra khi viết” nhắc chỗ viết khác cách này. Chữ đã đăng giữ nguyên.",
    )

    class Meta:
        verbose_name = "nhận diện cổng"
        verbose_name_plural = "nhận diện cổng"
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="portal_identity_single")]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.pk = 1
        super().save(*args, **kwargs)

    @classmethod
    def current(cls):
        """The identity; the defaults on a site that has none yet."""
        return cls.objects.first() or cls(pk=1)


class Era(Shown):
    """A body under which the site spoke until it was abolished: what was published before says so."""

    name = models.CharField("cơ quan", max_length=200, help_text="Ví dụ: Ủy ban nhân dân Quận Gò Vấp.")
    ended_on = models.DateField(
        "thôi hoạt động từ ngày", unique=True, help_text="Ví dụ: 01/07/2025. Tin đăng trước ngày này có lời nhắc."
    )
    note = models.CharField(
        "nay thuộc về đâu",
        max_length=300,
        blank=True,
        help_text="Một câu cho bạn đọc. Ví dụ: Địa bàn quận nay thuộc các phường Gò Vấp, Hạnh Thông và An Nhơn.",
    )

    class Meta:
        verbose_name = "cơ quan trước đây"
        verbose_name_plural = "cơ quan trước đây"
        ordering = ["ended_on"]

    def __str__(self):
        return self.name

    @staticmethod
    def of(eras, day):
        """The first of `eras`, which are in order, that lasted beyond a day; None for today's body."""
        return next((era for era in eras if day < era.ended_on), None)


class Link(Shown):
    class Place(models.TextChoices):
        HEADER = "header", "Menu chính"
        FOOTER = "footer", "Chân trang"
        BODIES = "bodies", "Liên kết cơ quan"

    place = models.CharField("vị trí", max_length=10, choices=Place.choices)
    title = models.CharField("chữ hiện ra", max_length=120)
    url = models.CharField(
        "địa chỉ", max_length=500, validators=[check_link], help_text="Ví dụ: /gioi-thieu/ hoặc https://chinhphu.vn."
    )
    order = models.PositiveSmallIntegerField("thứ tự", default=0)

    class Meta:
        verbose_name = "liên kết"
        verbose_name_plural = "menu và liên kết"
        ordering = ["place", "order", "id"]

    def __str__(self):
        return self.title

    @property
    def language(self):
        """Of the page and of the words that lead to it, where they are not Vietnamese."""
        return Language.ENGLISH if self.url.startswith("/en/") else ""


class Language(models.TextChoices):
    VIETNAMESE = "", "Tiếng Việt"
    ENGLISH = "en", "Tiếng Anh"


class PageQuerySet(PublishableQuerySet, FindableQuerySet):
    pass


class Page(Publishable, Indexed):
    CONTENT = ("title", "slug", "language", "body", "order", "expires_at")
    HTML_FIELDS = frozenset({"body"})

    title = models.CharField("tiêu đề", max_length=200)
    slug = models.SlugField(
        "địa chỉ", max_length=120, blank=True, help_text="Ví dụ: gioi-thieu cho trang /gioi-thieu/."
    )
    language = models.CharField(
        "ngôn ngữ",
        max_length=2,
        choices=Language.choices,
        default=Language.VIETNAMESE,
        blank=True,
        help_text="Để trình đọc màn hình đọc đúng giọng. Trang thông tin cơ bản tiếng Anh có địa chỉ en.",
    )
    body = models.TextField("nội dung", blank=True)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)

    objects = PageQuerySet.as_manager()

    class Meta(Publishable.Meta):
        verbose_name = "trang tĩnh"
        verbose_name_plural = "trang tĩnh"
        ordering = ["order", "title"]
        constraints = [
            *Publishable.Meta.constraints,
            # Drafts have no address yet.
            models.UniqueConstraint(fields=["slug"], condition=~models.Q(slug=""), name="portal_page_slug"),
        ]

    def __str__(self):
        return self.desk_title or self.title or "(chưa có tiêu đề)"

    def get_absolute_url(self):
        return path_of("portal:page", self.slug)

    def missing(self, content):
        lacking = super().missing(content)
        slug = content.get("slug") or text.slugify(content.get("title") or "")
        if Page.objects.filter(slug=slug).exclude(pk=self.pk).exists():
            lacking.append(f"Địa chỉ /{slug}/ đã thuộc một trang khác: xin chọn địa chỉ khác.")
        return lacking

    @transaction.atomic
    def save(self, *args, **kwargs):
        self.date_when_live()
        self.slug = self.slug or (text.slugify(self.title) if self.title else "")
        self.derive_desk()
        self.body = html.clean(self.body)
        super().save(*args, **kwargs)
        self.index_it()

    @transaction.atomic
    def delete(self, *args, **kwargs):
        self.forget_it()
        return super().delete(*args, **kwargs)

    def found_by(self):
        body = linked.with_words(self.body)
        return Document(kind="page", object_id=self.pk, title=self.title, body=body, date=self.published_at)
