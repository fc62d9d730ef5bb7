"""What holds for any paste whatsoever; `make soak` tries 20,000 of them."""

import unicodedata
from collections import Counter
from html import unescape
from pathlib import Path

import nh3
from hypothesis import given
from hypothesis import strategies as st

from govap.html import clean, paste_text, render, tidy_paste, to_text
from govap.html.cleaning import DROPPED_WHOLE
from govap.text import nfc
from tests.html.examples import EXAMPLES

OPENED = [
    "<p>", "<p class=MsoNormal style='line-height:150%'>", "<div>", "<div class=ExternalClass0A1B>", "<span>", "<b>",
    "<b style='font-weight:normal' id=docs-internal-guid-7>", "<i>", "<u>", "<strike>", "<sub>", "<sup>", "<em>",
    "<strong>", "<font size=2 color=red>", "<span style='font-weight:700;font-style:italic'>", "<h1>", "<h2>", "<h3>",
    "<h5>", "<h3 class='ms-rteElement-H3'>", "<blockquote>", "<ul>", "<ol>", "<ol start=3 type=a>", "<li>", "<table>",
    "<tr>", "<td>", "<td colspan=2>", "<th>", "<thead>", "<caption>", "<figure>", "<figcaption>", "<pre>", "<center>",
    "<a href=/x>", "<a href='javascript:a'>", "<a name=_Toc1>", "<p style='mso-list:l0 level2 lfo1'>", "<ins>",
    "<div role=heading aria-level=2>", "<span style='white-space:pre-wrap'>", "<figure data-video=4>", "<small>",
    "<li data-aria-level=3 data-aria-posinset=2>", "<td rowspan=2>", "<th colspan=2>", "<p style='mso-list:l0 level1'>",
    "<table><tr><td>a<td>b<tr><td>", "<ol><li><p>",
]  # fmt: skip
CLOSED = [
    "</p>", "</div>", "</span>", "</b>", "</i>", "</u>", "</sub>", "</sup>", "</font>", "</h1>", "</h2>",
    "</blockquote>",
    "</ul>", "</ol>", "</li>", "</table>", "</tr>", "</td>", "</a>", "</figure>", "</pre>", "</small>", "</thead>",
    "</table></td></tr></table>",
]  # fmt: skip
WORDS = [
    "Gò Vấp ", "- việc một", "– việc", "+ việc nhỏ", "• ý", "· ý", "* ý", "1. Một", "2. Hai", "3) Ba", "1.1. Mục nhỏ",
    "I. MỞ ĐẦU", "II. KẾT", "a) điểm", "b) điểm", "Kế hoạch số 46-KH/QU", "ngày 12/04/2017", "e\u0301", "\u0301",
    "\u0338", "&nbsp;", "\u200b", "\u00ad", "&lt;b&gt;", "&amp;lt;", "<br>", "<br><br>", "<hr>", "\n", "\t", "  ", ".",
    ":", ",", "0", "<img src=/media/anh/a.jpg alt=x>", "<img src='file:///C:/a.jpg'>", "<img src='cid:1'>", "<o:p>",
    "</o:p>", "x" * 60, "<![if !supportLists]>", "<![endif]>", "<!--[if gte mso 9]>", "<!-- x -->", "<st1:place>", '"',
    "'", "<", ">", "=", "&", "\uf0b7 ý", "𠀀", "✓", "m·nh", "®¹o", "\0",
    "4.1. ", "Điều 2. ", "đ) ", "v", "o", "Trang 9", "– 3 –", "x" * 55 + "-", "xã-", "phường",
    "👩\u200d👧", "1\ufe0f\u20e3",
    "độc lập - tự do - hạnh phúc", "<img src='/media/.\u200b./a.jpg'>", "<caption><caption>", "I. Mở", "II. Kết",
    "2- Hai", "TM. ỦY BAN", "◦ ý", "▪\ufe0f ý", "x" * 55 + ",", "y" * 60, "Ủy", "□",
]  # fmt: skip
# What words are taken from, or come from: marks of notes, bullets of Word, numbers of pages, pictures of emoji.
MOVED = [
    "<a href='#_ftn1'>[1]</a>", "<p><a href='#_ftnref1'>[1]</a> ", "<a href='#ftnt2'>", "<a href='#ftnt_ref2'>", "[2]",
    "<div><p><a href='#cmnt_ref1'>[a]</a>", "<sup><a href='#cmnt1'>[a]</a></sup>", "<span style='mso-list:Ignore'>",
    "<span style='mso-list:Ignore'>a)</span>", "<span style='mso-list:Ignore'>1.</span>", "Trang 2/9",
    "<img class=emoji alt=':)' src=x>", "<img src='https://a/emoji/1f44d.png' alt='tay'>",
]  # fmt: skip
HIDDEN = [
    "<script>", "</script>", "<style>", "</style>", "<svg>", "</svg>", "<math>", "<textarea>", "<title>", "<del>",
    "</del>",
]  # fmt: skip
texts = st.text(max_size=3)
kept = st.lists(st.sampled_from(OPENED + CLOSED + WORDS) | texts, max_size=30).map("".join)
soups = st.lists(st.sampled_from(OPENED + CLOSED + WORDS + MOVED + HIDDEN) | texts, max_size=30).map("".join)
PASTES = [path.read_text() for path in sorted((Path(__file__).parent / "pastes").glob("*.html"))]


