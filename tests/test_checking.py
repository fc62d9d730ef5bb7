"""What the panel beside the form is told: of the newest text, for those who may see it, at a bounded cost."""

import json
from itertools import count

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from govap.checking import MOST_SIGNS
from govap.editorial.roles import EDITOR, REPORTER
from govap.library.models import Album, AlbumImage, Document, Image
from govap.portal.models import Identity, Page
from news.models import Article
from tests.factories import make_article, make_category, make_draft, make_staff, make_video
from tests.pictures import upload
from videos.models import Video

pytestmark = pytest.mark.django_db


@pytest.fixture
def reporter(client):
    made = make_staff(REPORTER)
    client.force_login(made)
    return made


@pytest.fixture
def told(client, reporter):
    """The findings on a draft with this content."""

    def asked(**over):
        item = make_draft(reporter, **over)
        return client.get(f"/admin/kiem-tra/news/article/{item.pk}/").json()["findings"]

    return asked


def whats(findings):
    return [one["what"] for one in findings]


widths = count(700)


def make_image(**over):
    """Each with content of its own: of twins one file is kept."""
    return Image.objects.create(file=upload("anh.png", "PNG", (next(widths), 400)), **over)


def test_a_clean_text_has_no_findings(told):
    assert told(body="<h2>Đề mục</h2><p>Ủy ban nhân dân phường tiếp công dân thứ Năm, 13/4/2017.</p>") == []


def test_each_finding_says_where_and_what_to_do(told):
    body = "<p>Thứ Hai, 10/4/2017.</p><p>Thứ Hai, 12/4/2017, <a href='https://chinhphu.vn/'>tại đây</a>.</p>"
    link, day = told(body=body)
    assert (link["kind"], link["quote"], link["field"], link["nth"]) == ("link", "tại đây", "body", 0)
    assert (day["quote"], day["nth"], day["fix"]) == ("Thứ Hai", 1, "Thứ Tư")
    assert day["what"] == "Ngày 12/4/2017 là Thứ Tư, không phải Thứ Hai."


def test_title_and_summary_are_read_too(told):
    long = "Một tiêu đề rất dài " * 7
    found = told(title=long, summary="Hạn chót: 31/4/2017.")
    assert [(one["kind"], one["field"]) for one in found] == [("date", "summary"), ("title", "title")]


@pytest.mark.parametrize(("school", "words"), [("old", ["hoà"]), ("new", ["thủy"]), ("", [])])
def test_the_house_decides_where_marks_stand(told, school, words):
    Identity(tone_marks=school).save()
    assert [one["quote"] for one in told(body="<p>Hoàn toàn hoà thuận, thủy chung.</p>")] == words


@pytest.mark.parametrize(
    "href",
    [
        "/tin-tuc/khong-co-999999/", "/khong-co-trang/", "/khong-co/trang-nay/", "/video/khong-co-99/",
        "/the/khong-co/", "/chuyen-muc/x/",
        "http://testserver/khong-co-trang/", "/chuyende/Lists/Posts/Post.aspx?ItemID=99", "/x.aspx",
        "/tin-tuc/bai-999999999999999999/", "/%00/", "/tin-tuc/khong-co-999999", "//testserver/khong-co/",
    ],
)  # fmt: skip
def test_a_link_to_nothing_of_ours_is_told(told, href):
    assert whats(told(body=f'<p><a href="{href}">Kế hoạch năm</a></p>')) == [
        "Bạn đọc không mở được trang này: không có, chưa đăng hoặc đã rút."
    ]


@pytest.mark.parametrize("href", ["/admin/news/article/", "http://testserver/admin/", "/xem-truoc/abc/"])
def test_a_link_for_staff_is_told(told, href):
    assert whats(told(body=f'<p><a href="{href}">Kế hoạch năm</a></p>')) == [
        "Liên kết dẫn vào trang chỉ nhân viên mở được."
    ]


@pytest.mark.parametrize(
    "href",
    [
        "/", "/tin-tuc/", "/tim-kiem/?q=a", "/gioi-thieu/", "/gioi-thieu", "/gioi-thieu/#lich", "#duoi",
        "tel:02838941234",
        "mailto:a@example.vn", "https://example.vn/khong-co", "/theo-ngay/2017/04/12/", "http://testserver/gioi-thieu/",
        "/chuyende/Lists/Posts/Post.aspx?ItemID=651", "/rss/tin-moi.xml", "/media/van-ban/a.pdf",
    ],
)  # fmt: skip
def test_a_link_that_leads_somewhere_is_left_alone(told, href):
    Page.objects.create(title="Giới thiệu", slug="gioi-thieu", is_live=True, review="imported")
    make_article(legacy_key="chuyende/651")
    assert told(body=f'<p><a href="{href}">Kế hoạch năm</a></p>') == []


def test_links_follow_what_is_published(told, reporter):
    live, draft = make_article(), make_draft(reporter)
    category, video = make_category(slug="y-te"), make_video()
    good = [live.get_absolute_url(), category.get_absolute_url(), video.get_absolute_url()]
    bad = [f"/tin-tuc/nhap-{draft.pk}/"]
    body = "".join(f'<p><a href="{href}">Bài {n}</a></p>' for n, href in enumerate(good + bad))
    assert [one["quote"] for one in told(body=body)] == ["Bài 3"]


