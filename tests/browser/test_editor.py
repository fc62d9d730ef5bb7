"""What a body holds, in the editor: it comes out as it went in, is written by keys alone, looks as on the page."""

import pytest

from govap.html import clean
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db(transaction=True)
FORM = "/admin/news/article/add/"

IMAGE = '<img src="/media/anh/2017/04/a.jpg" alt="Người dân nộp hồ sơ" width="1200" height="800">'
UNCHANGED = {
    "picture": f"<figure>{IMAGE}</figure>",
    "picture with caption": f"<figure>{IMAGE}<figcaption>Quầy một cửa. Ảnh: <em>Văn phòng</em></figcaption></figure>",
    "picture without words": '<figure><img src="/media/anh/a.jpg" alt=""></figure>',
    "album": '<figure data-album="3"></figure>',
    "album with caption": '<figure data-album="3"><figcaption>Ngày <strong>hội</strong></figcaption></figure>',
    "document": '<p>Xem <a data-document="7" href="/tai-lieu/7/">Kế hoạch số <strong>46-KH/QU</strong></a>.</p>',
    "link": '<p><a href="/tin-tuc/thong-xe-5/">Thông xe</a>, <a href="mailto:a@example.vn">thư</a></p>',
    "footnote": '<p>Trước<small>Theo <em>Kế hoạch</em> <a href="/tin-tuc/a-1/">46</a>.<br>Dòng hai</small>, sau.</p>',
    "footnote at the end": "<p>Câu.<small>Một</small></p><h2>Mục<small>Hai</small></h2>",
    "headings": "<h2>Đề mục</h2><h3>Đề mục nhỏ</h3><p>Chữ</p>",
    "table": (
        '<table><caption>Lịch tiếp dân</caption><thead><tr><th scope="col">Ngày</th><th colspan="2">Ai</th></tr>'
        "</thead><tbody><tr><th>Thứ Hai</th><td>a</td><td><p>b</p><p>c</p></td></tr></tbody></table>"
    ),
    "table without head": "<table><tbody><tr><td>a<ul><li>b</li></ul></td></tr></tbody></table>",
    "table of headings": "<table><tbody><tr><th>a</th></tr></tbody></table>",
    "lists": '<ul><li>a<ul><li>b</li></ul></li><li><p>c</p><p>d</p></li></ul><ol start="3" type="A"><li>e</li></ol>',
    "numbers": '<ol type="i"><li>a<br>b</li></ol><ol><li>c</li></ol>',
    "marks": "<p><strong>a</strong> <em>b</em> <u>c</u> <s>d</s> H<sub>2</sub>O m<sup>2</sup></p>",
    "quote and rule": "<blockquote><p>a</p></blockquote><hr><p>b<br>c</p>",
    "video": '<p>Trước.</p><figure data-video="42"></figure><p>Sau.</p>',
}


# What is not written as we write it keeps its words.
OTHERWISE = {
    "bare picture": (f"<p>a{IMAGE}b</p>", f"<p>a</p><figure>{IMAGE}</figure><p>b</p>"),
    "figure of a table": (
        "<figure><table><tbody><tr><td>ô</td></tr></tbody></table><figcaption>Bảng 1</figcaption></figure>",
        "<table><tbody><tr><td>ô</td></tr></tbody></table><p>Bảng 1</p>",
    ),
    "figure of words": ("<figure><p>Một</p>hai<figcaption>ba</figcaption></figure>", "<p>Một</p><p>hai</p><p>ba</p>"),
    "two pictures": (f"<figure>{IMAGE}{IMAGE}</figure>", f"<figure>{IMAGE}</figure>" * 2),
    "caption in paragraphs": (
        f"<figure>{IMAGE}<figcaption><p>Một</p><p>hai</p></figcaption></figure>",
        f"<figure>{IMAGE}<figcaption>Một<br>hai</figcaption></figure>",
    ),
    "words around a caption": (
        '<figure data-album="3">Một<figcaption>hai</figcaption><p>ba</p></figure>',
        '<figure data-album="3"><figcaption>Một<br>hai<br>ba</figcaption></figure>',
    ),
    "footnote in a footnote": ("<p>a<small>b<small>c</small>d</small>e</p>", "<p>a<small>bcd</small>e</p>"),
    "footnote of nothing": ("<p>a<small> </small>b</p>", "<p>a b</p>"),
    "foreign address": ('<p><a href="javascript:x()">a</a></p>', "<p>a</p>"),
    "no number": ('<figure data-album="x"><figcaption>Một</figcaption></figure>', "<p>Một</p>"),
}


@pytest.fixture
def writer(page, sign_in, live_server):
    make_user("phong-vien")
    page.goto(f"{live_server.url}/admin/login/")
    sign_in(page, "phong-vien")
    page.goto(live_server.url + FORM)
    page.locator(".ProseMirror[contenteditable=true]").wait_for()
    return page


