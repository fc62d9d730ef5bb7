import secrets

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.crypto import salted_hmac


def new_stamp() -> str:
    return secrets.token_hex(8)


class User(AbstractUser):
    session_stamp = models.CharField("dấu phiên làm việc", max_length=16, default=new_stamp, editable=False)

    class Meta(AbstractUser.Meta):
        verbose_name = "tài khoản"
        verbose_name_plural = "tài khoản"

    def get_session_auth_hash(self):
        return self._stamped_hash()

    def get_session_auth_fallback_hash(self):
        yield from ()

    def end_sessions(self):
        self.session_stamp = new_stamp()
        self.save(update_fields=["session_stamp"])

    def _stamped_hash(self):
        state = f"{self.password}:{self.session_stamp}:{self.is_staff}:{self.is_superuser}"
        return salted_hmac("govap.editorial.User.session", state, algorithm="sha256").hexdigest()


class PublishableQuerySet(models.QuerySet):
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


class Publishable(models.Model):
    is_live = models.BooleanField(
        "xuất bản", default=False, help_text="Bỏ chọn thì bài chỉ cán bộ thấy, bạn đọc không thấy ở bất cứ đâu."
    )
    published_at = models.DateTimeField(
        "thời điểm xuất bản",
        null=True,
        blank=True,
        help_text="Ví dụ: 12/04/2017 16:10. Chọn thời điểm sau này để hẹn giờ; bỏ trống là ngay khi xuất bản.",
    )
    expires_at = models.DateTimeField(
        "thời điểm hết hạn", null=True, blank=True, help_text="Sau thời điểm này bài tự ẩn. Bỏ trống là không hết hạn."
    )
    created_at = models.DateTimeField("ngày tạo", auto_now_add=True)
    updated_at = models.DateTimeField("ngày sửa", auto_now=True)

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
        ]

    def is_published(self):
        now = timezone.now()
        started = self.is_live and self.published_at <= now
        return started and (self.expires_at is None or self.expires_at > now)

    def date_when_live(self):
        if self.is_live and self.published_at is None:
            self.published_at = timezone.now()


class TickState(models.Model):
    """Up to which moment things that happen by themselves have been done: one row."""

    done_until = models.DateTimeField("đã làm đến")

    class Meta:
        verbose_name = "nhịp định kỳ"
        verbose_name_plural = "nhịp định kỳ"

    def __str__(self):
        return f"{self.done_until}"

    @classmethod
    def advance(cls, now):
        """Move to `now` and return (since, until); inside a transaction, where the row is the lock."""
        cls.objects.get_or_create(pk=1, defaults={"done_until": now})
        state = cls.objects.select_for_update().get(pk=1)
        since, state.done_until = state.done_until, max(now, state.done_until)
        state.save(update_fields=["done_until"])
        return since, state.done_until
