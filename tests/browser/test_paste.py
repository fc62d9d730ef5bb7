"""Pasting into a body: cleaned by the site while the person types on, and nothing lost when it cannot be."""

import base64
import re

import pytest
from playwright.sync_api import expect

from govap.editorial.roles import GRANTS, REPORTER
from govap.library.models import Image
from tests.factories import make_staff, make_user
from tests.pictures import picture

pytestmark = pytest.mark.django_db(transaction=True)

PASTE = """(box, {html, text, files, drop}) => {
  const data = new DataTransfer();
  if (html) data.setData("text/html", html);
  if (text) data.setData("text/plain", text);
  for (const {name, type, content} of files ?? []) {
    const bytes = Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0));
    data.items.add(new File([bytes], name, {type}));
  }
  const to = {bubbles: true, cancelable: true};
  if (!drop) return box.dispatchEvent(new ClipboardEvent("paste", {...to, clipboardData: data}));
  const {left, top, height} = box.lastElementChild.getBoundingClientRect();
  const at = {clientX: left + 2, clientY: top + height / 2};
  return box.dispatchEvent(new DragEvent("drop", {...to, ...at, dataTransfer: data}));
}"""
SLOW_DESK = """(milliseconds) => {
  const real = fetch;
  globalThis.fetch = async (address, ...asked) => {
    const answer = await real(address, ...asked);
    if (address === "/admin/dan/") await new Promise((done) => setTimeout(done, milliseconds));
    return answer;
  };
}"""
WORD = (
    "<html><body><!--StartFragment--><p class=MsoNormal><b>Đề mục<o:p></o:p></b></p>"
    "<p class=MsoNormal style='text-align:justify'>Đoạn một.<o:p></o:p></p><!--EndFragment--></body></html>"
)
FIGURE = "<figure><img></figure>"
TIDY = "<h2>Đề mục</h2><p>Đoạn một.</p>"


class Body:
    """The body editor of an open form."""

    def __init__(self, page):
        self.page = page
        self.box = page.locator("[contenteditable=true]")
        self.panel = page.get_by_role("region", name="Về nội dung vừa dán")
        self.status = page.locator(".paste-status")

    def write(self, words):
        self.box.click()
        self.page.keyboard.press("Control+End")
        self.page.keyboard.type(words)

    def paste(self, **what):
        self.box.evaluate(PASTE, what)

    @property
    def html(self):
        return self.page.locator("#id_body").input_value()

    def expect(self, html):
        """What the form would send, but for the attributes of figures, pictures and tables."""
        parts = re.split(r"<(figure|img|table)>", html)
        wanted = "".join(f"<{part}[^>]*>" if place % 2 else re.escape(part) for place, part in enumerate(parts))
        expect(self.page.locator("#id_body")).to_have_value(re.compile(f"^{wanted}$"))


@pytest.fixture
def body(page, live_server, sign_in, foreign):
    make_user("bientap")
    return opened(page, live_server, sign_in, "bientap")


def opened(page, live_server, sign_in, username):
    sign_in(page, username)
    page.goto(f"{live_server.url}/admin/news/article/add/")
    found = Body(page)
    found.box.click()
    return found


def slowly(page, milliseconds):
    """Answers of the paste desk take this long."""
    page.evaluate(SLOW_DESK, milliseconds)


def file(name, content, kind="image/png"):
    return {"name": name, "type": kind, "content": base64.b64encode(content).decode()}


def test_word_comes_in_clean_and_goes_in_one_step(body):
    body.write("Trước. ")
    body.paste(html=WORD)
    body.expect("<p>Trước. Đề mục</p><p>Đoạn một.</p>")
    body.page.keyboard.type("Sau.")
    body.expect("<p>Trước. Đề mục</p><p>Đoạn một.Sau.</p>")
    for _ in range(2):
        body.page.keyboard.press("Control+z")
    body.expect("<p>Trước. </p>")


