"""Which pages name the rules by which a browser fetches ahead, and what these allow."""

import pytest

from govap.delivery import ahead
from tests.factories import make_user
from tests.populated import populate
from tests.test_everything import PAGES, address

pytestmark = pytest.mark.django_db


def test_every_page_of_readers_names_them(client):
    populate(30)
    for name in PAGES.keys() - {"shared", "open_data"}:
        assert client.get(address(PAGES[name])).headers["Speculation-Rules"] == '"/doc-truoc.json"', name
    assert client.get("/doc-truoc.json").headers["Content-Type"] == ahead.CONTENT_TYPE


@pytest.mark.parametrize("path", ["/rss/tin-moi.xml", "/admin/login/", "/khong-co-trang-nay/", "/ngoai-tuyen/"])
def test_nothing_else_does(client, path):
    assert "Speculation-Rules" not in client.get(path).headers


def test_pages_of_who_is_logged_in_do_not(client):
    client.force_login(make_user("bien-tap"))
    assert "Speculation-Rules" not in client.get("/").headers
