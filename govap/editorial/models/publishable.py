from copy import copy
from dataclasses import replace

from django.db import models
from django.db.models import F, Min, Q
from django.utils import timezone

from govap.delivery.models import Shown, ShownQuerySet
from govap.editorial import content as contents
from govap.editorial import uses
from govap.search import index
from govap.search.models import Waiting

from .revision import OPEN, Review, State


class PublishableQuerySet(ShownQuerySet):
    def published(self, at=None):
        """What citizens may see at a moment (aware datetime; now when left out). The only spelling of that rule."""
        now = at or timezone.now()
        return self.filter(Q(expires_at=None) | Q(expires_at__gt=now), is_live=True, published_at__lte=now)

    def newest(self):
        return self.order_by("-published_at", "-pk")

    def dated(self, **bounds):
        """Narrowed by `published_at__…` bounds, which come first in WHERE: of several upper bounds SQLite seeks by the
        first, and from the "now" of published() it would walk every row down to an old page."""
        narrowed = self.filter(**bounds)
        where, before = narrowed.query.where, len(self.query.where.children)
        where.children = where.children[before:] + where.children[:before]
        return narrowed

    def older_than(self, published_at, pk):
        # One range on the index; the few rows of the same instant are sifted out behind it.
        return self.dated(published_at__lte=published_at).exclude(published_at=published_at, pk__gte=pk)

    def newer_than(self, published_at, pk):
        return self.dated(published_at__gte=published_at).exclude(published_at=published_at, pk__lte=pk)

    def due_between(self, since, until):
        """Live rows that appear or expire by themselves in (since, until]."""
        return self.filter(
            Q(published_at__gt=since, published_at__lte=until) | Q(expires_at__gt=since, expires_at__lte=until),
            is_live=True,
        )

    def next_due(self, now):
        """The next moment (aware) at which a live row appears or expires by itself; None if there is none."""
        live = self.filter(is_live=True)
        begins = live.filter(published_at__gt=now).aggregate(at=Min("published_at"))["at"]
        ends = live.filter(expires_at__gt=now).aggregate(at=Min("expires_at"))["at"]
        return min(filter(None, [begins, ends]), default=None)

    def expired(self):
        return self.filter(is_live=True, expires_at__lte=timezone.now())

    def withdrawn(self):
        """What citizens could once see and was taken off."""
        return self.filter(withdrawn_at__gte=F("published_at"), is_live=False)

    def addressed(self, at=None):
        """What answers at its public address: with itself, or that it was withdrawn (editorial/withdrawn.py)."""
        return self.published(at) | self.withdrawn()

    def readable(self):
        """What its address shows citizens: also what was taken off as out of date, kept for reference."""
        kept = self.withdrawn().filter(Q(expires_at=None) | Q(expires_at__gt=timezone.now()))
        return self.published() | kept.filter(withdrawn_why=Withdrawal.OUTDATED)

    def own(self, user):
        """What a person wrote, and drafts that nobody has yet."""
        unassigned = Q(author=None, published_at=None, stage__in=[State.DRAFT, State.RETURNED])
        return self.filter(Q(author=user) | unassigned)

    def in_remit_of(self, user):
        """What an editor is given, and the own; everything where an app knows no categories."""
        return self

    def for_desk_of(self, user):
        """What a member of staff sees in admin, by role (rules.py says the same of one item)."""
        if user.level >= 3:
            return self
        if user.level == 2:
            return self.in_remit_of(user)
        return self.own(user) if user.level else self.none()


class Withdrawal(models.TextChoices):
    """Why something was withdrawn; the public address answers by it."""

    ERROR = "error", "Đăng nhầm hoặc có sai sót"
    MERGED = "merged", "Đã gộp vào mục khác"
    OUTDATED = "outdated", "Đã cũ, không còn giá trị"
    ORDER = "order", "Theo yêu cầu của cơ quan có thẩm quyền"


