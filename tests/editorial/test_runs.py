"""Changed places of a body: found, shown in order, and taken back one by one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govap.editorial.merging import blocks
from govap.editorial.runs import stretches, taken_back

PARAGRAPHS = [
    "<p>Một hai ba bốn.</p>",
    "<p>Một hai ba năm.</p>",
    "<p>Sáu.</p>",
    "<h2>Bảy</h2>",
    "<hr>",
    "chữ trần ",
    "<p></p>",
]
BODIES = st.lists(st.sampled_from(PARAGRAPHS), max_size=8).map("".join)


def plain(body):
    return [block.strip() for block in blocks(body)]


def runs_of(old, new):
    return [stretch for stretch in stretches(old, new) if stretch.run is not None]


@given(BODIES, BODIES, st.randoms(use_true_random=False))
def test_taking_back_every_run_gives_the_old_body(old, new, chance):
    for _ in range(40):
        found = runs_of(old, new)
        if not found:
            break
        new = taken_back(old, new, chance.choice(found).run)
    assert plain(new) == plain(old)


@given(BODIES, BODIES)
def test_one_taken_back_leaves_the_others_as_they_are(old, new):
    for stretch in runs_of(old, new):
        whole = [part.old if part.run == stretch.run else part.new for part in stretches(old, new)]
        found, wanted = plain(taken_back(old, new, stretch.run)), [word for part in whole for word in plain(part)]
        assert "".join("".join(found).split()) == "".join("".join(wanted).split())  # bare text is set apart by a space


@given(BODIES, BODIES)
def test_stretches_say_all_of_both_bodies_in_order(old, new):
    found = list(stretches(old, new))
    for side, body in (("old", old), ("new", new)):
        told = "".join(getattr(stretch, side) for stretch in found)
        assert "".join(told.split()) == "".join(body.split())
    assert [stretch.run for stretch in found if stretch.run is not None] == list(range(len(runs_of(old, new))))
    assert all(plain(stretch.old) == plain(stretch.new) for stretch in found if stretch.run is None)


def test_each_changed_paragraph_is_a_run_of_its_own():
    old = "<p>Giờ làm việc: sáng.</p><p>Điện thoại: 1022.</p>"
    new = "<p>Giờ làm việc: chiều.</p><p>Điện thoại: 1080.</p>"
    assert [stretch.old for stretch in runs_of(old, new)] == blocks(old)


def test_a_paragraph_added_after_a_changed_one_is_taken_back_alone():
    old = "<ul><li>Thứ Hai</li><li>Thứ Ba</li></ul>"
    new = "<ul><li>Thứ Hai</li><li>Thứ Ba</li><li>Thứ Sáu</li></ul><p>Thêm.</p>"
    assert [stretch.new for stretch in runs_of(old, new)] == blocks(new)
    assert taken_back(old, new, 1) == blocks(new)[0]


def test_white_space_between_paragraphs_is_no_change():
    assert runs_of("<p>Một.</p>\n<p>Hai.</p>", "<p>Một.</p><p>Hai.</p>") == []


@pytest.mark.parametrize("run", [-1, 1, 10**6])
def test_a_run_that_is_not_there(run):
    with pytest.raises(LookupError):
        taken_back("<p>Một.</p>", "<p>Hai.</p>", run)
