import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from govap.portal.models import Page
from tests.factories import make_article, make_video

pytestmark = pytest.mark.django_db


def locations(response):
    return re.findall(r"<loc>http://testserver([^<]*)</loc>", response.content.decode())


def test_index_leads_to_every_published_thing(client):
    article = make_article(published_at=datetime(2017, 4, 12, 16, 10, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")))
    draft = make_article(is_live=False)
    video = make_video()
    page = Page.objects.create(title="Giới thiệu", is_live=True, review="imported")
    index = locations(client.get("/sitemap.xml"))
    assert "/sitemap-2017-04.xml" in index
    found = {address for part in index for address in locations(client.get(part))}
    assert {article.get_absolute_url(), video.get_absolute_url(), page.get_absolute_url()} <= found
    assert draft.get_absolute_url() not in found


@pytest.mark.parametrize("part", ["2017-13", "0000-01", "khong-co", "9999-99"])
def test_unknown_part_is_not_found(client, part):
    assert client.get(f"/sitemap-{part}.xml").status_code == 404


def test_robots_names_the_sitemap_and_no_admin(client):
    text = client.get("/robots.txt").content.decode()
    assert "Sitemap: http://testserver/sitemap.xml" in text
    assert "admin" not in text
