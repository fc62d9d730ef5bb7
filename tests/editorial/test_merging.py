import pytest
from hypothesis import given
from hypothesis import strategies as st

from govap.editorial.merging import SMALL, blocks, hunks, joined, merge
from govap.html import clean

HTML = {"html_fields": {"body"}, "set_fields": {"tags"}}


def body(*paragraphs):
    return "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)


def merge_bodies(base, mine, theirs, **choices):
    return merge({"body": base}, {"body": mine}, {"body": theirs}, choices=choices, **HTML)


def merged_body(*bodies):
    merged = merge_bodies(*bodies)
    assert not merged.conflicts
    return merged.content["body"]


# Few different blocks, so that they repeat, collide and move.
BLOCKS = [
    "<p>một</p>", "<p>hai</p>", "<p>ba <strong>bốn</strong></p>", "<h2>Mục</h2>", "<hr>", "chữ trần",
    "<ul><li>a</li><li>b</li></ul>", "<p>hai</p>\n", '<figure><img src="/media/a.jpg" alt="a>b"></figure>',
]  # fmt: skip
bodies = st.lists(st.sampled_from(BLOCKS), max_size=7).map("".join)
values = st.none() | st.booleans() | st.integers(0, 2) | st.sampled_from(["", "a", "2017-04-12T07:00:00+07:00"])
tag_lists = st.lists(st.sampled_from("abcd"), unique=True)
contents = st.fixed_dictionaries(
    {"body": bodies, "title": values, "tags": tag_lists},
    optional={"lead": values, "byline": st.lists(st.fixed_dictionaries({"name": st.sampled_from("xy")}), max_size=2)},
)


class TestBlocks:
    @given(st.lists(st.sampled_from([*BLOCKS, "<", "<p", '<p a="', "</p>", "</div>", " ", "\n", "<br>", "&lt;"])))
    def test_no_character_is_lost(self, pieces):
        html = "".join(pieces)
        assert "".join(blocks(html)) == html
        assert "".join(blocks(clean(html))) == clean(html)

    @pytest.mark.parametrize(
        "parts",
        [
            [],
            ["<p>a</p>", "<h2>b</h2>", "<hr>", "<p>c</p>"],
            ["\n<p>a</p>\n", "<p>b</p> "],
            ["chữ <strong>trần</strong><br>nữa ", "<p>a</p>", "cuối"],
            ["<blockquote><p>a</p><p>b</p></blockquote>", "<ul><li>a<ul><li>b</li></ul></li></ul>\n", "<ol></ol>"],
            ["<table><tbody><tr><td><p>a</p></td></tr></tbody></table>", "<p>b</p>"],
            ['<figure><img src="/media/a.jpg" alt="a > b <p>"><figcaption>c</figcaption></figure>', "<p></p>"],
            ["<strong>a<p>b</p></strong>", "<p>c</p>"],
            ["</p>", "<p>a"],
        ],
    )
    def test_cut_at_the_top_level(self, parts):
        assert blocks("".join(parts)) == parts

    def test_bare_texts_that_meet_do_not_become_one_word(self):
        assert joined(["một", "hai", "<p>ba</p>", "bốn "]) == "một\nhai<p>ba</p>bốn "


class TestHunks:
    @given(st.text("abc", max_size=9), st.text("abc", max_size=9))
    def test_they_make_the_other_from_the_base(self, base, other):
        made, done = "", 0
        for hunk in hunks(base, other):
            made += base[done : hunk.start] + other[hunk.first : hunk.last]
            done = hunk.end
        assert made + base[done:] == other

    @given(st.data())
    def test_they_do_so_with_long_ones(self, data):
        items = st.lists(st.integers(0, 300), min_size=SMALL, max_size=2 * SMALL)
        base = data.draw(items)
        other = base[30:] + data.draw(items) + base[:30]
        made, done = [], 0
        for hunk in hunks(base, other):
            made += base[done : hunk.start] + other[hunk.first : hunk.last]
            done = hunk.end
        assert made + base[done:] == other

    def test_far_apart_changes_in_a_long_text_stay_apart(self):
        base = [str(n) for n in range(2000)]
        other = [*base[:10], "mới", *base[10:700], *base[701:1900], "khác", *base[1901:]]
        assert [(hunk.start, hunk.end, hunk.last - hunk.first) for hunk in hunks(base, other)] == [
            (10, 10, 1),
            (700, 701, 0),
            (1900, 1901, 1),
        ]

    @pytest.mark.parametrize("shape", ["same", "different", "alternating", "new", "reversed", "shuffled pairs"])
    def test_work_grows_with_the_length_only(self, shape):
        assert comparisons(shape, 4000) <= 8 * comparisons(shape, 1000) + 1000
        assert comparisons(shape, 4000) <= 100 * 4000


class Counted:
    """An item that counts how often it is compared or hashed."""

    work = 0

    def __init__(self, value):
        self.value = value

    def __eq__(self, other):
        Counted.work += 1
        return self.value == other.value

    def __hash__(self):
        Counted.work += 1
        return hash(self.value)


