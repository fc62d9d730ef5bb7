"""Sitemaps: what they lead to, that they are valid, and that their dates are those that readers saw."""

import re
from datetime import datetime, timedelta
from xml.etree import ElementTree as Tree

import pytest
from django.contrib.sitemaps import Sitemap
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from govap.delivery.policy import policy_of
from govap.library.models import Image
from govap.portal.models import Identity, Page
from govap.text import ZONE
from tests.factories import make_article, make_video
from tests.pictures import upload
from tests.populated import populate
from tests.xsd import faults
from videos.models import Video

pytestmark = pytest.mark.django_db
AT = datetime(2017, 4, 12, 16, 10, tzinfo=ZONE)
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
VIDEO = "{http://www.google.com/schemas/sitemap-video/1.1}"
IMAGE = "{http://www.google.com/schemas/sitemap-image/1.1}"
SITE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
ODD = 'Họp & "bàn" <b>\x0b\ufffe ' + "rất " * 70  # signs that XML must not hold, and too long for some


def read(client, path):
    """The parsed sitemap, which is valid."""
    response = client.get(path)
    assert response.status_code == 200, path
    assert response["Content-Type"] == "application/xml; charset=utf-8"
    assert faults(response.content) == []
    return Tree.fromstring(response.content)  # noqa: S314  our own


def entries(client, path):
    """{path of the address: its entry}"""
    found = {entry.findtext(f"{SITE}loc"): entry for entry in read(client, path)}
    assert all(address.startswith("http://testserver/") for address in found)
    return {address.removeprefix("http://testserver"): entry for address, entry in found.items()}


def lastmod(entry):
    found = entry.findtext(f"{SITE}lastmod")
    return found and datetime.fromisoformat(found)


def touched(item, moment):
    type(item).objects.filter(pk=item.pk).update(updated_at=moment)


def test_index_leads_to_every_published_thing(client):
    article = make_article(published_at=AT)
    draft = make_article(is_live=False)
    video = make_video()
    page = Page.objects.create(title="Giới thiệu", is_live=True, review="imported")
    index = entries(client, "/sitemap.xml")
    assert "/sitemap-2017-04.xml" in index
    found = {address for part in index for address in entries(client, part)}
    assert {article.get_absolute_url(), video.get_absolute_url(), page.get_absolute_url()} <= found
    assert draft.get_absolute_url() not in found


def test_of_an_empty_site(client):
    Page.objects.all().delete()
    index = entries(client, "/sitemap.xml")
    assert list(index) == ["/sitemap-chung.xml"]
    assert entries(client, "/sitemap-chung.xml")
    assert client.get("/sitemap-tin-moi.xml").status_code == 404
    assert client.get("/sitemap-2017-04.xml").status_code == 404


@pytest.mark.parametrize("part", ["2017-13", "0000-01", "khong-co", "9999-99", "chung"])
def test_unknown_part_or_page_is_not_found(client, part):
    for page in ("2", "0", "-1", "x"):
        assert client.get(f"/sitemap-{part}.xml?p={page}").status_code == 404


def test_every_part_of_a_full_site_is_valid(client):
    populate(60)
    make_article(title=ODD[:300], published_at=timezone.now())
    make_video(title=ODD[:200], description=ODD * 8)
    index = entries(client, "/sitemap.xml")
    assert {"chung", "tin-moi", "chuyen-muc", "video", "trang"} <= {part[9:-4] for part in index}
    for part in index:
        assert entries(client, part)


class TestDates:
    def test_an_entry_and_its_part_changed_when_readers_saw_it(self, client):
        early, late = make_article(published_at=AT), make_article(published_at=AT + timedelta(hours=1))
        touched(early, AT + timedelta(days=3))
        touched(late, AT - timedelta(days=3))  # written before its first day
        part = entries(client, "/sitemap-2017-04.xml")
        assert lastmod(part[early.get_absolute_url()]) == AT + timedelta(days=3)
        assert lastmod(part[late.get_absolute_url()]) == AT + timedelta(hours=1)
        assert lastmod(entries(client, "/sitemap.xml")["/sitemap-2017-04.xml"]) == AT + timedelta(days=3)

    def test_months_begin_at_midnight_here(self, client):
        make_article(published_at=datetime(2017, 4, 30, 23, 59, tzinfo=ZONE))
        make_article(published_at=datetime(2017, 5, 1, 0, 1, tzinfo=ZONE))
        index = entries(client, "/sitemap.xml")
        for month in ("2017-04", "2017-05"):
            assert len(entries(client, f"/sitemap-{month}.xml")) == 1
            assert f"/sitemap-{month}.xml" in index

    def test_nothing_is_said_of_what_has_no_date(self, client):
        make_article()
        index = entries(client, "/sitemap.xml")
        assert lastmod(index["/sitemap-chung.xml"]) is None


