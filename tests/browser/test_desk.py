"""A staff member's day in a real browser: log in, write, publish, see it."""

import pytest
from playwright.sync_api import expect

from news.models import Article
from tests.factories import make_category, make_user

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def desk(page, live_server):
    make_user("bientap")
    page.goto(f"{live_server.url}/admin/")
    page.get_by_label("Tên người dùng").or_(page.get_by_label("Tên đăng nhập")).fill("bientap")
    page.get_by_label("Mật khẩu").fill("mat-khau-thu-12")
    page.locator("[type=submit]").click()
    return page


def test_article_is_written_published_and_read(desk, live_server):
    make_category(name="Hoạt động Đảng bộ")
    desk.goto(f"{live_server.url}/admin/news/article/add/")
    desk.locator("#id_title").fill("Đường Nguyễn Văn Lượng thông xe")
    expect(desk.locator("#id_slug")).to_have_value("duong-nguyen-van-luong-thong-xe")
    desk.locator("[contenteditable=true]").click()
    desk.keyboard.type("Sáng nay, tuyến đường được đưa vào sử dụng.")
    desk.locator("#id_category").select_option(label="Hoạt động Đảng bộ")
    desk.locator("#id_is_live").check()
    desk.locator("[name=_save]").click()
    article = Article.objects.get()
    desk.goto(live_server.url + article.get_absolute_url())
    expect(desk.locator("h1")).to_have_text("Đường Nguyễn Văn Lượng thông xe")
    expect(desk.get_by_text("Sáng nay, tuyến đường được đưa vào sử dụng.")).to_be_visible()


def test_wrong_date_is_told_in_vietnamese_and_nothing_typed_is_lost(desk, live_server):
    make_category()
    desk.goto(f"{live_server.url}/admin/news/article/add/")
    desk.locator("#id_title").fill("Bài đang viết dở")
    desk.locator("#id_published_at").fill("30/02/2026 08:00")
    desk.locator("[name=_save]").click()
    expect(desk.locator("#id_title")).to_have_value("Bài đang viết dở")
    expect(desk.locator("#id_published_at")).to_have_value("30/02/2026 08:00")
    assert "ngày" in desk.locator(".field-published_at .errorlist").inner_text().lower()
    assert not Article.objects.exists()


def test_editor_toolbar_speaks_vietnamese(desk, live_server):
    desk.goto(f"{live_server.url}/admin/news/article/add/")
    options = desk.locator(".prose-menubar__option")
    expect(options).to_have_text(["Đề mục", "Đề mục nhỏ", "Đoạn văn"])
    titles = desk.locator(".prose-menubar button").evaluate_all("buttons => buttons.map(button => button.title)")
    assert titles
    assert [title for title in titles if title.isascii()] == []
