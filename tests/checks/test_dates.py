"""Dates that no calendar has; and the many numbers of an office that are no dates."""

import pytest

from govap.checks import Text
from govap.checks.dates import wrong_dates


def found(words):
    """[(the words that are marked, what one click would put there)]."""
    marked = [(one.place, one.fix) for one in wrong_dates([Text("body", "p", words)])]
    return [(words[place.start : place.end], fix) for place, fix in marked]


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("Hạn chót là 30/2/2017.", "30/2/2017"),
        ("Từ 31-4-2017 đến nay.", "31-4-2017"),
        ("Vào 30.02.2020, trời mưa.", "30.02.2020"),
        ("Ngày 31 tháng 2 năm 2018, quận họp.", "31 tháng 2 năm 2018"),
        ("Ngày 31 tháng Tư hằng năm.", "31 tháng Tư"),
        ("Sáng 31 tháng 4, quận họp.", "31 tháng 4"),
        ("Ngày 32/1 tới đây.", "32/1"),
        ("Tối 31/4 vừa qua.", "31/4"),
        ("Từ ngày 28/2 đến 30/2.", "30/2"),
        ("Ngày 30 và 31/4, cả quận nghỉ.", "31/4"),
        ("Ngày 29-31/4/2017.", "31/4/2017"),
        ("Trong 2 ngày 30 và 31/4.", "31/4"),
        ("Ngày 29/2/2017 không có.", "29/2/2017"),
        ("Ngày 15/13/2018.", "15/13/2018"),
        ("Ngày 00/4/2017.", "00/4/2017"),
        ("Trong tháng 13/2017.", "tháng 13/2017"),
        ("Ngày 31 tháng 2 âm lịch.", "31 tháng 2"),
        ("Theo tin tức ngày 31/4/2017.", "31/4/2017"),
    ],
)
def test_what_no_calendar_has(words, date):
    assert found(words) == [(date, None)]


def test_a_month_before_its_day_is_turned_by_one_click():
    assert found("Hạn chót: 12/31/2017.") == [("12/31/2017", "31/12/2017")]


def test_the_reason_is_told():
    [one] = wrong_dates([Text("body", "p", "Ngày 30/2/2017.")])
    assert one.what == "Không có ngày 30/2/2017. Tháng 2 năm 2017 chỉ có 28 ngày."


@pytest.mark.parametrize(
    ("words", "wrong", "right"),
    [
        ("Thứ Hai, 12/4/2017, hội nghị khai mạc.", "Thứ Hai", "Thứ Tư"),
        ("Sáng thứ Hai, ngày 12/4/2017.", "thứ Hai", "thứ Tư"),
        ("Vào thứ hai, ngày 12/4/2017.", "thứ hai", "thứ tư"),
        ("Thứ hai (ngày 12 tháng 4 năm 2017).", "Thứ hai", "Thứ tư"),
        ("Lúc 8 giờ 00 thứ 3, ngày 12/4/2017.", "thứ 3", "thứ 4"),
        ("Ngày 12/4/2017 (thứ Hai).", "thứ Hai", "thứ Tư"),
        ("Chủ nhật, 12-4-2017.", "Chủ nhật", "Thứ tư"),
        ("Thứ Hai, 16.4.2017.", "Thứ Hai", "Chủ Nhật"),
        ("THỨ HAI, NGÀY 12/4/2017", "THỨ HAI", "THỨ TƯ"),
        ("Chiều nay thứ Hai, 12/4/2017.", "thứ Hai", "thứ Tư"),
        ("(T2, 12/4/2017)", "T2", "T4"),
    ],
)
def test_the_day_of_the_week_fits_the_date(words, wrong, right):
    assert found(words) == [(wrong, right)]


@pytest.mark.parametrize(
    "words",
    [
        "Hạn chót là 28/2/2017, năm nhuận thì 29/2/2016.",
        "Thứ Tư, 12/4/2017. Chủ nhật, Ngày 21/04/2019, 07:55. Thứ 4, ngày 12 tháng 4 năm 2017.",
        "Nhà số 32/1 Phan Huy Ích, hẻm 32/1/17, tổ 31/4.",
        "Trực 24/24 giờ, cả ngày 24/24, 24/7; mỗi ngày 40/50 học viên.",
        "Đã chi 1.000.000 đồng, đạt 31.4 tỷ đồng, 32/40 hộ, 31/4 chỉ tiêu.",
        "Nghị định 30/2020/NĐ-CP, Quyết định số 31/4/2017, Luật số 45/2019/QH14, Kế hoạch 46-KH/QU.",
        "Ngày 30 tháng 2 âm lịch, ngày 30/2 (âm lịch), tức ngày 30 tháng 2 năm Đinh Dậu, đêm 30 tháng Chạp.",
        "Đại hội lần thứ hai, ngày 12/4/2017. Kỳ họp thứ tư ngày 13/4/2017. Kỳ họp thứ Hai, ngày 12/4/2017.",
        "Phiên họp thứ 2 ngày 12/4/2017; năm thứ hai, 12/4/2017.",
        "Phạt 36 tháng 6 ngày tù; sau 31 tháng 4 ngày.",
        "Tỉ số 31-4, nhiệt độ 30-35 độ, điện thoại 028.38.941.234, phiên bản 12.31.4, địa chỉ 10.30.2.2017.",
        "Ngày 12-14/4/2017, ngày 30/4 và 1/5, tháng 4/2017, tháng 12 năm 2016, ngày 31/12.",
        "Thưởng lương tháng 13 năm 2017.",
        "Có hai việc. Thứ nhất, 12/4/2017 là hạn. Thứ hai, 12/4/2018 là ngày họp.",
    ],
)
def test_what_is_right_or_no_date_is_left_alone(words):
    assert found(words) == []
