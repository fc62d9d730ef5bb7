"""An approver in a real browser chooses two versions, reads them side by side and takes one paragraph back."""

import pytest
from django.contrib.auth.models import Group
from playwright.sync_api import expect

from govap.editorial import content as contents
from govap.editorial import drafting
from govap.editorial.roles import APPROVER, LEVELS
from news.models import Article
from tests.factories import make_category, make_draft, make_staff

pytestmark = pytest.mark.django_db(transaction=True)

OLD = "<p>Sáng thứ Hai, phường tiếp công dân.</p><p>Số 332 Quang Trung.</p><p>Mời quý vị đến.</p>"
NEW = "<p>Chiều thứ Hai, phường tiếp công dân.</p><p>Số 332 Quang Trung.</p><p>Mời quý vị gọi trước.</p>"


@pytest.fixture
def item(page, live_server):
    for role in LEVELS:  # a flushed database has lost what the migration made
        Group.objects.get_or_create(name=role)
    make_category()
    approver = make_staff(APPROVER, "duyet")
    item = make_draft(approver, title="Lịch tiếp dân", body=OLD)
    drafting.save(item, approver, contents.of(item) | {"body": NEW}, fresh=True)
    page.goto(f"{live_server.url}/admin/")
    page.locator("[name=username]").fill("duyet")
    page.locator("[name=password]").fill("mat-khau-thu-12")
    page.locator("[type=submit]").click()
    return item


@pytest.mark.parametrize("width", [1280, 390])
def test_two_versions_are_compared_and_a_paragraph_comes_back(page, live_server, foreign, item, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{live_server.url}/admin/news/article/{item.pk}/history/")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_label("Cũ: phiên bản 1").check()
    page.get_by_label("Mới: phiên bản 2").check()
    page.get_by_role("button", name="So sánh hai phiên bản").click()
    expect(page.locator(".comparison del")).to_have_text(["bỏ: Sáng", "bỏ: đến"])
    expect(page.locator(".comparison ins")).to_have_text(["thêm: Chiều", "thêm: gọi trước"])
    for selector, line in ((".comparison del", "line-through"), (".comparison ins", "underline")):
        marked = page.locator(selector).first
        assert line in marked.evaluate("node => getComputedStyle(node).textDecorationLine")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("button", name="Lấy lại đoạn này như phiên bản 1").last.click()
    expect(page.locator(".messagelist")).to_contain_text("Đã khôi phục một đoạn của phiên bản 1")
    expect(page.locator("[name=doan]")).to_have_count(1)
    assert Article.objects.get().head.content["body"] == NEW.replace("gọi trước", "đến")
    assert foreign == []
