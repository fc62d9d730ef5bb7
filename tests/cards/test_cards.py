"""Pictures for shared links: what is drawn, when, and what a page says of them."""

import fcntl
import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image as Picture
from PIL import ImageFont

from govap.cards import kept, of
from govap.cards.drawing import FONTS, SIZE, draw, wrap
from govap.portal.models import Identity
from news.models import Article
from tests.factories import make_article, make_category, make_video
from tests.pictures import upload

pytestmark = pytest.mark.django_db
NAMES = ("Ủy ban nhân dân Quận Gò Vấp", "Trang thông tin điện tử Quận Gò Vấp")


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.VAR_DIR = str(tmp_path)
    return tmp_path / "anh-chia-se"


def opened(png):
    picture = Picture.open(io.BytesIO(png))
    picture.load()
    return picture.convert("RGB")


def rows_with_ink(picture, top, bottom):
    """Rows of the title's place in which something dark is drawn."""
    return [y for y in range(top, bottom) if min(sum(picture.getpixel((x, y))) for x in range(80, 1121, 2)) < 300]


TITLES = {
    "short": "Họp",
    "one_long_word": "Ngữ" * 70,
    "three_hundred": "Quận ủy Gò Vấp tổ chức hội nghị sơ kết " * 8,
    "capitals": "HỘI NGHỊ TỔNG KẾT PHONG TRÀO THI ĐUA YÊU NƯỚC " * 3,
    "other_scripts": "Chào 🎉 你好 مرحبا bạn",
    "nothing": "",
}


@pytest.mark.parametrize("name", TITLES)
def test_every_title_stays_inside(name):
    picture = opened(draw(TITLES[name], "Kinh tế", NAMES, kept.CREST))
    assert picture.size == SIZE
    margins = [(x, y) for x in (*range(70), *range(1131, 1200)) for y in range(30, 630, 3)]
    assert {picture.getpixel(place) for place in margins} == {picture.getpixel((40, 300))}
    assert bool(rows_with_ink(picture, 140, 495)) == bool(TITLES[name])


def test_lines_hold_every_word_in_order():
    font = ImageFont.truetype(FONTS / "BeVietnamPro-Bold.ttf", 60)
    words = "Quận ủy Gò Vấp tổ chức hội nghị sơ kết ba năm thực hiện Chỉ thị"
    lines = wrap(words, font, 700)
    assert " ".join(lines) == words
    assert len(lines) > 1
    assert max(font.getlength(line) for line in lines) <= 700
    assert "".join(wrap("a" * 200, font, 700)) == "a" * 200


@pytest.mark.parametrize("content", [None, b"khong phai anh"])
def test_without_a_crest_there_is_a_card_all_the_same(tmp_path, content):
    path = tmp_path / "huy-hieu.png"
    if content:
        path.write_bytes(content)
    assert opened(draw("Họp", "", NAMES, path)).size == SIZE


def address_of(client, path):
    page = client.get(path).content.decode()
    return re.search(r'<meta property="og:image" content="http://testserver([^"]+)">', page)[1]


class TestView:
    def test_an_article_without_picture_has_a_card(self, client, folder):
        article = make_article(title="Hội nghị")
        address = address_of(client, article.get_absolute_url())
        assert not folder.exists()  # nothing is drawn for a reader
        response = client.get(address)
        assert response["Content-Type"] == "image/png"
        assert response["Cache-Control"] == "public, max-age=31536000, immutable"
        assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert opened(response.content).size == SIZE

    def test_it_is_drawn_once(self, client, folder):
        address = address_of(client, make_article().get_absolute_url())
        client.get(address)
        [path] = folder.rglob("*.png")
        path.write_bytes(b"da ve")
        assert client.get(address).content == b"da ve"

    def test_a_changed_title_is_another_card_and_the_old_one_goes(self, client, folder):
        article = make_article(title="Cũ")
        before = address_of(client, article.get_absolute_url())
        client.get(before)
        article.title = "Mới"
        article.save()
        after = address_of(client, article.get_absolute_url())
        moved = client.get(before)
        assert (moved.status_code, moved["Location"]) == (301, after)
        client.get(after)
        assert len(list(folder.rglob("*.png"))) == 1

    def test_while_one_is_drawn_others_are_sent_to_the_crest(self, client, folder):
        address = address_of(client, make_article().get_absolute_url())
        folder.mkdir()
        with (folder / ".khoa").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            response = client.get(address)
        assert (response.status_code, response["Location"]) == (302, "/static/img/icon-512.png")
        assert response["Cache-Control"] == "no-store"
        assert client.get(address).status_code == 200

    def test_a_full_disk_costs_the_file_alone(self, client, folder):
        address = address_of(client, make_article().get_absolute_url())
        folder.mkdir()
        (folder / "0").write_text("")  # where the folder of the first thousand would be
        assert opened(client.get(address).content).size == SIZE

    @pytest.mark.parametrize("over", [{"is_live": False}, {"title": "", "is_live": False}])
    def test_nothing_hidden_has_a_card(self, client, over):
        article = make_article(**over)
        assert client.get(f"/anh-chia-se/bai-{article.pk}-{'0' * 12}.png").status_code == 404

    @pytest.mark.parametrize("name", ["bai-0-000000000000", "trang-2-000000000000", "bai-1-x", "khac-1-000000000000",
                                      "video-999999999999999999-000000000000"])  # fmt: skip
    def test_odd_addresses_are_not_found(self, client, name):
        assert client.get(f"/anh-chia-se/{name}.png").status_code == 404

    def test_it_costs_two_queries(self, client):
        address = address_of(client, make_article().get_absolute_url())
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        assert len(captured) <= 2


def test_videos_and_other_pages_have_one_too(client):
    video = make_video()
    for path, kind in ((video.get_absolute_url(), "video"), ("/", "trang"), ("/tin-tuc/", "trang")):
        address = address_of(client, path)
        assert address.startswith(f"/anh-chia-se/{kind}-")
        assert client.get(address).status_code == 200


def test_an_article_with_a_picture_shows_that(client):
    image = Article._meta.get_field("image").related_model(file=upload(size=(640, 480)), alt="Trụ sở")
    image.save()
    page = client.get(make_article(image=image).get_absolute_url()).content.decode()
    assert f'<meta property="og:image" content="http://testserver{image.url}">' in page
    assert '<meta property="og:image:width" content="640">' in page
    assert '<meta property="og:image:alt" content="Trụ sở">' in page


def test_a_renamed_office_has_new_cards():
    article = make_article(category=make_category(name="Kinh tế"))
    before = of.article(article, Identity(name="Cũ")).digest
    assert of.article(article, Identity(name="Mới")).digest != before