def test_what_a_body_shows_by_number_must_be_there(told, reporter):
    shown, hidden = make_video(), make_draft(reporter, Video)
    album = Album.objects.create(title="Ngày hội")
    document = Document.objects.create(title="Kế hoạch", kind="pdf", digest="0" * 64)
    good = f'<figure data-video="{shown.pk}"></figure><figure data-album="{album.pk}"></figure>'
    good += f'<p><a data-document="{document.pk}" href="/tai-lieu/{document.pk}/">Kế hoạch</a></p>'
    assert told(body=good) == []
    bad = f'<figure data-video="{hidden.pk}"></figure><figure data-album="{album.pk + 1}"></figure>'
    bad += '<p><a data-document="999999999999999999" href="/tai-lieu/9/">Kế hoạch</a></p>'
    assert [one["node"] for one in told(body=bad)] == [
        ["data-album", str(album.pk + 1)],
        ["data-video", str(hidden.pk)],
        ["data-document", "999999999999999999"],
    ]


def test_pictures_without_words_are_told_with_the_way_to_the_library(client):
    lead, inside, of_album = (make_image(title=f"Ảnh thử {n}") for n in range(3))
    album = Album.objects.create(title="Ngày hội")
    AlbumImage.objects.create(album=album, image=of_album)
    body = f'<figure><img src="{inside.url}"></figure><figure data-album="{album.pk}"></figure>'
    writer = make_staff(EDITOR)
    client.force_login(writer)
    item = make_draft(writer, image=lead.pk, body=body + '<figure><img src="/static/img/x.png"></figure>')
    found = client.get(f"/admin/kiem-tra/news/article/{item.pk}/").json()["findings"]
    assert [one["field"] for one in found] == ["body", "image", "body", "body"]
    assert [one["node"] for one in found] == [["src", "/static/img/x.png"], None, ["src", inside.url], None]
    assert found[1]["address"] == f"/admin/library/image/{lead.pk}/change/"
    for image, over in ((lead, {"alt": "Trụ sở"}), (inside, {"is_decorative": True}), (of_album, {"alt": "Sân"})):
        Image.objects.filter(pk=image.pk).update(**over)
    assert len(client.get(f"/admin/kiem-tra/news/article/{item.pk}/").json()["findings"]) == 1


def test_who_may_not_change_the_library_is_led_to_no_closed_page(told):
    image = make_image()
    [found] = told(body=f'<figure><img src="{image.url}"></figure>')
    assert found["address"] == ""
    assert told(body=f'<figure><img src="{image.url}" alt="Trụ sở phường"></figure>') == []


def test_only_who_may_see_the_text_is_told(client, reporter):
    foreign = make_draft(make_staff(REPORTER), body="<p>Ngày 31/4/2017.</p>")
    path = f"/admin/kiem-tra/news/article/{foreign.pk}/"
    assert client.get(path).status_code == 403
    assert client.post(path).status_code == 405
    client.logout()
    assert client.get(path).status_code == 302


@pytest.mark.parametrize(
    "path",
    [
        "/admin/kiem-tra/news/article/999999/", f"/admin/kiem-tra/news/article/{10**30}/",
        "/admin/kiem-tra/news/category/1/", "/admin/kiem-tra/khong/co/1/", "/admin/kiem-tra/sessions/session/1/",
    ],
)  # fmt: skip
def test_what_is_not_there_is_not_found(client, reporter, path):
    assert client.get(path).status_code == 404


def test_every_kind_is_checked(client, reporter):
    video = make_draft(reporter, Video, description="Ngày 31/4/2017.")
    page = make_draft(reporter, Page, body="<p>Ngày 31/4/2017.</p>")
    for path in (f"videos/video/{video.pk}", f"portal/page/{page.pk}"):
        [found] = client.get(f"/admin/kiem-tra/{path}/").json()["findings"]
        assert found["kind"] == "date"


def test_the_cost_does_not_grow_with_the_text(client, reporter):
    def cost(times):
        live, video = make_article(), make_video()
        image, album = make_image(), Album.objects.create(title="Ngày hội")
        AlbumImage.objects.create(album=album, image=image)
        part = (
            f'<p><a href="{live.get_absolute_url()}">tại đây</a> <a href="/khong-co/">b</a> <a href="/the/c/">c</a></p>'
            f'<p><a href="/x.aspx?ItemID=3">d</a><a href="/chuyen-muc/e/">e</a><a href="/video/f-{video.pk}/">f</a></p>'
            f'<figure data-album="{album.pk}"></figure><figure data-video="{video.pk}"></figure>'
            f'<p><a data-document="1" href="/tai-lieu/1/">g</a></p><figure><img src="{image.url}"></figure>'
        )
        item = make_draft(reporter, body=part * times, image=image.pk)
        with CaptureQueriesContext(connection) as captured:
            client.get(f"/admin/kiem-tra/news/article/{item.pk}/")
        return len(captured)

    cost(1)
    assert cost(1) == cost(30) <= 14


def test_a_huge_body_is_answered_in_part(client, reporter):
    item = make_draft(reporter, body="<p>Ngày 31/4/2017.</p>" * 50_000)
    answer = client.get(f"/admin/kiem-tra/news/article/{item.pk}/")
    assert answer.json()["is_cut"]
    assert len(answer.content) < 60_000
    assert len(item.head.content["body"]) > MOST_SIGNS


def test_an_autosave_says_where_to_ask(client, reporter):
    answer = client.post("/admin/news/article/tu-luu/", {"title": "Bài mới", "body": "<p>Ngày 31/4/2017.</p>"}).json()
    item = Article.objects.get()
    assert answer["checks"] == f"/admin/kiem-tra/news/article/{item.pk}/"
    assert json.loads(client.get(answer["checks"]).content)["findings"][0]["kind"] == "date"
