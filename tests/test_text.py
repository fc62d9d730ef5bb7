import unicodedata
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govap.text import (
    ZONE,
    fold,
    from_tcvn3,
    long_date,
    nfc,
    number,
    parse_date,
    read_datetime,
    reading_minutes,
    search_words,
    short_datetime,
    slugify,
)

MONTHS = [
    *("Giêng", "Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Mười", "Mười Một", "Mười Hai"),
]
FIRST, LAST = datetime(1900, 1, 1), datetime(9998, 12, 31)  # noqa: DTZ001  hypothesis adds the zone
moments = st.datetimes(FIRST, LAST, timezones=st.just(ZONE)).map(lambda moment: moment.replace(microsecond=0))


def as_sharepoint(moment):
    half = "CH" if moment.hour >= 12 else "SA"
    clock = f"{moment.hour % 12 or 12}:{moment:%M:%S}"
    return f"{moment.day:02} Tháng {MONTHS[moment.month - 1]} {moment.year} {clock} {half}"


def at(*parts):
    return datetime(*parts, tzinfo=ZONE)


@given(st.text())
def test_nfc_is_done_once(text):
    assert nfc(nfc(text)) == nfc(text)
    assert unicodedata.is_normalized("NFC", nfc(text))


def test_nfc_levels_spaces_and_line_ends_and_drops_the_invisible():
    assert nfc("a\u00a0b\u3000c\r\nd\re\u200b\ufeff\u202ef") == "a b c\nd\nef"
    assert nfc(unicodedata.normalize("NFD", "Gò Vấp")) == "Gò Vấp"


def test_nfc_keeps_the_joiner_between_emoji_only():
    assert nfc("👩\u200d👧") == "👩\u200d👧"
    assert nfc("java\u200dscript: a\u200d👧\u200d b") == "javascript: a👧 b"


@given(st.text())
def test_fold_is_done_once(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="aăâeêioôơuưyđ áàảãạấầẩẫậắằẳẵặéẻẽẹếềểễệíìỉĩịóỏọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵbcghklmn"))
def test_fold_makes_plain_letters_of_vietnamese_in_any_form_and_case(text):
    folded = fold(text)
    assert folded.isascii()
    assert folded == fold(text.upper()) == fold(unicodedata.normalize("NFD", text))


@pytest.mark.parametrize(
    ("text", "folded"),
    [("  Đường\u00a0 Nguyễn  ", "duong nguyen"), ("HOÀ hòa", "hoa hoa"), ("thu\u00adê", "thue"), ("２０１７", "2017")],
)
def test_fold(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Đường Nguyễn Văn Lượng", "duong-nguyen-van-luong"),
        ("  “Dân vận khéo” — 2017!  ", "dan-van-kheo-2017"),
        ("???", "bai-viet"),
        ("", "bai-viet"),
    ],
)
def test_slugify(text, slug):
    assert slugify(text) == slug


@given(st.text(), st.integers(min_value=1, max_value=130))
def test_slugs_fit_their_field_and_addresses(text, length):
    assert all(part.isalnum() and part.isascii() for part in slugify(text).split("-"))
    assert len(slugify(text, length)) <= max(length, len("bai-viet"))


def test_a_slug_is_cut_between_words():
    assert slugify("phòng cháy chữa cháy", 12) == "phong-chay"
    assert slugify("phòng cháy", 10) == "phong-chay"
    assert slugify("a" * 30, 10) == "a" * 10


@given(moments)
def test_sharepoint_dates_of_any_moment_form_and_case(moment):
    words = as_sharepoint(moment)
    for form in (words, words.upper(), unicodedata.normalize("NFD", words), words.replace(" ", "\u00a0")):
        assert read_datetime(form) == moment


@given(moments)
def test_what_we_print_we_read(moment):
    assert read_datetime(short_datetime(moment)) == moment.replace(second=0)
    assert parse_date(long_date(moment)) == moment.date()
    assert parse_date(moment.date().isoformat()) == moment.date()


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("12 Tháng Tư 2017 4:10:00 CH", at(2017, 4, 12, 16, 10)),
        ("14 Tháng Tư 2016 7:50:00 SA", at(2016, 4, 14, 7, 50)),
        ("1 Tháng Một 2017 12:00:00 SA", at(2017, 1, 1)),
        ("1 tháng 1 2017 12:00:00 ch", at(2017, 1, 1, 12)),
        ("16 tháng 5 năm 2016", at(2016, 5, 16)),
        ("(20/06/2013)", at(2013, 6, 20)),
        ("Đã phát hành: 20/06/2013 4:05 CH", at(2013, 6, 20, 16, 5)),
        ("Thứ Năm, 28/06/2018, 08:00", at(2018, 6, 28, 8)),
        ("Chủ nhật, Ngày 21/04/2019, 07:55 CH", at(2019, 4, 21, 19, 55)),
        ("12/04/2017", at(2017, 4, 12)),
        ("12-4-2017", at(2017, 4, 12)),
        ("5.4.2019", at(2019, 4, 5)),
    ],
)
def test_dates_people_write(text, moment):
    assert read_datetime(text) == moment
    assert read_datetime(text).utcoffset() == timedelta(hours=7)


