from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from taggit.managers import TaggableManager
from taggit.models import ItemBase, TagBase

from govap import html, text
from govap.delivery.models import Shown
from govap.delivery.paths import path_of
from govap.editorial import linked, roles
from govap.editorial.models import Publishable
from govap.library.models import Image
from govap.search.entries import Document
from govap.search.models import Indexed

from .bylines import by_role, check_byline, lines_of
from .naming import Naming
from .querysets import ArticleQuerySet, CategoryQuerySet, TaggedArticleQuerySet, remit_of

SLUG = RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*$", "Chỉ dùng chữ thường không dấu, chữ số và dấu gạch nối.")


class Category(Shown):
    name = models.CharField("tên chuyên mục", max_length=120, unique=True)
    slug = models.CharField(
        "địa chỉ", max_length=120, unique=True, blank=True, validators=[SLUG], help_text="Ví dụ: hoat-dong-dang-bo."
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        limit_choices_to={"parent": None},
        verbose_name="thuộc chuyên mục",
    )
    order = models.PositiveSmallIntegerField("thứ tự", default=0)
    is_visible = models.BooleanField(
        "hiện trong menu và trang chủ", default=True, help_text="Bỏ chọn thì bài trong chuyên mục vẫn đọc được."
    )
    description = models.CharField("mô tả", max_length=300, blank=True)
    editors = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        related_name="categories",
        limit_choices_to={"is_active": True, "groups__name": roles.EDITOR},
        verbose_name="biên tập viên phụ trách",
        help_text="Biên tập viên sửa và gửi duyệt được mọi bài của chuyên mục mình phụ trách, kể cả chuyên mục con.",
    )

    objects = CategoryQuerySet.as_manager()

    class Meta:
        verbose_name = "chuyên mục"
        verbose_name_plural = "chuyên mục"
        ordering = ["order", "name"]

    def __str__(self):
        return self.name

    @transaction.atomic
    def save(self, *args, **kwargs):
        self.slug = self.slug or text.slugify(self.name)
        super().save(*args, **kwargs)
        self.articles.exclude(section=self.section).update(section=self.section)

    def get_absolute_url(self):
        return path_of("news:category", self.slug)

    def clean(self):
        if self.parent_id and (self.parent_id == self.pk or self.parent.parent_id):
            raise ValidationError({"parent": "Chuyên mục chỉ có một cấp con: xin chọn chuyên mục ở cấp trên cùng."})
        if self.parent_id and self.pk and self.children.exists():
            raise ValidationError({"parent": "Chuyên mục này đang có chuyên mục con nên phải ở cấp trên cùng."})

    @property
    def section(self):
        """The top category whose page shows this one's articles."""
        return self.parent or self


class Tag(Shown, TagBase):
    folded = models.CharField("tên để so", max_length=100, unique=True, editable=False)

    class Meta:
        verbose_name = "thẻ"
        verbose_name_plural = "thẻ"
        ordering = ["name"]

    def save(self, *args, **kwargs):
        self.name = text.nfc(self.name).strip()
        self.folded = self.folded or self.fold(self.name)
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return path_of("news:tag", self.slug)

    def slugify(self, tag, i=None):
        slug = text.slugify(tag, 90)
        return f"{slug}-{i}" if i else slug

    @classmethod
    def named(cls, names):
        """The tags of these names, those that are missing made; twins by case, normal form or spacing are one."""
        return [cls.objects.get_or_create(folded=cls.fold(name), defaults={"name": name})[0] for name in names]

    @classmethod
    def imagined(cls, names):
        """The tags that named() would give; those that are missing in memory only."""
        found = {tag.folded: tag for tag in cls.objects.filter(folded__in=[cls.fold(name) for name in names])}
        return [found.get(cls.fold(name)) or cls(name=name, slug=cls().slugify(name)) for name in names]

    @staticmethod
    def fold(name):
        # Accents tell words apart ("ma", "má"): only case, NFD and spacing make twins.
        return " ".join(text.nfc(name).casefold().split())


