"""Which card belongs to what."""

from django.utils import timezone

from .kept import Card, crest_of

SITE = "Tin tức, thông báo, thư viện video"


def article(item, identity):
    return _card("bai", item, item.category.name, identity)


def video(item, identity):
    return _card("video", item, f"Video · {item.programme.title}", identity)


def site(identity):
    names = (identity.governing_body, identity.short_name)
    return Card("trang", 1, identity.name, SITE, names, crest_of(identity))


def _card(kind, item, place, identity):
    day = f"{timezone.localtime(item.published_at):%d/%m/%Y}"
    names = (identity.governing_body, identity.name)
    return Card(kind, item.pk, item.title, f"{place} · {day}", names, crest_of(identity))
