"""The choosers of the editor: what they find, for whom, and what it costs."""

import pytest
from django.core.files.base import ContentFile

from govap import choosing
from govap.editorial import desk_index
from govap.editorial.roles import APPROVER, REPORTER
from govap.library.models import Album, Document, Image
from news.models import Article
from tests.factories import make_article, make_category, make_draft, make_staff, make_user, make_video
from tests.files import pdf
from tests.pictures import upload

pytestmark = pytest.mark.django_db
KINDS = ["anh", "album", "video", "tai-lieu", "bai"]


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def reporter(client):
    reporter = make_staff(REPORTER)
    client.force_login(reporter)
    return reporter


def make_image(**over):
    return Image.objects.create(file=upload(), **over)


def make_document(**over):
    return Document.objects.create(file=ContentFile(pdf(), name="a.pdf"), **({"title": "Kế hoạch"} | over))


def make_album(*images, **over):
    album = Album.objects.create(**({"title": "Ngày hội"} | over))
    album.images.add(*images)
    return album


def choose(client, kind, **parameters):
    response = client.get(f"/admin/chon/{kind}/", parameters)
    assert response.status_code == 200
    return response.json()


def names(client, kind, **parameters):
    return [item["name"] for item in choose(client, kind, **parameters)["items"]]


def test_an_image_with_all_that_the_dialog_fills_in(client, reporter):
    image = make_image(title="Quầy", alt="Người dân nộp hồ sơ", caption="Quầy một cửa", credit="Văn phòng")
    [item] = choose(client, "anh")["items"]
    assert tuple(item) == choosing.KEYS
    assert item["detail"].startswith("Văn phòng · 64 × 48 · ")
    assert (item["id"], item["url"], item["card"]) == (image.pk, image.url, image.card_url)
    assert (item["alt"], item["caption"]) == ("Người dân nộp hồ sơ", "Quầy một cửa")
    assert (item["credit"], item["width"], item["height"]) == ("Văn phòng", 64, 48)


def test_an_album_shows_its_first_pictures(client, reporter):
    images = [make_image(title=f"Ảnh {n}") for n in range(5)]
    make_album(*images)
    [item] = choose(client, "album")["items"]
    assert item["detail"] == "5 ảnh"
    assert item["cards"] == [image.card_url for image in images[:4]]
    assert item["card"] == images[0].card_url


def test_an_empty_album(client, reporter):
    make_album()
    [item] = choose(client, "album")["items"]
    assert (item["detail"], item["card"], item["cards"]) == ("0 ảnh", "", [])


def test_a_document_says_its_kind_and_size(client, reporter):
    document = make_document(number="46-KH/QU", issuer="Quận ủy")
    [item] = choose(client, "tai-lieu")["items"]
    assert (item["name"], item["url"]) == ("46-KH/QU Kế hoạch", f"/tai-lieu/{document.pk}/")
    assert item["detail"].startswith("PDF, ")
    assert item["detail"].endswith(" KB · Quận ủy")


def test_a_video_and_an_article_say_where_and_when(client, reporter):
    video = make_video(title="Bài giảng", part="A", poster=make_image())
    article = make_article(title="Thông xe", category=make_category(name="Đô thị"), image=make_image())
    [item] = choose(client, "video")["items"]
    day = item["detail"].removeprefix("Phòng cháy chữa cháy · A · ")
    assert len(day) == len("12/04/2017")
    assert (item["url"], item["card"]) == (video.get_absolute_url(), video.poster.card_url)
    [item] = choose(client, "bai")["items"]
    assert item["detail"].startswith("Đô thị · ")
    assert (item["url"], item["card"]) == (article.get_absolute_url(), article.image.card_url)


@pytest.mark.parametrize("query", ["quầy một cửa", "quay mot", "QUAY", "ua\u0302\u0300y"])
def test_pictures_are_found_with_or_without_accents(client, reporter, query):
    make_image(caption="Quầy một cửa")
    make_image(caption="Đường mới")
    assert names(client, "anh", q=query) == ["Quầy một cửa"]


@pytest.mark.parametrize(("kind", "query"), [("album", "ngay hoi"), ("tai-lieu", "46-kh")])
def test_albums_and_documents_are_found_too(client, reporter, kind, query):
    make_album(title="Khác")
    make_document(title="Khác")
    make_album()
    make_document(number="46-KH/QU")
    assert len(names(client, kind, q=query)) == 1


@pytest.mark.parametrize("query", ["thông xe", "thong xe", "thong x", "duong th", "nguyen van luong"])
def test_articles_are_found_while_their_title_is_typed(client, reporter, query):
    make_article(title="Đường Nguyễn Văn Lượng thông xe")
    make_article(title="Chuyện khác")
    assert names(client, "bai", q=query)[0] == "Đường Nguyễn Văn Lượng thông xe"


