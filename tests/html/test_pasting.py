import base64

import pytest

from govap.html import paste_text, tidy_paste
from govap.html.pictures import NotLiftedError
from tests.pictures import picture

PNG = picture("PNG")
TABLE = (
    '<table><thead><tr><th scope="col">A</th><th scope="col">B</th></tr></thead>'
    "<tbody><tr><td>1</td><td>2</td></tr></tbody></table>"
)
TWO_ROWS = (
    '<table><thead><tr><th rowspan="2" scope="col">A</th><th colspan="2" scope="col">B</th></tr>'
    '<tr><th scope="col">C</th><th scope="col">D</th></tr></thead>'
    "<tbody><tr><td>1</td><td>2</td><td>3</td></tr></tbody></table>"
)
EMBEDDED = f'<p>Trước</p><img src="data:image/png;base64,{base64.b64encode(PNG).decode()}" alt="Hội nghị"><p>Sau</p>'


def test_a_picture_that_came_along_is_lifted():
    lifted = []

    def lift(content, name):
        lifted.append((content, name))
        return "/media/anh/moi.jpg"

    pasted = tidy_paste(EMBEDDED, lift)
    assert pasted.html == '<p>Trước</p><figure><img src="/media/anh/moi.jpg" alt="Hội nghị"></figure><p>Sau</p>'
    assert pasted.warnings == ()
    assert lifted == [(PNG, "anh-dan-1")]


def test_a_refusal_of_the_library_is_passed_on():
    def lift(content, name):
        raise NotLiftedError(f"Ảnh “{name}” lớn quá 40 triệu điểm ảnh.")

    pasted = tidy_paste(EMBEDDED, lift)
    assert pasted.html == "<p>Trước</p><p>Sau</p>"
    assert pasted.warnings == ("Ảnh “anh-dan-1” lớn quá 40 triệu điểm ảnh.",)


@pytest.mark.parametrize(
    "source",
    ["file:///C:/Users/a/clip_image001.jpg", "cid:image001.png@01D2", "blob:https://a/b", "data:image/png;base64,%%%",
     "https://a.example/b.jpg", "//a.example/b.jpg", "content://media/1"],
)  # fmt: skip
def test_each_picture_that_is_only_named_is_reported_once(source):
    pasted = tidy_paste(f'<p>a<img src="{source}"></p><img src="{source}">')
    assert pasted.html == "<p>a</p>"
    assert len(pasted.warnings) in (1, 2)


def test_a_picture_that_word_only_draws_is_reported():
    drawn = (
        '<!--[if gte vml 1]><v:shape id="Hinh_1"><v:imagedata src="file:///C:/tam/anh%201.png"/></v:shape><![endif]-->'
    )
    assert "“anh 1.png”" in tidy_paste(f"<p>a{drawn}</p>").warnings[0]
    assert len(tidy_paste(f'<p>a{drawn}<img src="file:///C:/tam/anh2.png" v:shapes="Hinh_1"></p>').warnings) == 1


def test_plain_text_becomes_paragraphs_and_lists():
    pasted = paste_text("Kính gửi: các đơn vị\r\n\r\n- Một\r\n- Hai <b>\r\n\r\nHết.")
    assert pasted.html == "<p>Kính gửi: các đơn vị</p><ul><li>Một</li><li>Hai &lt;b&gt;</li></ul><p>Hết.</p>"


