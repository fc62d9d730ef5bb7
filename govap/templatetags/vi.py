"""Vietnamese dates and numbers for templates."""

from django import template
from django.utils import timezone

from govap import text

register = template.Library()
register.filter("number", text.number)


@register.filter
def long_date(moment):
    return text.long_date(local(moment))


@register.filter
def short_datetime(moment):
    return text.short_datetime(local(moment))


@register.filter
def short_date(moment):
    return f"{local(moment):%d/%m/%Y}"


@register.filter
def clock(moment):
    return f"{local(moment):%H:%M}"


@register.filter
def iso(moment):
    return local(moment).isoformat(timespec="seconds")


@register.filter
def shortened(words, length):
    """As truncatechars, without its search for marks that stand alone: our texts have none."""
    return words if len(words) <= length else f"{words[: length - 1]}…"


@register.filter
def digits(number):
    return list(str(number))


def local(moment):
    return timezone.localtime(moment) if hasattr(moment, "tzinfo") else moment
