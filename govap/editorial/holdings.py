"""Who may change what of the library, and what the newsroom's log tells of it; the handbook has the table."""

from django.contrib.contenttypes.models import ContentType

from .models import LogEntry
from .roles import level_of


def is_own(user, item):
    """Whether this member of staff brought it in: may then describe it, but not put another file in its place."""
    return bool(level_of(user)) and item is not None and item.uploaded_by_id == user.pk


def may_describe(user, image):
    """Whether this member of staff may say what a picture shows."""
    return user.has_perm("library.change_image") or is_own(user, image)


def note(item, verb, by, reason=""):
    """One row of the log about something that has no revisions: a picture, a document, a tag."""
    LogEntry.append(
        user=by,
        user_name=by.get_full_name(),
        verb=verb,
        content_type=ContentType.objects.get_for_model(item),
        object_id=item.pk,
        title=str(item)[:300],
        revision_number=None,
        reason=reason,
    )


def changes(before, after, fields):
    """What became of these fields of two states of one row, in words: "chú thích: “A” → “B”"; "" when nothing did."""
    told = []
    for name in fields:
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            told.append(f"{after._meta.get_field(name).verbose_name}: {_shown(old)} → {_shown(new)}")
    return "; ".join(told)


def _shown(value):
    if isinstance(value, bool):
        return "có" if value else "không"
    return f"“{value}”" if value else "(trống)"
