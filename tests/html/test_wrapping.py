import pytest

from govap.html import paste_text, tidy_paste

LONG = "Ủy ban nhân dân quận yêu cầu thủ trưởng các đơn vị nghiêm túc"


@pytest.mark.parametrize(
    ("lines", "becomes"),
    [
        ([LONG, "triển khai."], [f"{LONG} triển khai."]),
        ([f"{LONG}.", "triển khai."], [f"{LONG}.", "triển khai."]),
        ([LONG, "Triển khai."], [LONG, "Triển khai."]),
        ([f"{LONG} tri-", "ển khai."], [f"{LONG} triển khai."]),
        ([f"{LONG} infor-", "mation."], [f"{LONG} information."]),
        ([f"{LONG} xã-", "phường."], [f"{LONG} xã-phường."]),
        ([f"{LONG} -", "rồi báo cáo."], [f"{LONG} - rồi báo cáo."]),
        ([LONG, "12", "triển khai."], [f"{LONG} triển khai."]),
        ([LONG, "Trang 3", "triển khai."], [f"{LONG} triển khai."]),
        ([LONG, "- 3 -", "triển khai."], [f"{LONG} triển khai."]),
        ([f"{LONG}.", "Trang 3/10", "II. KẾT"], [f"{LONG}.", "II. KẾT"]),
        ([f"{LONG}.", "Trang 3", "Hết."], [f"{LONG}.", "Trang 3", "Hết."]),
        (["12"], ["12"]),
        (["Trang 3/10"], ["Trang 3/10"]),
    ],
)
def test_lines_of_a_pdf(lines, becomes):
    assert paste_text("\n".join(lines)).html == "".join(f"<p>{words}</p>" for words in becomes)


COLUMN = ["Sáng nay, quận Gò Vấp tổ chức", "hội nghị sơ kết quý I năm nay,", "đề ra nhiệm vụ quý II. Dự có các"]


@pytest.mark.parametrize(
    ("lines", "becomes"),
    [
        ([*COLUMN, "đồng chí lãnh đạo 16 phường."], [" ".join([*COLUMN, "đồng chí lãnh đạo 16 phường."])]),
        # Too few lines to tell a column from a notice in short lines.
        (COLUMN[:3], ["<br>".join(COLUMN)]),
        (
            ["Trong đầm gì đẹp bằng sen", "Lá xanh bông trắng lại chen nhị vàng", "Nhị vàng bông trắng lá xanh"],
            ["Trong đầm gì đẹp bằng sen<br>Lá xanh bông trắng lại chen nhị vàng<br>Nhị vàng bông trắng lá xanh"],
        ),
        (["Phòng Văn hóa", "Điện thoại: 028"], ["Phòng Văn hóa<br>Điện thoại: 028"]),
        (["Kính gửi bà con:", "Mời họp lúc 19 giờ"], ["Kính gửi bà con:", "Mời họp lúc 19 giờ"]),
    ],
)
def test_lines_of_a_column_a_verse_and_a_message(lines, becomes):
    assert paste_text("\n".join(lines)).html == "".join(f"<p>{words}</p>" for words in becomes)


def test_breaks_within_a_paragraph_stay():
    page = f"<p>{LONG}.<br>{LONG}.</p>"
    assert tidy_paste(page).html == page


def test_bullets_that_word_leaves_in_plain_text():
    assert paste_text("·\tMột\no\tHai").html == "<ul><li>Một<ul><li>Hai</li></ul></li></ul>"
    assert paste_text("o\tMột").html == "<p>o Một</p>"
