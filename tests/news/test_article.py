from datetime import timedelta

import pytest
from django.utils import timezone

from govap.editorial.qr import drawn
from tests.factories import make_article, make_category

pytestmark = pytest.mark.django_db


def test_shows_everything_the_legacy_page_had(client):
    article = make_article(
        title="Đổi mới công tác dân vận",
        dateline="WEBGOVAP",
        view_count=43316,
        byline=[{"role": "bai", "name": "BA MINH"}, {"role": "anh", "name": "Ban Dân vận Quận ủy"}],
        tags=["dân vận"],
    )
    html = client.get(f"/tin-tuc/doi-moi-cong-tac-dan-van-{article.pk}/").content.decode()
    for text in ("BA MINH", "Ban Dân vận Quận ủy", "WEBGOVAP", "43.316", "Số lượt người xem", "dân vận"):
        assert text in html
    assert "/the/dan-van/" in html


def test_wrong_slug_redirects_for_ever(client):
    article = make_article(title="Đúng tên")
    response = client.get(f"/tin-tuc/sai-ten-{article.pk}/")
    assert response.status_code == 301
    assert response["Location"] == f"/tin-tuc/dung-ten-{article.pk}/"


@pytest.mark.parametrize("over", [{"is_live": False}, {"published_at": timezone.now() + timedelta(days=1)}])
def test_unpublished_is_not_found_even_by_right_address(client, over):
    article = make_article(title="Kín", **over)
    assert client.get(f"/tin-tuc/kin-{article.pk}/").status_code == 404
    assert client.get(f"/tin-tuc/doan-{article.pk}/").status_code == 404


def test_newer_and_older_of_category_then_of_the_whole_site(client):
    own, other = make_category(), make_category()
    now = timezone.now() - timedelta(days=1)
    here = make_article(title="Ở đây", category=own, published_at=now)
    make_article(title="Mới cùng mục", category=own, published_at=now + timedelta(hours=2))
    make_article(title="Cũ cùng mục", category=own, published_at=now - timedelta(hours=2))
    make_article(title="Mới mục khác", category=other, published_at=now + timedelta(hours=1))
    context = client.get(here.get_absolute_url()).context
    assert [near.title for near in context["newer"]] == ["Mới cùng mục"]
    assert [near.title for near in context["older"]] == ["Cũ cùng mục"]
    context = client.get(here.get_absolute_url() + "?pham-vi=tat-ca").context
    assert [near.title for near in context["newer"]] == ["Mới cùng mục", "Mới mục khác"]


def test_summary_that_begins_the_body_is_not_said_twice():
    lead = "Ngày 11.4, Ban Thường vụ Quận ủy tổ chức hội nghị."
    assert make_article(summary=lead, body=f"<p>{lead} Đến dự có nhiều đồng chí.</p>").standfirst == ""
    assert make_article(summary="Lời dẫn riêng.", body=f"<p>{lead}</p>").standfirst == "Lời dẫn riêng."


def test_printed_page_has_the_address_as_a_code(client):
    article = make_article()
    page = client.get(article.get_absolute_url()).content.decode()
    assert f'src="/tin-tuc/{article.pk}.svg"' in page
    response = client.get(f"/tin-tuc/{article.pk}.svg")
    assert response["Content-Type"] == "image/svg+xml"
    assert drawn(f"http://testserver/tin-tuc/bai-{article.pk}/").path in response.content.decode()
    assert client.get(f"/tin-tuc/bai-{article.pk}/")["Location"] == article.get_absolute_url()


def test_code_tells_nothing_of_a_draft(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/tin-tuc/987654.svg").status_code == 200


def test_says_how_long_reading_takes(client):
    body = "<p>" + "chữ " * 700 + "</p>"
    assert "Đọc khoảng 3 phút" in client.get(make_article(body=body).get_absolute_url()).content.decode()
