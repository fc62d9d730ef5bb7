"""Vietnamese text: normal form, folding, slugs, dates and numbers as offices here write them."""

import re
import unicodedata
from datetime import date, datetime
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
EARLIEST_YEAR, LATEST_YEAR = 1900, 9998

WEEKDAYS = ["Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật"]

# Besides zero-width signs, the bidirectional ones: pasted text must not be able to turn a line around.
_INVISIBLE = [0x200B, 0x200C, 0x200D, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF]
_SPACES = [0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000]
_LINE_ENDS = [0x0D, 0x85, 0x2028, 0x2029]
_TIDY: dict[int, str | None] = dict.fromkeys(_INVISIBLE) | dict.fromkeys(_SPACES, " ") | dict.fromkeys(_LINE_ENDS, "\n")

_SOFT_HYPHEN = "\u00ad"

_MONTHS = {
    "gieng": 1, "mot": 1, "hai": 2, "ba": 3, "tu": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9,
    "muoi": 10, "muoi mot": 11, "muoi hai": 12,
}  # fmt: skip

_WEEKDAY = r"(?:(?:thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat),? )?"
_BEFORE = rf"(?:da phat hanh ?: ?)?{_WEEKDAY}(?:ngay )?"
_NUMERIC = r"(?P<day>[0-9]{1,2})(?P<mark>[/.-])(?P<month>[0-9]{1,2})(?P=mark)(?P<year>[0-9]{4})"
_WORDED = (
    r"(?P<w_day>[0-9]{1,2}) thang (?P<w_month>[0-9]{1,2}|gieng|mot|hai|ba|tu|nam|sau|bay|tam|chin|muoi(?: mot| hai)?)"
    r",? (?:nam )?(?P<w_year>[0-9]{4})"
)
_ISO = r"(?P<i_year>[0-9]{4})-(?P<i_month>[0-9]{2})-(?P<i_day>[0-9]{2})"
_TIME = r"(?:,? (?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?(?: ?(?P<half>sa|ch))?)?"
_DATETIME = re.compile(rf"\(?{_BEFORE}(?:{_NUMERIC}|{_WORDED}|{_ISO})\)?{_TIME}\)?")


def nfc(text: str) -> str:
    """Composed (NFC) text with plain spaces and line ends and without invisible signs."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").translate(_TIDY))


def fold(text: str) -> str:
    """What two spellings of the same words share: no case, no marks, đ as d, single spaces."""
    bare = _without_marks(nfc(text).replace(_SOFT_HYPHEN, ""))
    # Once more: small letters may carry marks their capitals hide (İ), and compatibility forms hide capitals.
    return " ".join(_without_marks(bare).replace("đ", "d").split())


def slugify(text: str, max_length: int = 120) -> str:
    """An address part of a-z, 0-9 and single hyphens, cut between words; never empty."""
    slug = re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")
    if len(slug) > max_length:
        slug = slug[: max_length + 1].rpartition("-")[0] or slug[:max_length]
    return slug.strip("-") or "bai-viet"


def read_datetime(text: str) -> datetime:
    """The moment a Vietnamese date means, in the zone of Hồ Chí Minh City; midnight when no time is given.

    Reads "12 Tháng Tư 2017 4:10:00 CH", "Chủ nhật, Ngày 21/04/2019, 07:55 CH", "12-4-2017", "2017-04-12" and their
    like, in any case and normal form. Raises ValueError with a Vietnamese sentence.
    """
    found = _DATETIME.fullmatch(fold(text))
    if not found:
        raise ValueError(f"Không đọc được ngày giờ “{text.strip()[:60]}”. Ví dụ đúng: 12/04/2017 16:10.")
    try:
        day = date(*_day_parts(found))
        moment = datetime(day.year, day.month, day.day, *_clock(found), tzinfo=ZONE)
    except ValueError:
        moment = None
    if moment is None or not EARLIEST_YEAR <= moment.year <= LATEST_YEAR:
        raise ValueError(f"Ngày giờ “{text.strip()[:60]}” không có thật.")
    return moment


def parse_date(text: str) -> date:
    """The day of read_datetime()."""
    return read_datetime(text).date()


def number(n: int) -> str:
    return f"{n:,}".replace(",", ".")


def long_date(day: date) -> str:
    # Nghị định 30/2020/NĐ-CP, Phụ lục I: days below 10 and the months 1 and 2 are written with a leading 0.
    month = f"{day.month:02}" if day.month < 3 else f"{day.month}"
    return f"{WEEKDAYS[day.weekday()]}, ngày {day.day:02} tháng {month} năm {day.year}"


def short_datetime(moment: datetime) -> str:
    return f"{moment:%d/%m/}{moment.year} {moment:%H:%M}"


def _without_marks(text: str) -> str:
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(sign for sign in apart if unicodedata.category(sign) != "Mn")


def _day_parts(found: re.Match[str]) -> tuple[int, int, int]:
    parts = found.groupdict()
    month = parts["month"] or parts["w_month"] or parts["i_month"]
    year = parts["year"] or parts["w_year"] or parts["i_year"]
    return int(year), _MONTHS.get(month) or int(month), int(parts["day"] or parts["w_day"] or parts["i_day"])


def _clock(found: re.Match[str]) -> tuple[int, int, int]:
    hour, half = int(found["hour"] or 0), found["half"]
    if half and not 1 <= hour <= 12:
        raise ValueError("SA and CH go with the hours 1 to 12")
    if half:
        hour = hour % 12 + (12 if half == "ch" else 0)
    return hour, int(found["minute"] or 0), int(found["second"] or 0)
