"""Đính chính: on what it corrects, and in the list of all."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from govap.editorial import workflow
from govap.editorial.models import Correction
from govap.editorial.roles import APPROVER
from govap.portal.models import Page
from tests.factories import make_article, make_draft, make_staff, make_video
from tests.populated import populate

pytestmark = pytest.mark.django_db


@pytest.fixture
def duyet():
    return make_staff(APPROVER, "duyet")


def make_page(**over):
    return Page.objects.create(**{"title": "Liên hệ", "body": "<p>A</p>", "is_live": True, "review": "imported"} | over)


def words_of(response):
    return " ".join(re.sub(r"<[^>]+>", "", response.content.decode()).split())


@pytest.mark.parametrize("make", [make_article, make_video, make_page])
def test_correction_is_printed_on_what_it_corrects(client, duyet, make):
    item = make(title="Khảo sát nhà ở")
    assert "Đính chính ngày" not in words_of(client.get(item.get_absolute_url()))
    made = workflow.correct(item, duyet, "1.200 hộ", "1.020 hộ <b>dân</b>")
    response = client.get(item.get_absolute_url())
    day = f"{timezone.localtime(made.published_at):%d/%m/%Y}"
    told = f"Đính chính ngày {day}: đã đăng “1.200 hộ”, xin đọc là “1.020 hộ &lt;b&gt;dân&lt;/b&gt;”."
    assert told in words_of(response)
    assert "<b>dân" not in response.content.decode()


def test_it_stands_above_the_body_and_the_newest_first(client, duyet):
    item = make_article(body="<p>Thân bài.</p>")
    for n in range(3):
        made = workflow.correct(item, duyet, f"sai {n}", f"đúng {n}")
        Correction.objects.filter(pk=made.pk).update(published_at=timezone.now() - timedelta(days=3 - n))
    html = client.get(item.get_absolute_url()).content.decode()
    places = [html.index(text) for text in ("sai 2", "sai 1", "sai 0", "Thân bài")]
    assert places == sorted(places)


def test_only_the_own_corrections_are_printed(client, duyet):
    article, other, video = make_article(), make_article(), make_video()
    video_twin = make_video(pk=article.pk + 5000)
    twin = make_article(pk=video_twin.pk)  # the same number, of another kind
    workflow.correct(other, duyet, "của bài khác", "a")
    workflow.correct(video_twin, duyet, "của video", "a")
    for item in (article, video, twin):
        assert "Đính chính ngày" not in words_of(client.get(item.get_absolute_url()))


def test_corrections_cost_no_query_more(client, duyet):
    populate(30)
    item = make_article()

    def queries():
        client.get(item.get_absolute_url())  # what stands on every page is asked for once a content version
        with CaptureQueriesContext(connection) as captured:
            client.get(item.get_absolute_url())
        return len(captured)

    client.get("/tin-tuc/")  # what stands on many pages is drawn anew after an act
    before = queries()
    for n in range(5):
        workflow.correct(item, duyet, f"sai {n}", "đúng")
    client.get("/tin-tuc/")
    assert queries() == before <= 8


def test_list_shows_what_when_and_where_newest_first(client, duyet):
    items = [make_article(title="Bài A"), make_video(title="Video B"), make_page(title="Trang C")]
    for number, item in enumerate(items):
        workflow.correct(item, duyet, f"sai {number}", f"đúng {number}")
    html = client.get("/dinh-chinh/").content.decode()
    for number, item in enumerate(items):
        assert f'<a href="{item.get_absolute_url()}">{item.title}</a>' in html
        assert f"sai {number}" in html
        assert f"đúng {number}" in html
    places = [html.index(item.title) for item in reversed(items)]
    assert places == sorted(places)


def test_list_holds_only_what_citizens_may_see(client, duyet):
    hidden, expired, shown = make_article(title="Rút"), make_video(title="Hết hạn"), make_page(title="Còn")
    for item in (hidden, expired, shown):
        workflow.correct(item, duyet, f"{item.title} sai", "đúng")
    workflow.withdraw(hidden, duyet, "outdated", "Đã cũ.")
    type(expired).objects.filter(pk=expired.pk).update(expires_at=timezone.now())
    html = client.get("/dinh-chinh/").content.decode()
    assert "Còn sai" in html
    assert "Rút sai" not in html
    assert "Hết hạn sai" not in html


def test_list_continues_by_keyset_without_gap_or_twin(client, duyet):
    item, moment = make_article(), timezone.now() - timedelta(days=1)
    rows = [
        Correction(
            item=item, wrong=f"sai {n:02}.", right="đúng", by=duyet, published_at=moment - timedelta(days=n // 3)
        )
        for n in range(45)
    ]
    Correction.objects.bulk_create(rows)
    found, path = [], "/dinh-chinh/"
    while path:
        response = client.get(path)
        found += re.findall(r"sai \d\d\.", response.content.decode())
        path = response.context["next_url"] and "/dinh-chinh/" + response.context["next_url"]
    assert len(found) == 45
    assert len(set(found)) == 45


def test_empty_list_says_so(client):
    response = client.get("/dinh-chinh/")
    assert response.status_code == 200
    assert "Chưa có đính chính nào" in response.content.decode()


def test_list_is_found_from_footer_and_sitemaps(client):
    assert 'href="/dinh-chinh/"' in client.get("/so-do/").content.decode()
    assert 'href="/dinh-chinh/"' in client.get("/theo-ngay/").content.decode()
    assert "/sitemap-chung.xml" in client.get("/sitemap.xml").content.decode()
    assert "http://testserver/dinh-chinh/" in client.get("/sitemap-chung.xml").content.decode()


def test_citizens_see_nothing_of_an_urgent_publication(client, duyet):
    make_staff(APPROVER, "hai")
    item = make_draft(duyet, title="Cảnh báo triều cường", body="<p>Nước lên.</p>")
    workflow.publish(item, duyet, urgent="Lý do gấp 5150")
    item = type(item).objects.get(pk=item.pk)
    assert item.review == "urgent"
    for path in ("/", "/tin-tuc/", item.get_absolute_url(), "/rss/tin-moi.xml", "/tim-kiem/?q=trieu", "/dinh-chinh/"):
        html = client.get(path).content.decode().lower()
        assert "duyệt" not in html, path
        assert "5150" not in html, path
        assert "urgent" not in html, path


@pytest.mark.parametrize("make", [make_article, make_video, make_page])
def test_what_changed_is_told_at_the_end_and_is_no_correction(client, duyet, make):
    item = make(title="Lịch tiếp công dân")
    workflow.announce(item, duyet, "Thêm lịch tháng 4.")
    workflow.announce(item, duyet, "Thêm lịch <b>tháng 5</b>.")
    page = client.get(item.get_absolute_url()).content.decode()
    assert page.index("Những lần cập nhật") < page.index("lịch &lt;b&gt;tháng 5&lt;/b&gt;") < page.index("lịch tháng 4")
    assert "Đính chính ngày" not in page
    assert "Thêm lịch" not in client.get("/dinh-chinh/").content.decode()


def test_the_head_of_an_article_tells_of_its_last_change(client, duyet):
    item = make_article()
    assert "cap-nhat" not in client.get(item.get_absolute_url()).content.decode()
    made = workflow.announce(item, duyet, "Thêm lịch.")
    told = f'<a href="#cap-nhat">Cập nhật {timezone.localtime(made.published_at):%d/%m/%Y %H:%M}</a>'
    assert told in client.get(item.get_absolute_url()).content.decode()


def test_a_change_and_a_correction_stand_beside_each_other(client, duyet):
    item = make_article()
    workflow.correct(item, duyet, "1.200 hộ", "1.020 hộ")
    workflow.announce(item, duyet, "Thêm lịch.")
    page = client.get(item.get_absolute_url()).content.decode()
    assert page.count("Đính chính ngày") == page.count("Những lần cập nhật") == 1
    assert client.get("/dinh-chinh/").content.decode().count('class="told"') == 2
