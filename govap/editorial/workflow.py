"""The verbs that move an item between desks and onto the site. Each asks rules.can() under the item's lock and changes
revision, row, tags, days' counts and log in one transaction; what is refused raises Refused and changes nothing."""

import logging

from django.db import DatabaseError, transaction
from django.utils import timezone

from govap.delivery.models import Change

from . import content as contents
from . import notices
from .acting import acting, ensure_head, lock, log, note_uses, place, scheduled, write_columns
from .models import Correction, Revision, ShareLink
from .models.publishable import Withdrawal
from .models.revision import Review, State
from .pictures import ask_for_descriptions
from .refusal import Refused
from .reviewing import review_of

logger = logging.getLogger(__name__)
MAX_REASON = 1000
_told: dict[int, object] = {}


def submit(item, by, *, seen=None, note=""):
    with acting(item, "submit", by, seen) as locked:
        before, head = locked.stage, _reopened(locked, by)
        _complete(locked, head.content)
        _set(head, state=State.SUBMITTED, submitted_by=by, submitted_at=timezone.now(), return_reason="", is_kept=True)
        place(locked, head)
        log(locked, "submit", by, before, reason=note)
        notices.submitted(locked, head, by)


def recall(item, by, *, seen=None):
    """Take back what waits for an approver, to go on writing."""
    with acting(item, "recall", by, seen) as locked:
        before = locked.stage
        _set(locked.head, state=State.DRAFT, submitted_by=None, submitted_at=None)
        place(locked, locked.head)
        log(locked, "recall", by, before)


def send_back(item, by, reason, *, seen=None):
    with acting(item, "return", by, seen) as locked:
        before, reason = locked.stage, _said(reason, "Xin ghi lý do trả lại để người viết biết cần sửa gì.")
        _set(locked.head, state=State.RETURNED, return_reason=reason)
        place(locked, locked.head)
        log(locked, "return", by, before, reason=reason)
        notices.returned(locked, locked.head, by)


def publish(item, by, *, seen=None, urgent=""):
    """Put the newest revision on the site now, on the item's row."""
    with acting(item, "publish", by, seen) as locked:
        before, head = locked.stage, ensure_head(locked)
        review, reason = review_of(by, locked, head, urgent)
        ask_for_descriptions(locked, head.content)
        _set(head, review=review, review_reason=reason, approved_by=by, confirmed_by=None)
        _go_live(locked, head, timezone.now())
        log(locked, "publish", by, before, reason=reason, revision=head)
        notices.published(locked, head, by)


def schedule(item, by, due_at, *, seen=None, urgent=""):
    """Let the newest revision go live by itself at `due_at` (aware): a first publication or a change of a live item."""
    with acting(item, "schedule", by, seen) as locked:
        before, head = locked.stage, ensure_head(locked)
        if due_at is None or due_at <= timezone.now():
            raise Refused("Giờ hẹn phải ở tương lai. Muốn đăng ngay, xin dùng “Duyệt và xuất bản”.")
        _complete(locked, head.content, due_at)
        ask_for_descriptions(locked, head.content)  # of the person now, never of the clock later
        review, reason = review_of(by, locked, head, urgent)
        scheduled(locked).exclude(pk=head.pk).update(state=State.SUPERSEDED)
        approval = {"review": review, "review_reason": reason, "approved_by": by, "confirmed_by": None}
        _set(head, state=State.SCHEDULED, due_at=due_at, is_kept=True, **approval)
        place(locked, head, due_at=due_at)
        Change.note()  # pages change by themselves from another moment on
        note_uses(locked)
        words = f"{timezone.localtime(due_at):%d/%m/%Y %H:%M:%S} {reason}".strip()
        log(locked, "schedule", by, before, reason=words)


def unschedule(item, by, *, seen=None):
    with acting(item, "unschedule", by, seen) as locked:
        before = locked.stage
        _stop_schedule(locked)
        log(locked, "unschedule", by, before)


def publish_due(now):
    """Publish what is scheduled for `now` or before; how many. One that fails waits, and the desk shows an alarm."""
    due = Revision.objects.filter(state=State.SCHEDULED, due_at__lte=now).order_by("due_at", "pk")
    return sum(_publish_one(revision) for revision in due.defer("content"))


def withdraw(item, by, why, note, *, target=None, seen=None):
    """Take the item off the site. `why` is a Withdrawal, `note` the sentence citizens read, `target` the item merged
    into."""
    with acting(item, "withdraw", by, seen) as locked:
        before = locked.stage
        if why not in Withdrawal.values:
            raise Refused("Xin chọn một trong bốn lý do rút bài.")
        note = _said(note, "Xin viết một câu cho bạn đọc biết vì sao bài được rút.")
        merged = _target(locked, target) if why == Withdrawal.MERGED else None
        ensure_head(locked)
        _stop_schedule(locked)
        _take_off(locked, why, note, merged)
        ShareLink.objects.of(locked).valid().update(revoked_at=timezone.now())
        log(locked, "withdraw", by, before, reason=f"{Withdrawal(why).label}: {note}")


def correct(item, by, wrong, right):
    """Print a correction on the item and on the list of corrections."""
    with acting(item, "correct", by) as locked:
        wrong = _said(wrong, "Xin ghi chỗ đã đăng sai.")
        right = _said(right, "Xin ghi nội dung đúng.")
        made = Correction.objects.create(item=locked, wrong=wrong, right=right, published_at=timezone.now(), by=by)
        write_columns(locked, updated_at=made.published_at)
        log(locked, "correct", by, locked.stage, reason=f"{wrong} → {right}")
        return made


