"""Work grows with the text and no faster: counted in calls and in signs written, never in seconds."""

import sys

import pytest

from govap.html import clean, tidy_paste, to_text
from govap.html.bounds import MAX_DEPTH, bounded, parted

HEAVY = {
    "deep": "<div>", "deep list": "<ul><li>x", "deep quotation": "<blockquote>x", "hidden depth": "<blockquote></x>",
    "hidden by tables": "<blockquote><table></blockquote></table>x", "tables": "<table><tr><td>x", "bold": "<b>",
    "misnested": "<b><p></b>", "crossed": "<a><b><i><p></a></b></i>x", "lone signs": "<", "half tags": "<a",
    "comments": "<!--", "open styles": "<style", "styles": "<style>.a{", "quotes": "<p a='", "paragraphs": "<p>x",
    "lines": "x<br>", "bullets": "<p>- x", "numbers": "<p>1. x", "spaces": "&nbsp;", "rows": "<tr><td>x",
    "Word": "<p style='mso-list:l0 level9 lfo1'><span style='mso-list:Ignore'>·</span>x", "links": "<a href=/x>x",
    "pictures": "<img src=/media/a.jpg>", "marks": "x\u0338", "styled": "<span style='font-weight:bold;;;;'>x",
    "crooked list": "</sup><br><ul>", "notes": "<sup><a href='#_ftn1'>[1]</a></sup>", "entities": "&amp;",
}  # fmt: skip


def calls(function, html):
    counted = [0]

    def count(frame, event, argument):
        counted[0] += 1

    sys.setprofile(count)
    try:
        function(html)
    finally:
        sys.setprofile(None)
    return counted[0]


@pytest.mark.parametrize("function", [clean, tidy_paste, to_text])
@pytest.mark.parametrize("name", HEAVY)
def test_twice_the_text_is_twice_the_work(name, function):
    small, large = HEAVY[name] * 800, HEAVY[name] * 1600
    assert calls(function, large) <= 2.3 * calls(function, small) + 500


@pytest.mark.parametrize("name", HEAVY)
def test_the_answer_is_not_much_longer_than_the_question(name):
    assert len(clean(HEAVY[name] * 3000)) <= 6 * len(HEAVY[name]) * 3000


def test_formatting_that_was_never_closed_does_not_multiply():
    bomb = "<p>" + "".join(f"<font a={n}><b><i>" for n in range(300)) + "</p>" + "<p>chữ" * 1500
    assert len(clean(bomb)) < 4 * len(bomb)
    assert to_text(clean(bomb)).count("chữ") == 1500


@pytest.mark.parametrize("tag", ["div", "blockquote", "ul", "b", "span"])
def test_depth_is_bounded_and_no_word_lost(tag):
    html = "".join(f"<{tag}>{n} " for n in range(5000))
    assert bounded(html).count(f"<{tag}>") == MAX_DEPTH
    assert clean(clean(html)) == clean(html)
    assert to_text(tidy_paste(html).html).split() == [str(n) for n in range(5000)]


# nh3 alone needs for each of these a time that grows with the square of the text.
@pytest.mark.parametrize("sign", ["&", "\u00ad", "\u00a0", "x&", "®¹o Uû ban ", "&shy;", "&nbsp", "a&\u0301"])
def test_a_long_text_of_slow_signs_is_read_in_parts_and_stays_whole(sign):
    text = sign * 9000
    parts = parted(f"<p>{text}</p>").split("<!---->")
    assert max(map(len, parts)) < 2100
    assert "".join(parts) == f"<p>{text}</p>"
    assert to_text(text) == to_text(sign) * 9000 if " " not in to_text(sign) else len(to_text(text)) > 9000
    assert clean(clean(text)) == clean(text)
    assert "<!--" not in clean(text)


def test_long_words_and_pictures_are_not_parted():
    html = f'<p>{"chữ " * 5000}</p><img src="data:image/png;base64,{"A" * 50_000}">'
    assert parted(html) == html


def test_an_ordinary_page_is_left_as_it_is():
    html = "<div><p><b>a</b> <font size=2>b</font></p></div>" * 500
    assert bounded(html) == html
