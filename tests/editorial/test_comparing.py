import re
import sys
from pathlib import Path
from random import Random

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from govap.editorial.comparing import Piece, Row, compare_html, compare_text, folded
from govap.html import clean, to_text

ROOT = Path(__file__).resolve().parents[2]


def body(*paragraphs):
    return "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)


def kinds(rows):
    return [row.kind for row in rows]


def said(pieces, mark=None):
    """The texts of all pieces, or of those that carry the mark."""
    return [piece.text.strip() for piece in pieces if mark is None or piece.mark == mark]


def whole(pieces):
    return "".join(piece.text for piece in pieces)


def changes(old, new):
    """What is marked on the left and on the right, of all rows."""
    rows = compare_html(old, new)
    return (
        [text for row in rows for text in said(row.left, "removed")],
        [text for row in rows for text in said(row.right, "added")],
    )


WORDS = ["Ủy", "ban", "phường", "12/04/2017", "1.234", "dân", "và", "tổ", "chức"]
sentences = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join)
plain_bodies = st.lists(sentences, max_size=30)
PIECES = [
    "<p>", "</p>", "<h2>", "</h2>", "<ul>", "<li>", "</li>", "</ul>", "<table>", "<tr>", "<td colspan=2>", "<td>",
    "</td>", "</table>", "<a href='/x'>", "</a>", "<strong>", "</strong>", "<img src='/media/a.jpg' alt='>'>",
    "<small>", "</small>", "<figure data-album=3>", "<a data-document=7>",
    "<br>", "<hr>", "<blockquote>", "</blockquote>", "<figure>", "</figure>", "một ", "hai", ", ", " ", "&lt;",
    "&#824;", "<", '"',
]  # fmt: skip
soups = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)


class TestSyllables:
    def test_a_changed_syllable_is_marked_and_no_other(self):
        (row,) = compare_html(body("Họp tại phường Gò Vấp, lúc 8 giờ."), body("Họp tại quận Gò Vấp, lúc 8 giờ rưỡi."))
        assert row == Row(
            "changed",
            [Piece("Họp tại "), Piece("phường", "removed"), Piece(" Gò Vấp, lúc 8 giờ.")],
            [
                Piece("Họp tại "),
                Piece("quận", "added"),
                Piece(" Gò Vấp, lúc 8 giờ "),
                Piece("rưỡi", "added"),
                Piece("."),
            ],
        )

    @pytest.mark.parametrize(
        ("old", "new", "marked"),
        [
            ("ngày 12/04/2017 nhé", "ngày 13/04/2017 nhé", (["12/04/2017"], ["13/04/2017"])),
            ("thu 1.234.500 đồng", "thu 1.234.600 đồng", (["1.234.500"], ["1.234.600"])),
            ("xong rồi.", "xong rồi!", (["."], ["!"])),
            ("hoà bình lâu dài", "hòa bình lâu dài", (["hoà"], ["hòa"])),
            ("một hai ba bốn", "hai ba bốn", (["một"], [])),
            ("một , hai ba", "một, hai ba", ([","], [","])),
        ],
    )
    def test_marks(self, old, new, marked):
        assert changes(body(old), body(new)) == marked

    def test_a_lone_common_word_does_not_scatter_a_rewritten_sentence(self):
        shared = "Sáng nay tại hội trường lớn của phường có buổi lễ trao quà"
        old = f"{shared} cho ba mươi cụ già và bốn mươi em nhỏ"
        new = f"{shared} do nhiều nhà hảo tâm và quỹ khuyến học góp"
        (row,) = compare_html(body(old), body(new))
        assert said(row.left, "removed") == [old.removeprefix(shared).strip()]
        assert said(row.right, "added") == [new.removeprefix(shared).strip()]

    def test_few_changes_in_one_long_paragraph_of_common_words_stay_few(self):
        words = Random(1).choices([f"{first}{last}" for first in "bcdhl" for last in "aeiouy"], k=900)
        new = list(words)
        new[200], new[500], new[800] = "A", "B", "C"
        assert changes(body(" ".join(words)), body(" ".join(new)))[1] == ["A", "B", "C"]


