import re
from html.parser import HTMLParser

import pytest
from django.utils.safestring import mark_safe
from hypothesis import given

from govap.html import MOST_EMBEDS, Embed, Linked, Sizes, clean, in_words, nodes_of, render, to_text

from .test_cleaning import soups


def test_numbers_of_documents_are_marked_in_the_text_only():
    html = '<p title="46-KH/QU">Kế hoạch số 46-KH/QU và <a href="/tim-kiem/?q=46-KH/QU">05- CT/TW</a> ngày 24/7</p>'
    assert render(html) == (
        '<p>Kế hoạch số <data class="document-number" value="46-KH/QU">46-KH/QU</data> và '
        '<a href="/tim-kiem/?q=46-KH/QU"><data class="document-number" value="05-CT/TW">05- CT/TW</data></a>'
        " ngày 24/7</p>"
    )


def test_the_mark_is_not_stored():
    shown = render("<p>Nghị định 42/2022/NĐ-CP</p>")
    assert clean(shown) == "<p>Nghị định 42/2022/NĐ-CP</p>"


def test_the_empty_line_at_the_end_of_an_editor_is_not_shown():
    assert render('<figure><img src="/media/a.jpg"></figure><p></p>').endswith("</figure>")
    assert render("<p>a</p><p></p><p>b</p>") == "<p>a</p><p>b</p>"


def test_a_number_cannot_bring_markup():
    assert "<script" not in render("<p>46-KH/QU&lt;script&gt;</p>")


SIZES = Sizes("/media/a-320.webp 320w", "/media/a-nho.jpg 480w, /media/a.jpg 1920w", 1920, 1080, "100vw")


def test_a_picture_is_offered_in_its_sizes_and_measured():
    html = '<figure><img src="/media/a.jpg" alt="x" width="9" height="9"></figure>'
    assert nodes_of(html).pictures == ("/media/a.jpg",)
    assert render(html, {"/media/a.jpg": SIZES}) == (
        '<figure><picture><source type="image/webp" srcset="/media/a-320.webp 320w" sizes="100vw">'
        '<img src="/media/a.jpg" alt="x" srcset="/media/a-nho.jpg 480w, /media/a.jpg 1920w" sizes="100vw"'
        ' width="1920" height="1080" loading="lazy" decoding="async"></picture></figure>'
    )


def test_a_picture_without_renditions_is_measured_and_an_unknown_one_left():
    html = '<img src="/media/a.jpg" alt="&quot;>">'
    assert render(html, {"/media/a.jpg": SIZES._replace(webp="", jpeg="")}) == (
        '<img src="/media/a.jpg" alt="&quot;&gt;" width="1920" height="1080" loading="lazy" decoding="async">'
    )
    assert "loading" in render(html)


def test_renditions_that_appear_later_are_shown():
    html = '<img src="/media/a.jpg" alt="">'
    assert "webp" not in render(html, {})
    assert "webp" in render(html, {"/media/a.jpg": SIZES})


def test_a_picture_that_nobody_described_takes_the_words_of_the_library():
    known = {"/media/a.jpg": SIZES._replace(alt="Người dân nộp hồ sơ")}
    assert 'alt="Người dân nộp hồ sơ"' in render('<img src="/media/a.jpg" alt="">', known)
    assert 'alt="Người dân nộp hồ sơ"' in render('<img src="/media/a.jpg">', known)
    assert render('<img src="/media/a.jpg" alt="Hội nghị">', known).count("alt=") == 1
    assert render('<img src="/media/b.jpg">', known).count('alt=""') == 1


ALBUM = Embed(mark_safe("<ul><li>ảnh</li></ul>"), "Ngày hội <3")
VIDEO = Embed(mark_safe("<video></video>"), mark_safe('<a href="/video/a-42/">Phim</a>'))
EMBEDS = {("album", 3): ALBUM, ("video", 42): VIDEO}


