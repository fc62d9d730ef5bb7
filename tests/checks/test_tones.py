"""Where marks stand, in both schools."""

import pytest

from govap.checks import NEW, OLD, Text
from govap.checks.tones import misplaced, placed

OLD_ONES = ["hòa", "lòe", "khỏe", "thủy", "tùy", "ủy", "òa", "Hóa", "THÚY", "xòe", "lũy", "nhụy", "họa", "ngụy"]
NEW_ONES = ["hoà", "loè", "khoẻ", "thuỷ", "tuỳ", "uỷ", "oà", "Hoá", "THUÝ", "xoè", "luỹ", "nhuỵ", "hoạ", "nguỵ"]
BOTH = [
    "hoàn", "toàn", "quý", "quà", "quả", "quỳnh", "giá", "giò", "gìn", "gì", "giếng", "giữ", "thuyền", "nguyễn",
    "huỳnh", "huýt", "suỵt", "khuỷu", "ngoài", "xoáy", "ngoáo", "ngoẻo", "múa", "mía", "cửa", "người", "rượu",
    "được", "tiếng", "yếu", "quốc", "quyết", "thuế", "thuở", "hoẵng", "tuần", "khuấy", "boóng", "uống", "ướt",
    "yểng", "kỳ", "lý", "mỹ", "đào", "tạo", "hội", "nghị", "Đảng", "bộ", "đoàn", "kết", "phường", "nghĩa", "tình",
    "café", "Málaga", "Krông", "ngoằn", "hoặc", "loét", "khoảng", "nghiêng",
]  # fmt: skip
WRONG = {"hòan": "hoàn", "họat": "hoạt", "qúy": "quý", "qủa": "quả", "gía": "giá", "muá": "múa", "cuả": "của",
         "đựơc": "được", "tíêng": "tiếng", "hùynh": "huỳnh", "ngòai": "ngoài", "thúê": "thuế"}  # fmt: skip


@pytest.mark.parametrize(("old", "new"), list(zip(OLD_ONES, NEW_ONES, strict=True)))
def test_schools_differ_on_open_syllables(old, new):
    assert placed(old, OLD) == placed(new, OLD) == old
    assert placed(old, NEW) == placed(new, NEW) == new


@pytest.mark.parametrize("word", BOTH)
@pytest.mark.parametrize("school", [OLD, NEW])
def test_on_all_others_they_agree(word, school):
    assert placed(word, school) == word


@pytest.mark.parametrize(("wrong", "right"), list(WRONG.items()))
@pytest.mark.parametrize("school", [OLD, NEW])
def test_a_slip_is_one_in_both(wrong, right, school):
    assert placed(wrong, school) == right


def test_each_word_is_told_once_and_a_name_is_left_to_its_bearer():
    texts = [Text("body", "p", "Hoà thuận, hoà nhã, hoà bình."), Text("body", "p", "Bà Hoà.")]
    found = {one.fix: one for one in misplaced(texts, OLD)}
    assert (found["hòa"].count, found["hòa"].is_sure) == (2, True)
    assert (found["Hòa"].count, found["Hòa"].is_sure) == (2, False)
    assert "Tên người thì giữ" in found["Hòa"].remedy
    assert (found["hòa"].place.text, found["hòa"].place.start) == (0, 11)
