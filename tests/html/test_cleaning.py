import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govap.html import TAGS, clean, render, to_text
from tests.html.examples import EXAMPLES

PIECES = [
    "<p>", "</p>", "<b>", "</b>", "<h1>", "</h1>", "<h2>", "<table>", "<tr>", "<td colspan=2>", "</td>", "</table>",
    "<ul>", "<li>", "</li>", "<a href='/x'>", "<a href='java&#8203;script:a'>", "</a>",
    "<img src=/media/a.jpg alt='>'>", "<img alt=' src='>",
    "<img src='/media/.\u200b./a'>", "<img src='file:///a'>", "<caption>", "\u0323",
    "<small>", "</small>", "<figure data-album=3>", "<figure data-video='42'>", "</figure>", "<figcaption>",
    "<a data-document=7 href='/tai-lieu/7/'>",
    "<script>", "</script>", "<svg>", "<math>", "<style>", "</style>", "<!--", "-->", "<o:p>",
    "&nbsp;", "&lt;", "&#824;", "&amp;", "\u0338", "\u0301", "\u200b", "e", "Gò Vấp ", "<", ">", '"', "'", "=",
    " onclick=x ", "\0", "\r\n", "<br>", "<div>", "</div>",
]  # fmt: skip
soups = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=25).map("".join)


@EXAMPLES
@given(soups)
def test_cleaning_twice_changes_nothing(soup):
    assert clean(clean(soup)) == clean(soup)


@EXAMPLES
@given(soups)
def test_nothing_that_acts_comes_through(soup):
    cleaned = clean(soup)
    tags = {part.split(">")[0].split()[0].strip("/") for part in cleaned.split("<")[1:]}
    assert tags <= TAGS
    assert 'href="java' not in cleaned
    assert "<script" not in cleaned


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>", "<style>*{}</style>", "<iframe src=//x></iframe>", "<svg onload=a></svg>",
        "<object data=x></object>", "<!-- x -->", "<template><p>x</p></template>", "<img src=x onerror=alert(1)>",
        "<img src='//evil.example/a.jpg'>", "<img src='/media/../admin/'>", "<img src='data:image/png;base64,AA'>",
        "<img alt=' src='>",
    ],
)  # fmt: skip
def test_attacks_leave_nothing(attack):
    assert clean(attack) == ""


@pytest.mark.parametrize(
    "scheme", ["javascript:", "JaVaScRiPt:", "java\u200bscript:", "java&#8203;script:", "data:", "vbscript:"]
)
def test_links_lead_only_to_pages(scheme):
    assert clean(f'<a href="{scheme}alert(1)">x</a>') == "<a>x</a>"


@pytest.mark.parametrize(
    "address", ["https://a.vn/", "http://a.vn/", "mailto:a@b.vn", "tel:+84283", "/tin-tuc/", "#muc-2"]
)
def test_links_that_stay(address):
    assert clean(f'<a href="{address}" target="_blank" class="x">x</a>') == f'<a href="{address}">x</a>'


@pytest.mark.parametrize(
    ("pasted", "cleaned"),
    [
        ('<p class="MsoNormal" style="line-height:150%"><span style="x">a</span><o:p></o:p></p>', "<p>a</p>"),
        ("<b>a</b> <i>b</i>", "<strong>a</strong> <em>b</em>"),
        ("<h1>a</h1><h4>b</h4>", "<h2>a</h2><h3>b</h3>"),
        ("<p>a&nbsp;b\u200b</p>", "<p>a b</p>"),
        ("b&ecirc;\u0300n", "bền"),
        ("ph&#432&#7901ng", "phường"),
        ('<td width="9">a</td>', "a"),
    ],
)
def test_pasted_text(pasted, cleaned):
    assert clean(pasted) == cleaned


def test_attributes_keep_only_values_that_make_sense():
    picture = '<img src="/media/anh/a.jpg" alt="a" width="480" height="x" style="y">'
    cell = '<table><tbody><tr><td colspan="2" rowspan="0" width="9">a</td></tr></tbody></table>'
    assert clean(picture) == '<img src="/media/anh/a.jpg" alt="a" width="480">'
    assert clean(cell) == '<table><tbody><tr><td colspan="2">a</td></tr></tbody></table>'


@pytest.mark.parametrize(
    "node",
    [
        '<figure data-album="3"></figure>', '<figure data-video="42"></figure>',
        '<figure data-album="3"><figcaption>Ngày hội</figcaption></figure>',
        '<p>Chữ<small>một <em>chú thích</em></small> tiếp</p>',
        '<p><a href="/tai-lieu/7/" data-document="7">Kế hoạch</a></p>',
    ],
)  # fmt: skip
def test_nodes_of_the_editor_stay(node):
    assert clean(node) == node
    assert clean(f"<div>{node}</div>").strip() == node


@pytest.mark.parametrize("number", ["0", "-1", "1e3", "9999999999999999999", "٣", "3 ", ""])
def test_nodes_name_a_row_or_nothing(number):
    assert clean(f'<figure data-album="{number}"></figure>') == "<figure></figure>"


def test_a_mark_after_a_tag_cannot_melt_into_it():
    cleaned = clean("<p>&#824;&#824; onclick=a</p>")
    assert unicodedata.normalize("NFC", cleaned) == cleaned
    assert cleaned == "<p> onclick=a</p>"


def test_a_picture_that_goes_leaves_no_mark_alone():
    assert clean("A<img src='file:///C:/a.jpg'>\u0301") == "Á"


def test_a_picture_whose_address_leaves_the_library_goes_whole():
    assert clean('a<img src="/media/.\u200b./admin/" alt="x">b') == "ab"


def test_an_address_without_end_is_none():
    assert clean(f'<a href="/{"&" * 5000}">x</a><img src="/media/a.jpg" alt="{"y" * 5000}">') == (
        '<a>x</a><img src="/media/a.jpg">'
    )


def test_render_is_safe_because_it_is_cleaned():
    rendered = render("<p onclick=a>x</p><script>y</script>")
    assert rendered == "<p>x</p>"
    assert rendered.__html__() == rendered


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<h2>A</h2><p>b&nbsp;&lt;c&gt;</p><ul><li>d</li><li>e<br>f</li></ul>", "A\nb <c>\nd\ne\nf"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a\nb"),
        ("<p>một <strong>hai</strong>ba</p><script>x</script>", "một haiba"),
        ("", ""),
    ],
)
def test_to_text(html, text):
    assert to_text(html) == text