class TaggedArticle(Shown, ItemBase):
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="items", verbose_name="thẻ")
    content_object = models.ForeignKey("Article", models.CASCADE, related_name="tagged", verbose_name="bài viết")
    # The article's listed_at, so that a tag's newest articles are one walk along one index.
    published_at = models.DateTimeField("thời điểm xuất bản", null=True, editable=False)

    objects = TaggedArticleQuerySet.as_manager()

    class Meta:
        verbose_name = "gắn thẻ"
        verbose_name_plural = "gắn thẻ"
        constraints = [models.UniqueConstraint(fields=["content_object", "tag"], name="news_tagged_once")]
        indexes = [models.Index(fields=["tag", "-published_at", "-id"], name="news_tagged_newest")]

    def save(self, *args, **kwargs):
        self.published_at = self.content_object.listed_at
        super().save(*args, **kwargs)


class Article(Publishable, Indexed):
    CONTENT = (
        "title", "slug", "summary", "dateline", "image", "body", "byline", "category", "tags", "is_featured",
        "expires_at", "legacy_address",
    )  # fmt: skip
    HTML_FIELDS = frozenset({"body"})
    SET_FIELDS = frozenset({"tags"})

    title = models.CharField("tiêu đề", max_length=300)
    slug = models.CharField(
        "địa chỉ", max_length=120, blank=True, validators=[SLUG], help_text="Bỏ trống để tự tạo từ tiêu đề."
    )
    summary = models.TextField("tóm tắt", max_length=600, blank=True, help_text="Một hai câu, hiện ở danh sách tin.")
    dateline = models.CharField("nguồn phát", max_length=60, blank=True, help_text="Ví dụ: WEBGOVAP.")
    image = models.ForeignKey(
        Image, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="ảnh đại diện"
    )
    category = models.ForeignKey(
        Category, models.PROTECT, null=True, related_name="articles", db_index=False, verbose_name="chuyên mục"
    )
    section = models.ForeignKey(
        Category, models.PROTECT, null=True, related_name="+", db_index=False, editable=False,
        verbose_name="chuyên mục cấp trên",
    )  # fmt: skip
    # Of the newest draft: whose desk it lies on.
    desk_category = models.ForeignKey(
        Category, models.PROTECT, null=True, related_name="+", db_index=False, editable=False,
        verbose_name="chuyên mục",
    )  # fmt: skip
    byline = models.JSONField("người thực hiện", default=list, blank=True, validators=[check_byline])
    is_featured = models.BooleanField(
        "tin nổi bật", default=False, help_text="Tin mới nhất loại này đứng đầu trang chủ."
    )
    view_count = models.PositiveIntegerField("lượt xem", default=0, editable=False)
    legacy_address = models.CharField("địa chỉ ở trang cũ", max_length=500, blank=True)
    legacy_key = models.CharField("mã bài ở trang cũ", max_length=200, null=True, unique=True, editable=False)
    body = models.TextField("nội dung", blank=True)

    tags = TaggableManager(through=TaggedArticle, blank=True, verbose_name="thẻ", help_text="Cách nhau bằng dấu phẩy.")
    objects = ArticleQuerySet.as_manager()

    class Meta(Publishable.Meta):
        verbose_name = "bài viết"
        verbose_name_plural = "bài viết"
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                condition=Q(is_live=False) | Q(category__isnull=False, section__isnull=False),
                name="news_article_live_filed",
                violation_error_message="Bài xuất bản phải thuộc một chuyên mục.",
            ),
        ]
        indexes = [
            *Publishable.Meta.indexes,
            models.Index(
                fields=["category", "-published_at", "-id"], condition=Q(is_live=True), name="news_article_by_category"
            ),
            models.Index(
                fields=["section", "-published_at", "-id"], condition=Q(is_live=True), name="news_article_by_section"
            ),
            models.Index(
                fields=["-published_at", "-id"],
                condition=Q(is_live=True, is_featured=True),
                name="news_article_featured",
            ),
            models.Index(fields=["desk_category", "-desk_at"], name="news_article_desk_category"),
        ]

    def __str__(self):
        return self.desk_title or self.title or "(chưa có tiêu đề)"

    def get_absolute_url(self):
        return path_of("news:article", self.slug, self.pk)

    def is_in_remit_of(self, user):
        filed = getattr(self, "filed", self.category_id)
        return bool({filed, self.desk_category_id} & remit_of(user))

    def remember_filing(self):
        self.filed = self.category_id

    def desk_facets(self):
        return [f"category:{pk}" for pk in {self.category_id, self.desk_category_id} if pk]

    @classmethod
    def facets_of(cls, user):
        return [f"=category:{pk}" for pk in remit_of(user)]

    def derive_desk(self):
        super().derive_desk()
        if self.head_id is None:
            self.desk_category = self.category

    def desk_values(self, content):
        chosen = content.get("category")
        if chosen != self.desk_category_id:  # an old version may name a category that is gone
            chosen = Category.objects.filter(pk=chosen).values_list("pk", flat=True).first()
        return {"desk_category_id": chosen}

    def lines_of(self, name, value):
        return lines_of(value) if name == "byline" else None

    def missing(self, content):
        lacking = super().missing(content)
        if not Category.objects.filter(pk=content.get("category")).exists():
            lacking.append("Xin chọn chuyên mục.")
        if content.get("image") and not Image.objects.filter(pk=content["image"]).exists():
            lacking.append("Ảnh đại diện không còn trong thư viện: xin chọn ảnh khác.")
        return lacking

    def write_sets(self, content):
        self.tags.set(Tag.named(content.get("tags", [])))

    @transaction.atomic
    def save(self, *args, **kwargs):
        """Save with what follows from the fields: slug, section, text to find, dates of tags, names, days' counts."""
        self._derive()
        before = Article.objects.filter(pk=self.pk).values_list("published_at", flat=True).first() if self.pk else None
        super().save(*args, **kwargs)
        self.tagged.exclude(published_at=self.listed_at).update(published_at=self.listed_at)
        Naming.note(self)
        DayCount.recount({before, self.published_at} - {None})
        self.index_it()

    @transaction.atomic
    def delete(self, *args, **kwargs):
        self.forget_it()
        result = super().delete(*args, **kwargs)
        DayCount.recount({self.published_at} - {None})
        return result

    def found_by(self):
        tags = [link.tag for link in self.tagged.all()]
        places = dict.fromkeys([f"category:{self.category_id}", f"category:{self.section_id}"])
        return Document(
            kind="article",
            object_id=self.pk,
            title=self.title,
            summary=self.summary,
            body=linked.with_words(self.body),
            tags=[tag.name for tag in tags],
            people=[person["name"] for person in self.byline],
            date=self.published_at,
            facets=[*places, *(f"tag:{tag.pk}" for tag in tags)],
        )

    @property
    def listed_at(self):
        """From when lists may show it; None for a draft."""
        return self.published_at if self.is_live else None

    @property
    def standfirst(self):
        """The summary, unless the body begins with the same words, as articles of the former portal do."""
        return "" if self.summary[:40] in self.body[:200] else self.summary

    @property
    def credits(self):
        """The byline as pairs of a label and names: [("Bài", "BA MINH"), ("Ảnh", "Ban Dân vận Quận ủy")]."""
        return by_role(self.byline)

    @property
    def reading_minutes(self):
        return text.reading_minutes(html.count_words(self.body))

    def _derive(self):
        self.date_when_live()
        self.title = text.nfc(self.title).strip()
        self.slug = self.slug or (text.slugify(self.title) if self.title else "")
        self.body = html.clean(self.body)
        self.section = self.category and self.category.section
        self.derive_desk()


class DayCount(models.Model):
    """How many published articles a day has (Asia/Ho_Chi_Minh), for calendars and the archive."""

    day = models.DateField("ngày", primary_key=True)
    year = models.PositiveSmallIntegerField("năm")
    month = models.PositiveSmallIntegerField("tháng")
    count = models.PositiveIntegerField("số bài", default=0)

    class Meta:
        verbose_name = "số bài trong ngày"
        verbose_name_plural = "số bài trong ngày"
        indexes = [models.Index(fields=["year", "month", "count"], name="news_daycount_month")]

    def __str__(self):
        return f"{self.day}: {self.count}"

    @classmethod
    def recount(cls, moments):
        """Count anew the days of these date-times. Call inside a transaction: the day's row is the lock."""
        for day in sorted({timezone.localdate(moment) for moment in moments}):
            cls.objects.get_or_create(day=day, defaults={"year": day.year, "month": day.month})
            row = cls.objects.select_for_update().get(day=day)
            row.count = Article.objects.published().on_day(day).count()
            row.save(update_fields=["count"])