@pytest.mark.parametrize(
    "text",
    [
        "", "hôm qua", "31/02/2017", "29 Tháng Hai 2017 4:10:00 CH", "12 Tháng Mười Ba 2017", "0/1/2017", "1/13/2017",
        "12/04-2017", "12/04/17", "12/04/1700", "12/04/2017 24:00", "12/04/2017 4:60", "12/04/2017 13:00 CH",
        "12/04/2017 0:10 SA", "٠١/٠٢/٢٠١٧ x", "1" * 5000,
    ],
)  # fmt: skip
def test_dates_that_are_none(text):
    with pytest.raises(ValueError, match="Không đọc được ngày giờ|không có thật"):
        read_datetime(text)


def test_numbers_and_dates_as_offices_print_them():
    assert [number(n) for n in (0, 328, 1000, 43316211)] == ["0", "328", "1.000", "43.316.211"]
    assert long_date(at(2017, 4, 12, 16, 10)) == "Thứ Tư, ngày 12 tháng 4 năm 2017"
    assert long_date(date(2017, 2, 5)) == "Chủ Nhật, ngày 05 tháng 02 năm 2017"
    assert short_datetime(at(2017, 4, 12, 16, 10)) == "12/04/2017 16:10"


def folded(text):
    return [word for word, _ in search_words(text)]


def exact(text):
    return [word for _, word in search_words(text)]


@pytest.mark.parametrize(
    "spellings",
    [
        (
            "Hòa giải thủy lợi",
            "hoà giải thuỷ lợi",
            "HÒA GIẢI THỦY LỢI",
            unicodedata.normalize("NFD", "hòa giải thủy lợi"),
        ),
        ("kỹ thuật, lý do, công ty, quý", "kĩ thuật lí do công ti quí"),
        ("TP.HCM", "TP HCM", "TPHCM", "Tp. hcm", "T.P H.C.M", "tp.HCM"),
        ("11/4", "11.4", "11-4", "11/04", "11 tháng 4", "11 Tháng 04"),
        ("12/04/2017", "12.4.2017", "12-4-2017", "12 tháng 4 năm 2017", "12 tháng 4, năm 2017"),
        ("tháng 4/2017", "Tháng 04.2017", "tháng 4 năm 2017"),
        ("42/2022/NĐ-CP", "42/2022/nđ-cp", "42/2022/NĐ-CP,", "(42/2022/NĐ‑CP)"),
        ("50.000 đồng", "50000 đồng", "50,000 đồng"),
        ("Hội đồng nhân dân quận", "Héi ®ång nh©n d©n quËn"),
        ("dân vận", "d\u200bân v\u00adận", "  dân\u00a0vận "),
    ],
)
def test_spellings_of_the_same_words(spellings):
    assert len({tuple(search_words(text)) for text in spellings}) == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Đảng bộ", ["dang", "bo"]),
        ("42/2022/NĐ-CP", ["42", "2022", "nd", "cp"]),
        ("15h30, 3,5% và 1.204.518", ["15h30", "3", "5", "va", "1204518"]),
        ("… — “”! 😀 \0", []),
        ("a" * 1000, ["a" * 40]),
        ("thúy máy bay yêu", ["thuy", "may", "bay", "yeu"]),
    ],
)
def test_words_of_a_text(text, words):
    assert folded(text) == words


def test_exact_words_keep_accents_apart():
    assert len({*exact("ma má mà mả mã mạ mâ mă đa da")}) == 10


@pytest.mark.parametrize("text", ["café naïve Müller São Paulo", "©2017 Microsoft® 5µm «trích»", "Ưu tiên ủng hộ", ""])
def test_other_texts_are_no_tcvn3(text):
    assert from_tcvn3(text) == text


@given(st.text())
def test_search_words_takes_anything(text):
    assert all(one and other and " " not in one + other for one, other in search_words(text))


@pytest.mark.parametrize(("syllables", "minutes"), [(0, 1), (100, 1), (240, 1), (600, 2), (2400, 10)])
def test_reading_takes_whole_minutes_and_at_least_one(syllables, minutes):
    assert reading_minutes(syllables) == minutes
