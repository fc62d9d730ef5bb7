"""An article as a file to keep."""

from datetime import timedelta

import pytest
from django.utils import timezone

from govap.editorial import workflow
from govap.editorial.roles import APPROVER
from tests.factories import make_article, make_staff

pytestmark = pytest.mark.django_db


def test_the_file_holds_the_whole_article_and_where_it_is_from(client):
    item = make_article(
        title="Lịch <tiếp> dân", body='<p>Từ <a href="/gioi-thieu/">thứ Hai</a>.</p>', dateline="WEBGOVAP"
    )
    workflow.correct(item, make_staff(APPROVER), "1.200 hộ", "1.020 hộ")
    response = client.get(f"/tin-tuc/{item.pk}.html")
    assert response["Content-Disposition"] == 'attachment; filename="lich-tiep-dan.html"'
    assert response["X-Robots-Tag"] == "noindex"
    page = response.content.decode()
    for words in ("Lịch &lt;tiếp&gt; dân", "thứ Hai", "WEBGOVAP", "1.020 hộ", "Ghi rõ nguồn"):
        assert words in page
    assert f'<base href="http://testserver{item.get_absolute_url()}">' in page
    assert "<script" not in page


@pytest.mark.parametrize(
    "over",
    [
        {"is_live": False},
        {"published_at": timezone.now() + timedelta(hours=1)},
        {"published_at": timezone.now() - timedelta(days=2), "expires_at": timezone.now() - timedelta(days=1)},
    ],
    ids=["draft", "scheduled", "expired"],
)
def test_what_citizens_may_not_see_is_not_to_be_had(client, over):
    item = make_article(**over)
    assert client.get(f"/tin-tuc/{item.pk}.html").status_code == 404


def test_the_page_offers_it_and_a_draft_does_not(client):
    item = make_article()
    link = f'<a href="/tin-tuc/{item.pk}.html" download>Lưu bài</a>'
    assert link in client.get(item.get_absolute_url()).content.decode()
    workflow.withdraw(item, make_staff(APPROVER), "outdated", "Đã cũ.")
    assert "Lưu bài" not in client.get(item.get_absolute_url()).content.decode()
