"""Vietnamese dates, numbers and cleaned text for templates."""

from django import template
from django.utils import timezone

from govap import html, text
from govap.library.models import Image
from govap.library.templatetags.pictures import IN_TEXT

register = template.Library()
register.filter("number", text.number)


@register.filter
def render_html(body):
    """The body of an article or page; its pictures from the library in the sizes they are there in (one query)."""
    images = Image.objects.at(html.pictures_of(body))
    sizes = {
        url: html.Sizes(image.srcset, image.fallback_srcset, image.width, image.height, IN_TEXT)
        for url, image in images.items()
    }
    return html.render(body, sizes)


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
def digits(number):
    return list(str(number))


def local(moment):
    return timezone.localtime(moment) if hasattr(moment, "tzinfo") else moment
