import pytest
from django.utils import timezone

from govap.counting.models import DailyCount
from tests.factories import make_article, make_category

pytestmark = pytest.mark.django_db


def test_newest_featured_article_leads(client):
    make_article()
    lead = make_article(title="Đứng đầu", is_featured=True)
    assert client.get("/").context["lead"] == lead


def test_newest_article_leads_where_none_is_featured_and_stands_once(client):
    newest, second = make_article(), make_article()
    context = client.get("/").context
    assert context["lead"] == newest
    assert context["newest"] == [second]


def test_each_section_shows_its_newest_four_with_its_childrens(client):
    parent = make_category(name="Kinh tế")
    child = make_category(name="Doanh nghiệp", parent=parent)
    hidden = make_category(name="Ẩn", is_visible=False)
    made = [make_article(category=child if n % 2 else parent) for n in range(6)]
    make_article(category=hidden)
    (block,) = client.get("/").context["blocks"]
    assert (block["category"], block["articles"]) == (parent, made[:4])


def test_most_read_follows_the_counts_of_the_week(client):
    read, little, gone = make_article(), make_article(), make_article(is_live=False)
    for article, count in ((read, 9), (little, 2), (gone, 99)):
        DailyCount.objects.create(kind="article", object_id=article.pk, day=timezone.localdate(), count=count)
    found = client.get("/").context["most_read"]
    assert [(article, article.week_views) for article in found] == [(read, 9), (little, 2)]


def test_empty_site_says_that_data_is_coming(client):
    assert "Dữ liệu đang cập nhật" in client.get("/").content.decode()
