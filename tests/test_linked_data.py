"""What schema.org calls the things on a page, read out of the page as a machine would."""

import json
import re
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from govap import html
from govap.editorial.models import Correction
from govap.portal.models import Identity
from govap.text import ZONE
from tests.factories import make_article, make_category, make_user, make_video

pytestmark = pytest.mark.django_db
AT = datetime(2017, 4, 12, 16, 10, tzinfo=ZONE)
EVIL = "</script><script>alert(1)</script> & \u2028"


def told(client, path):
    """The nodes on a page by their type."""
    page = client.get(path).content.decode()
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    nodes = [node for one in found for node in json.loads(one)["@graph"]]
    return {node["@type"]: node for node in nodes}


def crumbs(nodes):
    items = nodes["BreadcrumbList"]["itemListElement"]
    assert [item["position"] for item in items] == list(range(1, len(items) + 1))
    return [(item["name"], item["item"]) for item in items]


def test_article(client):
    Identity(governing_body="Ủy ban nhân dân Phường Gò Vấp", telephone="028 3894 0000").save()
    child = make_category(name="Doanh nghiệp", parent=make_category(name="Kinh tế"))
    article = make_article(title="Hội nghị", category=child, published_at=AT, tags=["Y tế"], summary="Tóm tắt.",
                           byline=[{"role": "bai", "name": "BA MINH"}, {"role": "anh", "name": "Ai"}])  # fmt: skip
    by = make_user()
    Correction.objects.create(item=article, wrong="1.200 hộ", right="1.020 hộ", published_at=AT, by=by)
    nodes = told(client, article.get_absolute_url())
    news = nodes["NewsArticle"]
    assert (news["headline"], news["description"]) == ("Hội nghị", "Tóm tắt.")
    assert news["datePublished"] == "2017-04-12T16:10:00+07:00"
    assert datetime.fromisoformat(news["dateModified"]) > AT
    assert news["author"] == [{"@type": "Person", "name": "BA MINH"}]
    assert (news["articleSection"], news["keywords"]) == ("Doanh nghiệp", ["Y tế"])
    assert news["image"][0].startswith("http://testserver/anh-chia-se/bai-")
    assert "1.020 hộ" in news["correction"][0]["text"]
    body = nodes["GovernmentOrganization"]
    assert news["publisher"]["@id"] == body["@id"]
    assert (body["name"], body["telephone"]) == ("Ủy ban nhân dân Phường Gò Vấp", "028 3894 0000")
    assert "email" not in body
    assert crumbs(nodes) == [
        ("Trang chủ", "http://testserver/"),
        ("Kinh tế", "http://testserver/chuyen-muc/kinh-te/"),
        ("Doanh nghiệp", "http://testserver/chuyen-muc/doanh-nghiep/"),
        ("Hội nghị", f"http://testserver{article.get_absolute_url()}"),
    ]


def test_video(client):
    video = make_video(title="Phòng cháy", description="Cách dùng bình", youtube_id="dQw4w9WgXcQ", published_at=AT)
    node = told(client, video.get_absolute_url())["VideoObject"]
    assert (node["name"], node["description"]) == ("Phòng cháy", "Cách dùng bình")
    assert node["uploadDate"] == "2017-04-12T16:10:00+07:00"
    assert node["embedUrl"].endswith("/embed/dQw4w9WgXcQ")
    assert node["thumbnailUrl"][0].startswith("http://testserver/anh-chia-se/video-")
    assert "contentUrl" not in node


def test_home_and_category(client):
    make_category(name="Kinh tế")
    nodes = told(client, "/")
    target = nodes["WebSite"]["potentialAction"]["target"]["urlTemplate"]
    assert target == "http://testserver/tim-kiem/?q={search_term_string}"
    assert "GovernmentOrganization" in nodes
    assert crumbs(told(client, "/chuyen-muc/kinh-te/"))[-1][0] == "Kinh tế"


def test_no_text_ends_the_script(client):
    Identity(governing_body=EVIL[:200], name="Trang").save()
    article = make_article(title=EVIL, summary=EVIL, tags=[EVIL], category=make_category(name=EVIL))
    page = client.get(article.get_absolute_url()).content.decode()
    assert "<script>alert" not in page
    assert told(client, article.get_absolute_url())["NewsArticle"]["description"].startswith("</script>")


def test_what_is_not_public_is_not_told(client):
    article = make_article(
        is_live=False, withdrawn_at=timezone.now(), withdrawn_why="outdated", withdrawn_note="Đã cũ.",
        published_at=timezone.now() - timedelta(days=1),
    )  # fmt: skip
    response = client.get(article.get_absolute_url())
    assert response.status_code == 200
    assert "NewsArticle" not in response.content.decode()


def test_data_in_a_script_is_the_data():
    told = str(html.as_json_ld({"a": EVIL}))
    inside = told.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert json.loads(inside) == {"a": EVIL}
    assert not set("<>&\u2028") & set(inside)