def through_the_editor(page, html):
    """The HTML that the editor writes for this HTML."""
    return page.evaluate(
        """(html) => {
          const { editor } = document.querySelector(".ProseMirror[contenteditable=true]");
          editor.commands.setContent(html);
          return editor.getHTML();
        }""",
        html,
    )


def test_what_it_writes_comes_out_as_it_went_in(writer):
    assert {name: through_the_editor(writer, html) for name, html in UNCHANGED.items()} == UNCHANGED


@pytest.mark.parametrize("html", UNCHANGED.values(), ids=UNCHANGED)
def test_what_it_writes_is_clean(html):
    assert clean(html) == html


def test_no_word_is_lost(writer):
    written = {name: through_the_editor(writer, html) for name, (html, _) in OTHERWISE.items()}
    assert written == {name: wanted for name, (_, wanted) in OTHERWISE.items()}


BY_KEYS = [
    ("Control+Alt+2", "Lớn", "Enter"),
    ("Một ", "Control+b", "hai", "Control+b", " ", "Control+i", "ba", "Control+i", "Enter"),
    ("Control+Alt+3", "Nhỏ", "Enter"),
    ("Control+Shift+8", "a", "Enter", "Tab", "b", "Enter", "Shift+Tab", "c", "Enter", "Enter"),
    ("Control+Shift+7", "d", "Enter", "e", "Enter", "Enter"),
    ("Control+Shift+b", "f", "Enter", "Enter"),
    ("g",),
]
WRITTEN = (
    "<h2>Lớn</h2><p>Một <strong>hai</strong> <em>ba</em></p><h3>Nhỏ</h3><ul><li>a<ul><li>b</li></ul></li><li>c</li>"
    "</ul><ol><li>d</li><li>e</li></ol><blockquote><p>f</p></blockquote><p>g</p>"
)


def written(page):
    return page.evaluate("document.querySelector('.ProseMirror[contenteditable=true]').editor.getHTML()")


def test_it_is_written_by_keys_alone(writer):
    writer.locator(".ProseMirror[contenteditable=true]").focus()
    for part in (part for line in BY_KEYS for part in line):
        is_key = part in {"Enter", "Tab"} or "+" in part
        (writer.keyboard.press if is_key else writer.keyboard.type)(part)
    assert written(writer) == WRITTEN
    writer.wait_for_timeout(600)  # what is typed within half a second is one step
    writer.keyboard.type(" thừa")
    writer.keyboard.press("Control+z")
    assert written(writer) == WRITTEN


def test_keys_lead_to_every_tool_that_is_shown(writer):
    writer.locator(".ProseMirror[contenteditable=true]").focus()
    shown = writer.locator(".prose-menubar button:not(.hidden)").evaluate_all("all => all.map(one => one.dataset.name)")
    writer.keyboard.press("Alt+F10")
    met = []
    for _ in shown:
        met.append(writer.evaluate("document.activeElement.dataset.name"))
        writer.keyboard.press("ArrowRight")
    assert len(met) > 20
    assert sorted(met) == sorted(shown)


def test_on_a_telephone_the_tools_leave_room_for_the_text(writer):
    writer.set_viewport_size({"width": 390, "height": 600})
    through_the_editor(writer, UNCHANGED["table"])
    writer.locator(".ProseMirror td").first.click()
    bar = writer.locator(".prose-menubar").first
    assert bar.bounding_box()["height"] < 60
    writer.keyboard.press("Alt+F10")
    writer.keyboard.press("End")
    last = writer.locator(".prose-menubar button:focus").bounding_box()
    assert 0 <= last["x"] <= last["x"] + last["width"] <= 390
    assert writer.evaluate("document.documentElement.scrollWidth <= innerWidth")


LOOK = """(box) => ["th", "td", "caption", "ul", "ul ul", "ol", "h3", "strong", "em", "blockquote"].map((tag) => {
  const style = getComputedStyle(box.querySelector(tag));
  return [tag, style.textAlign.replace("left", "start"), style.listStyleType, style.fontWeight, style.fontStyle];
})"""


def test_it_looks_as_on_the_page(writer, live_server):
    body = "".join(UNCHANGED[name] for name in ("headings", "table", "lists", "marks", "quote and rule"))
    through_the_editor(writer, body + "<p><strong>a</strong></p>")
    shown = writer.locator(".ProseMirror[contenteditable=true]").evaluate(LOOK)
    article = make_article(body=body, image=None)
    writer.goto(f"{live_server.url}{article.get_absolute_url()}")
    assert writer.locator(".prose").evaluate(LOOK) == shown
