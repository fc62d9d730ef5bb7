"""The panel “Kiểm tra khi viết”: finds while somebody types, leads to the words, and puts them right."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from govap.editorial.models import Revision
from govap.editorial.roles import REPORTER
from tests.factories import make_draft, make_staff

pytestmark = pytest.mark.django_db(transaction=True)
BODY = (
    "<p>Thứ Hai, 10/4/2017, hoà giải.</p>"
    "<p>Sáng thứ Hai, ngày 12/4/2017, bà <strong>H</strong>oà hoà nhã, hoà thuận.</p>"
)
EDITOR = ".ProseMirror[contenteditable=true]"
STATE = ".checks [data-checks-state]"


@pytest.fixture
def reporter():
    return make_staff(REPORTER, "phongvien", last_name="Lê Văn", first_name="Mẫu")


@pytest.fixture
def desk(page, sign_in, reporter):
    return sign_in(page, "phongvien")


@pytest.fixture
def form(desk, live_server, reporter):
    """The form of a draft with these words in it."""

    def opened(**over):
        item = make_draft(reporter, **{"title": "Hội nghị", "body": BODY} | over)
        desk.goto(f"{live_server.url}/admin/news/article/{item.pk}/change/")
        expect(desk.locator(STATE)).not_to_be_empty()
        return desk, item

    return opened


def finding(page, words):
    return page.locator("[data-finding]", has_text=re.compile(re.escape(words)))  # as written, capitals too


def expect_selected(page, words):
    page.wait_for_function("words => getSelection().toString() === words", arg=words)


def test_a_finding_appears_after_typing(desk, live_server, foreign):
    desk.goto(f"{live_server.url}/admin/news/article/add/")
    expect(desk.locator("[data-checks-none]")).to_be_visible()
    desk.locator("#id_title").fill("Hội nghị")
    desk.locator(EDITOR).click()
    desk.keyboard.type("Hạn chót là 30/2/2017.")
    expect(finding(desk, "Không có ngày 30/2/2017")).to_be_visible()
    expect(desk.locator(STATE)).to_have_text("1 chỗ nên xem lại")
    expect(desk.locator("[data-checks-none]")).to_be_hidden()
    desk.keyboard.press("End")
    for _ in "30/2/2017.":
        desk.keyboard.press("Backspace")
    expect(desk.locator(STATE)).to_have_text("Không có gì cần xem lại.")
    expect(desk.locator("[data-checks-news]")).to_have_text("Kiểm tra khi viết: Không có gì cần xem lại.")
    assert foreign == []


def test_enter_leads_to_the_words_and_selects_them(form):
    page, _ = form(title="Ngày 31/4/2017")
    finding(page, "là Thứ Tư").press("Enter")
    expect_selected(page, "thứ Hai")  # the second one of the text, in its own case
    assert "12/4/2017" in page.evaluate("getSelection().anchorNode.parentElement.closest('p').textContent")
    finding(page, "Không có ngày 31/4/2017").click()
    expect(page.locator("#id_title")).to_be_focused()
    assert page.evaluate("document.activeElement.value.slice(document.activeElement.selectionStart)") == "31/4/2017"


def test_who_is_quicker_than_the_editor_is_led_into_it_still(form, page):
    def late(route):
        answer = route.fetch()
        route.fulfill(response=answer, body=f"await new Promise((go) => setTimeout(go, 1000));{answer.text()}")

    page.route(re.compile(r"/editor/writing\b[^/]*\.js"), late)
    form(title="Hội nghị")
    expect(page.locator(EDITOR)).to_have_count(0)
    finding(page, "là Thứ Tư").press("Enter")
    expect_selected(page, "thứ Hai")


def test_one_click_puts_a_weekday_right_and_undo_takes_it_back(form):
    page, _ = form()
    page.get_by_role("button", name="Sửa thành “thứ Tư”").click()
    expect(page.locator(EDITOR)).to_contain_text("Sáng thứ Tư, ngày 12/4/2017")
    expect(page.locator(EDITOR)).to_contain_text("Thứ Hai, 10/4/2017")
    expect(finding(page, "là Thứ Tư")).to_have_count(0)
    page.locator("[data-name='history:undo']").click()
    expect(page.locator(EDITOR)).to_contain_text("Sáng thứ Hai, ngày 12/4/2017")
    expect(finding(page, "là Thứ Tư")).to_have_count(1)


def test_all_marks_are_put_right_at_once_but_not_those_of_names(form):
    page, item = form(summary="Ngày hội hoà bình.")
    expect(finding(page, "“hoà”")).to_contain_text("(4 chỗ)")
    page.get_by_role("button", name="Sửa hết: Dấu thanh").click()
    expect(page.locator(EDITOR)).to_contain_text("bà Hoà hòa nhã, hòa thuận")
    expect(page.locator("#id_summary")).to_have_value("Ngày hội hòa bình.")
    expect(finding(page, "“hoà”")).to_have_count(0)
    expect(finding(page, "“Hoà”")).to_have_count(1)
    expect(page.locator("[data-saved]")).to_have_text(re.compile(r"^Đã lưu"))
    body = Revision.objects.of(item).newest().first().content["body"]
    assert "<strong>H</strong>oà hòa nhã" in body
    page.locator("[data-name='history:undo']").click()
    expect(page.locator(EDITOR)).to_contain_text("hoà nhã, hoà thuận")


def test_words_with_marks_apart_are_found(form, in_turn):
    page, _ = form(body="<p>a</p>")
    page.locator(EDITOR).click()
    page.keyboard.press("End")
    page.keyboard.insert_text(" Tie\u0302\u0301p  dân ho\u0061\u0300 nha\u0303, ngày 31/4/2017.")
    finding(page, "“hoà”").click()
    expect_selected(page, "hoa\u0300")
    finding(page, "31/4/2017").click()
    expect_selected(page, "31/4/2017")


def test_a_picture_and_a_link_are_found(form):
    page, _ = form(body='<p>Xem <a href="/khong-co/">tại đây</a>.</p><figure><img src="/media/anh/x.jpg"></figure>')
    finding(page, "không nói liên kết").click()
    expect_selected(page, "tại đây")
    finding(page, "Ảnh chưa có mô tả").click()
    expect(page.locator(EDITOR).get_by_text("Không tải được ảnh này.")).to_be_in_viewport()  # there is no such file


@pytest.mark.parametrize("width", [390, 1280, 1600])
def test_panel_can_be_used_by_everybody(form, width):
    page, _ = form()
    page.set_viewport_size({"width": width, "height": 844})
    page.reload()
    expect(page.locator(STATE)).not_to_be_empty()
    panel = page.locator(".checks")
    assert panel.get_attribute("open") == (None if width == 390 else "")
    if width == 390:
        page.locator(".checks summary").press("Enter")
    expect(page.locator(".check-go").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    found = Axe().run(page, context=".checks")
    assert found.violations_count == 0, found.generate_report()
