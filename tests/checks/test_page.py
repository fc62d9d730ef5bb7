"""What the checks read of a body, and what they say of its headings, links and titles."""

import pytest

from govap.checks import OLD, Page, check
from govap.html import TAGS


def read(html):
    page = Page()
    page.add_html("body", html)
    return page


def told(html):
    page = read(html)
    return [
        (one.what, page.texts[one.place.text].words[one.place.start : one.place.end] if one.place else "")
        for one in check(page, OLD)
    ]


def test_lines_are_what_an_editor_shows():
    page = read(
        "<h2> Một\u00a0 đề  mục </h2><p>Chữ <strong>đậm</strong><em> và</em>\n nghiêng<br>Dòng hai</p>"
        "<ul><li>Mục <ul><li>con</li></ul></li></ul>"
        "<table><tbody><tr><td>Ô</td><td><p>kia</p></td></tr></tbody></table>"
    )
    assert [(text.kind, text.words) for text in page.texts] == [
        ("h2", "Một đề mục"),
        ("p", "Chữ đậm và nghiêng"),
        ("p", "Dòng hai"),
        ("li", "Mục"),
        ("li", "con"),
        ("td", "Ô"),
        ("p", "kia"),
    ]


@pytest.mark.skipif("small" not in TAGS, reason="bodies know no footnotes yet")
def test_a_footnote_is_a_line_of_its_own_before_its_paragraph():
    page = read("<p>Có chú<small>Chú <em>thích</em>.</small> thích.</p>")
    assert [(text.kind, text.words) for text in page.texts] == [("small", "Chú thích."), ("p", "Có chú thích.")]


ALONE, SKIPPED = "Dưới đề mục này không có nội dung.", "Đề mục nhỏ đứng trước mọi đề mục."


@pytest.mark.parametrize(
    ("html", "wrong"),
    [
        ("<h2>A</h2><p>a</p><h3>B</h3><p>b</p><h3>C</h3><p>c</p><h2>D</h2><p>d</p>", []),
        ("<p>a</p>", []),
        ("<h2>A</h2><h3>B</h3><ul><li>b</li></ul>", []),
        ('<h2>A</h2><figure><img src="/media/a.jpg"></figure>', []),
        ('<h2>A</h2><figure data-album="3"></figure>', []),
        ("<h2>A</h2><table><tbody><tr><td>a</td></tr></tbody></table>", []),
        ("<p>a</p><h3>A</h3><p>a</p>", [(SKIPPED, "A")]),
        ("<h2>A</h2><h2>B</h2><p>b</p>", [(ALONE, "A")]),
        ("<h2>A</h2><h3>B</h3><h2>C</h2><p>c</p>", [(ALONE, "B")]),
        ("<h2>A</h2><p>a</p><h2>B</h2>", [(ALONE, "B")]),
        ("<h2></h2><p>a</p>", [("Đề mục không có chữ.", "")]),
    ],
)
def test_headings(html, wrong):
    assert told(html) == wrong


@pytest.mark.parametrize(
    "words",
    [
        "tại đây", "Tại đây!", "TẠI ĐÂY", "xem thêm", "Xem thêm…", "bấm vào đây", "Xin xem chi tiết tại đây",
        "click here", "Tải về", "đường dẫn này", "(xem tiếp)", "link", "https://chinhphu.vn/van-ban",
        "www.chinhphu.vn", "chinhphu.vn/a", "»",
    ],
)  # fmt: skip
def test_links_that_say_nothing(words):
    assert [what for what, _ in told(f'<p>Xem <a href="/x/">{words}</a>.</p>')] != []


@pytest.mark.parametrize(
    "words",
    [
        "Kế hoạch tiếp công dân năm 2017", "Tải tài liệu hướng dẫn", "Xem thêm ảnh ngày hội", "cổng dịch vụ công",
        "dichvucong.gov.vn", "lien-he@example.vn", "46-KH/QU", "Tờ khai mẫu số 1", "ngày 12/4/2017", "đường Lê Lợi",
    ],
)  # fmt: skip
def test_links_that_name_where_they_lead(words):
    assert told(f'<p>Xem <a href="/x/">{words}</a>.</p>') == []


def test_a_link_without_words_or_without_its_beginning():
    assert [what for what, _ in told('<p><a href="/x/"></a></p>')] == ["Liên kết không có chữ."]
    assert told('<p><a href="/x/"><img src="/media/a.jpg" alt="Bản đồ"></a></p>') == []
    assert told('<p><a href="chinhphu.vn">Chính phủ</a></p>') == [
        ("Địa chỉ “chinhphu.vn” thiếu phần đầu.", "Chính phủ")
    ]


def test_titles_that_lists_cut_off():
    for length, number in ((120, 0), (121, 1)):
        page = Page()
        page.add_plain("title", "a" * length)
        assert len(check(page, OLD)) == number
