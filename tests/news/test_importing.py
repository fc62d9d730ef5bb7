import re
import unicodedata
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govap.html import clean, to_text
from govap.text import ZONE
from news.importing import LegacyError, read_page
from news.importing.bylines import read_byline
from news.importing.summary import MAX_LENGTH, summarise

SEED = (Path(__file__).parent.parent / "data" / "legacy-article.txt").read_bytes()
TEXT = SEED.decode()
NOW = datetime(2026, 1, 1, tzinfo=ZONE)
STAMP = "12 Tháng Tư 2017 4:10:00 CH"
TITLE = (
    "Tăng cường và đổi mới công tác dân vận trong cơ quan hành chính nhà nước, chính quyền các cấp trong tình hình mới"
)
FURNITURE = ["Go Search", "Dữ liệu đang cập nhật", "Xem tiếp", "Xem theo ngày", "TIN MỚI HƠN", "TIN ĐÃ ĐƯA"]

HTML = """<!DOCTYPE html>
<!-- saved from url=(0099)http://www.govap.hochiminhcity.gov.vn/ChuyenDe/Lists/Posts/Post.aspx?ItemID=0651&Mode=1 -->
<html><head><title>x</title><style>p{{}}</style></head><body>
<table><tr><td><a href="#m">Bỏ qua nội dung chính</a></td></tr>
<tr><td><div>THƯ VIỆN VIDEO</div><ul><li><a href="/v1">Phòng cháy chữa cháy A</a></li><li>Đình Thông Tây Hội</li></ul>
<div>SỐ LƯỢT TRUY CẬP</div><table><tr><td>4</td><td>3</td></tr></table></td>
<td id=part1><table>
<tr><td class=Time>HOẠT ĐỘNG ĐẢNG BỘ&nbsp;12 Th&aacute;ng Tư 2017 4:10:00 CH</td></tr>
<tr><td><p class="Title">Tin <b>c&#7911;a</b> ph&#432&#7901ng</p></td></tr>
<tr><td><div class=ExternalClassABCDEF0123456789><div><p> </p>
<p class=MsoNormal style="line-height:150%"><strong>(WEBGOVAP)</strong> – Ngày 11.4, <em>hội nghị</em> b&ecirc;&#768;n
vững (ảnh).</p>
{body}
<p align=right><b>Tin, ảnh: BA MINH</b></p></div></div></td></tr></table>
<div>Số lượt người xem: 1.328&nbsp;</div><script>Go()</script>
<div>TIN MỚI HƠN</div><a href=x>Tin khác</a><div>Go Search</div></td></tr></table></body></html>"""


def read(text):
    return read_page(text if isinstance(text, bytes) else text.encode(), NOW)


def read_html(body=""):
    return read(HTML.format(body=body))


def refused(text):
    with pytest.raises(LegacyError) as refusal:
        read(text)
    return refusal.value.line, refusal.value.reason


def test_the_head_of_the_seed():
    page = read(SEED)
    assert (page.category, page.title, page.dateline) == ("Hoạt động Đảng bộ", TITLE, "WEBGOVAP")
    assert page.published_at == datetime(2017, 4, 12, 16, 10, tzinfo=ZONE)
    assert (page.views, page.visits, page.address) == (328, 43316211, "")
    assert page.byline == [{"role": "bai", "name": "BA MINH"}, {"role": "anh", "name": "Ban Dân vận Quận ủy"}]


def test_the_body_of_the_seed_is_whole():
    body = read(SEED).body_html
    headings = re.findall("<h2>(.*?)</h2>", body)
    assert [heading[:3] for heading in headings] == ["1. ", "2. ", "3. ", "4. ", "5. "]
    story = TEXT[TEXT.index("Ngày 11.4") : TEXT.index("Bài: BA MINH")]
    assert to_text(body).split() == story.split()
    assert body.count("<p>") == len([line for line in story.splitlines() if line.strip()]) - 5
    assert clean(body) == body


def test_furniture_never_reaches_the_article():
    page = read(SEED)
    page_words = f"{page.title} {page.summary} {to_text(page.body_html)}"
    assert not [words for words in [*FURNITURE, "THƯ VIỆN", "LƯỢT", "•"] if words in page_words]
    stray = read(TEXT.replace("Để tiếp tục thực hiện tốt", "Go Search\n\nDữ liệu đang cập nhật\n\nĐể tiếp tục"))
    assert not [words for words in FURNITURE if words in stray.body_html]