def comparisons(shape, size):
    base, other = {
        "same": ([0] * size, [1, *[0] * (size // 2), 1]),
        "different": (range(size), [-1, *range(1, size - 1), -2]),
        "alternating": ([n % 2 for n in range(size)], [2, *[n % 3 for n in range(size)], 2]),
        "new": (range(size), range(size, 2 * size)),
        "reversed": (range(size), range(size, 0, -1)),
        "shuffled pairs": ([n ^ 1 for n in range(size)], [-1, *range(size), -1]),
    }[shape]
    Counted.work = 0
    hunks([Counted(value) for value in base], [Counted(value) for value in other])
    return Counted.work


class TestHtml:
    base = body("một", "hai", "ba", "bốn")

    @pytest.mark.parametrize(
        ("mine", "theirs", "both"),
        [
            (("MỘT", "hai", "ba", "bốn"), ("một", "hai", "ba", "BỐN"), ("MỘT", "hai", "ba", "BỐN")),
            (("một", "HAI", "ba", "bốn"), ("một", "hai", "BA", "bốn"), ("một", "HAI", "BA", "bốn")),
            (("MỘT", "HAI", "BA", "bốn"), ("một", "HAI", "ba", "BỐN"), ("MỘT", "HAI", "BA", "BỐN")),
            (("một", "ba", "bốn"), ("một", "hai", "ba", "bốn", "năm"), ("một", "ba", "bốn", "năm")),
            (("một", "x", "hai", "ba", "bốn"), ("một", "HAI", "ba", "bốn"), ("một", "x", "HAI", "ba", "bốn")),
            (("x", "một", "hai", "bốn"), ("x", "y", "một", "ba", "bốn"), ("x", "y", "một", "bốn")),
            (("một", "bốn"), ("một", "ba", "bốn"), ("một", "bốn")),
            ((), ("một", "hai", "ba", "bốn"), ()),
        ],
    )  # fmt: skip
    def test_what_does_not_collide_is_merged(self, mine, theirs, both):
        assert merged_body(self.base, body(*mine), body(*theirs)) == body(*both)
        assert merged_body(self.base, body(*theirs), body(*mine)) == body(*both)

    @pytest.mark.parametrize(
        ("mine", "theirs", "conflict"),
        [
            (("một", "A", "ba", "bốn"), ("một", "B", "ba", "bốn"), (("hai",), ("A",), ("B",))),
            (("một", "ba", "bốn"), ("một", "B", "ba", "bốn"), (("hai",), (), ("B",))),
            (("một", "hai", "A", "ba", "bốn"), ("một", "hai", "B", "ba", "bốn"), ((), ("A",), ("B",))),
            (("A", "B", "C", "ba", "bốn"), ("D", "hai", "ba", "bốn"), (("một", "hai"), ("A", "B", "C"), ("D", "hai"))),
        ],
    )
    def test_a_collision_keeps_mine_and_shows_both(self, mine, theirs, conflict):
        merged = merge_bodies(self.base, body(*mine), body(*theirs))
        assert merged.content["body"] == body(*mine)
        (found,) = merged.conflicts
        assert (found.base, found.mine, found.theirs) == tuple(body(*part) for part in conflict)
        assert found.field == "body"
        assert found.key.startswith("body-")
        assert found.choice == ""

    def test_the_rest_is_merged_beside_a_collision(self):
        merged = merge_bodies(self.base, body("A", "hai", "ba", "bốn"), body("B", "hai", "ba", "BỐN", "năm"))
        assert merged.content["body"] == body("A", "hai", "ba", "BỐN", "năm")
        assert len(merged.conflicts) == 1

    @pytest.mark.parametrize(
        ("choice", "became"),
        [("mine", ["A"]), ("theirs", ["B", "chung"]), ("both", ["A", "B", "chung"])],
    )
    def test_choices(self, choice, became):
        sides = (body("một"), body("A"), body("B", "chung"))
        (conflict,) = merge_bodies(*sides).conflicts
        merged = merge_bodies(*sides, **{conflict.key: choice})
        assert merged.content["body"] == body(*became)
        assert merged.conflicts == []
        assert [(found.key, found.choice) for found in merged.resolved] == [(conflict.key, choice)]

    @pytest.mark.parametrize("choices", [{"body": "mine"}, {"body-0": "theirs"}, "unknown"])
    def test_a_choice_that_is_none_settles_nothing(self, choices):
        sides = (body("một"), body("A"), body("B"))
        (conflict,) = merge_bodies(*sides).conflicts
        if choices == "unknown":
            choices = {conflict.key: "xoá hết"}
        assert merge_bodies(*sides, **choices).conflicts == [conflict]

    def test_the_same_collision_twice_has_two_keys(self):
        merged = merge_bodies(body("a", "x", "a"), body("b", "x", "b"), body("c", "x", "c"))
        first, second = merged.conflicts
        assert first.key != second.key
        chosen = merge_bodies(body("a", "x", "a"), body("b", "x", "b"), body("c", "x", "c"), **{second.key: "theirs"})
        assert chosen.content["body"] == body("b", "x", "c")

    def test_white_space_between_blocks_is_no_change(self):
        assert merged_body("<p>a</p><p>b</p>", "<p>a</p>\n<p>B</p>\n", "<p>A</p> <p>b</p>") == "<p>A</p> <p>B</p>\n"

    def test_an_absent_or_empty_body_counts_as_no_blocks(self):
        merged = merge({}, {"body": None}, {"body": body("a")}, **HTML)
        assert merged.content == {"body": body("a")}
        (conflict,) = merge({}, {"body": body("a")}, {"body": body("b")}, **HTML).conflicts
        assert (conflict.base, conflict.mine, conflict.theirs) == ("", body("a"), body("b"))


class TestOtherFields:
    def test_each_side_s_fields_come_together(self):
        base = {"title": "a", "lead": "b", "priority": 1, "pinned": False}
        merged = merge(base, base | {"title": "A"}, base | {"pinned": True, "expires_at": None})
        assert merged.content == base | {"title": "A", "pinned": True, "expires_at": None}
        assert merged.conflicts == []

    @pytest.mark.parametrize(("choice", "title"), [("mine", "A"), ("theirs", "B"), ("both", "A B"), ("", "A")])
    def test_a_string_changed_by_both(self, choice, title):
        merged = merge({"title": "a"}, {"title": "A"}, {"title": "B"}, choices={"title": choice})
        assert merged.content == {"title": title}
        assert [(found.key, found.base, found.mine, found.theirs) for found in merged.conflicts] == (
            [] if choice else [("title", "a", "A", "B")]
        )

    def test_both_of_two_numbers_is_mine(self):
        assert merge({"n": 1}, {"n": 2}, {"n": 3}, choices={"n": "both"}).content == {"n": 2}

    def test_values_are_shown_as_text(self):
        base, mine, theirs = {"byline": None}, {"byline": [{"name": "Tổ viết"}]}, {"byline": ["x", "y"]}
        (conflict,) = merge(base, mine, theirs).conflicts
        assert (conflict.base, conflict.mine, conflict.theirs) == ("", '[{"name": "Tổ viết"}]', "x, y")

    def test_tags_are_merged_as_sets(self):
        base, mine, theirs = ["a", "b", "c"], ["d", "c", "a"], ["b", "c", "e", "d"]
        merged = merge({"tags": base}, {"tags": mine}, {"tags": theirs}, **HTML)
        assert merged.content == {"tags": ["d", "c", "e"]}
        assert merged.conflicts == []

    @pytest.mark.parametrize("odd", [3, "chữ", {"a": 1}, [[1], {}], 1.5])
    def test_odd_values_are_merged_whole(self, odd):
        merged = merge({"body": "a", "tags": 1}, {"body": odd, "tags": odd}, {"body": "b", "tags": 2}, **HTML)
        assert {conflict.field for conflict in merged.conflicts} == {"body", "tags"}
        assert merged.content == {"body": odd, "tags": odd}


class TestLaws:
    @given(contents, contents)
    def test_one_side_alone(self, base, other):
        for sides in ((base, other, base), (base, base, other), (base, other, other)):
            merged = merge(*sides, **HTML)
            assert merged.content == other
            assert merged.conflicts == []

    @given(contents, contents, contents)
    def test_conflicts_are_symmetric(self, base, mine, theirs):
        here = merge(base, mine, theirs, **HTML).conflicts
        there = merge(base, theirs, mine, **HTML).conflicts
        assert sorted((found.field, found.base, found.mine, found.theirs) for found in here) == sorted(
            (found.field, found.base, found.theirs, found.mine) for found in there
        )

    @given(contents, contents, contents)
    def test_no_block_is_lost(self, base, mine, theirs):
        merged = merge(base, mine, theirs, **HTML)
        shown = [merged.content["body"], *(text for found in merged.conflicts for text in (found.mine, found.theirs))]
        for side in (mine, theirs):
            new = {block.strip() for block in blocks(side["body"])} - {block.strip() for block in blocks(base["body"])}
            assert [block for block in new if not any(block in text for text in shown)] == []

    @given(contents, contents, contents, st.sampled_from(["mine", "theirs", "both"]))
    def test_settled_conflicts_are_gone(self, base, mine, theirs, choice):
        opened = merge(base, mine, theirs, **HTML)
        choices = {conflict.key: choice for conflict in opened.conflicts}
        settled = merge(base, mine, theirs, choices=choices, **HTML)
        assert len(choices) == len(opened.conflicts)
        assert settled.conflicts == []
        assert [found.key for found in settled.resolved] == [found.key for found in opened.conflicts]
        if choice == "mine":
            assert settled.content == opened.content

    @given(contents, contents, contents)
    def test_keys_are_stable(self, base, mine, theirs):
        first, second = (merge(base, mine, theirs, **HTML) for _ in range(2))
        assert first == second
