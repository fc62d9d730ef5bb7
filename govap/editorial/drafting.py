"""Writing: create, save, restore, discard, name and assign. Nothing here is seen by citizens."""

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone

from . import uses
from .acting import acting, ensure_head, log, note_uses, place, write_columns
from .models import Revision
from .models.revision import OPEN, State
from .refusal import Refused
from .roles import LEVELS, REPORTER
from .rules import can

KEEPS = (State.SUBMITTED, State.RETURNED)  # a further change leaves it waiting, or returned


@transaction.atomic
def create(model, by, content):
    """A new item with its first revision; its row stays blank until the first publication."""
    if not (answer := can(by, "create")):
        raise Refused(answer.why)
    item = model(author=by)
    item.save()
    first = Revision(content_type=ContentType.objects.get_for_model(item), object_id=item.pk, number=1)
    _write(first, by, content, timezone.now())
    first.save(force_insert=True)
    place(item, first)
    note_uses(item)
    log(item, "create", by, "")
    return item


def save(item, by, content, *, seen=None, note="", fresh=False):
    """Keep this content as the newest revision and return it; the same history entry goes on while the same person is
    at it (`fresh` begins a new one in any case). Raises Stale when somebody saved after the text `seen`."""
    with acting(item, "change", by, seen) as locked:
        return store(locked, by, content, note=note, fresh=fresh)


def store(item, by, content, *, note="", fresh=False, verb="save"):
    """save() of an item that is locked and allowed already."""
    now, head = timezone.now(), ensure_head(item)
    if content == head.content:
        return head
    is_shown_alike = uses.shown_by(item, content) == uses.shown_by(item, head.content)
    kept = _keep(item, head, by, content, now, note=note, fresh=fresh, verb=verb)
    if not is_shown_alike:
        note_uses(item)
    return kept


def _keep(item, head, by, content, now, *, note, fresh, verb):
    if head.is_sitting_of(by, now) and not fresh:
        return _go_on(item, head, by, content, now)
    before, revision = item.stage, _next(item, head, note)
    _write(revision, by, content, now)
    if head.is_open:
        Revision.objects.filter(pk=head.pk).update(state=State.SUPERSEDED)
    revision.save(force_insert=True)
    place(item, revision, **_taken(item, by))
    log(item, verb, by, before, reason=note)
    return revision


def restore(item, by, revision, *, seen=None, body=None):
    """An old revision's content as a new draft; with `body` (a field and its HTML) only that field."""
    with acting(item, "change", by, seen) as locked:
        head = ensure_head(locked)
        content = {**head.content, **(body or revision.content)}
        part = "một đoạn của " if body else ""
        note = f"Khôi phục {part}phiên bản {revision.number}"
        return store(locked, by, content, note=note, fresh=True, verb="restore")


def discard(item, by, *, seen=None):
    """Put the open draft aside; what is live (or was, before withdrawal) is the newest again. History keeps it."""
    with acting(item, "discard", by, seen) as locked:
        before, dropped = locked.stage, locked.head
        standing = [State.LIVE, State.WITHDRAWN, State.SCHEDULED]
        former = Revision.objects.of(locked).filter(state__in=standing).newest().first()
        if former is None:
            raise Refused("Không có bản trước để trở về.")
        Revision.objects.filter(pk=dropped.pk).update(state=State.SUPERSEDED)
        place(locked, former)
        note_uses(locked)
        log(locked, "discard", by, before, revision=dropped)
        return former


def name(item, by, revision, words):
    """Give a revision a name; it stays in the history as it is."""
    with acting(item, "change", by) as locked:
        Revision.objects.filter(pk=revision.pk).update(name=words.strip()[:120], is_kept=True)
        log(locked, "name", by, locked.stage, reason=words.strip()[:120], revision=revision)


def assign(item, by, to):
    """Give the item to a person (None: to nobody, so that any reporter may take it)."""
    with acting(item, "assign", by) as locked:
        if to is not None and not to.level:
            raise Refused("Người này không còn làm việc trong tòa soạn.")
        write_columns(locked, author=to)
        locked.index_for_staff()
        log(locked, "assign", by, locked.stage, reason=to.get_full_name() if to else "chưa giao ai")


def delete(item, by, *, seen=None):
    """Remove what was never published, with its revisions; the log keeps that it was there."""
    with acting(item, "delete", by, seen) as locked:
        log(locked, "delete", by, locked.stage)
        write_columns(locked, head=None)
        Revision.objects.of(locked).delete()
        locked.delete()


def _next(item, head, note):
    state = head.state if head.state in KEEPS else State.DRAFT
    carried = {"submitted_by_id": head.submitted_by_id, "submitted_at": head.submitted_at} if state in KEEPS else {}
    return Revision(
        content_type_id=head.content_type_id,
        object_id=item.pk,
        number=item.last_number + 1,
        state=state,
        return_reason=head.return_reason if state == State.RETURNED else "",
        note=note[:300],
        **carried,
    )


def _write(revision, by, content, now):
    revision.content, revision.title = content, (content.get("title") or "")[:300]
    revision.changed_by, revision.changed_at = by, now


def _go_on(item, head, by, content, now):
    _write(head, by, content, now)
    head.version += 1
    head.save(update_fields=["content", "title", "changed_by", "changed_at", "version"])
    place(item, head)
    return head


def _taken(item, by):
    """A draft that nobody had belongs to the reporter who writes on it."""
    free = item.author_id is None and item.published_at is None and item.stage in OPEN
    return {"author": by} if free and by.level == LEVELS[REPORTER] else {}
