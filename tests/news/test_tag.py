import pytest

from news.models import Tag
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def test_shows_published_articles_newest_first(client):
    older = make_article(tags=["Dân vận khéo"])
    newer = make_article(tags=["Dân vận khéo"], published_at=older.published_at.replace(year=older.published_at.year))
    make_article(tags=["Dân vận khéo"], is_live=False)
    assert {teaser.pk for teaser in client.get("/the/dan-van-kheo/").context["articles"]} == {older.pk, newer.pk}


def test_redating_an_article_reorders_its_tags(client):
    first, second = make_article(tags=["x"]), make_article(tags=["x"])
    second.published_at, first.published_at = first.published_at, second.published_at
    first.save()
    second.save()
    assert [teaser.pk for teaser in client.get("/the/x/").context["articles"]] == [second.pk, first.pk]


def test_words_that_differ_by_accent_are_two_tags():
    make_article(tags=["mạ", "má"])
    assert Tag.objects.count() == 2
    assert {tag.slug for tag in Tag.objects.all()} == {"ma", "ma-1"}


def test_drafts_leave_no_holes_in_a_page(client):
    made = [make_article(tags=["x"]) for _ in range(3)]
    for article in [make_article(tags=["x"]) for _ in range(25)]:
        article.is_live = False
        article.save()
    shown = make_article(tags=["x"])
    assert [teaser.pk for teaser in client.get("/the/x/").context["articles"]] == [
        article.pk for article in (*made, shown)
    ]