def test_the_summary_is_the_lead_without_dateline_cut_at_a_sentence():
    summary = read(SEED).summary
    assert summary.startswith("Ngày 11.4, Ban Thường vụ")
    assert summary.endswith("“Công tác dân vận của chính quyền”.")


def test_the_video_titles_of_the_seed():
    videos = read(SEED).videos
    assert len(videos) == 18
    assert videos[0] == "Khai mạc ĐH Đảng bộ quận X A"
    assert "Phòng, chống bệnh Sốt xuất huyết - Phần 2" in videos


@pytest.mark.parametrize(
    "change",
    [
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: text.replace(" ", "\u00a0"),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff" + text,
        lambda text: text.replace(STAMP, STAMP.upper()),
        lambda text: text.replace("Tháng Tư", "tháng 4"),
    ],
    ids=["NFD", "no-break spaces", "CRLF", "BOM", "capitals", "digits"],
)
def test_other_ways_to_save_the_same_page(change):
    assert read(change(TEXT)) == read(SEED)
    assert read(change(TEXT)).key == read(SEED).key


def test_a_wrapped_paragraph_is_one_paragraph():
    wrapped = TEXT.replace("Đề nghị cần tập trung lãnh đạo đổi mới", "Đề nghị cần tập trung\nlãnh đạo đổi mới")
    assert read(wrapped).body_html == read(SEED).body_html


def test_a_page_without_library_and_counter():
    page = read(TEXT[TEXT.index("Hoạt động Đảng bộ 12") :])
    assert (page.videos, page.visits, page.title) == ([], None, TITLE)


def test_a_numbered_list_is_no_row_of_headings():
    text = TEXT.replace("Hội nghị cũng đã nghe", "1. Ông A\n\n2. Bà B\n\n3. Bà C\n\nHội nghị cũng đã nghe")
    assert read(text).body_html.count("<h2>") == 5