def stretch(paste, start, length):
    begin = int(start * len(paste))
    return paste[begin : begin + length]


# Real pastes cut in the middle of whatever stands there, and joined to others.
pieces = st.builds(
    stretch, st.sampled_from(PASTES), st.floats(0, 1, exclude_max=True), st.integers(min_value=1, max_value=300)
)
crooked = st.lists(st.sampled_from(OPENED + CLOSED + WORDS + MOVED) | pieces, max_size=8).map("".join)

# What tidying may take: bullets, and numbers that a list counts by itself; invisible signs and spaces.
BULLETS = set("•·▪●‣◦○■□◆➢➤✓✔❖∙⦁⁃►▶▸❑☐-–—−+*.)(/\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf06e\uf06f\uf071\uf0a8\uf0e0\uf02d")


@EXAMPLES
@given(soups | crooked)
def test_tidying_twice_changes_nothing(soup):
    once = tidy_paste(soup).html
    assert tidy_paste(once).html == once


@EXAMPLES
@given(soups | crooked)
def test_cleaning_leaves_a_tidy_paste_as_it_is(soup):
    tidy = tidy_paste(soup).html
    assert clean(tidy) == tidy
    assert clean(clean(soup)) == clean(soup)


@EXAMPLES
@given(kept)
def test_no_visible_sign_is_lost(soup):
    seen = signs(visible(soup))
    assert signs(unescape(nh3.clean(clean(soup), tags=set()))) == seen
    assert signs(unescape(nh3.clean(tidy_paste(soup).html, tags=set()))) - seen == Counter()
    assert seen - signs(unescape(nh3.clean(tidy_paste(soup).html, tags=set()))) == Counter()


def visible(soup):
    return unescape(nh3.clean(soup, tags=set(), attributes={}, clean_content_tags=DROPPED_WHOLE))


def signs(text):
    """The marks and letters apart, for NFC may join what two tags held; digits may become a list's own."""
    apart = unicodedata.normalize("NFD", nfc(text))
    return Counter(sign for sign in apart if is_visible(sign) and not sign.isdigit() and sign not in BULLETS)


def is_visible(sign):
    return not (sign.isspace() or unicodedata.category(sign) in {"Cc", "Cf", "Mn"})


@EXAMPLES
@given(st.text(max_size=300))
def test_plain_text_keeps_its_words(text):
    assert signs(unescape(nh3.clean(paste_text(text).html, tags=set()))) == signs(text.replace("\0", ""))


@EXAMPLES
@given(soups | crooked)
def test_nothing_raises_and_nothing_acts(soup):
    shown = render(tidy_paste(soup).html)
    assert "<script" not in shown
    assert 'href="java' not in shown
    assert " on" not in "".join(part.split(">")[0] for part in shown.split("<")[1:] if "alt=" not in part)
    to_text(shown)


@EXAMPLES
@given(soups)
def test_a_tidy_paste_has_no_odd_spaces_and_no_empty_paragraph(soup):
    tidy = tidy_paste(soup).html
    assert unicodedata.normalize("NFC", tidy) == tidy
    assert not set(tidy) & set("\u00a0\u200b\u200c\ufeff\u2060")
    assert tidy.count("\u200d") == tidy.count("👩\u200d👧")
    assert not [tag for tag in ("p", "h2", "h3", "li") if f"<{tag}></{tag}>" in tidy or f"<{tag}> </{tag}>" in tidy]