class Publishable(Shown):
    """The row holds what is live; `head` is the newest revision, and the fields beside it are for the desk's lists."""

    CONTENT: tuple[str, ...] = ()  # names of the fields that belong to a revision
    HTML_FIELDS: frozenset[str] = frozenset()
    SET_FIELDS: frozenset[str] = frozenset()

    is_live = models.BooleanField("xuất bản", default=False, editable=False)
    published_at = models.DateTimeField("thời điểm xuất bản", null=True, blank=True, editable=False)
    expires_at = models.DateTimeField(
        "thời điểm hết hạn",
        null=True,
        blank=True,
        help_text="Ví dụ: 12/04/2017 16:10. Sau thời điểm này bài tự ẩn. Bỏ trống là không hết hạn.",
    )
    created_at = models.DateTimeField("ngày tạo", auto_now_add=True)
    updated_at = models.DateTimeField("ngày sửa", auto_now=True)

    review = models.CharField("duyệt", max_length=10, choices=Review.choices, blank=True, editable=False)
    published_by = models.ForeignKey(
        "editorial.User", models.PROTECT, null=True, related_name="+", editable=False, verbose_name="người xuất bản"
    )
    withdrawn_at = models.DateTimeField("rút lúc", null=True, editable=False)
    withdrawn_why = models.CharField("lý do rút", max_length=10, choices=Withdrawal.choices, blank=True, editable=False)
    withdrawn_note = models.CharField("lời cho bạn đọc", max_length=500, blank=True, editable=False)
    merged_into = models.ForeignKey(
        "self", models.SET_NULL, null=True, related_name="+", editable=False, verbose_name="gộp vào"
    )

    head = models.ForeignKey(
        "editorial.Revision", models.SET_NULL, null=True, related_name="+", editable=False, verbose_name="bản mới nhất"
    )
    stage = models.CharField("tình trạng", max_length=12, choices=State.choices, default=State.DRAFT, editable=False)
    desk_title = models.CharField("tiêu đề đang viết", max_length=300, blank=True, editable=False)
    desk_at = models.DateTimeField("sửa lúc", default=timezone.now, editable=False)
    due_at = models.DateTimeField("hẹn lúc", null=True, editable=False)
    author = models.ForeignKey(
        "editorial.User", models.PROTECT, null=True, related_name="+", editable=False, db_index=False,
        verbose_name="người viết",
    )  # fmt: skip

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(is_live=False) | Q(published_at__isnull=False),
                name="%(app_label)s_%(class)s_live_dated",
                violation_error_message="Bài xuất bản phải có thời điểm xuất bản.",
            ),
            models.CheckConstraint(
                condition=Q(expires_at=None) | Q(published_at=None) | Q(expires_at__gt=F("published_at")),
                name="%(app_label)s_%(class)s_expiry_after",
                violation_error_message="Thời điểm hết hạn phải sau thời điểm xuất bản.",
            ),
            models.CheckConstraint(
                condition=Q(is_live=False) | ~Q(review=""),
                name="%(app_label)s_%(class)s_live_reviewed",
                violation_error_message="Bài xuất bản phải ghi ai đã duyệt.",
            ),
        ]
        indexes = [
            models.Index(
                fields=["-published_at", "-id"], condition=Q(is_live=True), name="%(app_label)s_%(class)s_newest"
            ),
            models.Index(
                fields=["expires_at"],
                condition=Q(is_live=True, expires_at__isnull=False),
                name="%(app_label)s_%(class)s_expiry",
            ),
            # The desk's lists: all, one person's, by state, and what nobody has yet.
            models.Index(fields=["-desk_at", "-id"], name="%(app_label)s_%(class)s_desk"),
            models.Index(fields=["author", "-desk_at"], name="%(app_label)s_%(class)s_author"),
            models.Index(fields=["stage", "-desk_at"], name="%(app_label)s_%(class)s_stage"),
            models.Index(fields=["-desk_at"], condition=Q(review=Review.URGENT), name="%(app_label)s_%(class)s_urgent"),
            models.Index(fields=["due_at"], condition=Q(due_at__isnull=False), name="%(app_label)s_%(class)s_due"),
        ]

    def save(self, *args, **kwargs):
        """Save and note what the row shows; each app's own save() holds the transaction around it."""
        is_new = self._state.adding
        super().save(*args, **kwargs)
        uses.note_row(self, is_new=is_new)

    def delete(self, *args, **kwargs):
        uses.forget(self)
        return super().delete(*args, **kwargs)

    def is_published(self):
        now = timezone.now()
        started = self.is_live and self.published_at <= now
        return started and not self.has_expired()

    def is_on_pages(self):
        return self.published_at is not None

    def is_taken_off(self):
        return not self.is_live

    def has_expired(self):
        return self.expires_at is not None and self.expires_at <= timezone.now()

    def found_by_staff(self):
        """The entries.Document of the newest text, dated by when somebody worked on it."""
        content = contents.of(self)
        document = contents.apply(copy(self), content).found_by()
        facets = [f"author:{self.author_id or 0}", *self.desk_facets()]
        return replace(document, tags=content.get("tags", ()), date=self.desk_at, facets=facets)

    def index_for_staff(self):
        """At once for what came in by a program, by the tick for what somebody is writing."""
        if self.head_id is None and self.title:
            index.write_many("desk", [self.found_by_staff()])
        elif self.pk:
            Waiting.note(self._meta.model_name, self.pk)

    def desk_facets(self):
        """What narrows an editor's search to what is given to him: "category:7"."""
        return []

    facets_of = None  # a class method (user) of apps that know categories: tokens of which an editor's finds have one

    def date_when_live(self):
        if self.is_live and self.published_at is None:
            self.published_at = timezone.now()

    def derive_desk(self):
        """What the desk's lists show of a row that has no revisions (yet): brought in, or made by a program."""
        if self.head_id is None:
            self.stage = State.LIVE if self.is_live else State.WITHDRAWN if self.withdrawn_at else State.DRAFT
            self.desk_title = self.title or self.desk_title
            self.desk_at = self.published_at or self.desk_at

    @property
    def token(self):
        return self.head.token if self.head_id else "0.0"

    @property
    def has_open_draft(self):
        return self.stage in OPEN

    def is_in_remit_of(self, user):
        """Whether an editor is given this item; apps that know categories look closer."""
        return True

    def desk_values(self, content):
        """Further columns of the desk's lists, by name, for a draft of this content."""
        return {}

    def write_sets(self, content):
        """Write what SET_FIELDS names to rows of their own; the item says already that it is live."""

    def lines_of(self, name, value):
        """A field's value as people read it, in lines, where this model knows better than the field itself; else
        None."""

    def remember_filing(self):
        """Note whose desk the row lies on, before a draft's content is laid over it."""

    def missing(self, content):
        """Vietnamese sentences on what this content still lacks to be published."""
        return [] if content.get("title") else ["Xin điền tiêu đề."]