def test_into_an_empty_body(body):
    body.paste(html=WORD)
    body.expect(TIDY)


def test_typing_goes_on_while_the_desk_cleans(body):
    slowly(body.page, 1500)
    body.write("Đầu. ")
    body.paste(html="<p class=MsoNormal>Giữa.</p>")
    expect(body.status).to_have_text("Đang làm sạch nội dung dán…")
    body.page.keyboard.type(" Cuối")
    body.page.keyboard.press("Home")
    body.page.keyboard.type("Mở. ")
    body.expect("<p>Mở. Đầu. Giữa. Cuối</p>")
    expect(body.status).to_have_text("")
    body.page.keyboard.type("Rồi. ")
    body.expect("<p>Mở. Rồi. Đầu. Giữa. Cuối</p>")


def test_a_selection_is_replaced(body):
    body.write("một hai ba")
    for _ in range(2):
        body.page.keyboard.press("Shift+Control+ArrowLeft")
    body.paste(html="<p class=MsoNormal>bốn</p>")
    body.expect("<p>một bốn</p>")
    body.page.keyboard.press("Control+z")
    body.expect("<p>một hai ba</p>")


def test_without_the_server_nothing_is_lost(body, foreign):
    body.page.route("**/admin/dan/", lambda route: route.abort())
    body.paste(html=WORD)
    body.expect("<p><strong>Đề mục</strong></p><p>Đoạn một.</p>")
    expect(body.panel).to_contain_text("Không nối được với máy chủ: nội dung đã dán vào bài nhưng chưa được làm sạch.")
    body.panel.get_by_role("button", name="Đã hiểu").click()
    expect(body.panel).to_be_hidden()
    expect(body.box).to_be_focused()
    foreign.clear()  # the aborted request


def test_old_letters_are_offered_and_taken_by_keyboard(body):
    body.write("A ")
    body.paste(html="<p>§¶ng bé quËn, ph­êng</p>")
    body.expect("<p>A §¶ng bé quËn, ph\u00adêng</p>")
    expect(body.panel).to_contain_text("TCVN3")
    expect(body.panel.get_by_role("region", name="Như đã dán")).to_contain_text("§¶ng bé quËn")
    expect(body.panel.get_by_role("region", name="Sau khi chuyển")).to_have_text("Đảng bộ quận, phường")
    body.page.keyboard.type("!")
    body.page.keyboard.press("F6")
    expect(body.panel).to_be_focused()
    body.panel.get_by_role("button", name="Chuyển sang Unicode").press("Enter")
    body.expect("<p>A Đảng bộ quận, phường!</p>")
    expect(body.box).to_be_focused()
    expect(body.panel).to_be_hidden()


def test_old_letters_touched_meanwhile_are_converted_as_they_are_now(body):
    body.paste(html="<p>§¶ng bé quËn</p><p>ph­êng</p>")
    expect(body.panel).to_contain_text("TCVN3")
    body.page.keyboard.press("Control+Home")
    body.page.keyboard.type("Và ")
    body.panel.get_by_role("button", name="Chuyển sang Unicode").click()
    body.expect("<p>Và Đảng bộ quận</p><p>phường</p>")


def test_old_letters_may_stay(body):
    body.paste(text="Ñaûng boä quaän toå chöùc")
    body.panel.get_by_role("button", name="Giữ nguyên").click()
    body.expect("<p>Ñaûng boä quaän toå chöùc</p>")
    expect(body.panel).to_be_hidden()


def test_own_text_is_pasted_as_it_was(body):
    asked = []
    body.page.on("request", lambda sent: asked.append(sent.url) if "/admin/dan/" in sent.url else None)
    body.write("một")
    for key in ("Shift+Home", "Control+c", "End", "Control+v"):
        body.page.keyboard.press(key)
        body.page.wait_for_timeout(100)  # the browser tells of a moved selection by and by
    body.expect("<p>mộtmột</p>")
    body.paste(text=" *hai* ba")
    body.expect("<p>mộtmột *hai* ba</p>")
    assert asked == []