class TestParagraphs:
    @given(plain_bodies, plain_bodies)
    def test_each_side_is_there_whole_and_in_order(self, old, new):
        rows = compare_html(body(*old), body(*new))
        assert [whole(row.left) for row in rows if row.left] == old
        assert [whole(row.right) for row in rows if row.right] == new

    @given(plain_bodies, plain_bodies)
    def test_what_is_not_marked_is_on_both_sides(self, old, new):
        for row in compare_html(body(*old), body(*new)):
            assert said(row.left, "") == said(row.right, "") or row.kind == "changed"
            left, right = ("".join(said(side, "")).replace(" ", "") for side in (row.left, row.right))
            assert left == right
            assert (row.kind == "same") == (row.left == row.right)

    @given(soups)
    def test_a_version_is_the_same_as_itself(self, soup):
        assert set(kinds(compare_html(soup, soup))) <= {"same"}

    @given(soups, soups)
    def test_other_words_never_pass_for_the_same(self, old, new):
        signs = ["".join(to_text(clean(soup)).split()) for soup in (old, new)]
        assert signs[0] == signs[1] or set(kinds(compare_html(old, new))) - {"same"}

    def test_similar_paragraphs_stand_side_by_side_the_others_apart(self):
        old = body("Sáng nay phường họp dân bàn việc nước sạch", "Trường học mở cửa lại từ thứ hai tuần sau")
        new = body("Xe buýt số 7 đổi tuyến", "Sáng nay phường họp dân bàn việc điện sạch", "Chợ dời sang đường bên")
        rows = compare_html(old, new)
        assert kinds(rows) == ["added", "changed", "removed", "added"]
        assert changes(old, new)[0] == ["nước", "Trường học mở cửa lại từ thứ hai tuần sau"]

    @pytest.mark.parametrize(
        ("old", "new", "shown"),
        [
            ("<table><tr><td>15</td></tr></table>", "<table><tr><td>16</td></tr></table>", ["changed"]),
            ('<img src="/media/a.jpg">', '<img src="/media/b.jpg">', ["removed", "added"]),
            (
                '<figure><img src="/media/a.jpg"></figure>',
                '<figure><img src="/media/b.jpg"></figure>',
                ["changed"],
            ),
            ('<figure><img src="/media/a.jpg"></figure>', "<p>16</p>", ["removed", "added"]),
        ],
    )
    def test_a_cell_or_image_in_place_of_another_is_a_change(self, old, new, shown):
        assert kinds(compare_html(old, new)) == shown
        assert kinds(compare_html(new, old)) == shown

    @pytest.mark.parametrize("count", [5, 60])
    def test_inserting_before_many_changed_paragraphs_keeps_the_pairs(self, count):
        old = [f"Mục {n}: công việc của tổ dân phố thứ {n} còn dở" for n in range(count)]
        new = ["Lời đầu", *(line.replace("còn dở", "đã xong") for line in old)]
        assert kinds(compare_html(body(*old), body(*new))) == ["added"] + ["changed"] * count

    @pytest.mark.parametrize(
        ("html", "block"),
        [
            ("<p>a</p>", "paragraph"),
            ("a", "paragraph"),
            ("<h2>a</h2>", "heading"),
            ("<h3>a</h3>", "heading"),
            ("<ul><li><p>a</p></li></ul>", "item"),
            ("<table><tbody><tr><th>a</th></tr></tbody></table>", "cell"),
            ("<blockquote><p>a</p></blockquote>", "quote"),
            ('<figure><img src="/media/a.jpg"></figure>', "figure"),
            ("<figure><figcaption>a</figcaption></figure>", "figure"),
        ],
    )
    def test_blocks(self, html, block):
        assert [row.block for row in compare_html(html, html)] == [block]
        assert [(row.kind, row.block) for row in compare_html("", html)] == [("added", block)]
        assert [(row.kind, row.block) for row in compare_html(html, "")] == [("removed", block)]


