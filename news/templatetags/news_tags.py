from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils import timezone

from govap.delivery.standing import version_of
from govap.prepared import Prepared
from news import archive, listed
from news.teasers import Title

register = template.Library()


@register.simple_tag(takes_context=True)
def calendar(context, year, month):
    counts = _counts_at(version_of(context["request"]), year, month)
    return _drawn(year, month, counts, timezone.localdate())


@register.inclusion_tag("news/_years.html")
def year_strip(current):
    return {"years": archive.year_strip(), "current": current}


@register.inclusion_tag("news/_titles.html")
def newest_titles():
    return {"articles": _newest(timezone.now())}


@lru_cache(maxsize=512)
def _counts_at(_version, year, month):
    return archive.counts_of(year, month)


@lru_cache(maxsize=512)
def _drawn(*month):
    # Kept under all that it shows, so it can never be stale; drawing it is a fifth of a page's cost.
    return render_to_string("news/_calendar.html", {"calendar": archive.month_calendar(*month)})


def _six_newest(now):
    return listed.published(now).newest().values_list(*Title._fields)[:6]


_newest = Prepared(_six_newest, listed.NOW, row=Title)
