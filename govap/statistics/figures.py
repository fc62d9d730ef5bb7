"""What was read, watched, visited and searched, from the daily figures; each question costs one query."""

from collections import defaultdict
from dataclasses import dataclass

from django.db import connection
from django.db.models import CharField, Q, Sum, Value

from govap.counting.models import DailyCount
from govap.delivery.paths import path_of
from govap.search.models import Search
from news.models import Article, Category
from videos.models import Video

from .charts import change

MOST = 20
MOST_IN_SHEET = 500
MODELS = {"article": Article, "video": Video}
PAGES = {"article": "news:article", "video": "videos:video"}
GONE = {"article": "Bài số {}, đã rời trang", "video": "Video số {}, đã rời trang"}
# An article's days are summed before its category is looked up: a third of the time of a plain join over a year.
OF_CATEGORIES = """
    SELECT news_article.category_id, SUM(seen.views), SUM(seen.every) FROM (
        SELECT object_id, COALESCE(SUM(count) FILTER (WHERE day BETWEEN %s AND %s), 0) AS views, SUM(count) AS every
        FROM counting_dailycount
        WHERE kind = 'article' AND (day BETWEEN %s AND %s OR day BETWEEN %s AND %s)
        GROUP BY object_id
    ) AS seen
    LEFT JOIN news_article ON news_article.id = seen.object_id
    GROUP BY news_article.category_id
"""


@dataclass(frozen=True)
class Share:
    """What one category has: its views, those of the former period, its part of all and of the largest in percent."""

    name: str
    views: int
    former: int
    percent: float
    of_largest: float
    is_child: bool = False

    @property
    def change(self):
        return change(self.views, self.former)

    @property
    def width(self):
        return f"{self.of_largest:.1f}"  # for SVG; a template would write a comma


@dataclass(frozen=True)
class Seen:
    """A line of what is read or watched most; without an address when it is no longer on the site."""

    name: str
    address: str
    views: int


def by_day(period, *, with_searches=False):
    """{"article": {day: views}, "video": …, "visit": …} of the period and the former one; with searches also those
    and "nothing", the searches that found nothing."""
    branches = [DailyCount.objects.filter(_in_both(period)).values_list("kind", "day").annotate(total=Sum("count"))]
    if with_searches:
        branches += [_searches(period, "search"), _searches(period, "nothing", has_found=False)]
    found = defaultdict(dict)
    for kind, day, total in branches[0].union(*branches[1:], all=True):
        found[kind][day] = total
    return found


def by_category(period):
    """A Share of each category that had readers, those of a section below it, the most read section first."""
    views, former = _of_categories(period)
    names = list(Category.objects.order_by("order", "name").values_list("pk", "name", "parent"))
    children = defaultdict(list)
    for pk, name, parent in names:
        if parent and (views[pk] or former[pk]):
            children[parent].append((pk, name))
            views[parent] += views[pk]
            former[parent] += former[pk]
    tops = [(pk, name) for pk, name, parent in names if not parent] + [(None, "Không thuộc chuyên mục nào")]
    tops = sorted([top for top in tops if views[top[0]] or former[top[0]]], key=lambda top: -views[top[0]])
    whole = sum(views[pk] for pk, _ in tops) or 1
    largest = max((views[pk] for pk, _ in tops), default=0) or 1

    def share(pk, name, *, is_child=False):
        parts = 100 * views[pk] / whole, 100 * views[pk] / largest
        return Share(name, views[pk], former[pk], *parts, is_child)

    return [one for top in tops for one in [share(*top), *(share(*each, is_child=True) for each in children[top[0]])]]


def most_seen(period, length=MOST):
    """What is read most and what is watched most: two lists of Seen."""
    counted = {kind: _most_seen(period, kind, length) for kind in MODELS}
    titles = [_titles(kind, [pk for pk, _ in rows]) for kind, rows in counted.items()]
    live = {(kind, pk): (title, slug) for kind, pk, title, slug in titles[0].union(*titles[1:], all=True)}
    return [[_seen(kind, pk, views, live.get((kind, pk))) for pk, views in rows] for kind, rows in counted.items()]


def most_searched(period, length=MOST, *, nothing=False):
    """(words, times), the most frequent first; `nothing`: of searches that found nothing."""
    rows = Search.objects.filter(_in(period), **({"has_found": False} if nothing else {}))
    return list(rows.values_list("words").annotate(total=Sum("times")).order_by("-total", "words")[:length])


def _in(period):
    return Q(day__range=(period.first, period.last))


def _in_both(period):
    return _in(period) | Q(day__range=(period.former_first, period.former_last))


def _searches(period, kind, **only):
    rows = Search.objects.filter(_in_both(period), **only).annotate(kind=Value(kind, CharField()))
    return rows.values_list("kind", "day").annotate(total=Sum("times"))


def _of_categories(period):
    """Views and former views, {category: n}; None for articles that are deleted or in no category."""
    days = [connection.ops.adapt_datefield_value(day) for day in (period.first, period.last)]
    former = [connection.ops.adapt_datefield_value(day) for day in (period.former_first, period.former_last)]
    found = defaultdict(int), defaultdict(int)
    with connection.cursor() as cursor:
        cursor.execute(OF_CATEGORIES, [*days, *days, *former])
        for category, views, both in cursor.fetchall():
            found[0][category], found[1][category] = int(views), int(both - views)
    return found


def _most_seen(period, kind, length):
    rows = DailyCount.objects.filter(_in(period), kind=kind).values_list("object_id")
    return list(rows.annotate(views=Sum("count")).order_by("-views", "-object_id")[:length])


def _titles(kind, ids):
    rows = MODELS[kind].objects.published().filter(pk__in=ids).annotate(kind=Value(kind, CharField()))
    return rows.order_by().values_list("kind", "pk", "title", "slug")


def _seen(kind, pk, views, live):
    # What was withdrawn keeps its figures but shows its title to nobody here: not every reader of this page may.
    return Seen(live[0], path_of(PAGES[kind], live[1], pk), views) if live else Seen(GONE[kind].format(pk), "", views)