class TestFormats:
    @pytest.mark.parametrize(
        ("old", "new", "left", "right"),
        [
            ("<p>a b</p>", "<p>a <strong>b</strong></p>", ["[chưa in đậm: b]"], ["[in đậm: b]"]),
            ("<p><em>a b</em></p>", "<p>a b</p>", ["[in nghiêng: a b]"], ["[không còn in nghiêng: a b]"]),
            ("<p><u>a</u></p>", "<p><s>a</s></p>", ["[gạch chân: a]"], ["[gạch ngang: a]"]),
            ('<p><a href="/a">x</a></p>', '<p><a href="/b">x</a></p>', ["[liên kết: /a]"], ["[liên kết: /b]"]),
            ("x", '<a href="/b">x</a>', ["[chưa có liên kết: x]"], ["[có liên kết: x]", "[liên kết: /b]"]),
            (
                '<figure><img src="/media/a.jpg" alt="Chợ"></figure>',
                '<figure><img src="/media/b.jpg" alt="Chợ" width="480" height="320"></figure>',
                ["[ảnh: /media/a.jpg, “Chợ”]"],
                ["[ảnh: /media/b.jpg, “Chợ”, 480×320]"],
            ),
            ("<p>a</p>", "<h2>a</h2>", ["[chưa tiêu đề: a]"], ["[tiêu đề: a]"]),
            ("<h2>a</h2>", "<h3>a</h3>", ["[tiêu đề: a]"], ["[tiêu đề nhỏ: a]"]),
            ("<ul><li>a</li></ul>", "<ol><li>a</li></ol>", ["[mục gạch đầu dòng: a]"], ["[mục đánh số: a]"]),
            ("<p>a b</p>", "<p>a<br>b</p>", [], ["↵"]),
            ("<p>a</p>", "<p>a</p><hr><p></p>", [], ["[đường kẻ ngang]", "[đoạn trống]"]),
            ("<table><tr><td>a</td></tr></table>", "<table><tr><td colspan=2>a</td></tr></table>", [], ["[gộp 2 cột]"]),
            (
                "<table><tr><td>a</td><td>b</td></tr></table>",
                "<table><tr><td>a</td></tr><tr><td>b</td></tr></table>",
                [],
                ["[đầu dòng bảng]"],
            ),
            ("<table><tr><td>15</td></tr></table>", "<table><tr><td>16</td></tr></table>", ["15"], ["16"]),
        ],
    )  # fmt: skip
    def test_a_change_without_other_words_is_said(self, old, new, left, right):
        assert changes(old, new) == (left, right)

    def test_styles_are_class_names(self):
        html = '<p>a <strong><em>b</em></strong> <a href="/x">c</a></p>'
        (row,) = compare_html(html, html)
        assert [(piece.text.strip(), piece.style) for piece in row.left] == [
            ("a", ""),
            ("b", "is-strong is-em"),
            ("c", "is-a"),
            ("[liên kết: /x]", "is-note"),
        ]

    def test_white_space_of_markup_is_no_change(self):
        assert set(kinds(compare_html("<p>a  b</p>\n<p>c</p>", "<p> a b </p><p>c\n</p>"))) == {"same"}


class TestText:
    @pytest.mark.parametrize(
        ("old", "new", "kind"),
        [
            ("", "", "same"),
            ("a  b", "a b", "same"),
            ("", "a", "added"),
            ("a", " ", "removed"),
            ("a b", "a c", "changed"),
            ("<b>a</b>", "<b>c</b>", "changed"),
            ("a b", "a\nb", "changed"),
        ],
    )
    def test_kinds(self, old, new, kind):
        assert compare_text(old, new).kind == kind

    def test_marks(self):
        row = compare_text("Phường họp dân", "Phường gặp dân")
        assert said(row.left, "removed") == ["họp"]
        assert said(row.right, "added") == ["gặp"]
        assert whole(row.right) == "Phường gặp dân"

    @given(sentences, sentences)
    def test_nothing_is_lost(self, old, new):
        row = compare_text(old, new)
        assert (whole(row.left), whole(row.right)) == (old, new)


class TestFolded:
    same, changed = Row("same", [Piece("a")], [Piece("a")]), Row("changed")

    def shape(self, signs, **options):
        rows = [self.same if sign == "=" else self.changed for sign in signs]
        short = {"same": "=", "changed": "x"}
        return [short.get(row.kind) or row.count for row in folded(rows, **options)]

    @pytest.mark.parametrize(
        ("signs", "shape"),
        [
            ("", []),
            ("x", ["x"]),
            ("===", [3]),
            ("=", ["="]),
            ("======x", [4, "=", "=", "x"]),
            ("x" + "=" * 14 + "x", ["x", "=", "=", 10, "=", "=", "x"]),
            ("x=====x", ["x", "=", "=", "=", "=", "=", "x"]),
            ("x" + "=" * 1236, ["x", "=", "=", 1234]),
        ],
    )
    def test_long_same_runs_become_one_row(self, signs, shape):
        assert self.shape(signs) == shape

    def test_without_context(self):
        assert self.shape("===x==", context=0) == [3, "x", 2]

    def test_it_says_how_many(self):
        (row,) = folded([self.same] * 1234)
        assert row.left == row.right == [Piece("… 1.234 đoạn không đổi")]
        assert row.kind == "folded"


def calls(function, *arguments):
    """How many calls, also of built-in functions, this takes: work without a clock."""
    count = 0

    def note(frame, event, argument):
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        function(*arguments)
    finally:
        sys.setprofile(None)
    return count


class TestWork:
    SHAPES = {
        "all alike": lambda n: (body(*["cùng một câu dài như nhau"] * n), body(*["cùng một câu ngắn như nhau"] * n)),
        "all changed": lambda n: (
            body(*(f"câu {k} dài thêm {k * k}" for k in range(n))),
            body(*(f"câu {k} ngắn bớt {k * k}" for k in range(n))),
        ),
        "all other": lambda n: (body(*(f"a{k} b{k}" for k in range(n))), body(*(f"c{k} d{k}" for k in range(n)))),
        "one paragraph": lambda n: (body("một hai ba bốn năm " * n), body("hai một ba năm bốn " * n)),
        "one other paragraph": lambda n: (
            body(" ".join(f"a{k % 97} b{k}" for k in range(n))),
            body(" ".join(f"a{k % 89} b{k * 7}" for k in range(n))),
        ),
    }

    @pytest.mark.parametrize("shape", SHAPES)
    def test_it_grows_with_the_length_only(self, shape):
        short, long = (self.SHAPES[shape](size) for size in (250, 1000))
        assert calls(compare_html, *long) <= 7 * calls(compare_html, *short)


