"""Newest-first lists of published articles as pages show them, by prepared queries."""

from datetime import UTC, datetime

from django.utils import timezone

from govap.editorial import keyset
from govap.prepared import Prepared

from .models import Article, Category
from .teasers import COLUMNS, Teaser

# Stand-ins that no query holds itself.
NOW, SINCE, UNTIL, BEFORE = (datetime(1901, 1, day, tzinfo=UTC) for day in (1, 2, 3, 4))
NUMBER, OTHER = -101, -102
SLOTS = range(-150, -110)  # for numbers of articles in one query


def published(now):
    return Article.objects.published(now)


def teasers(make, *samples):
    """A query of articles whose rows are teasers: `make(now, *values)`."""
    return Prepared(lambda *values: make(*values).values_list(*COLUMNS), NOW, *samples, row=Teaser.of)


class Listed:
    """One kind of list: `narrow(articles, *values)` says what is on it; called with a request and values, gives a page
    of teasers and the address of the next one (None on the last)."""

    def __init__(self, narrow, *samples, size=20):
        def first(now, *values):
            return narrow(published(now), *values).newest()[: size + 1]

        def continued(now, published_at, pk, *values):
            return narrow(published(now), *values).older_than(published_at, pk).newest()[: size + 1]

        self.size = size
        self.first = teasers(first, *samples)
        self.continued = teasers(continued, BEFORE, OTHER, *samples)

    def page(self, request, *values):
        def rows(cursor):
            now = timezone.now()
            return self.continued(now, *cursor, *values) if cursor else self.first(now, *values)

        return keyset.cut(request, rows, self.size)


ALL = Listed(lambda articles: articles)
IN_SECTION = Listed(lambda articles, pk: articles.in_category(Category(pk=pk)), NUMBER)
IN_CHILD = Listed(lambda articles, pk: articles.in_category(Category(pk=pk, parent_id=pk)), NUMBER)
OF_MONTH = Listed(lambda articles, *bounds: articles.within(*bounds), SINCE, UNTIL)
OF_DAY = Listed(lambda articles, *bounds: articles.within(*bounds), SINCE, UNTIL, size=50)
_these = teasers(lambda now, *ids: published(now).filter(pk__in=ids), *SLOTS)


def these(ids):
    """{id: teaser} of the published ones of these articles, however many."""
    ids, size, now = list(ids), len(SLOTS), timezone.now()
    starts = range(0, len(ids), size)
    rows = [row for start in starts for row in _these(now, *_filled(ids[start : start + size]))]
    return {row.pk: row for row in rows}


def _filled(ids):
    return ids + [0] * (len(SLOTS) - len(ids))
