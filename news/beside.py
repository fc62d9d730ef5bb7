"""What stands beside an article, in one query: newer and older ones, and those of the same tags and names."""

from collections import defaultdict
from datetime import timedelta
from functools import cache

from django.db.models import IntegerField, Value
from django.utils import timezone

from govap.prepared import Prepared

from .listed import BEFORE, NOW, NUMBER, OTHER, SLOTS, published
from .models import Article, TaggedArticle
from .naming import Naming, keys
from .teasers import Title

NEIGHBOURS, RELATED = 5, 5
MOST_TAGS, MOST_NAMES, EACH = 5, 6, 12
NEWER, OLDER = 0, 1  # and from 2 on one number for each tag and name
HALF_YEAR = timedelta(days=180)


def beside(article, tags, *, is_whole_site):
    """{"newer", "older", "related"}: titles; the neighbours of its category or of the whole site, both newest first,
    related ones the nearest in matter first."""
    found = _read(article, tags, is_whole_site)
    newer, older = _newest(found.pop(NEWER, [])), _newest(found.pop(OLDER, []))
    known = {article.pk} | {near.pk for near in newer + older}
    return {"newer": newer, "older": older, "related": _nearest(found, known)}


def _read(article, tags, is_whole_site):
    of_tags = [tag.pk for tag in tags if tag.pk][:MOST_TAGS]
    of_names = _names_of(article)[:MOST_NAMES]
    place = (article.published_at, article.pk) + (() if is_whole_site else (article.category_id,))
    found = defaultdict(list)
    query = _prepared(len(of_tags), len(of_names), is_whole_site)
    for why, title in query(timezone.now(), *place, *of_tags, *of_names):
        found[why].append(title)
    return found


def _names_of(article):
    """Those that came with its row; of a draft in memory, those in its words."""
    return article.names_told if hasattr(article, "names_told") else keys(article)


@cache
def _prepared(tags, names, is_whole_site):
    """The query for so many tags and names."""

    def make(now, published_at, pk, *values):
        scope, given = published(now), values
        if not is_whole_site:
            category, *given = values
            scope = scope.filter(category=category)
        of_tags = [_newest_of(TaggedArticle.objects.filter(tag=tag), now, "content_object") for tag in given[:tags]]
        of_names = [_newest_of(Naming.objects.filter(name=name), now, "article") for name in given[tags:]]
        return _united(now, _near(scope, published_at, pk) + of_tags + of_names)

    place = (BEFORE, OTHER) if is_whole_site else (BEFORE, OTHER, NUMBER)
    return Prepared(make, NOW, *place, *SLOTS[: tags + names], row=lambda why, *cells: (why, Title(*cells)))


def _near(scope, published_at, pk):
    newer = scope.newer_than(published_at, pk).order_by("published_at", "pk").values("pk")[:NEIGHBOURS]
    return [newer, scope.older_than(published_at, pk).newest().values("pk")[:NEIGHBOURS]]


def _newest_of(rows, now, article):
    return rows.until(now).newest().values(article)[:EACH]


def _united(now, parts):
    """Ids first: a part of a union may be neither ordered nor cut on SQLite."""
    first, *others = [
        Article.objects.published(now).filter(pk__in=ids).annotate(why=Value(why, IntegerField()))
        .values_list("why", *Title._fields)
        for why, ids in enumerate(parts)
    ]  # fmt: skip
    return first.union(*others, all=True)


def _newest(titles):
    return sorted(titles, key=lambda one: (one.published_at, one.pk), reverse=True)


def _nearest(found, known):
    """Those that share most with the article; a rare tag or name says more than one that every other article has."""
    weights, titles = defaultdict(float), {}
    for some in found.values():
        for one in some:
            if one.pk not in known:
                titles[one.pk] = one
                weights[one.pk] += _rarity(some)
    ranked = sorted(titles.values(), key=lambda one: (weights[one.pk], one.published_at, one.pk), reverse=True)
    return ranked[:RELATED]


def _rarity(titles):
    """From 0 to 2: how far back the newest dozen reaches."""
    if len(titles) < EACH:
        return 2
    dates = [one.published_at for one in titles]
    return min(2, (max(dates) - min(dates)) / HALF_YEAR)