@pytest.mark.parametrize(
    ("pasted", "tidy"),
    [
        ("<p><b>Đề mục</b></p><p>a</p>", "<h2>Đề mục</h2><p>a</p>"),
        ("<p>a</p><p><b>Nguồn: Ban Dân vận</b></p>", "<p>a</p><p><strong>Nguồn: Ban Dân vận</strong></p>"),
        ("<p><b>Đoạn mở đầu dài.</b> Tiếp.</p><p>a</p>", "<p><strong>Đoạn mở đầu dài.</strong> Tiếp.</p><p>a</p>"),
        (f"<p><b>{'chữ ' * 60}</b></p><p>A</p>", f"<p><strong>{('chữ ' * 60).strip()}</strong></p><p>A</p>"),
        ("<p>3. Ba</p><p>a</p>", "<p>3. Ba</p><p>a</p>"),
        ("<p>1. Một</p><p>2. Hai</p>", "<ol><li>Một</li><li>Hai</li></ol>"),
        ("<p>1. Một</p><p>3. Ba</p>", "<p>1. Một</p><p>3. Ba</p>"),
        ("<p><b>1. Một</b></p><p>- a</p><p><b>2. Hai</b></p><p>- b</p>",
         "<h2>1. Một</h2><ul><li>a</li></ul><h2>2. Hai</h2><ul><li>b</li></ul>"),
        ("<ol><li>a</ol><p>x</p><ol start=2><li>b</ol>", '<ol><li>a</li></ol><p>x</p><ol start="2"><li>b</li></ol>'),
        ("<ul><li>a</ul><ul><li>b</ul>", "<ul><li>a</li></ul><ul><li>b</li></ul>"),
        ("<b>a</b><b> b</b>", "<p><strong>a b</strong></p>"),
        ("<a href=/x><u>a</u></a>", '<p><a href="/x">a</a></p>'),
        ("<table><tr><td>một mình</td></tr></table>", "<p>một mình</p>"),
        ("<p>x</p><p>&nbsp;</p><p><br></p><p>\u200b</p>", "<p>x</p>"),
        ("<h1>a</h1><h2>b</h2><h4>c</h4>", "<h2>a</h2><h3>b</h3><h3>c</h3>"),
        ("<p>1. Một</p><p>1.1. Nhỏ</p><p>A</p><p>1.2 Nhỏ nữa</p><p>B</p><p>2. Hai</p><p>C</p>",
         "<h2>1. Một</h2><h3>1.1. Nhỏ</h3><p>A</p><h3>1.2 Nhỏ nữa</h3><p>B</p><h2>2. Hai</h2><p>C</p>"),
        ("<p>I. TÌNH HÌNH</p><p>A</p><p>1. Một</p><p>B</p>", "<h2>I. TÌNH HÌNH</h2><p>A</p><h3>1. Một</h3><p>B</p>"),
        ("<p>A</p><p>11.4 là ngày họp.</p><p>B</p>", "<p>A</p><p>11.4 là ngày họp.</p><p>B</p>"),
        ("<table><thead><tr><td>A<td>B</thead><tr><td>1<td>2</table>",
         TABLE),
        ("<h3>a</h3><p>b</p>", "<h3>a</h3><p>b</p>"),
        # A first row over all columns is the name of the table, if more than one row is left below it.
        ("<table><tr><td colspan=2><b>Bảng 1</b><tr><th>A<th>B<tr><td>1<td>2</table>",
         TABLE.replace("<thead>", "<caption>Bảng 1</caption><thead>")),
        ("<table><tr><td colspan=2>x<tr><td>1<td>2</table>",
         '<table><tbody><tr><td colspan="2">x</td></tr><tr><td>1</td><td>2</td></tr></tbody></table>'),
        # A heading that reaches down makes two rows of headings, and a table within a cell lies flat.
        ("<table><tr><th rowspan=2>A<th colspan=2>B<tr><th>C<th>D<tr><td>1<td>2<td>3</table>",
         TWO_ROWS),
        ("<table><tr><th>A<th>B<tr><td>1<td>2</tr><tr><td>dài hơn<td><table><caption>t<tr><td>x<td>y</table></table>",
         TABLE.replace("</tbody>", "<tr><td>dài hơn</td><td>t<br>x<br>y</td></tr></tbody>")),
        # Rows of nothing go, unless a cell reaches into them.
        ("<table><tr><td>A<td>B<tr><td><td><tr><td>1<td>2</table>",
         "<table><tbody><tr><td>A</td><td>B</td></tr><tr><td>1</td><td>2</td></tr></tbody></table>"),
        ("<p style='mso-list:l0 level1'><span style='mso-list:Ignore'>Điều&shy; 2.</span>Ai</p>", "<p>Điều 2. Ai</p>"),
        ("<p class=MsoListParagraph><span style='mso-list:Ignore'>3.</span>Ba</p>", "<p>3. Ba</p>"),
        ("<ol><li><p>Một<span style='mso-list:Ignore'>a)</span><p>Hai</ol>", "<p>a) Một</p><p>Hai</p>"),
        ("<ul><li>a</ul><ul><li data-aria-level=2>b</ul><ul><li data-aria-level=1 data-aria-posinset=2>c</ul>",
         "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"),
        ("<p>a<img class=emoji src=x alt=':)'><img src='https://a/emoji/1f44d.png' alt=tay></p>", "<p>a:)👍</p>"),
        ("<p><b>Độc lập - Tự do - Hạnh phúc</b><p>a", "<p><strong>Độc lập - Tự do - Hạnh phúc</strong></p><p>a</p>"),
        # Two names of one table are one, a cell that nobody saw is none.
        ("<table><caption>a</caption><caption>b</caption><tr><th>A<th>B<tr><td>1<td>2</table>",
         TABLE.replace("<thead>", "<caption>a<br>b</caption><thead>")),
        ("<table><caption>a<table><tr><td>b<td>c<tr><td>d<td>e</table><tr><th>A<th>B<tr><td>1<td>2</table>",
         TABLE.replace("<thead>", "<caption>a<br>b<br>c<br>d<br>e</caption><thead>")),
        ("<table><caption>a<figure><img src=/media/a.jpg><figcaption>b</figure><tr><th>A<th>B<tr><td>1<td>2",
         TABLE.replace("<thead>", "<caption>a<br>b</caption><thead>")),
        ("<a href='#cmnt1'>[a]</a><p><a href='#cmnt_ref1'>[a]</a><img class=emoji alt=':)' src=x>", ""),
        ("<table><tr><th>A<th>B<th style='display:none'>C<tr><td>1<td>2<td style='display:none'>3</table>", TABLE),
        ("<p>1- Một</p><p>2- Hai</p>", "<ol><li>Một</li><li>Hai</li></ol>"),
        ("<p>• a</p><p>◦ b</p><p>■ c</p><p>• d</p>",
         "<ul><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li><li>d</li></ul>"),
        ("<p>✔\ufe0f a</p><p>✔\ufe0f b</p>", "<ul><li>a</li><li>b</li></ul>"),
        ("<p><span>o<span style='font:7.0pt \"Times New Roman\"'>&nbsp; </span></span>a</p>", "<ul><li>a</li></ul>"),
        ("<p>Vitamin o<span style='font:7.0pt \"Times New Roman\"'>&nbsp; </span>a</p>", "<p>Vitamin o a</p>"),
        ("<p>I. Một</p><p>a</p><p>II. Hai</p><p>b</p>", "<h2>I. Một</h2><p>a</p><h2>II. Hai</h2><p>b</p>"),
        ("<p>I. Newton sinh năm 1643</p><p>a</p><p>b</p>", "<p>I. Newton sinh năm 1643</p><p>a</p><p>b</p>"),
        ("<p><b>Tin, ảnh: Tổ Truyền thông</b></p><p>a</p>",
         "<p><strong>Tin, ảnh: Tổ Truyền thông</strong></p><p>a</p>"),
        ("<p><b>KT. CHỦ TỊCH</b></p><p><b>PHÓ CHỦ TỊCH</b></p><p>a</p>",
         "<p><strong>KT. CHỦ TỊCH</strong></p><p><strong>PHÓ CHỦ TỊCH</strong></p><p>a</p>"),
        ("", ""),
    ],
)  # fmt: skip
def test_recognises(pasted, tidy):
    assert tidy_paste(pasted).html == tidy
    assert tidy_paste(tidy).html == tidy


