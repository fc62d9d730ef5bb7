import pytest

from govap.encodings import TABLES, TCVN3, VNI, convert, legacy_encoding

SENTENCE = (
    "Đảng bộ quận tăng cường và đổi mới công tác dân vận; ưu điểm, những người được hưởng lợi, kỹ thuật, thủy lợi, "
    "quyền lực, nghĩa vụ, hỗ trợ, giữ gìn, vẫn còn ngõ hẻm, chỗ ở, nước sạch, mẫu mã, ghế đẩu, bãi bể, trẻ em"
)
SMALL = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ"


def written_in(encoding, text):
    letters = {letter: typed for typed, letter in TABLES[encoding].items()}
    return "".join(letters.get(sign, sign) for sign in text)


@pytest.mark.parametrize("encoding", TABLES)
def test_every_small_letter_is_in_the_table(encoding):
    assert set(SMALL) <= set(TABLES[encoding].values())


def test_capitals():
    assert set("ĂÂÊÔƠƯĐ") <= set(TCVN3.values())
    assert set(SMALL.upper()) <= set(VNI.values())


@pytest.mark.parametrize("encoding", TABLES)
def test_recognised_and_converted(encoding):
    typed = written_in(encoding, SENTENCE)
    assert legacy_encoding(typed) == encoding
    assert convert(typed, encoding) == SENTENCE


def test_the_soft_hyphen_is_a_letter_of_tcvn3():
    assert convert("ph­êng", "TCVN3") == "phường"


def test_capital_letters_of_vni():
    assert convert("UÛY BAN NHAÂN DAÂN PHÖÔØNG; Ñaûng", "VNI") == "ỦY BAN NHÂN DÂN PHƯỜNG; Đảng"


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE, SENTENCE.upper(), "", "plain words only", "công tác là bé",
        "déjà vu à l'hôtel, forêt, été, garçon",
        "· một\n· hai\n· ba", "5 × 3 ÷ 2 = ½; §1 ©2017 ®", "Größe, Straße, über, Mädchen", "año, niño, señor",
    ],
)  # fmt: skip
def test_other_text_is_left_alone(text):
    assert legacy_encoding(text) is None


def test_lines_in_unicode_stay_when_others_are_converted():
    typed = written_in("TCVN3", "đảng bộ quận")
    assert convert(f"Phường có công bố\n{typed}", "TCVN3") == "Phường có công bố\nđảng bộ quận"


def test_unknown_encoding():
    with pytest.raises(KeyError):
        convert("x", "VIQR")
