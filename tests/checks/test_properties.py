"""Whatever somebody writes or pastes: no check fails, each points at words that are there, and there are few."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govap.checks import KINDS, NEW, OLD, Page, check, shown
from govap.checks.sentences import sentences
from govap.checks.tones import placed

PIECES = st.sampled_from(
    [
        "hoà", "TP.", " ", "30/2/2017", "ngày", "thứ Hai,", "31 tháng 4", ".", "…", "”", "<p>", "</p>", "<h3>",
        "</h3>", "<br>", '<a href="/x/">', "</a>", "tại đây", "<small>", "</small>", '<img src="/media/a.jpg">',
        '<figure data-album="3">', "<li>", "\u0301", "\u200b", "\0", "12.4.2017", "v.v.", "<table>", "<td>", "âm lịch",
        "tháng 13/2017", "0000", "9999", "İ", "ß",
    ]
)  # fmt: skip
WORDS = st.one_of(
    st.text(max_size=300), st.lists(PIECES, max_size=60).map(" ".join), st.lists(PIECES, max_size=60).map("".join)
)


@given(WORDS, st.sampled_from([OLD, NEW, ""]))
def test_no_text_breaks_a_check(words, school):
    page = Page()
    page.add_plain("title", words)
    page.add_plain("summary", words)
    page.add_html("body", words)
    for one in check(page, school):
        assert one.kind in KINDS
        assert len(shown(one.what, 300)) <= 301
        if one.place:
            text = page.texts[one.place.text]
            assert 0 <= one.place.start < one.place.end <= len(text.words)


@given(st.text(max_size=200))
def test_sentences_lie_one_behind_the_other(words):
    line = " ".join(words.split())
    ends = [0]
    for start, end in sentences(line):
        assert ends[-1] <= start < end <= len(line)
        ends.append(end)


@given(
    st.text(alphabet="aăâeêioôơuưyhtqgđnHÀáàảãạíìỉĩịóòỏõọúùủũụýỳỷỹỵếốớứ", min_size=1, max_size=7),
    st.sampled_from([OLD, NEW]),
)
def test_a_mark_put_right_is_right(word, school):
    right = placed(word, school)
    assert placed(right, school) == right
    assert len(right) == len(word)


N = 40_000


@pytest.mark.parametrize(
    "piece",
    ["ts. ", "a. ", ".", '."', "30/2/2017 ", "ngày 31/4, ", "1/", "31 tháng ", "thứ Hai, 12/4/2017 ", "1, ", "hoà ",
     "<h3>a</h3>", '<a href="/x">tại đây</a>', "<small>a</small>", "<blockquote>", "a<br>", "<figure data-album='3'>",
     "chữ "],
)  # fmt: skip
def test_hostile_lengths_are_answered_shortly(piece):
    page = Page()
    page.add_html("body", piece * (N // len(piece)))
    found = check(page, OLD)
    assert len(found) <= 20 * len(KINDS)
    assert all(len(one.what) < 400 for one in found)