class TestTemplate:
    def page(self, rows):
        context = {"rows": rows, "left_label": "Bản 3 <cũ>", "right_label": "Bản 4"}
        return render_to_string("admin/editorial/_comparison.html", context)

    def test_versions_head_the_columns(self):
        page = self.page(compare_html(body("a b c"), body("a b d")))
        assert '<th scope="col" role="columnheader">Bản 3 &lt;cũ&gt;</th>' in page
        assert "<caption>" in page

    def test_marks_are_said_in_words_too(self):
        page = self.page(compare_html(body("một hai ba"), body("một hai bốn")))
        assert re.search(r"<del[^>]*><span class=\"visually-hidden\">bỏ: </span>ba</del>", page)
        assert re.search(r"<ins[^>]*><span class=\"visually-hidden\">thêm: </span>bốn</ins>", page)

    def test_what_people_wrote_is_escaped(self):
        rows = [compare_text("<script>a</script>", "<img src=x onerror=b>")]
        page = self.page(rows + compare_html("<p>&lt;b&gt;</p>", ""))
        assert "<script" not in page
        assert "<img" not in page
        assert "&lt;" in page

    def test_blocks_and_folds_can_be_styled(self):
        page = self.page(folded(compare_html("<h2>a</h2>" * 9 + body("x"), "<h2>a</h2>" * 9 + body("y"))))
        assert "… 7 đoạn không đổi" in page
        assert page.count('class="same block-heading"') == 2

    def test_no_rows(self):
        assert "Cả hai phiên bản đều trống." in self.page([])

    def test_every_class_of_a_piece_has_its_rule(self):
        css = (ROOT / "static/govap/admin/compare.css").read_text()
        html = clean(
            '<p><strong>a</strong><em>b</em><u>c</u><s>d</s><sub>e</sub><sup>f</sup><a href="/x">g</a></p>'
            "<h2>h</h2><ul><li>i</li></ul><blockquote>k</blockquote><table><tr><td>l</td></tr></table>"
            '<figure><img src="/media/a.jpg"></figure>'
        )
        rows = compare_html(html, html)
        classes = {name for row in rows for piece in row.left for name in piece.style.split()}
        assert classes == {"is-strong", "is-em", "is-u", "is-s", "is-sub", "is-sup", "is-a", "is-note"}
        blocks = {f"block-{row.block}" for row in rows} - {"block-paragraph"}
        assert [name for name in sorted(classes | blocks | {"folded"}) if f".{name}" not in css] == []


class TestNodes:
    NAMES = {("album", 3): "Ngày hội <b>", ("document", 7): "46-KH/QU Kế hoạch"}

    def test_an_album_by_itself_is_seen_as_it_comes_and_goes(self):
        album = '<figure data-album="3"></figure>'
        came, went = (
            compare_html("<p>a</p>", f"<p>a</p>{album}", self.NAMES),
            compare_html(f"<p>a</p>{album}", "<p>a</p>"),
        )
        assert (kinds(came), said(came[1].right, "added")) == (["same", "added"], ["[Album: Ngày hội <b>]"])
        assert (kinds(went), said(went[1].left, "removed")) == (["same", "removed"], ["[Album số 3]"])
        assert came[1].block == "figure"

    def test_another_album_or_video_in_its_place_is_a_change(self):
        (row,) = compare_html('<figure data-album="3"></figure>', '<figure data-video="42"></figure>', self.NAMES)
        assert row.kind == "changed"
        assert (said(row.left), said(row.right)) == (["[Album: Ngày hội <b>]"], ["[Video số 42]"])

    def test_a_caption_is_compared_beside_its_album(self):
        body = '<figure data-album="3"><figcaption>{}</figcaption></figure>'
        rows = compare_html(body.format("Một hai"), body.format("Một ba"))
        assert kinds(rows) == ["same", "changed"]

    def test_footnotes_and_documents_are_told_in_words(self):
        old = "<p>Ủy ban nhân dân phường tiếp công dân theo kế hoạch</p>"
        note, link = "<small>Xem</small>", '<a data-document="7" href="/tai-lieu/7/">kế hoạch</a>'
        new = f"<p>Ủy ban nhân dân phường{note} tiếp công dân theo {link}</p>"
        (row,) = compare_html(old, new, self.NAMES)
        assert "phường [chú thích: Xem ] tiếp" in whole(row.right)
        assert whole(row.right).endswith("[Tài liệu: 46-KH/QU Kế hoạch]")
