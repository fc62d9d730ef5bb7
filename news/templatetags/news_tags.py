from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils import timezone

from news import archive
from news.models import Article

register = template.Library()


@register.simple_tag
def calendar(year, month):
    return _drawn(year, month, archive.counts_of(year, month), timezone.localdate())


@register.inclusion_tag("news/_titles.html")
def newest_titles(length=6):
    return {"articles": Article.objects.published().only("title", "slug", "published_at").newest()[:length]}


@lru_cache(maxsize=512)
def _drawn(*month):
    # Kept under all that it shows, so it can never be stale; drawing it is a fifth of a page's cost.
    return render_to_string("news/_calendar.html", {"calendar": archive.month_calendar(*month)})