def announce(item, by, words):
    """Tell readers on the item what changed in it, where nothing was wrong."""
    with acting(item, "announce", by) as locked:
        words = _said(words, "Xin ghi điều đã thay đổi.")
        made = Correction.objects.create(item=locked, wrong="", right=words, published_at=timezone.now(), by=by)
        write_columns(locked, updated_at=made.published_at)
        log(locked, "announce", by, locked.stage, reason=words)
        return made


def confirm(item, by, *, number=None):
    """Another approver has read what was published in a hurry: the live revision of that `number`."""
    with acting(item, "confirm", by) as locked:
        live = Revision.objects.of(locked).get(state=State.LIVE)
        if number not in (None, live.number):
            raise Refused("Trên trang nay là phiên bản khác với bản anh/chị đã đọc. Xin mở lại bài.")
        _set(live, review=Review.CONFIRMED, confirmed_by=by)
        write_columns(locked, review=Review.CONFIRMED)
        log(locked, "confirm", by, locked.stage, revision=live)


def live_number(item):
    """The number of the revision that citizens see; None where they see none."""
    return Revision.objects.of(item).filter(state=State.LIVE).values_list("number", flat=True).first()


def _publish_one(revision):
    try:
        with transaction.atomic():
            item = lock(revision.item)
            current = scheduled(item).filter(pk=revision.pk).first()
            if current is None:
                return 0
            before = item.stage
            _go_live(item, current, current.due_at)
            log(item, "due", None, before, revision=current)
            notices.published(item, current, None)
    except (Refused, DatabaseError, AttributeError) as error:
        _tell(revision, error)
        return 0
    return 1


def _tell(revision, error):
    """One line an hour of a revision that cannot be published: the tick comes by each second."""
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    if _told.get(revision.pk) != hour:
        _told[revision.pk] = hour
        logger.error("Không xuất bản được theo giờ hẹn: %s. %s Sửa bài rồi duyệt lại.", revision, error)


def _go_live(item, revision, moment):
    """Copy a reviewed revision onto the row with all that follows from it."""
    _complete(item, revision.content, moment)
    others = Revision.objects.of(item).exclude(pk=revision.pk)
    others.filter(state__in=[State.LIVE, State.WITHDRAWN, State.SCHEDULED]).update(state=State.SUPERSEDED)
    contents.apply(item, revision.content)
    item.is_live, item.published_at = True, item.published_at or moment
    item.withdrawn_at, item.withdrawn_why, item.withdrawn_note, item.merged_into = None, "", "", None
    item.review, item.published_by, item.due_at = revision.review, revision.approved_by, None
    item.write_sets(revision.content)  # before save(), which indexes the item with its tags
    item.save()
    _set(revision, state=State.LIVE, published_at=moment, content=contents.read(item), version=revision.version + 1)
    if item.head_id == revision.pk:
        place(item, revision)
    note_uses(item)


def _take_off(item, why, note, merged):
    live = Revision.objects.of(item).filter(state=State.LIVE)
    live.update(state=State.WITHDRAWN)
    item.head.refresh_from_db(fields=["state"])
    item.is_live, item.review = False, ""
    item.withdrawn_at, item.withdrawn_why, item.withdrawn_note = timezone.now(), why, note
    item.merged_into = merged
    item.save()
    place(item, item.head)


def _stop_schedule(item):
    """What was to appear by itself is a draft again, or history when a newer draft stands on it."""
    for revision in scheduled(item):
        is_head = revision.pk == item.head_id
        _set(revision, state=State.DRAFT if is_head else State.SUPERSEDED, due_at=None, approved_by=None, review="")
        if is_head:
            item.head = revision
    place(item, item.head, due_at=None)
    note_uses(item)


def _target(item, target):
    if target is None:
        raise Refused("Xin chọn bài mà bài này được gộp vào.")
    if target.pk == item.pk:
        raise Refused("Không thể gộp bài vào chính nó. Xin chọn bài khác.")
    if _leads_to(target, item):
        raise Refused("Bài được chọn lại đang dẫn về bài này, bạn đọc sẽ đi vòng tròn. Xin chọn bài khác.")
    if not target.is_published():
        raise Refused("Bài được chọn hiện không có trên trang. Xin chọn một bài đang hiện.")
    return target


def _leads_to(target, item):
    seen = set()
    while target is not None and target.pk not in seen:
        if target.merged_into_id == item.pk:
            return True
        seen.add(target.pk)
        target = target.merged_into
    return False


def _reopened(item, by):
    """The open draft; of something withdrawn, a new draft of what it said."""
    head = ensure_head(item)
    if head.state != State.WITHDRAWN:
        return head
    return Revision.objects.create(
        content_type_id=head.content_type_id, object_id=item.pk, number=item.last_number + 1,
        title=head.title, content=head.content, changed_by=by, note="Mở lại bài đã rút",
    )  # fmt: skip


def _complete(item, content, moment=None):
    lacking = item.missing(content)
    ends = contents.moment(content.get("expires_at"))
    begins = max(filter(None, [item.published_at, moment or timezone.now()]))
    if ends and ends <= begins:
        lacking.append("Thời điểm hết hạn phải sau thời điểm xuất bản: xin sửa hoặc bỏ trống ô “Thời điểm hết hạn”.")
    if lacking:
        raise Refused(" ".join(lacking))


def _said(words, otherwise):
    words = (words or "").strip()[:MAX_REASON]
    if not words:
        raise Refused(otherwise)
    return words


def _set(revision, **values):
    for name, value in values.items():
        setattr(revision, name, value)
    revision.save(update_fields=list(values))
