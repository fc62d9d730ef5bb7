import pytest
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser

from govap.counting.models import DailyCount
from govap.library.models import Image
from tests.factories import make_article, make_category
from tests.pictures import upload

pytestmark = pytest.mark.django_db


def test_newest_featured_article_leads(client):
    make_article()
    lead = make_article(title="Đứng đầu", is_featured=True)
    assert client.get("/").context["lead"].pk == lead.pk


def test_newest_article_leads_where_none_is_featured_and_stands_once(client):
    newest, second = make_article(), make_article()
    context = client.get("/").context
    assert context["lead"].pk == newest.pk
    assert [teaser.pk for teaser in context["newest"]] == [second.pk]


def test_each_section_shows_its_newest_four_with_its_childrens(client):
    parent = make_category(name="Kinh tế")
    child = make_category(name="Doanh nghiệp", parent=parent)
    hidden = make_category(name="Ẩn", is_visible=False)
    made = [make_article(category=child if n % 2 else parent) for n in range(6)]
    make_article(category=hidden)
    (block,) = client.get("/").context["blocks"]
    assert block["name"] == parent.name
    assert [teaser.pk for teaser in block["articles"]] == [article.pk for article in made[:4]]


def test_most_read_follows_the_counts_of_the_week(client):
    read, little, gone = make_article(), make_article(), make_article(is_live=False)
    for article, count in ((read, 9), (little, 2), (gone, 99)):
        DailyCount.objects.create(kind="article", object_id=article.pk, day=timezone.localdate(), count=count)
    found = client.get("/").context["most_read"]
    assert [(teaser.pk, views) for teaser, views in found] == [(read.pk, 9), (little.pk, 2)]


def test_empty_site_says_that_data_is_coming(client):
    html = client.get("/").content.decode()
    assert "Kính chào quý vị" in html
    assert "Dữ liệu đang cập nhật" in html
    assert not [words for words in ("Tin mới</a></h2>", "ĐỌC NHIỀU") if words in html]


def test_lead_and_cards_show_the_main_thing_of_a_picture_in_their_own_size(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    image = Image.objects.create(file=upload(size=(900, 600)), alt="Quầy một cửa", focal_x=0.9, focal_y=0.1)
    Image.objects.filter(pk=image.pk).update(renditions=[320, 640, 900])
    for _ in range(3):
        make_article(image=image)
    page = LexborHTMLParser(client.get("/").content.decode())
    shown = page.css("main a.picture")
    assert len(shown) >= 2
    for link in shown:
        assert "focus-x-4 focus-y-0" in link.attributes["class"]
        assert link.css_first("picture source[type='image/webp']").attributes["sizes"]
        picture = link.css_first("img").attributes
        assert (picture["width"], picture["height"], picture["alt"]) == ("900", "600", "")