@pytest.mark.parametrize(
    ("broken", "line", "reason"),
    [
        (b"", 1, "Tệp trống"),
        (b" \r\n\n", 1, "Tệp trống"),
        ("\ufeff\u00a0".encode(), 1, "Tệp trống"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), 1, "nhị phân"),
        (bytes(range(256)) * 9, 1, "nhị phân"),
        (SEED.replace("Phòng, chống".encode(), b"Ph\xf2ng"), 13, "UTF-8"),
        (SEED.replace(b"GO", b"G\0", 1).replace(b"(WEB", b"(\0WEB"), 41, "NUL"),
        (SEED.replace(b"(WEB", b"(\x1bWEB"), 41, "U+001B"),
        (b"a" * (5 * 1024 * 1024 + 1), 1, "5 MB"),
        (TEXT.replace(TITLE, ""), 41, "tiêu đề"),
        (TEXT.replace(TITLE, "Tin " * 100), 35, "tiêu đề"),
        (TEXT.replace(STAMP, "31 Tháng Hai 2017 4:10:00 CH"), 33, "không có thật"),
        (TEXT.replace(STAMP, "12 Tháng Mười Ba 2017 4:10:00 CH"), 33, "Không đọc được ngày giờ"),
        (TEXT.replace(STAMP, "12 Tháng Tư 2017 14:10:00 CH"), 33, "không có thật"),
        (TEXT.replace("2017 4:10", "2077 4:10"), 33, "tương lai"),
        (TEXT.replace(STAMP, ""), 1, "chuyên mục và ngày giờ"),
        (TEXT.replace("Hoạt động Đảng bộ 12", "12"), 33, "chuyên mục"),
        (TEXT[: len(TEXT) // 2], None, "cắt ngang"),
        (TEXT[: TEXT.index("Số lượt người")], None, "cắt ngang"),
        (TEXT.replace("xem: 328", "xem:"), None, "số lượt người xem"),
        (TEXT.replace("xem: 328", "xem: 99999999999"), None, "số lượt người xem"),
        (TEXT[: TEXT.index("(WEBGOVAP)")] + TEXT[TEXT.index("Bài: BA") :], None, "không có nội dung"),
        ("Chỉ là một dòng chữ.", 1, "chuyên mục và ngày giờ"),
        (HTML.format(body="").replace("Th&aacute;ng Tư", "Tháng Hai").replace("12 T", "30 T"), 8, "không có thật"),
        ("<html>" + "<div>" * 5000, 1, "quá sâu"),
        ("<div class=ExternalClassA>" + "<table><tr><td>a" * 5000, 1, "quá sâu"),
        ("<html></html>", 1, "chuyên mục và ngày giờ"),
    ],
)
def test_a_broken_page_is_refused_by_line_and_reason(broken, line, reason):
    found_line, found_reason = refused(broken)
    assert reason in found_reason
    assert line in (None, found_line)


@settings(max_examples=60)
@given(st.integers(0, SEED.index("Số lượt người xem".encode())))
def test_wherever_the_page_is_cut_it_is_refused(place):
    assert refused(SEED[:place])[0] >= 1


@settings(max_examples=200)
@given(st.binary(max_size=300) | st.text().map(str.encode))
def test_any_bytes_are_a_page_or_a_refusal(data):
    assert refused(data)[0] >= 1


def test_a_saved_html_page():
    page = read_html()
    assert (page.category, page.title) == ("HOẠT ĐỘNG ĐẢNG BỘ", "Tin của phường")
    assert page.published_at == datetime(2017, 4, 12, 16, 10, tzinfo=ZONE)
    assert (page.dateline, page.views, page.visits) == ("WEBGOVAP", 1328, 43)
    assert page.body_html == "<p>Ngày 11.4, <em>hội nghị</em> bền\nvững (ảnh).</p>"
    assert page.summary == "Ngày 11.4, hội nghị bền vững."
    assert page.byline == [{"role": "tin", "name": "BA MINH"}, {"role": "anh", "name": "BA MINH"}]
    assert page.videos == ["Phòng cháy chữa cháy A", "Đình Thông Tây Hội"]


def test_a_saved_address_is_the_key():
    page = read_html()
    assert page.address.startswith("http://www.govap.hochiminhcity.gov.vn/ChuyenDe/")
    assert page.key == "chuyende/651"
    assert read(SEED).key.startswith("sha256:")


def test_html_sections_tables_and_lists_stay():
    table = "<table><tbody><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></tbody></table>"
    body = read_html(f"<p><b>1. Một</b></p><p>x</p><p>2. Hai</p>{table}<ul style=x><li>y</li></ul>").body_html
    assert "<h2>1. Một</h2>\n<p>x</p>\n<h2>2. Hai</h2>" in body
    assert table in body
    assert "<ul><li>y</li></ul>" in body


def test_html_that_lays_out_or_acts_dissolves():
    body = read_html("<table><tr><td>Chú <a href='javascript:x'>thích</a></td></tr></table><div>a</div><div>b</div>")
    assert body.body_html.endswith("<p>Chú <a>thích</a></p>\n<p>a</p>\n<p>b</p>")


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("Bài: BA MINH\u00a0 - Ảnh: Ban Dân vận", [("bai", "BA MINH"), ("anh", "Ban Dân vận")]),
        ("Bài và ảnh: A", [("bai", "A"), ("anh", "A")]),
        ("TIN-ẢNH: A, B", [("tin", "A"), ("tin", "B"), ("anh", "A"), ("anh", "B")]),
        (
            "Bài: A - B; Ảnh: Phòng Văn hóa và Thông tin",
            [("bai", "A"), ("bai", "B"), ("anh", "Phòng Văn hóa và Thông tin")],
        ),
        ("Nguồn: Quận 2", [("nguon", "Quận 2")]),
        ("Ảnh:", []),
        ("Tin vui cho phường: A", []),
        ("Bài: " + "x" * 130, []),
        ("Bài: " + "x, " * 400, []),
    ],
)
def test_bylines(line, people):
    read_names = read_byline(" ".join(line.split()))
    assert [(person["role"], person["name"]) for person in read_names] == people


@pytest.mark.parametrize(
    ("lead", "summary"),
    [
        ("Ngắn gọn (ảnh).", "Ngắn gọn."),
        ("Ông A ở TP. Hồ Chí Minh. " + "Dài " * 90, "Ông A ở TP. Hồ Chí Minh."),
        ("Ông A. " * 2 + "Dài " * 90, None),
    ],
)
def test_summaries(lead, summary):
    found = summarise(lead)
    assert found == summary if summary else found.endswith("Dài…")


@given(st.text(alphabet="aàB .!“”,", max_size=900))
def test_a_summary_is_a_beginning_that_fits(lead):
    summary = summarise(lead)
    assert len(summary) <= MAX_LENGTH
    assert lead.strip().startswith(summary.removesuffix("…"))