def test_a_long_paste_travels_as_a_file(body):
    body.paste(html=f"<p class=MsoNormal>{'chữ ' * 300_000}</p>")
    expect(body.status).to_have_text("", timeout=20_000)
    assert body.html == f"<p>{'chữ ' * 299_999}chữ</p>"


def test_pictures_that_are_only_named_are_said(body):
    body.paste(html="<p>a</p><img src='file:///C:/clip_image001.jpg'><p>b</p>")
    body.expect("<p>a</p><p>b</p>")
    expect(body.panel.get_by_role("listitem")).to_contain_text("clip_image001.jpg")


def test_pictures_go_into_the_library_in_order(body):
    body.write("Trước.")
    files = [
        file("mot.png", picture("PNG", size=(640, 480))),
        file("hop.docx", b"PK", "application/msword"),
        file("hai.jpg", b"<html>", "image/jpeg"),
        file("ba.png", picture("PNG", size=(100, 50))),
    ]
    body.paste(files=files)
    body.page.keyboard.type(" Sau.")
    expect(body.box.locator("figure img[src]")).to_have_count(2)
    body.expect(f"<p>Trước.</p>{FIGURE}{FIGURE}<p> Sau.</p>")
    one, three = Image.objects.order_by("width")[::-1]
    assert re.findall(r'src="([^"]+)"', body.html) == [one.url, three.url]
    assert f'width="{one.width}"' in body.html
    expect(body.panel.get_by_role("listitem")).to_have_count(2)
    expect(body.panel).to_contain_text("hop.docx")
    expect(body.panel).to_contain_text("hai.jpg")


def test_a_dropped_picture(body):
    body.write("Trước.")
    body.paste(files=[file("mot.png", picture("PNG"))], drop=True)
    body.expect(f"{FIGURE}<p>Trước.</p>")


def test_who_may_add_no_pictures_is_told(page, live_server, sign_in, monkeypatch):
    monkeypatch.setitem(GRANTS, REPORTER, [name for name in GRANTS[REPORTER] if name != "library.add_image"])
    make_staff(REPORTER, "phongvien")
    body = opened(page, live_server, sign_in, "phongvien")
    body.paste(files=[file("mot.png", picture("PNG"))])
    expect(body.panel).to_contain_text("Ảnh “mot.png” chưa vào bài. Tài khoản này không được tải tệp lên.")
    assert not Image.objects.exists()


def test_a_form_is_sent_only_once_all_has_come_in(body):
    slowly(body.page, 1500)
    body.page.get_by_label("Tiêu đề").first.fill("Bài có dán")
    body.box.click()
    body.paste(html=WORD)
    with body.page.expect_navigation():
        body.page.get_by_role("button", name="Lưu bản nháp").click()
    body.expect(TIDY)


def test_one_goes_on_below_a_pasted_table(body):
    body.paste(html="<table><tr><td>Khu phố<td>Số hộ<tr><td>1<td>320</table>")
    expect(body.box.locator("td").last).to_have_text("320")
    body.page.keyboard.type("Sau bảng.")
    expect(body.box.locator("> p").last).to_have_text("Sau bảng.")
    body.page.keyboard.press("Control+z")
    body.page.keyboard.press("Control+z")
    expect(body.box.locator("table")).to_have_count(0)


def test_what_is_pasted_into_a_cell_goes_on_there(body):
    body.paste(html="<table><tr><td>Khu phố<td>Số hộ<tr><td>1<td>320</table>")
    body.box.locator("td").last.click()
    body.page.keyboard.press("End")
    body.page.keyboard.type(" hộ (")
    body.paste(html="<p class=MsoNormal>tăng 5</p>")
    expect(body.box.locator("td").last).to_have_text("320 hộ (tăng 5")
    body.page.keyboard.type(")")
    expect(body.box.locator("td").last).to_have_text("320 hộ (tăng 5)")
