"""The preview is the public page itself; nobody but its desk sees it, and nothing remembers it."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from govap.counting.models import DailyCount
from govap.counting.spool import flush
from govap.editorial import content as contents
from govap.editorial import drafting, workflow
from govap.editorial.models import Revision
from govap.editorial.roles import APPROVER, EDITOR, REPORTER
from govap.library.models import Image
from govap.portal.models import Page
from news.models import Article, Category, Tag
from tests.factories import make_article, make_category, make_draft, make_staff
from tests.pictures import upload
from tests.wsgi import Site
from videos.models import Programme, Video

pytestmark = pytest.mark.django_db
PATHS = {Article: "/admin/news/article", Video: "/admin/videos/video", Page: "/admin/portal/page"}


@pytest.fixture
def lan(client):
    user = make_staff(REPORTER, "lan")
    client.force_login(user)
    return user


@pytest.fixture
def duyet():
    return make_staff(APPROVER, "duyet")


def preview_of(item, number=None):
    return f"{PATHS[type(item)]}/{item.pk}/xem-truoc/" + (f"?ban={number}" if number else "")


def fresh(item):
    return type(item).objects.select_related("head").get(pk=item.pk)


def write(item, by, **over):
    item = fresh(item)
    return drafting.save(item, by, contents.of(item) | over, seen=item.token)


def lines(response):
    """Of a page, without its own address, what it is counted as, and what a first publication changes: its moment, a
    day of the calendar."""
    assert response.status_code == 200
    page = response.content.decode()
    # What shared links and search engines are told is none of a preview's business.
    differs = re.compile(r"canonical|og:url|og:image|ld\+json|(published|modified)_time|<time |theo-ngay|<span>[0-9]+<")
    kept = [line for line in page.splitlines() if line.strip() and not differs.search(line)]
    return [re.sub(r'(nonce|data-viewed)="[^"]*"', "", line) for line in kept]


def publish(item, by, approver):
    workflow.submit(item, by)
    workflow.publish(item, approver)
    return fresh(item)


def full_article():
    image = Image.objects.create(file=upload("anh.png", "PNG"), alt="Con đường mới", caption="Sáng 12 tháng 4")
    return {
        "title": "Đường mới thông xe",
        "summary": "Sáng nay, phường thông xe đường mới.",
        "body": "<h2>Đi lại</h2><p>Thông xe <strong>sáng nay</strong>.</p>",
        "dateline": "WEBGOVAP",
        "byline": [{"role": "bai", "name": "BA MINH"}],
        "category": make_category(parent=make_category()).pk,
        "image": image.pk,
        "tags": ["Giao thông", "Đảng bộ", "Chưa có thẻ này"],
    }


class TestEqualsThePublicPage:
    def test_of_an_article(self, client, lan, duyet):
        Tag.objects.create(name="Đảng bộ", slug="dang-bo")
        make_article(title="Bài cũ hơn")
        item = make_draft(lan, **full_article())
        preview = client.get(preview_of(item))
        before = lines(preview)
        item = publish(item, lan, duyet)
        assert before == lines(client.get(item.get_absolute_url()))
        assert 'data-viewed=""' in preview.content.decode()
        assert any("Chưa có thẻ này" in line for line in before)
        assert any("/the/chua-co-the-nay/" in line for line in before)

    def test_of_a_change_of_a_live_article(self, client, lan, duyet):
        item = publish(make_draft(lan, **full_article()), lan, duyet)
        write(item, lan, title="Đường mới đã thông xe", tags=["Hạ tầng"], image=None)
        live = lines(client.get(item.get_absolute_url()))
        before = lines(client.get(preview_of(item)))
        assert before != live
        item = publish(item, lan, duyet)
        assert before == lines(client.get(item.get_absolute_url()))

    def test_of_a_video(self, client, lan, duyet):
        programme = Programme.objects.create(title="Phòng cháy")
        item = make_draft(lan, Video, title="Phần A", programme=programme.pk, youtube_id="dQw4w9WgXcQ")
        response = client.get(preview_of(item))
        assert "youtube-nocookie.com" in response["Content-Security-Policy"]
        item = publish(item, lan, duyet)
        assert lines(response) == lines(client.get(item.get_absolute_url()))

    def test_of_a_static_page(self, client, lan, duyet):
        item = make_draft(lan, Page, title="Quy hoạch", body="<p>Bản đồ.</p>")
        before = lines(client.get(preview_of(item)))
        item = publish(item, lan, duyet)
        assert before == lines(client.get("/quy-hoach/"))


class TestIncomplete:
    @pytest.mark.parametrize("model", PATHS)
    def test_a_draft_of_nothing_renders(self, client, lan, model):
        item = drafting.create(model, lan, contents.blank(model))
        page = client.get(preview_of(item)).content.decode()
        assert re.search(r"<h1>\(chưa có tiêu đề\)</h1>", page)
        assert 'href=""' not in page

    def test_what_the_text_names_and_is_gone_is_left_out(self, client, lan):
        item = make_draft(lan, **full_article())
        write(item, make_staff(APPROVER), image=None, category=make_category(name="Mới").pk)
        old = Revision.objects.of(item).get(number=1)
        Image.objects.all().delete()
        Category.objects.filter(pk=old.content["category"]).delete()
        assert client.get(preview_of(item, 1)).status_code == 200

    def test_an_imported_article_without_history_shows_its_row(self, client, duyet):
        client.force_login(duyet)
        item = make_article(title="Bài nhập", tags=["Y tế"])
        assert lines(client.get(preview_of(item))) == lines(client.get(item.get_absolute_url()))


class TestOneRevision:
    def test_by_number(self, client, lan):
        item = make_draft(lan, title="Bản một")
        write(item, make_staff(APPROVER), title="Bản hai")
        assert "Bản một" in client.get(preview_of(item, 1)).content.decode()
        assert "Bản hai" in client.get(preview_of(item, 2)).content.decode()
        assert "Bản hai" in client.get(preview_of(item)).content.decode()

    @pytest.mark.parametrize("number", ["9", "0", "x", "-1", "²", "1" * 30, "1.0", "%00", "٣"])
    def test_no_such_number(self, client, lan, number):
        assert client.get(preview_of(make_draft(lan), number)).status_code == 404


class TestNobodyElse:
    def test_foreign_items_are_refused(self, client, lan):
        other = make_draft(make_staff(REPORTER), title="Kín zqxkinh")
        response = client.get(preview_of(other))
        assert response.status_code == 403
        assert "zqxkinh" not in response.content.decode()

    def test_an_editor_outside_the_remit_is_refused(self, client):
        client.force_login(make_staff(EDITOR))
        assert client.get(preview_of(make_draft(make_staff(REPORTER)))).status_code == 403

    def test_strangers_are_sent_to_log_in(self, client):
        response = client.get(preview_of(make_draft(make_staff(REPORTER))))
        assert (response.status_code, response["Location"][:13]) == (302, "/admin/login/")

    def test_nothing_but_reading(self, client, lan):
        assert client.post(preview_of(make_draft(lan))).status_code == 405


def test_nothing_of_a_draft_is_public_meanwhile(client, lan, duyet):
    item = publish(make_draft(lan, title="Bài hiện"), lan, duyet)
    write(item, lan, title="Kín zqxkinh", body="<p>Kín zqxkinh</p>", tags=["Kín zqxkinh"])
    client.get(preview_of(item))
    client.logout()
    addresses = ["/", "/tin-tuc/", item.get_absolute_url(), "/tim-kiem/?q=kin", "/rss/tin-moi.xml", "/sitemap.xml"]
    for address in addresses:
        assert "zqxkinh" not in client.get(address).content.decode(), address
    assert client.get("/the/kin-zqxkinh/").status_code == 404
    assert not Tag.objects.exists()


def test_previewing_changes_nothing(client, lan):
    item = make_draft(lan, title="Bài", tags=["Mới"])
    before = Article.objects.values().get(pk=item.pk), Revision.objects.values().get()
    client.get(preview_of(item))
    assert before == (Article.objects.values().get(pk=item.pk), Revision.objects.values().get())


def test_kept_by_nobody_and_framed_by_the_form_alone(client, lan):
    response = client.get(preview_of(make_draft(lan)))
    policy = dict(part.strip().partition(" ")[::2] for part in response["Content-Security-Policy"].split(";"))
    assert "no-store" in response["Cache-Control"]
    assert "noindex" in response["X-Robots-Tag"]
    assert (response["X-Frame-Options"], policy["frame-ancestors"]) == ("SAMEORIGIN", "'self'")
    assert policy["default-src"] == "'none'"


def test_only_previews_may_be_framed(client, lan):
    item = make_draft(lan)
    for address in ("/", f"{PATHS[Article]}/{item.pk}/change/", f"{PATHS[Article]}/{item.pk}/chia-se/"):
        response = client.get(address)
        assert response["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in response["Content-Security-Policy"]


def test_the_form_may_frame_the_preview(client, lan):
    item = make_draft(lan)
    response = client.get(f"{PATHS[Article]}/{item.pk}/change/")
    assert "frame-src 'self'" in response["Content-Security-Policy"]
    assert f'data-preview="{preview_of(item)}"' in response.content.decode()


def test_never_counted(client, lan, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    assert Site().get(preview_of(make_draft(lan)), cookie=cookie).status == 200
    flush()
    assert not DailyCount.objects.exists()


def test_costs_no_more_than_a_few_queries_beyond_the_page(client, lan):
    item = make_draft(lan, **full_article())
    client.get(preview_of(item))
    with CaptureQueriesContext(connection) as captured:
        client.get(preview_of(item))
    assert len(captured) <= 17, "\n".join(query["sql"] for query in captured.captured_queries)