def test_lines_made_whole_are_measured_with_their_neighbours_at_once():
    head = "le=&quot;font-size:11pt&quot; color=&quot;#000000&quot;&gt;<b>From:</b> Văn phòng &lt;vp@example.vn&gt;"
    rest = "<br><b>Sent:</b> Monday, April 10, 2017 8:00 AM<br><b>To:</b> Ban biên tập<br><b>Subject:</b> Tin"
    paste = f"{head}{rest}<div>ại với người dân và doanh nghiệp trên địa bàn quận.</div>chữ"
    once = tidy_paste(paste).html
    assert tidy_paste(once).html == once


def test_a_footnote_with_an_empty_line_keeps_its_words():
    paste = '<h2 data-pm-slice="1 1 []">Lệ phí</h2><p>Miễn<small>Đến hết năm.<li>một <p><br>hai</p>'
    assert tidy_paste(paste).html.count("hai") == 1


def test_a_picture_cut_in_the_middle_is_told_of():
    pasted = tidy_paste('<p>Chữ</p><img src="data:image/png;base64,iVBORw0 style=\u200b">')
    assert pasted.html == "<p>Chữ</p>"
    assert "bị hỏng khi dán" in pasted.warnings[0]


def test_a_column_below_a_heading_is_made_whole_at_once():
    lines = ["Sáng 12/4, Quận ủy Gò Vấp tổ chức", "hội nghị sơ kết quý I năm 2017, đề ra"]
    lines += ["nhiệm vụ quý II. Dự hội nghị có các", "đồng chí trong", "<b>Kết quả thu ngân sách</b>", "x" * 90]
    paste = "".join(f"<p>{line}</p>" for line in ["ead", *lines])
    once = tidy_paste(paste).html
    assert "tổ chức hội nghị" in once
    assert tidy_paste(once).html == once


@pytest.mark.parametrize(
    ("href", "meant"),
    [
        ("http://l.facebook.com/?u=http%3A%2F%2Fa.example%2F1 #", "http://a.example/1"),
        (
            "https://l.facebook.com/l.php?u=https%3A%2F%2Fwww.google.com%2Furl%3Fq%3Dhttps%3A%2F%2Fa.example%2F",
            "https://a.example/",
        ),
    ],
)
def test_links_come_out_of_all_their_wrappings_at_once(href, meant):
    once = tidy_paste(f'<p><a href="{href}">tin</a></p>').html
    assert once == f'<p><a href="{meant}">tin</a></p>'
    assert tidy_paste(once).html == once


def test_a_link_wrapped_a_thousand_times_ends():
    assert "tin" in tidy_paste(f'<p><a href="{"https://l.facebook.com/?u=" * 3000}">tin</a></p>').html
