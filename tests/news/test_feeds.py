"""Each feed in its three forms: what the formats ask for, whole dates, sizes of what is attached, nothing hidden."""

import json
import re
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from govap.library.models import Image
from govap.portal.models import Identity
from govap.text import ZONE
from tests.factories import make_article, make_category, make_video
from tests.pictures import MP4, upload
from tests.populated import populate

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = ["/rss/tin-moi", "/rss/chuyen-muc/kinh-te", "/rss/video"]
AT = datetime(2017, 4, 12, 16, 10, 5, tzinfo=ZONE)


@pytest.fixture
def published():
    """One thing in each of FEEDS."""
    article = make_article(title="Mới & hay", summary="Tóm <tắt>", category=make_category(name="Kinh tế"),
                           published_at=AT)  # fmt: skip
    return article, make_video(title="Mới & hay", description="Tóm <tắt>", published_at=AT)


def titles(response):
    return [item.findtext("title") for item in xml(response).iter("item")]


def xml(response):
    assert response.status_code == 200
    return ElementTree.fromstring(response.content)  # noqa: S314 - our own feed


@pytest.mark.parametrize("path", FEEDS)
def test_rss(client, published, path):
    response = client.get(f"{path}.xml")
    assert response["Content-Type"] == "application/rss+xml; charset=utf-8"
    channel = xml(response).find("channel")
    for name in ("title", "link", "description", "language", "lastBuildDate"):
        assert channel.findtext(name), name
    itself = channel.find(f"{ATOM}link")
    assert (itself.get("rel"), itself.get("href")) == ("self", f"http://testserver{path}.xml")
    [item] = channel.findall("item")
    assert (item.findtext("title"), item.findtext("description")) == ("Mới & hay", "Tóm &lt;tắt&gt;")
    assert parsedate_to_datetime(item.findtext("pubDate")) == AT
    assert item.findtext("pubDate").endswith("+0700")
    assert item.findtext("link").startswith("http://testserver/")
    assert item.find("guid").get("isPermaLink") == "false"


@pytest.mark.parametrize("path", FEEDS)
def test_atom(client, published, path):
    Identity(name="Trang tin Gò Vấp").save()
    response = client.get(f"{path}.atom")
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = xml(response)
    assert feed.findtext(f"{ATOM}title").endswith("| Trang tin Gò Vấp")
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "Trang tin Gò Vấp"
    assert datetime.fromisoformat(feed.findtext(f"{ATOM}updated"))
    assert f"http://testserver{path}.atom" in [
        link.get("href") for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self"
    ]
    [entry] = feed.findall(f"{ATOM}entry")
    assert re.fullmatch(r"tag:testserver,2017-04-12:/[a-z-]+/moi-hay-\d+/", entry.findtext(f"{ATOM}id"))
    assert datetime.fromisoformat(entry.findtext(f"{ATOM}published")) == AT
    assert datetime.fromisoformat(entry.findtext(f"{ATOM}updated")) > AT
    summary = entry.find(f"{ATOM}summary")
    assert (summary.get("type"), summary.text) == ("html", "Tóm &lt;tắt&gt;")


@pytest.mark.parametrize("path", FEEDS)
def test_json(client, published, path):
    response = client.get(f"{path}.json")
    assert response["Content-Type"] == "application/feed+json; charset=utf-8"
    feed = response.json()
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == f"http://testserver{path}.json"
    assert feed["authors"][0]["name"]
    [item] = feed["items"]
    assert datetime.fromisoformat(item["date_published"]) == AT
    assert item["date_published"].endswith("+07:00")
    assert item["id"] == item["url"]
    assert (item["content_text"], len(item["tags"])) == ("Tóm <tắt>", 1)
    assert {type(value) for value in item.values()} <= {str, list}


def test_an_item_without_a_summary_is_valid_json_all_the_same(client):
    make_article(title="Chỉ tiêu đề", summary="")
    assert client.get("/rss/tin-moi.json").json()["items"][0]["content_text"] == "Chỉ tiêu đề"


