"""What every verb does first and last: lock, ask, and write to the desk's columns and the log."""

from contextlib import contextmanager

from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from govap import text

from . import content as contents
from . import uses
from .models import LogEntry, Revision
from .models.revision import Review, State
from .refusal import Refused, Stale
from .rules import can

SYSTEM = "hệ thống"


@contextmanager
def acting(item, verb, by, seen=None):
    """The item, locked; refused unless `by` may do this to it now and has seen its newest text (`seen`, its token)."""
    try:
        with transaction.atomic():
            yield _allowed(lock(item), verb, by, seen)
    except IntegrityError as error:
        raise Refused("Có người vừa làm một việc trùng với việc này. Xin mở lại bài rồi làm lại.") from error


def _allowed(locked, verb, by, seen):
    if not (answer := can(by, verb, locked)):
        raise Refused(answer.why)
    if seen is not None and seen != locked.token:
        raise Stale(locked.head, f"{stale_words(locked)} Xin mở lại bài để xem bản mới rồi làm tiếp.")
    return locked


def lock(item):
    numbers = Revision.objects.filter(
        content_type=ContentType.objects.get_for_model(item), object_id=OuterRef("pk")
    ).newest()
    rows = type(item)._base_manager.select_for_update(of=("self",)).select_related("head__changed_by")
    found = rows.annotate(last_number=Subquery(numbers.values("number")[:1])).filter(pk=item.pk).first()
    if found is None:
        raise Refused("Mục này không còn nữa.")
    return found


def ensure_head(item):
    """The newest revision; for a row that never had one, a first one of what the row holds."""
    if item.head_id:
        return item.head
    item.head = Revision.objects.create(
        content_type=ContentType.objects.get_for_model(item),
        object_id=item.pk,
        number=1,
        state=item.stage,
        title=item.title[:300],
        content=contents.read(item),
        created_at=item.created_at,
        changed_at=item.updated_at,
        published_at=item.published_at,
        review=item.review or Review.IMPORTED,
    )
    item.last_number = 1
    write_columns(item, head=item.head)
    return item.head


def place(item, head, **columns):
    """Make `head` the newest revision, as the desk's lists show it."""
    write_columns(
        item,
        head=head,
        stage=head.state,
        desk_title=head.title,
        desk_at=timezone.now(),
        **item.desk_values(head.content),
        **columns,
    )
    item.index_for_staff()


def write_columns(item, **columns):
    """Only these columns, past save(): what citizens see, and when it changed, is none of the desk's business."""
    for name, value in columns.items():
        setattr(item, name, value)
    type(item)._base_manager.filter(pk=item.pk).update(**columns)


def note_uses(item):
    """Write what the newest text shows of the library, and the one that waits to go live by itself."""
    waiting = scheduled(item).values_list("content", flat=True) if item.due_at else []
    uses.note_draft(item, [contents.of(item), *waiting])


def log(item, verb, by, before, *, reason="", revision=None):
    """One row of the log: from stage `before` to where the item stands now."""
    revision = revision or item.head
    LogEntry.append(
        user=by,
        user_name=by.get_full_name() if by else SYSTEM,
        verb=verb,
        content_type=ContentType.objects.get_for_model(item),
        object_id=item.pk,
        title=item.desk_title,
        revision_number=revision.number if revision else None,
        from_state=before,
        to_state=item.stage,
        reason=reason,
    )


def stale_words(item):
    """Who saved when, after somebody had opened the text."""
    head = item.head
    who = head.changed_by.get_full_name() if head and head.changed_by_id else SYSTEM
    when = text.short_datetime(timezone.localtime(head.changed_at if head else item.updated_at))
    return f"Sau khi anh/chị mở bài, {who} đã lưu một bản khác lúc {when}."


def scheduled(item):
    return Revision.objects.of(item).filter(state=State.SCHEDULED)
