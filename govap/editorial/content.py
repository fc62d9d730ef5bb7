"""What belongs to a revision, between a row's attributes and JSON."""

from datetime import UTC, datetime

from django.db import models


def read(item, sets=None):
    """The content of a row as JSON values by field name: ids for relations, ISO 8601 in UTC for
    moments, stored names for files, names for sets such as tags (`sets`, where they are known already)."""
    known = {name: sets[name] for name in item.SET_FIELDS if sets and name in sets}
    return {name: known[name] if name in known else _read(item, name) for name in item.CONTENT}


def apply(item, content):
    """Set a row's attributes from content; a field that did not exist when it was written keeps its value."""
    for name in item.CONTENT:
        if name in content and name not in item.SET_FIELDS:
            _set(item, name, content[name])
    return item


def prose(model):
    """The names of the fields that are written in sentences."""
    fields = [model._meta.get_field(name) for name in model.CONTENT if name not in model.SET_FIELDS]
    return [field.name for field in fields if field.name == "title" or isinstance(field, models.TextField)]


def blank(model):
    """The content of something that nobody has written yet."""
    return read(model())


def of(item):
    """The newest content: the head's, else what the row holds."""
    return item.head.content if item.head_id else read(item)


def drafted(item):
    """The row as its newest revision would make it, in memory only: `item` itself, changed and never to be saved."""
    item.remember_filing()
    return apply(item, of(item))


def store_file(item, name):
    """Put a file that was just sent into the store, so that a revision can name it."""
    field = item._meta.get_field(name) if name in item.CONTENT and name not in item.SET_FIELDS else None
    if isinstance(field, models.FileField):
        field.pre_save(item, add=False)


def _read(item, name):
    if name in item.SET_FIELDS:
        return sorted(one.name for one in getattr(item, name).all()) if item.pk else []
    field = item._meta.get_field(name)
    value = getattr(item, field.attname)
    if isinstance(field, models.FileField):
        return value.name or "" if value else ""
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value


def _set(item, name, value):
    field = item._meta.get_field(name)
    if isinstance(field, models.DateTimeField):
        value = moment(value)
    setattr(item, field.attname, value)


def moment(value):
    """The aware datetime of a moment in content; None for none."""
    return datetime.fromisoformat(value) if value else None