class TestEnclosures:
    @pytest.fixture
    def picture(self):
        image = Image(file=upload("anh.jpg", size=(640, 480)))
        image.save()
        return image

    def test_picture_with_length_and_type(self, client, picture):
        make_article(image=picture)
        size = (Path(settings.MEDIA_ROOT) / picture.file.name).stat().st_size
        full = f"http://testserver{picture.url}"
        rss = xml(client.get("/rss/tin-moi.xml")).find("channel/item/enclosure")
        assert rss.attrib == {"url": full, "length": str(size), "type": "image/jpeg"}
        links = xml(client.get("/rss/tin-moi.atom")).findall(f"{ATOM}entry/{ATOM}link")
        [atom] = [link for link in links if link.get("rel") == "enclosure"]
        assert (atom.get("href"), atom.get("length"), atom.get("type")) == (full, str(size), "image/jpeg")
        [item] = client.get("/rss/tin-moi.json").json()["items"]
        assert item["image"] == full
        assert item["attachments"] == [{"url": full, "mime_type": "image/jpeg", "size_in_bytes": size}]

    def test_film_before_poster(self, client, picture):
        path = Path(settings.MEDIA_ROOT) / "video" / "kenh-tin.mp4"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(MP4)
        make_video(file="video/kenh-tin.mp4", poster=picture)
        enclosure = xml(client.get("/rss/video.xml")).find("channel/item/enclosure")
        assert (enclosure.get("type"), enclosure.get("length")) == ("video/mp4", str(len(MP4)))

    def test_a_file_that_is_gone_is_not_attached(self, client):
        image = Image(file="anh/khong-con.jpg", width=10, height=10)
        Image.objects.bulk_create([image])
        make_article(image=Image.objects.get())
        for ending in ("xml", "atom", "json"):
            page = client.get(f"/rss/tin-moi.{ending}").content.decode()
            assert "khong-con" not in page
            assert "Bài viết số" in page


def test_what_is_no_letter_does_not_break_a_feed(client):
    make_article(title="Dòng \x0b lạ", summary="Có \x01 ký tự lạ")
    for ending in ("xml", "atom"):
        assert client.get(f"/rss/tin-moi.{ending}").status_code == 200
        xml(client.get(f"/rss/tin-moi.{ending}"))


@pytest.mark.parametrize("ending", ["xml", "atom", "json"])
def test_nothing_hidden_is_in_a_feed(client, ending):
    make_article(title="zqxkinh", is_live=False)
    make_video(title="zqxkinh", is_live=False)
    for path in ("/rss/tin-moi", "/rss/video"):
        assert "zqxkinh" not in client.get(f"{path}.{ending}").content.decode()


def test_category_feed_holds_its_children_alone(client):
    parent = make_category(name="Kinh tế")
    make_article(title="Con", category=make_category(name="Doanh nghiệp", parent=parent))
    make_article(title="Ngoài", category=make_category())
    assert titles(client.get("/rss/chuyen-muc/kinh-te.xml")) == ["Con"]
    for ending in ("xml", "atom", "json"):
        assert client.get(f"/rss/chuyen-muc/khong-co.{ending}").status_code == 404


def test_long_feed_stops_at_thirty(client):
    for _ in range(32):
        make_article()
    assert len(titles(client.get("/rss/tin-moi.xml"))) == 30


@pytest.mark.parametrize("path", ["/rss/tin-moi", "/rss/chuyen-muc/chuyen-muc-0", "/rss/video"])
@pytest.mark.parametrize("ending", ["xml", "atom", "json"])
def test_queries_are_few(client, path, ending):
    populate(40)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(f"{path}.{ending}").status_code == 200
    assert len(captured) <= 3, "\n".join(one["sql"] for one in captured)


def test_every_form_is_listed_and_answers(client, published):
    page = client.get("/rss/").content.decode()
    for path in FEEDS:
        for ending in ("xml", "atom", "json"):
            assert f'href="{path}.{ending}"' in page
            assert client.get(f"{path}.{ending}").status_code == 200


def test_pages_tell_of_the_feeds(client):
    page = client.get("/").content.decode()
    told = re.findall(r'<link rel="alternate" type="([^"]+)" title="Tin mới" href="([^"]+)">', page)
    assert told == [
        ("application/rss+xml", "/rss/tin-moi.xml"),
        ("application/atom+xml", "/rss/tin-moi.atom"),
        ("application/feed+json", "/rss/tin-moi.json"),
    ]
    assert json.loads(client.get("/rss/tin-moi.json").content)["home_page_url"] == "http://testserver/tin-tuc/"