def test_videos_are_no_articles(client, reporter):
    make_video(title="Thông xe")
    make_article(title="Đường thông xe")
    assert names(client, "bai", q="thong xe") == ["Đường thông xe"]
    assert names(client, "video", q="thong xe") == ["Thông xe"]


def test_published_ones_stand_before_ones_own_drafts(client, reporter):
    make_draft(reporter, title="Thông xe: bản nháp")
    make_article(title="Thông xe")
    desk_index.catch_up()
    for parameters in ({}, {"q": "thong xe"}):
        items = choose(client, "bai", **parameters)["items"]
        assert [item["name"] for item in items] == ["Thông xe", "Thông xe: bản nháp"]
    assert items[1]["detail"].endswith("bản nháp, bạn đọc chưa thấy")
    assert items[1]["url"] == f"/tin-tuc/thong-xe-ban-nhap-{Article.objects.get(published_at=None).pk}/"


def test_what_others_write_and_what_was_withdrawn_is_not_offered(client, reporter):
    other = make_draft(make_staff(REPORTER), title="Thông xe của người khác")
    make_article(title="Thông xe đã rút", is_live=False)
    desk_index.catch_up()
    assert names(client, "bai", q="thong xe") == names(client, "bai") == names(client, "bai", id=other.pk) == []
    client.force_login(make_staff(APPROVER))
    assert names(client, "bai", q="thong xe") == ["Thông xe của người khác"]


@pytest.mark.parametrize("kind", KINDS)
def test_by_number(client, reporter, kind):
    make = {
        "anh": make_image, "album": make_album, "video": make_video, "tai-lieu": make_document, "bai": make_article,
    }[kind]  # fmt: skip
    wanted, others = [make(title=f"Một {n}") for n in range(2)], [make(title="Hai")]
    found = choose(client, kind, id=[item.pk for item in wanted])
    assert {item["id"] for item in found["items"]} == {item.pk for item in wanted}
    assert choose(client, kind, id=others[0].pk + 1000) == {"items": [], "more": False}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "parameters",
    [{"q": "\0"}, {"q": "x" * 100_000}, {"q": '"-(*' * 50}, {"id": "x"}, {"id": "9" * 30}, {"id": "²"}, {"id": "-1"}],
    ids=str,
)
def test_odd_input_is_no_error(client, reporter, kind, parameters):
    assert choose(client, kind, **parameters)["items"] == []


def test_at_most_twenty_newest_first(client, reporter):
    for n in range(21):
        make_album(title=f"Ngày hội {n}")
    for parameters in ({}, {"q": "ngay hoi"}):
        found = choose(client, "album", **parameters)
        assert [item["name"] for item in found["items"]] == [f"Ngày hội {n}" for n in range(20, 0, -1)]
        assert found["more"] is True


def test_a_search_of_the_library_looks_at_the_newest_only(client, reporter, monkeypatch):
    monkeypatch.setattr(choosing, "WINDOW", 2)
    for title in ("Hội xưa", "Hai", "Ba"):
        make_album(title=title)
    assert names(client, "album", q="hoi xua") == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("parameters", [{}, {"q": "mot"}, {"id": [1, 2, 3]}], ids=str)
def test_costs_the_same_for_one_and_for_twenty(client, reporter, django_assert_max_num_queries, kind, parameters):
    for n in range(22):
        image = make_image(title=f"Một {n}")
        make_album(image, title=f"Một {n}")
        make_video(title=f"Một {n}", poster=image)
        make_document(title=f"Một {n}")
        make_article(title=f"Một {n}", image=image)
        make_draft(reporter, title=f"Một nháp {n}")
    desk_index.catch_up()
    client.get("/admin/")
    with django_assert_max_num_queries(12 if "q" in parameters else 6):
        choose(client, kind, **parameters)


def test_without_the_permission(client):
    client.force_login(make_user("chua-co-vai-tro", is_superuser=False))
    make_article(title="Thông xe")
    response = client.get("/admin/chon/anh/")
    assert response.status_code == 403
    assert response.json() == {"error": "Tài khoản của anh/chị chưa được xem phần này của thư viện."}
    assert names(client, "bai") == ["Thông xe"]


def test_staff_only(client):
    assert client.get("/admin/chon/bai/").status_code == 302
    client.force_login(make_user("ban-doc", is_staff=False, is_superuser=False))
    assert client.get("/admin/chon/bai/").status_code == 302


def test_no_such_kind(client, reporter):
    assert client.get("/admin/chon/khac/").status_code == 404
    assert client.post("/admin/chon/bai/").status_code == 405
