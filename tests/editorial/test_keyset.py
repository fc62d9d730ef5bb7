from datetime import timedelta

import pytest
from django.test import RequestFactory
from django.utils import timezone

from govap.editorial import keyset
from news.models import Article
from tests.factories import make_article


@pytest.mark.django_db
def test_pages_meet_without_gap_or_twin_even_at_one_instant():
    same = timezone.now() - timedelta(days=1)
    made = {make_article(published_at=same).pk for _ in range(7)} | {make_article().pk for _ in range(4)}
    seen, address = [], "/"
    while address is not None:
        request = RequestFactory().get(address)
        articles, address = keyset.page(request, Article.objects.published().newest(), size=3)
        seen += [article.pk for article in articles]
    assert len(seen) == len(made)
    assert set(seen) == made


@pytest.mark.parametrize("cursor", ["", "x", "…", "AAAA", "!" * 5000, "\0", "_" * 22, "/" * 22, "f" * 21 + "="])
def test_broken_cursor_is_none(cursor):
    assert keyset.decode(cursor) is None


@pytest.mark.django_db
def test_next_address_drops_unknown_names():
    for _ in range(3):
        make_article()
    request = RequestFactory().get("/?q=a&x=1&truoc=hong")
    _, address = keyset.page(request, Article.objects.published().newest(), size=1)
    assert address.startswith("?q=a&truoc=")
    assert "x=1" not in address
