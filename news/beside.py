"""What stands beside an article, in one query: newer and older ones, and those of the same tags and names."""

from collections import defaultdict
from datetime import timedelta

from django.db.models import CharField, Value
from django.utils import timezone

from .models import Article
from .naming import keys, newest_with

NEIGHBOURS, RELATED = 5, 5
MOST_TAGS, MOST_NAMES, EACH = 5, 6, 12
NEWER, OLDER = "newer", "older"
HALF_YEAR = timedelta(days=180)
COLUMNS = ("why", "pk", "title", "slug", "published_at")


def beside(article, tags, *, is_whole_site):
    """{"newer", "older", "related"}: articles with title, address and date; the neighbours of its category or of the
    whole site, both newest first, related ones the nearest in matter first."""
    place = (article.published_at, article.pk)
    ids = _neighbours(article, place, is_whole_site) | _of_tags(tags) | _of_names(article)
    found = _read(ids)
    newer, older = _newest(found.pop(NEWER, [])), _newest(found.pop(OLDER, []))
    known = {article.pk} | {near.pk for near in newer + older}
    return {"newer": newer, "older": older, "related": _nearest(found, known)}


def _neighbours(article, place, is_whole_site):
    published = Article.objects.published()
    scope = published if is_whole_site else published.filter(category=article.category_id)
    return {
        NEWER: scope.newer_than(*place).order_by("published_at", "pk").values("pk")[:NEIGHBOURS],
        OLDER: scope.older_than(*place).newest().values("pk")[:NEIGHBOURS],
    }


def _of_tags(tags):
    now = timezone.now()
    known = [tag for tag in tags if tag.pk][:MOST_TAGS]
    return {f"tag {tag.pk}": tag.items.until(now).newest().values("content_object")[:EACH] for tag in known}


def _of_names(article):
    return {f"name {key}": newest_with(key).values("article")[:EACH] for key in keys(article)[:MOST_NAMES]}


def _read(ids):
    """Articles by why they are here. Ids first: a part of a union may be neither ordered nor cut on SQLite."""
    parts = [
        Article.objects.published().filter(pk__in=some).annotate(why=Value(why, CharField())).values_list(*COLUMNS)
        for why, some in ids.items()
    ]
    found = defaultdict(list)
    for why, *values in parts[0].union(*parts[1:], all=True):
        found[why].append(Article(**dict(zip(COLUMNS[1:], values, strict=True))))
    return found


def _newest(articles):
    return sorted(articles, key=lambda one: (one.published_at, one.pk), reverse=True)


def _nearest(found, known):
    """Those that share most with the article; a rare tag or name says more than one that every other article has."""
    weights, articles = defaultdict(float), {}
    for some in found.values():
        for one in some:
            if one.pk not in known:
                articles[one.pk] = one
                weights[one.pk] += _rarity(some)
    ranked = sorted(articles.values(), key=lambda one: (weights[one.pk], one.published_at, one.pk), reverse=True)
    return ranked[:RELATED]


def _rarity(articles):
    """From 0 to 2: how far back the newest dozen reaches."""
    if len(articles) < EACH:
        return 2
    dates = [one.published_at for one in articles]
    return min(2, (max(dates) - min(dates)) / HALF_YEAR)
