"""What lies on a person's desk: questions to what that person may see, for the front page and as a filter of lists."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from govap.editorial.models.revision import Review, State
from govap.editorial.reviewing import approvers
from govap.editorial.roles import APPROVER, EDITOR, LEVELS

MOST = 10
IS_LATE = timedelta(minutes=1)  # the tick comes each minute where nobody reads


class Desk:
    """One person before one kind of content."""

    def __init__(self, user, model_admin, now=None):
        self.user, self.model_admin, self.now = user, model_admin, now or timezone.now()

    def rows(self, panel):
        """The panel's rows that the person may see. Asked of each row behind the panel's own index: in one WHERE,
        a SQLite that was never analysed would walk everything that the person ever wrote."""
        everything = self.model_admin.model._default_manager.all()
        seen = everything.for_desk_of(self.user).filter(pk=OuterRef("pk"))
        return panel.of(everything, self).filter(Exists(seen)).order_by(*panel.order)

    @cached_property
    def views(self):
        return self.model_admin.most_read()


@dataclass(frozen=True)
class Panel:
    """`of`: (rows, Desk) to those of the panel; `order` is that of an index."""

    title: str
    empty: str
    of: Callable
    order: tuple[str, ...] = ("-desk_at", "-pk")
    most: int = MOST


def waiting(rows, desk):
    """An approver: what others sent. An editor: that, and drafts, of the categories given. A reporter: own drafts."""
    user = desk.user
    if user.level >= LEVELS[APPROVER]:
        submitted = rows.filter(stage=State.SUBMITTED)
        is_mine = Q(head__changed_by=user) | Q(head__submitted_by=user)
        return submitted.filter(~is_mine | ~Exists(approvers().exclude(pk=user.pk)))  # an only approver approves all
    if user.level >= LEVELS[EDITOR]:
        is_sent_by_me = Q(stage=State.SUBMITTED, head__submitted_by=user)
        return rows.filter(stage__in=[State.DRAFT, State.SUBMITTED]).exclude(is_sent_by_me)
    return rows.filter(stage=State.DRAFT, author__isnull=False)  # others' are not seen anyway


def returned(rows, desk):
    return rows.filter(Q(author=desk.user) | Q(head__submitted_by=desk.user), stage=State.RETURNED)


def late(rows, desk):
    return rows.filter(due_at__lt=desk.now - IS_LATE)


def published_today(rows, desk):
    midnight = timezone.localtime(desk.now).replace(hour=0, minute=0, second=0, microsecond=0)
    return rows.published(desk.now).dated(published_at__gte=midnight)


PANELS = {
    "cho-toi": Panel("Chờ tôi", "Không có việc nào đang chờ anh/chị.", waiting),
    "tra-lai": Panel("Bị trả lại cho tôi", "Không có bài nào bị trả lại.", returned),
    "hen-gio": Panel(
        "Hẹn giờ",
        "Chưa có bài nào hẹn giờ.",
        lambda rows, _: rows.filter(due_at__isnull=False),
        order=("due_at",),
        most=70,  # ten for each day of the week
    ),
    "tre": Panel("Hẹn giờ bị trễ", "", late, order=("due_at",)),
    "khan": Panel(
        "Đăng khẩn chưa được duyệt lại",
        "Không có bài đăng khẩn nào chờ duyệt lại.",
        lambda rows, _: rows.filter(review=Review.URGENT),
    ),
    "hom-nay": Panel(
        "Đăng hôm nay",
        "Hôm nay chưa có bài nào thuộc bàn này lên trang.",
        published_today,
        order=("-published_at", "-pk"),
    ),
    "doc-nhieu": Panel(
        "Đọc nhiều trong 7 ngày",
        "Chưa có lượt đọc nào của bài thuộc bàn này.",
        lambda rows, desk: rows.published(desk.now).filter(pk__in=desk.views),
        most=100,  # all of them: views are told by another table, and put in order afterwards
    ),
}


class DeskFilter(admin.SimpleListFilter):
    """The front page's panels on a list: where their “Xem tất cả” leads."""

    title = "việc trên bàn"
    parameter_name = "ban"

    def lookups(self, request, model_admin):
        return [(name, panel.title) for name, panel in PANELS.items()]

    def queryset(self, request, queryset):
        panel = PANELS.get(self.value())
        return panel.of(queryset, Desk(request.user, self.model_admin)) if panel else queryset

    def __init__(self, request, params, model, model_admin):
        self.model_admin = model_admin
        super().__init__(request, params, model, model_admin)
