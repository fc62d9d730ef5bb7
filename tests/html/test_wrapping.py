import pytest

from govap.html import paste_text

LONG = "Ủy ban nhân dân quận yêu cầu thủ trưởng các đơn vị nghiêm túc"


@pytest.mark.parametrize(
    ("lines", "becomes"),
    [
        ([LONG, "triển khai."], [f"{LONG} triển khai."]),
        ([f"{LONG}.", "triển khai."], [f"{LONG}.<br>triển khai."]),
        ([LONG, "Triển khai."], [f"{LONG}<br>Triển khai."]),
        ([f"{LONG} tri-", "ển khai."], [f"{LONG} triển khai."]),
        ([f"{LONG} infor-", "mation."], [f"{LONG} information."]),
        ([f"{LONG} xã-", "phường."], [f"{LONG} xã-phường."]),
        ([f"{LONG} -", "rồi báo cáo."], [f"{LONG} - rồi báo cáo."]),
        ([LONG, "12", "triển khai."], [f"{LONG} triển khai."]),
        ([LONG, "Trang 3", "triển khai."], [f"{LONG} triển khai."]),
        ([LONG, "- 3 -", "triển khai."], [f"{LONG} triển khai."]),
        ([f"{LONG}.", "Trang 3/10", "II. KẾT"], [f"{LONG}.", "II. KẾT"]),
        ([f"{LONG}.", "Trang 3", "Hết."], [f"{LONG}.<br>Trang 3<br>Hết."]),
        (["12"], ["12"]),
        (["Trang 3/10"], ["Trang 3/10"]),
    ],
)
def test_lines_of_a_pdf(lines, becomes):
    assert paste_text("\n".join(lines)).html == "".join(f"<p>{words}</p>" for words in becomes)