class TestNews:
    def test_two_days_of_news(self, client):
        Identity(name="Trang tin Gò Vấp & bạn đọc").save()
        fresh = make_article(title="Họp <b>", published_at=timezone.now() - timedelta(hours=47))
        make_article(published_at=timezone.now() - timedelta(hours=49))
        [(address, entry)] = entries(client, "/sitemap-tin-moi.xml").items()
        assert address == fresh.get_absolute_url()
        news = entry.find(f"{NEWS}news")
        assert news.findtext(f"{NEWS}title") == "Họp <b>"
        assert news.findtext(f"{NEWS}publication/{NEWS}name") == "Trang tin Gò Vấp & bạn đọc"
        at = datetime.fromisoformat(news.findtext(f"{NEWS}publication_date"))
        assert at == fresh.published_at

    def test_on_quiet_days_the_newest_article_is_no_news(self, client):
        make_article(published_at=AT)
        newest = make_article(published_at=AT + timedelta(days=1))
        [(address, entry)] = entries(client, "/sitemap-tin-moi.xml").items()
        assert address == newest.get_absolute_url()
        assert entry.find(f"{NEWS}news") is None


class TestPictures:
    def test_those_of_the_head_and_of_the_text(self, client):
        lead, inner, unused = (Image(file=upload(name=f"{n}.jpg", size=(64, 40 + n)), alt="Trụ sở") for n in range(3))
        for image in (lead, inner, unused):
            image.save()
        article = make_article(image=lead, body=f'<figure><img src="{inner.url}" alt=""></figure>', published_at=AT)
        bare = make_article(published_at=AT)
        part = entries(client, "/sitemap-2017-04.xml")
        shown = [one.text for one in part[article.get_absolute_url()].iter(f"{IMAGE}loc")]
        assert shown == [f"http://testserver{lead.url}", f"http://testserver{inner.url}"]
        assert not list(part[bare.get_absolute_url()].iter(f"{IMAGE}loc"))


class TestVideos:
    def test_youtube(self, client):
        video = make_video(title="Phòng cháy", youtube_id="dQw4w9WgXcQ", published_at=AT)
        told = entries(client, "/sitemap-video.xml")[video.get_absolute_url()].find(f"{VIDEO}video")
        assert told.findtext(f"{VIDEO}player_loc") == "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"
        assert told.findtext(f"{VIDEO}content_loc") is None
        thumbnail = told.findtext(f"{VIDEO}thumbnail_loc").removeprefix("http://testserver")
        assert client.get(thumbnail)["Content-Type"] == "image/png"

    def test_file(self, client):
        video = make_video(youtube_id="")
        Video.objects.filter(pk=video.pk).update(file="video/2017/04/phim.mp4")
        told = entries(client, "/sitemap-video.xml")[video.get_absolute_url()].find(f"{VIDEO}video")
        assert told.findtext(f"{VIDEO}content_loc") == "http://testserver/media/video/2017/04/phim.mp4"

    def test_one_that_cannot_be_played_is_a_page_alone(self, client):
        video = make_video(youtube_id="", legacy_key="phim-cu")
        assert entries(client, "/sitemap-video.xml")[video.get_absolute_url()].find(f"{VIDEO}video") is None


class TestSplit:
    @pytest.fixture(autouse=True)
    def limit(self, monkeypatch):
        monkeypatch.setattr(Sitemap, "limit", 2)

    def test_index_names_every_page_of_a_part(self, client):
        articles = [make_article(published_at=AT + timedelta(minutes=n)) for n in range(5)]
        pages = [part for part in entries(client, "/sitemap.xml") if "2017-04" in part]
        assert pages == [f"/sitemap-2017-04.xml{query}" for query in ("", "?p=2", "?p=3")]
        found = [list(entries(client, page)) for page in pages]
        assert [len(page) for page in found] == [2, 2, 1]
        assert {address for page in found for address in page} == {one.get_absolute_url() for one in articles}

    def test_the_page_cache_knows_the_pages_apart(self):
        policy = policy_of("/sitemap-2017-04.xml")
        assert policy.query_of("p=2&utm_source=x") == "p=2"


def test_its_cost_does_not_grow_with_the_site(client):
    populate(40, every=timedelta(days=20))
    paths = ["/sitemap.xml", "/sitemap-video.xml", "/sitemap-tin-moi.xml", *list(entries(client, "/sitemap.xml"))[-1:]]
    for path in paths:
        with CaptureQueriesContext(connection) as captured:
            client.get(path)
        assert len(captured) <= 8, path


def test_robots_names_the_sitemap_and_no_admin(client):
    text = client.get("/robots.txt").content.decode()
    assert "Sitemap: http://testserver/sitemap.xml" in text
    assert "admin" not in text
    assert not re.search(r"Disallow: /(static|media|api)", text)
