"""Related articles: by tags and by the people and bodies that both name, never by what citizens may not see."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from govap.editorial import workflow
from govap.editorial.roles import APPROVER
from news.beside import EACH, NEIGHBOURS, RELATED, beside
from news.models import Article
from news.naming import Naming
from tests.factories import make_article, make_category, make_draft, make_staff

pytestmark = pytest.mark.django_db


def related(article):
    found = beside(article, list(article.tags.all()), is_whole_site=False)
    return [one.title for one in found["related"]]


@pytest.fixture
def article():
    """In a category of its own: neighbours are never related."""
    make_category(name="Chung")
    body = "<p>Ông Nguyễn Văn Mẫu đến Trường Tiểu học Ví Dụ.</p>"
    return make_article(title="Khai giảng", category=make_category(order=1), tags=["Giáo dục", "Phường 5"], body=body)


def test_articles_of_the_same_tag_person_or_body_are_related(article):
    make_article(title="Cùng thẻ", tags=["Giáo dục"])
    make_article(title="Cùng người", body="<p>Đồng chí <strong>Nguyễn Văn Mẫu</strong> chúc Tết.</p>")
    make_article(title="Cùng trường", summary="Trường Tiểu học Ví Dụ đạt chuẩn.")
    make_article(title="Không liên quan", tags=["Y tế"], body="<p>Bà Trần Thị Thử.</p>")
    assert set(related(article)) == {"Cùng thẻ", "Cùng người", "Cùng trường"}


def test_who_shares_more_comes_first(article):
    make_article(title="Một thẻ", tags=["Giáo dục"])
    make_article(title="Hai thẻ và tên", tags=["Giáo dục", "Phường 5"], summary="Ông Nguyễn Văn Mẫu.")
    make_article(title="Hai thẻ", tags=["Giáo dục", "Phường 5"])
    assert related(article) == ["Hai thẻ và tên", "Hai thẻ", "Một thẻ"]


def test_a_rare_tag_says_more_than_a_common_one(article):
    for n in range(EACH * 2):
        make_article(title=f"Thường {n}", tags=["Giáo dục"])
    make_article(title="Hiếm", tags=["Phường 5"], published_at=timezone.now() - timedelta(days=3000))
    found = related(article)
    assert found[0] == "Hiếm"
    assert len(found) == RELATED


@pytest.mark.parametrize(
    "over",
    [
        {"is_live": False},
        {"published_at": timezone.now() + timedelta(hours=1)},
        {"published_at": timezone.now() - timedelta(days=2), "expires_at": timezone.now() - timedelta(days=1)},
    ],
    ids=["draft", "scheduled", "expired"],
)
def test_nothing_hidden_is_related(article, over):
    make_article(title="Kín", tags=["Giáo dục"], summary="Ông Nguyễn Văn Mẫu.", **over)
    assert related(article) == []


def test_names_follow_what_is_published_and_withdrawn(article):
    by = make_staff(APPROVER)
    item = make_draft(by, title="Thăm hỏi", body="<p>Ông Nguyễn Văn Mẫu.</p>")
    assert related(article) == []
    workflow.publish(item, by, urgent="Gấp")
    assert related(article) == ["Thăm hỏi"]
    workflow.withdraw(Article.objects.get(pk=item.pk), by, "error", "Sai.")
    assert related(article) == []
    assert not Naming.objects.filter(article=item.pk).exists()


def test_names_change_with_the_text(article):
    other = make_article(title="Thăm hỏi", body="<p>Ông Nguyễn Văn Mẫu.</p>")
    other.body = "<p>Ông Phan Văn Thử.</p>"
    other.save()
    assert related(article) == []
    assert Naming.objects.filter(article=other.pk).count() == 1


def test_neighbours_and_the_article_itself_are_not_related(article):
    twin = make_article(title="Cùng chuyên mục", category=article.category, tags=["Giáo dục"])
    found = beside(article, list(article.tags.all()), is_whole_site=False)
    assert [one.pk for one in found["newer"] + found["older"]] == [twin.pk]
    assert found["related"] == []


def test_neighbours_are_the_nearest_newest_first():
    moment, category = timezone.now() - timedelta(days=1), make_category()
    rows = [make_article(category=category, published_at=moment + timedelta(minutes=n)) for n in range(15)]
    found = beside(rows[7], [], is_whole_site=False)
    assert [one.pk for one in found["newer"]] == [row.pk for row in reversed(rows[8 : 8 + NEIGHBOURS])]
    assert [one.pk for one in found["older"]] == [row.pk for row in reversed(rows[7 - NEIGHBOURS : 7])]


def test_all_of_it_is_one_query(article):
    make_article(title="Cùng thẻ", tags=["Giáo dục"])
    tags = list(article.tags.all())
    with CaptureQueriesContext(connection) as captured:
        beside(article, tags, is_whole_site=True)
    assert len(captured) == 1


def test_the_page_shows_them_and_has_no_empty_list(client, article):
    address = article.get_absolute_url()
    assert "TIN LIÊN QUAN" not in client.get(address).content.decode()
    other = make_article(title="Cùng thẻ", tags=["Giáo dục"])
    page = client.get(address).content.decode()
    assert "TIN LIÊN QUAN" in page
    assert f'<a href="{other.get_absolute_url()}">Cùng thẻ</a>' in page


def test_names_are_written_for_rows_that_came_in_past_save(article):
    make_article(title="Cùng người", body="<p>Nguyễn Văn Mẫu.</p>")
    Naming.objects.all().delete()
    assert related(article) == []
    call_command("rebuild_names", verbosity=0)
    assert related(article) == ["Cùng người"]
