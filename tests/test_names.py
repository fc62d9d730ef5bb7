"""Names of people and bodies, as Vietnamese newspapers write them."""

import pytest

from govap.names import MOST, key_of, named_in

FOUND = {
    "Bà Trần Thị Mẫu Đơn, Chủ tịch Hội Liên hiệp Phụ nữ Quận.": ["tran thi mau don", "hoi lien hiep phu nu quan"],
    "Đồng chí Nguyễn Văn Mẫu phát biểu": ["nguyen van mau"],
    "Phòng Giáo dục và Đào tạo Quận Gò Vấp": ["phong giao duc va dao tao quan go vap"],
    "do Ủy ban nhân dân Phường 12. Sau đó": ["uy ban nhan dan phuong 12"],
    "Uỷ ban nhân dân Phường 12": ["uy ban nhan dan phuong 12"],
    "Ủy ban nhân dân Quận Gò Vấp phối hợp Trường Tiểu học Lê Đức Thọ tổ chức": [
        "le duc tho", "uy ban nhan dan quan go vap", "truong tieu hoc le duc tho",
    ],
    "tại Công an Phường 12": ["cong an phuong 12"],
    "Thành phố Hồ Chí Minh": [],
    "HỘI NGHỊ TỔNG KẾT CÔNG AN QUẬN": [],
    "hội nghị của ban chỉ đạo": [],
    "ấp Trần ủy": [],
    "": [],
}  # fmt: skip


@pytest.mark.parametrize("words", FOUND)
def test_names_are_found(words):
    assert named_in(words) == FOUND[words]


def test_the_first_text_leads_then_what_is_named_most():
    body = "Lê Văn Mẫu. Phan Thị Thử và Phan Thị Thử."
    assert named_in("Thăm bà Bùi Thị Ví Dụ", body) == ["bui thi vi du", "phan thi thu", "le van mau"]


def test_decomposed_letters_meet_composed_ones():
    assert named_in("Nguye\u0302\u0303n Va\u0306n Mẫu") == named_in("Nguyễn Văn Mẫu") == ["nguyen van mau"]


def test_a_text_full_of_names_stays_small():
    assert len(named_in(" ".join(f"ông Lê Thử{'ab'[n % 2] * n}." for n in range(100)))) == MOST


def test_a_hostile_text_is_read_in_no_time():
    assert named_in("Ban " + "a " * 50_000 + "Lê" * 50_000) == []
    assert len(named_in("Hội đồng và " * 20_000)) <= MOST


def test_keys_fit_a_column_and_stay_the_same():
    assert key_of("nguyen van mau") == key_of("nguyen van mau") < 2**63
    assert key_of("nguyen van mau") != key_of("nguyen van mau a")