def test_albums_and_videos_are_drawn_with_the_caption_of_the_body_or_their_own():
    assert render('<figure data-album="3"></figure>', embeds=EMBEDS) == (
        '<figure class="album-figure"><ul><li>ảnh</li></ul><figcaption>Ngày hội &lt;3</figcaption></figure>'
    )
    told = render('<figure data-video="42"><figcaption>Lời <em>riêng</em></figcaption></figure>', embeds=EMBEDS)
    assert told == ('<figure class="video-figure"><video></video><figcaption>Lời <em>riêng</em></figcaption></figure>')


@pytest.mark.parametrize(
    "body",
    [
        '<figure data-album="4"></figure>', '<figure data-video="3"><figcaption>Đã rút</figcaption></figure>',
        '<figure data-album="999999999999999999"></figure>', "<figure></figure>",
        '<figure data-album="4"><figure data-video="42"></figure><p>chữ<small>ghi chú</small></p></figure>',
    ],
)  # fmt: skip
def test_what_is_not_given_is_not_shown(body):
    assert render(body, embeds=EMBEDS) == ""


def test_parts_that_are_not_safe_are_escaped_whatever_was_drawn_before():
    body = '<figure data-album="3"></figure>'
    render(body, embeds={("album", 3): Embed(mark_safe("<b>x</b>"), "")})
    assert "&lt;b&gt;" in render(body, embeds={("album", 3): Embed("<b>x</b>", "")})


def test_what_changed_in_the_library_is_drawn_anew():
    body = '<figure data-album="3"></figure>'
    assert "ảnh" in render(body, embeds=EMBEDS)
    assert render(body) == ""


def test_a_body_shows_no_more_embeds_than_a_phone_can_take():
    assert render('<figure data-video="42"></figure>' * 1000, embeds=EMBEDS).count("<video>") == MOST_EMBEDS


def test_a_document_is_told_with_kind_and_size_and_leads_to_its_own_address():
    body = '<p>Xem <a data-document="7" href="https://la.example/">Kế hoạch</a>.</p>'
    assert render(body, documents={7: Linked("/tai-lieu/7/", "PDF, 1,2 MB")}) == (
        '<p>Xem <a class="document" href="/tai-lieu/7/">Kế hoạch</a>'
        ' <span class="document-size">(PDF, 1,2 MB)</span>.</p>'
    )


def test_a_typed_address_of_a_document_is_the_same_link():
    body = '<a href="/tai-lieu/7/">Kế hoạch</a>'
    assert nodes_of(body).documents == (7,)
    assert "PDF" in render(body, documents={7: Linked("/tai-lieu/7/", "PDF, 1,2 MB")})


def test_of_a_document_that_is_gone_the_words_stay():
    assert render('<p>Xem <a href="/tai-lieu/7/" data-document="7">Kế <em>hoạch</em></a>.</p>') == (
        "<p>Xem Kế <em>hoạch</em>.</p>"
    )


def test_footnotes_are_numbered_and_told_at_the_end():
    page = render("<p>Một <small>Ghi <em>một</em></small>, hai<small>Ghi hai</small>.</p>")
    text, notes = page.split('<section class="notes" role="doc-endnotes" aria-labelledby="cac-chu-thich">')
    assert re.sub("<[^>]*>", "", text) == "Một1, hai2."
    assert 'href="#chu-thich-2" id="cho-chu-thich-2" role="doc-noteref" aria-label="Chú thích 2">2</a></sup>.' in text
    assert '<li id="chu-thich-1">Ghi <em>một</em> <a class="note-back" href="#cho-chu-thich-1"' in notes
    assert '<h2 id="cac-chu-thich">Chú thích</h2>' in notes
    assert "<small>" not in page


