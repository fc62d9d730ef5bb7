import pytest

from govap.documents import document_numbers


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Kế hoạch số 46-KH/QU ngày 11 tháng 10 năm 2016", ["46-KH/QU"]),
        ("Nghị định số 42/2022/NĐ-CP của Chính phủ", ["42/2022/NĐ-CP"]),
        ("Chỉ thị số 16/CT-TTg, Thông tri số 06-TT/TU", ["16/CT-TTg", "06-TT/TU"]),
        ("gắn với Chỉ thị 05- CT/TW của Bộ Chính trị", ["05-CT/TW"]),
        ("Luật số 15/2017/QH14; 58/2020/TTLT-BNV-BTC", ["15/2017/QH14", "58/2020/TTLT-BNV-BTC"]),
        ("127–QĐ/TW, rồi 127-QĐ/TW", ["127-QĐ/TW"]),
        ("(15a/QĐ-UBND)", ["15a/QĐ-UBND"]),
    ],
)  # fmt: skip
def test_numbers(text, numbers):
    assert document_numbers(text) == numbers


@pytest.mark.parametrize(
    "text", ["12/04/2017", "24/7", "tháng 4/2017", "3/4 phường", "12/A", "hẻm 332/12 Quang Trung", "TCVN 5712:1993", ""]
)
def test_what_is_no_number_of_a_document(text):
    assert document_numbers(text) == []
