from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from govap.counting.models import DailyCount
from govap.prepared import Prepared
from news import listed
from news.models import Article
from news.most_read import most_read_ids
from tests.factories import make_article

pytestmark = pytest.mark.django_db
FIRST = datetime(1901, 1, 1, tzinfo=UTC)


def test_gives_what_the_queryset_gives():
    made = [make_article(published_at=timezone.now() - timedelta(hours=n)) for n in range(4)]

    def since(moment, pk):
        later = Article.objects.filter(published_at__gte=moment).exclude(pk=pk)
        return later.newest().values_list("pk", "published_at", "byline", "image__file")

    prepared = Prepared(since, FIRST, -101)
    for article in made:
        values = (article.published_at, made[0].pk)
        assert prepared(*values) == list(since(*values))
    assert prepared(made[2].published_at, 0)[-1][1] == made[2].published_at


def test_rows_are_made_as_told():
    article = make_article()
    prepared = Prepared(
        lambda pk: Article.objects.filter(pk=pk).values_list("pk", "title"), -101, row=lambda *row: row[1]
    )
    assert (prepared(article.pk), prepared(0)) == ([article.title], [])


def test_days_arrive_as_days():
    day = timezone.localdate()
    DailyCount.objects.create(kind="article", object_id=7, day=day, count=3)
    counted = Prepared(lambda day: DailyCount.objects.filter(day=day).values_list("day", "count"), date(1901, 1, 1))
    assert (counted(day), counted(day - timedelta(days=1))) == ([(day, 3)], [])


def test_refuses_a_value_that_has_no_place():
    with pytest.raises(ValueError, match=r"\[1\]"):
        Prepared(lambda pk, _: Article.objects.filter(pk=pk).values_list("pk"), -101, -102)(1, 2)


def test_values_are_never_written_into_the_statement():
    hostile = "'; DROP TABLE news_article; --"
    prepared = Prepared(lambda title: Article.objects.filter(title=title).values_list("pk"), "mẫu")
    prepared("x")
    article = make_article(title=hostile)
    assert prepared(hostile) == [(article.pk,)]


def test_more_articles_than_one_query_holds_are_all_found(django_assert_num_queries):
    made = [make_article().pk for _ in range(len(listed.SLOTS) + 1)]
    with django_assert_num_queries(2):
        assert listed.these(made).keys() == set(made)
    assert listed.these([]) == {}


@pytest.mark.parametrize("kind", ["ALL", "IN_SECTION", "IN_CHILD", "OF_MONTH", "OF_DAY"])
def test_prepared_lists_read_no_more_than_they_show(kind, rf):
    """The plans themselves are looked at in test_everything; here, that the rule of what citizens see is in each."""
    now = timezone.now()
    article, hidden = make_article(published_at=now), make_article(published_at=now, is_live=False)
    days = (now - timedelta(hours=1), now + timedelta(hours=1))
    values = {"OF_MONTH": days, "OF_DAY": days, "ALL": ()}.get(kind, (article.category_id,))
    with CaptureQueriesContext(connection) as captured:
        found, next_url = getattr(listed, kind).page(rf.get("/"), *values)
    assert ([teaser.pk for teaser in found], next_url, len(captured)) == ([article.pk], None, 1)
    assert hidden.pk not in [teaser.pk for teaser in found]


def test_most_read_are_cut_to_the_length_asked_for():
    day = timezone.localdate()
    rows = [DailyCount(kind="article", object_id=n, day=day, count=n) for n in range(1, 13)]
    DailyCount.objects.bulk_create(rows)
    assert list(most_read_ids(length=3).items()) == [(12, 12), (11, 11), (10, 10)]
    assert len(most_read_ids()) == 10


def test_takes_no_value_at_all():
    article = make_article()
    prepared = Prepared(lambda: Article.objects.filter(is_live=True).values_list("pk"))
    assert prepared() == prepared() == [(article.pk,)]


@pytest.mark.django_db(transaction=True)
def test_a_new_connection_plans_anew():
    article = make_article()
    prepared = Prepared(lambda pk: Article.objects.filter(pk=pk).values_list("pk"), -101)
    first = prepared(article.pk)
    connection.close()
    assert prepared(article.pk) == first == [(article.pk,)]
