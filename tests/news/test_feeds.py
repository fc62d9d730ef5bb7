from xml.etree import ElementTree

import pytest

from tests.factories import make_article, make_category

pytestmark = pytest.mark.django_db


def titles(response):
    return [item.findtext("title") for item in ElementTree.fromstring(response.content).iter("item")]  # noqa: S314 - our own feed


def test_newest_feed(client):
    make_article(title="Mới & hay", summary="Tóm <tắt>")
    make_article(title="Nháp", is_live=False)
    assert titles(client.get("/rss/tin-moi.xml")) == ["Mới & hay"]


def test_category_feed_holds_its_children_alone(client):
    parent = make_category(name="Kinh tế")
    make_article(title="Con", category=make_category(name="Doanh nghiệp", parent=parent))
    make_article(title="Ngoài", category=make_category())
    assert titles(client.get("/rss/chuyen-muc/kinh-te.xml")) == ["Con"]
    assert client.get("/rss/chuyen-muc/khong-co.xml").status_code == 404


def test_long_feed_stops_at_thirty(client):
    for _ in range(32):
        make_article()
    assert len(titles(client.get("/rss/tin-moi.xml"))) == 30