@pytest.mark.parametrize(
    "body",
    [
        "<h2>Đề mục<small>ghi chú</small></h2>",
        "<table><caption>Tên<small>ghi chú</small></caption><tbody><tr><td>a</td></tr></tbody></table>",
        "<table><tbody><tr><td>a<small>ghi chú</small></td></tr></tbody></table>",
        '<figure><img src="/media/a.jpg" alt="a"><figcaption>Chữ<small>ghi chú</small></figcaption></figure>',
        '<figure data-album="3"><figcaption>Chữ<small>ghi chú</small></figcaption></figure>',
        "<ul><li>a<small>ghi chú</small></li></ul>", "<small>ghi chú</small>",
        "<p>a<small>ghi <small>chú</small></small></p>",
        "<p>a<small><img src='/media/a.jpg'>ghi</small><small></small></p>",
        "<small><table><tbody><tr><td>ghi</td></tr></tbody></table><figure data-video='42'></figure></small>",
    ],
)  # fmt: skip
def test_a_footnote_may_stand_anywhere_and_holds_only_words(body):
    page = render(body, embeds=EMBEDS)
    text, _, notes = page.partition('<section class="notes"')
    assert text.count('role="doc-noteref"') == 1
    assert notes.count('<li id="chu-thich-') == 1
    assert not re.search("<(img|table|figure|video|small)", notes)
    assert "ghi" in notes
    assert "ghi" not in text


def test_a_mark_within_a_link_stands_behind_it():
    page = render('<p><a href="/x/">chữ<small>xem</small> tiếp</a> hết</p>')
    assert page.startswith('<p><a href="/x/">chữ tiếp</a><sup class="note-mark"><a href="#chu-thich-1"')


def test_a_wide_table_scrolls_in_a_frame_that_says_what_it_is():
    table = "<table>{}<tbody><tr><td><table><tbody><tr><td>a</td></tr></tbody></table></td></tr></tbody></table>"
    named = render(table.format('<caption>Số hộ "nghèo" <em>2017</em></caption>') + table.format(""))
    frames = re.findall('<div class="table-frame" role="region" tabindex="0" aria-label="([^"]*)">', named)
    assert frames == ["Số hộ &quot;nghèo&quot; 2017", "Bảng 2"]


class _Balance(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.ids = [], []

    def handle_starttag(self, tag, attrs):
        self.ids += [value for name, value in attrs if name == "id"]
        if tag not in {"br", "hr", "img", "source"}:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@given(soups)
def test_whatever_is_drawn_is_balanced_and_every_id_stands_once(soup):
    page = render(soup, {"/media/a.jpg": SIZES}, EMBEDS, {7: Linked("/tai-lieu/7/", "PDF, 1 KB")})
    found = _Balance()
    found.feed(page)
    assert not found.open
    assert len(found.ids) == len(set(found.ids))


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Hội nghị<small>Xem <em>Nghị quyết</em></small> bế mạc.</p><p>Hết.</p>",
         "Hội nghị bế mạc.\nHết.\nXem Nghị quyết"),
        ("<p>a<small>b<small>c</small></small> d</p>", "a d\nc\nb"),
        ("<p>a</p><small>b", "a\nb"),
        ('<p>a</p><figure data-album="3"><figcaption>b</figcaption></figure><p>c</p>', "a\nb\nc"),
    ],
)  # fmt: skip
def test_words_of_footnotes_come_last_and_no_two_words_are_glued(html, text):
    assert to_text(html) == text


def test_in_words_nothing_that_is_shown_is_left_out():
    body = '<p>a</p><figure data-album="3"><figcaption>b</figcaption></figure><figure data-video="42"></figure>'
    body += '<figure><img src="/media/a.jpg" alt="Hội &lt;nghị"></figure><img src="/media/a.jpg" alt="">'
    assert in_words(body, {("album", 3): "Ngày <b> hội"}) == (
        "a\n[Album: Ngày <b> hội]\nb\n[Video số 42]\n[Ảnh: Hội <nghị]\n[Ảnh]"
    )
