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


@register.simple_tag
def card(article, heading="h2", hide_meta=False):
    return _drawn_card(_Shown(article), heading, hide_meta)


class _Shown:
    """An article known by all that its card shows: two that show the same are drawn once."""

    def __init__(self, article):
        category, image = article.category, article.image
        picture = image and (image.card_url, image.width, image.height)
        self.article = article
        self.key = (
            *(article.pk, article.title, article.slug, article.summary, article.published_at),
            *(category.name, category.slug, picture),
        )

    def __hash__(self):
        return hash(self.key)

    def __eq__(self, other):
        return self.key == other.key


@lru_cache(maxsize=2048)
def _drawn_card(shown, heading, hide_meta):
    context = {"article": shown.article, "heading": heading, "hide_meta": hide_meta}
    return render_to_string("news/_card.html", context)


@lru_cache(maxsize=512)
def _drawn(*month):
    # Kept under all that it shows, so it can never be stale; drawing it is a fifth of a page's cost.
    return render_to_string("news/_calendar.html", {"calendar": archive.month_calendar(*month)})
