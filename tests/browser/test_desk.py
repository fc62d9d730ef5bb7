"""A staff member's day in a real browser: log in, write, publish, see it."""

import pytest
from playwright.sync_api import expect

from news.models import Article
from tests.factories import make_category, make_user

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def desk(page, sign_in):
    make_user("bientap")
    return sign_in(page, "bientap")


def test_article_is_written_published_and_read(desk, live_server):
    make_category(name="Hoạt động Đảng bộ")
    desk.goto(f"{live_server.url}/admin/news/article/add/")
    desk.locator("#id_title").fill("Đường Nguyễn Văn Lượng thông xe")
    expect(desk.locator("#id_slug")).to_have_value("duong-nguyen-van-luong-thong-xe")
    desk.locator("[contenteditable=true]").click()
    desk.keyboard.type("Sáng nay, tuyến đường được đưa vào sử dụng.")
    desk.locator("#id_category").select_option(label="Hoạt động Đảng bộ")
    desk.locator("[name=_save]").click()
    expect(desk.locator(".success")).to_contain_text("Bạn đọc chưa thấy thay đổi này")
    desk.locator("[name=_verb][value=publish]").click()
    expect(desk.locator("h1")).to_contain_text("Duyệt và xuất bản")
    desk.locator(".act button[type=submit]").click()
    expect(desk.locator(".success")).to_contain_text("Đã xuất bản")
    article = Article.objects.get()
    desk.goto(live_server.url + article.get_absolute_url())
    expect(desk.locator("h1")).to_have_text("Đường Nguyễn Văn Lượng thông xe")
    expect(desk.get_by_text("Sáng nay, tuyến đường được đưa vào sử dụng.")).to_be_visible()


def test_wrong_date_is_told_in_vietnamese_and_nothing_typed_is_lost(desk, live_server):
    make_category()
    desk.goto(f"{live_server.url}/admin/news/article/add/")
    desk.locator("#id_title").fill("Bài đang viết dở")
    desk.locator("#id_expires_at").fill("30/02/2026 08:00")
    desk.locator("[name=_save]").click()
    expect(desk.locator(".field-expires_at .errorlist")).to_contain_text("Ngày giờ")
    expect(desk.locator("#id_title")).to_have_value("Bài đang viết dở")
    expect(desk.locator("#id_expires_at")).to_have_value("30/02/2026 08:00")
    assert not Article.objects.published().exists()


def test_address_goes_on_following_the_title_of_a_draft(desk, live_server):
    desk.goto(f"{live_server.url}/admin/news/article/add/")
    desk.locator("#id_title").fill("Đường mới")
    with desk.expect_navigation():
        desk.locator("[name=_save]").click()
    expect(desk.locator("#id_slug")).to_have_value("duong-moi")
    desk.locator("#id_title").fill("Đường mới thông xe")
    expect(desk.locator("#id_slug")).to_have_value("duong-moi-thong-xe")
    desk.locator("#id_slug").fill("thong-xe")
    desk.locator("#id_title").fill("Đường mới đã thông xe")
    expect(desk.locator("#id_slug")).to_have_value("thong-xe")


def test_editor_toolbar_speaks_vietnamese(desk, live_server):
    desk.goto(f"{live_server.url}/admin/news/article/add/")
    expect(desk.locator(".prose-menubar").get_by_role("button", name="Đề mục nhỏ")).to_be_visible()
    titles = desk.locator(".prose-menubar button").evaluate_all("buttons => buttons.map(button => button.title)")
    assert titles
    assert [title for title in titles if title.isascii()] == []
