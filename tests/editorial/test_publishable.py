from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from news.models import Article
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def test_published_shows_what_is_live_and_due():
    now = timezone.now()
    shown = make_article()
    make_article(is_live=False)
    make_article(published_at=now + timedelta(seconds=5))
    make_article(published_at=now - timedelta(days=2), expires_at=now - timedelta(days=1))
    assert list(Article.objects.published()) == [shown]


def test_future_article_appears_by_itself():
    later = make_article(published_at=timezone.now() + timedelta(hours=1))
    assert later not in Article.objects.published()
    assert later in Article.objects.published(at=later.published_at)


def test_expired_article_goes_at_its_moment():
    article = make_article(expires_at=timezone.now() + timedelta(hours=1))
    assert article.is_published()
    assert article not in Article.objects.published(at=article.expires_at)


def test_live_without_date_is_dated_now():
    article = make_article(published_at=None)
    assert article.published_at <= timezone.now()


def test_database_refuses_expiry_before_publication():
    article = make_article()
    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.filter(pk=article.pk).update(expires_at=article.published_at)


def test_database_refuses_live_without_date():
    article = make_article()
    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.filter(pk=article.pk).update(published_at=None)
