"""Dates that no calendar has, and days of the week that do not fit their date."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from govap.text import MONTHS, WEEKDAYS, fold

from .findings import Finding, Place
from .reading import Text

_MONTH_NAME = r"giêng|một|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười(?:\s+(?:một|hai))?|chạp"
_NUMERIC = re.compile(
    r"(?<![\w/.,])([0-9]{1,2})(?P<mark>[/.\-])([0-9]{1,2})(?:(?P=mark)([0-9]{4}|[0-9]{2}))?(?![\w/]|[.,\-–][0-9])"
)
_WORDED = re.compile(
    rf"(?<![\w/.,\-])([0-9]{{1,2}}),?\s+tháng\s+(0?[1-9](?![0-9])|[1-9][0-9](?![0-9])|(?:{_MONTH_NAME})(?!\w))"
    r"(?:,?\s+(?:năm\s+)?([0-9]{4})(?![0-9]))?(?![/.,][0-9])",
    re.IGNORECASE,
)
_MONTH = re.compile(r"(?<!\w)tháng\s+([0-9]{1,2})(?:\s*/\s*|\s+năm\s+)([0-9]{4})(?![\w/]|[.,][0-9])", re.IGNORECASE)
_WAGE = re.compile(r"(?<!\w)(?:lương|thưởng)\s+\Z", re.IGNORECASE)  # the thirteenth month of a year is paid
# Right before a date, so that 32/1 is a day and no house.
_DAY_WORD = re.compile(r"(?:^|[^\w])(?:ngày|mùng|mồng)\s+(?:[0-9]{1,2}\s*(?:,|và|-|–)\s*)*\Z", re.IGNORECASE)
_HALF_DAY = re.compile(r"(?:^|[^\w])(?:sáng|trưa|chiều|tối|đêm|khuya|hôm)\s+(?:qua\s+)?\(?\Z", re.IGNORECASE)
_SPAN = re.compile(
    r"(?:^|[^\w])(?:mỗi|một|hằng|hàng|trong|suốt|cả|nửa|các|những|[0-9])\s+ngày\s+(?:đêm\s+)?\Z", re.IGNORECASE
)
_HOUSE = re.compile(r"(?:^|[^\w])(?:số|nhà|hẻm|kiệt|ngõ|ngách|tổ|căn|phòng|lô)\s+\Z", re.IGNORECASE)
_GOES_ON = re.compile(r"\s*(?:,|và|hoặc|đến|tới|-|–)\s*(?:ngày\s+)?", re.IGNORECASE)
# The calendar of the moon has other months, all of up to 30 days.
_LUNAR = re.compile(
    r"âm\s+lịch|nông\s+lịch|(?<!\w)âl(?!\w)|tháng\s+(?:giêng|chạp|nhuận)"
    r"|(?<!\w)(?<!tin\s)(?<!lập\s)(?:tức|nhằm)\s+(?:là\s+|vào\s+)?(?:ngày|mùng|mồng|[0-9])"
    r"|năm\s+(?:giáp|ất|bính|đinh|mậu|kỷ|canh|tân|nhâm|quý)\s+(?:tý|tí|sửu|dần|mão|thìn|tỵ|tị|ngọ|mùi|thân|dậu|tuất|hợi)",
    re.IGNORECASE,
)
_DASHES = ("-", "–")
_REACH = 32  # signs before a date that tell what it is
_NEAR = 60  # around it, for the moon
_DAY_NAME = r"(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\s+nhật|t[2-7]|cn)"
_NAME_BEFORE = re.compile(rf"(?<!\w)({_DAY_NAME})\s*[,(:–-]?\s*(?:ngày\s+|\(\s*ngày\s+)?\Z", re.IGNORECASE)
_NAME_AFTER = re.compile(rf"\s*\(\s*(?:nhằm\s+|là\s+|tức\s+)?(?:ngày\s+)?({_DAY_NAME})(?=[\s,)])", re.IGNORECASE)
# What may stand before a day's name; behind other words "thứ hai" is a number: kỳ họp thứ hai, lần thứ hai.
_BEFORE_NAME = re.compile(
    r"(?:\A|[.;:!?,(\[“\"'‘…–-]|(?<!\w)(?:sáng|trưa|chiều|tối|đêm|khuya|vào|hôm|nay|mai|đến|tới|từ|và|hoặc|lúc|trước|sau|qua|này"
    r"|là|giờ|phút|hết|nhất|ra)|[0-9]h?|[0-9][hg:][0-9]{2})\s*\Z",
    re.IGNORECASE,
)
# A capital makes it a name, but for meetings that are counted so.
_COUNTED = re.compile(
    r"(?<!\w)(?:lần|họp|khoá|khóa|phiên|kỳ|nghị|hội|đợt|tập|quý|giải|hạng|vòng|cuộc|tuần|năm|bài)\s*\Z",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"([2-7])\Z")
_LISTED = re.compile(r"(?<!\w)thứ nhất(?!\w)", re.IGNORECASE)
_OF_WEEKDAY = {fold(name): number for number, name in enumerate(WEEKDAYS)}
_FIRST_YEAR, _LAST_YEAR = 1800, 2199


@dataclass(frozen=True, slots=True)
class _Date:
    """What stands at [start, end); `year` 0 where none is written. `is_said`: a word before it calls it a day."""

    start: int
    end: int
    day: int
    month: int
    year: int
    mark: str
    is_said: bool


def wrong_dates(texts: list[Text]) -> Iterator[Finding]:
    is_listed = any("hứ nhất" in text.words and _LISTED.search(text.words) for text in texts)
    for number, text in enumerate(texts):
        if not any(map(str.isdigit, text.words)):
            continue
        for found in _dates(text.words):
            yield from _about(text.words, number, found, is_listed=is_listed)
        yield from _months(text.words, number)


def _about(words: str, number: int, found: _Date, *, is_listed: bool) -> Iterator[Finding]:
    near = words[max(0, found.start - _NEAR) : found.end + _NEAR]
    if _LUNAR.search(near):
        if found.is_said and found.month <= 12 and found.day > 30:
            yield _impossible(words, number, found, "Tháng âm lịch có nhiều nhất 30 ngày.")
    elif reason := _why_not(found):
        if _is_meant(found):
            yield _impossible(words, number, found, reason)
    elif found.year >= _FIRST_YEAR:
        yield from _weekday(words, number, found, is_listed=is_listed)


def _dates(words: str) -> Iterator[_Date]:
    last = -1  # where a date ended that others may follow: ngày 30/4 và 1/5
    for match in sorted([*_NUMERIC.finditer(words), *_WORDED.finditer(words)], key=lambda one: one.start()):
        before = words[max(0, match.start() - _REACH) : match.start()]
        goes_on = 0 <= match.start() - last <= 12 and _GOES_ON.fullmatch(words[last : match.start()])
        is_said = bool(_DAY_WORD.search(before)) or bool(goes_on)
        found = _numeric(match, before, is_said) if match.re is _NUMERIC else _worded(match, before, is_said)
        if found and found.is_said:
            last = found.end
        if found:
            yield found


def _numeric(match: re.Match[str], before: str, is_said: bool) -> _Date | None:
    day, month, year = int(match[1]), int(match[3]), match[4]
    is_said = is_said and not (_SPAN.search(before) and (month > 12 or day > 31))
    if _HOUSE.search(before) or (day, month) == (24, 24) or (before[-1:] in _DASHES and not is_said):
        return None
    is_half_day = bool(_HALF_DAY.search(before)) and month <= 12
    if (year is None or len(year) == 2) and not (is_said or is_half_day):
        return None
    if match["mark"] != "/" and year is None and day > 31:
        return None
    return _Date(*match.span(), day, month, int(year or 0), match["mark"], is_said or is_half_day)


def _worded(match: re.Match[str], before: str, is_said: bool) -> _Date | None:
    is_said = is_said or bool(_HALF_DAY.search(before))
    if not (is_said or match[3]):
        return None  # 36 tháng 6 ngày
    name = fold(match[2])
    month = int(name) if name.isdigit() else MONTHS[{"chap": "muoi hai", "bon": "tu"}.get(name, name)]
    return _Date(*match.span(), int(match[1]), month, int(match[3] or 0), "", is_said)


def _months(words: str, number: int) -> Iterator[Finding]:
    for match in _MONTH.finditer(words):
        if _WAGE.search(words[max(0, match.start() - _REACH) : match.start()]):
            continue
        if not 1 <= int(match[1]) <= 12:
            what = f"Không có tháng {int(match[1])}."
            yield Finding("date", what, "Một năm có 12 tháng: xin xem lại.", Place(number, *match.span()))


def _why_not(found: _Date) -> str:
    """A Vietnamese sentence on why the calendar does not have it; "" where it has."""
    if not 1 <= found.month <= 12:
        return f"Không có tháng {found.month}."
    if found.day < 1:
        return "Không có ngày 0."
    year = found.year if found.year > 99 else 2000 + found.year if found.year else 2000
    days = monthrange(year, found.month)[1] if 1 <= year <= 9999 else 31
    of_year = f" năm {year}" if found.month == 2 and found.year else ""
    return f"Tháng {found.month}{of_year} chỉ có {days} ngày." if found.day > days else ""


def _is_meant(found: _Date) -> bool:
    """Whether what is no date was meant as one, and is no share, size or number of a document."""
    if found.year > 99 and not _FIRST_YEAR <= found.year <= _LAST_YEAR:
        return False
    if found.month > 12 and found.day > 31:
        return False
    if found.mark in ("", "/") or found.is_said:
        return found.is_said or found.year > 99
    return found.month <= 12 or _is_turned(found)


def _is_turned(found: _Date) -> bool:
    return 12 < found.month <= 31 and 1 <= found.day <= 12 and found.month <= monthrange(2000, found.day)[1]


def _impossible(words: str, number: int, found: _Date, reason: str) -> Finding:
    written = words[found.start : found.end]
    fix = None
    if found.mark and found.year > 99 and _is_turned(found):
        day, month, year = written.split(found.mark)
        fix = found.mark.join([month, day, year])
    remedy = f"Xin xem lại; nếu viết tháng trước ngày thì là {fix}." if fix else "Xin xem lại ngày và tháng."
    what = f"Không có ngày {written}. {reason}"
    return Finding("date", what, remedy, Place(number, found.start, found.end), fix=fix)


def _weekday(words: str, number: int, found: _Date, *, is_listed: bool) -> Iterator[Finding]:
    named = _named_before(words, found.start, is_listed=is_listed) or _named_after(words, found.end)
    if named is None:
        return
    start, end = named
    said = words[start:end]
    right = date(found.year, found.month, found.day).weekday()
    if _number_of(said) == right:
        return
    fix = _as_written(said, right)
    what = f"Ngày {found.day}/{found.month}/{found.year} là {WEEKDAYS[right]}, không phải {said}."
    remedy = f"Sửa thứ thành “{fix}”, hoặc xem lại ngày."
    yield Finding("date", what, remedy, Place(number, start, end), fix=fix)


def _named_before(words: str, place: int, *, is_listed: bool) -> tuple[int, int] | None:
    begin = max(0, place - _REACH)
    found = _NAME_BEFORE.search(words[begin:place])
    if not found:
        return None
    start, end = begin + found.start(1), begin + found.end(1)
    before = words[max(0, start - _REACH) : start].rstrip()
    is_first = not before or before[-1] in ".;:!?"
    if words[start:end].rsplit(maxsplit=1)[-1][0].isupper():
        is_named = not _COUNTED.search(before)
    else:
        is_named = bool(_BEFORE_NAME.search(before)) and not (is_listed and is_first)
    return (start, end) if is_named else None


def _named_after(words: str, place: int) -> tuple[int, int] | None:
    found = _NAME_AFTER.match(words[place : place + _REACH])
    return (place + found.start(1), place + found.end(1)) if found else None


def _number_of(said: str) -> int:
    figure = _FIGURE.search(said)
    if figure:
        return int(figure[1]) - 2
    return _OF_WEEKDAY.get(fold(said), 6)


def _as_written(said: str, right: int) -> str:
    """The right day in the manner of the wrong one: Thứ 2, thứ Hai, Thứ hai, THỨ HAI, T2."""
    if " " not in said:
        return f"T{right + 2}" if right < 6 else "CN"
    first, second = WEEKDAYS[right].split() if right == 6 or not _FIGURE.search(said) else ["Thứ", str(right + 2)]
    if said.isupper():
        return f"{first} {second}".upper()
    small_first, small_second = said[0].islower(), said.rsplit(maxsplit=1)[-1][0].islower()
    return f"{first.lower() if small_first else first} {second.lower() if small_second else second}"
