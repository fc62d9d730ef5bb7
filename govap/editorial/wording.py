"""The values of a revision as people read them: names for ids, dates as written here, a line for each of several."""

from datetime import datetime

from django.db import models
from django.utils import timezone

from govap import text

from . import content as contents


def label(item, name):
    """A field's Vietnamese name, as a heading."""
    words = str(item._meta.get_field(name).verbose_name)
    return words[:1].upper() + words[1:]


def lines(item, name, values):
    """Each of a field's values, as content holds them, in lines to read: [["Đảng bộ", "Y tế"], []]. Related rows are
    fetched all at once; of one that is gone the number is told."""
    field = item._meta.get_field(name)
    if isinstance(field, models.ForeignKey):
        names = _names(field, values)
        return [_line(value and names.get(value, f"(không còn: mã số {value})")) for value in values]
    return [_lines(item, field, value) for value in values]


def _lines(item, field, value):
    known = item.lines_of(field.name, value)
    if known is not None:
        return known
    if field.name in item.SET_FIELDS:
        return sorted(value or [], key=text.fold)
    return _line(_word(field, value))


def _word(field, value):
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(field, models.DateTimeField):
        return value and _moment(contents.moment(value))
    return value


def _moment(moment: datetime):
    return text.short_datetime(timezone.localtime(moment))


def _line(value):
    return [] if value in (None, "") else [str(value)]


def _names(field, values):
    return {row.pk: str(row) for row in field.related_model._base_manager.filter(pk__in=filter(None, values))}
