from datetime import timedelta

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Min, Q
from django.utils import timezone

SITTING = timedelta(minutes=30)


class State(models.TextChoices):
    """Where a revision stands. Draft, submitted and returned ones are open: an item has at most one."""

    DRAFT = "draft", "Bản nháp"
    SUBMITTED = "submitted", "Chờ duyệt"
    RETURNED = "returned", "Bị trả lại"
    SCHEDULED = "scheduled", "Hẹn giờ"
    LIVE = "live", "Đang hiện"
    WITHDRAWN = "withdrawn", "Đã rút"
    SUPERSEDED = "superseded", "Bản cũ"


OPEN = (State.DRAFT, State.SUBMITTED, State.RETURNED)


class Review(models.TextChoices):
    """Whose eyes saw what is published."""

    APPROVED = "approved", "Đã duyệt"
    ALONE = "alone", "Chỉ có một người duyệt"
    URGENT = "urgent", "Chưa được duyệt lại"
    CONFIRMED = "confirmed", "Đã duyệt lại"
    IMPORTED = "imported", "Nhập từ trang cũ"


REVIEWED = (
    Q(review=Review.APPROVED, approved_by__isnull=False)
    & (Q(changed_by=None) | ~Q(approved_by=F("changed_by")))
    & (Q(submitted_by=None) | ~Q(approved_by=F("submitted_by")))
)
EXCUSED = Q(review__in=[Review.ALONE, Review.URGENT], approved_by__isnull=False) & ~Q(review_reason="")
SEEN_LATER = (
    Q(review=Review.CONFIRMED, approved_by__isnull=False, confirmed_by__isnull=False)
    & ~Q(confirmed_by=F("approved_by"))
    & ~Q(review_reason="")
)


class RevisionQuerySet(models.QuerySet):
    def of(self, item):
        return self.filter(content_type=ContentType.objects.get_for_model(item), object_id=item.pk)

    def open(self):
        return self.filter(state__in=OPEN)

    def next_due(self, now):
        """When the next of them is scheduled to go live (aware), or None."""
        return self.filter(state=State.SCHEDULED, due_at__gt=now).aggregate(at=Min("due_at"))["at"]

    def newest(self):
        return self.order_by("-number")

    def for_lists(self):
        return self.with_people().defer("content")

    def with_people(self):
        return self.select_related("changed_by", "submitted_by", "approved_by", "confirmed_by")


class Revision(models.Model):
    """What an item says at one point of its history. `content` is JSON by field name (Publishable.CONTENT)."""

    content_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+", verbose_name="loại")
    object_id = models.PositiveBigIntegerField("mã số")
    item = GenericForeignKey()
    number = models.PositiveIntegerField("phiên bản")
    version = models.PositiveIntegerField("lần lưu", default=1)
    state = models.CharField("tình trạng", max_length=12, choices=State.choices, default=State.DRAFT)
    title = models.CharField("tiêu đề", max_length=300, blank=True)
    content = models.JSONField("nội dung", default=dict)
    name = models.CharField("tên phiên bản", max_length=120, blank=True)
    is_kept = models.BooleanField("giữ nguyên", default=False)
    note = models.CharField("ghi chú", max_length=300, blank=True)
    changed_by = models.ForeignKey(
        "editorial.User", models.PROTECT, null=True, related_name="+", verbose_name="người sửa"
    )
    created_at = models.DateTimeField("bắt đầu", default=timezone.now)
    changed_at = models.DateTimeField("sửa lúc", default=timezone.now)
    submitted_by = models.ForeignKey(
        "editorial.User", models.PROTECT, null=True, related_name="+", verbose_name="người gửi"
    )
    submitted_at = models.DateTimeField("gửi lúc", null=True)
    return_reason = models.TextField("lý do trả lại", blank=True)
    due_at = models.DateTimeField("hẹn lúc", null=True)
    approved_by = models.ForeignKey(
        "editorial.User", models.PROTECT, null=True, related_name="+", verbose_name="người duyệt"
    )
    published_at = models.DateTimeField("xuất bản lúc", null=True)
    review = models.CharField("duyệt", max_length=10, choices=Review.choices, blank=True)
    review_reason = models.CharField("lý do không chờ duyệt", max_length=300, blank=True)
    confirmed_by = models.ForeignKey(
        "editorial.User", models.PROTECT, null=True, related_name="+", verbose_name="người duyệt lại"
    )

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = "phiên bản"
        verbose_name_plural = "phiên bản"
        constraints = [
            models.UniqueConstraint(fields=["content_type", "object_id", "number"], name="editorial_revision_number"),
            models.UniqueConstraint(
                fields=["content_type", "object_id"], condition=Q(state=State.LIVE), name="editorial_one_live"
            ),
            models.UniqueConstraint(
                fields=["content_type", "object_id"], condition=Q(state=State.SCHEDULED), name="editorial_one_scheduled"
            ),
            models.UniqueConstraint(
                fields=["content_type", "object_id"], condition=Q(state__in=OPEN), name="editorial_one_open"
            ),
            # The second pair of eyes, kept by the database: live means approved by another, or said why not.
            models.CheckConstraint(
                condition=~Q(state__in=[State.LIVE, State.SCHEDULED])
                | Q(review=Review.IMPORTED)
                | REVIEWED
                | EXCUSED
                | SEEN_LATER,
                name="editorial_live_reviewed",
                violation_error_message="Bài phải được người khác duyệt, hoặc ghi rõ lý do.",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.SCHEDULED) | Q(due_at__isnull=False), name="editorial_scheduled_dated"
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state=State.SCHEDULED), name="editorial_due"),
            models.Index(fields=["changed_by", "-changed_at"], name="editorial_by_person"),
        ]

    def __str__(self):
        return f"Phiên bản {self.number}: {self.title}"

    @property
    def token(self):
        """Names exactly this state of the text: what a form was opened with."""
        return f"{self.number}.{self.version}"

    @property
    def is_open(self):
        return self.state in OPEN

    def is_sitting_of(self, user, now):
        """Whether a further save by this person belongs to the same history entry."""
        began_after = self.state == State.SUBMITTED and self.submitted_at and self.created_at > self.submitted_at
        return (
            (self.state in (State.DRAFT, State.RETURNED) or began_after)  # what was submitted stays as it was
            and not (self.is_kept or self.name)
            and self.changed_by_id == user.pk
            and now - self.changed_at < SITTING
        )
