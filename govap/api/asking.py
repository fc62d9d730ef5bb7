"""What may be asked of the API: each parameter with what it means, how it is read and how OpenAPI says so."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict

from govap.editorial import keyset
from news.archive import FIRST_YEAR, LAST_YEAR, last_of_month

MOST, USUAL = 100, 20  # items a page
SHOWN = 60  # signs of a wrong value that an answer repeats


class AskedWrong(Exception):
    """A request that cannot be answered; its text is one Vietnamese sentence for who wrote the request."""


@dataclass(frozen=True)
class Parameter:
    description: str
    schema: Mapping[str, Any]
    read: Callable[[str], Any]  # raises ValueError


def whole(low: int, high: int) -> Callable[[str], int]:
    def read(value: str) -> int:
        if not re.fullmatch("[0-9]{1,4}", value) or not low <= int(value) <= high:
            raise ValueError(f"cần một số từ {low} đến {high}")
        return int(value)

    return read


def slug(value: str) -> str:
    if not re.fullmatch(r"[a-z0-9-]{1,120}", value):
        raise ValueError("chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối")
    return value


def cursor(value: str) -> tuple:
    """The place after which a list goes on: (published_at, pk)."""
    if not (found := keyset.decode(value)):
        raise ValueError("chép nguyên địa chỉ “next” của trang trước")
    return found


def number_in(low, high, description):
    return Parameter(description, {"type": "integer", "minimum": low, "maximum": high}, whole(low, high))


SLUG = {"type": "string", "pattern": "^[a-z0-9-]{1,120}$"}
PARAMETERS = {
    "truoc": Parameter("Con trỏ của trang sau, lấy từ “next”; không tự đặt.", {"type": "string"}, cursor),
    "limit": Parameter(
        "Số mục mỗi trang.",
        {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL},
        whole(1, MOST),
    ),
    "category": Parameter("Chuyên mục (slug); chuyên mục cấp trên gồm cả chuyên mục con.", SLUG, slug),
    "tag": Parameter("Thẻ (slug). Không dùng cùng lúc với category.", SLUG, slug),
    "year": number_in(FIRST_YEAR, LAST_YEAR, "Năm xuất bản (giờ Việt Nam)."),
    "month": number_in(1, 12, "Tháng xuất bản; cần có year."),
    "day": number_in(1, 31, "Ngày xuất bản; cần có year và month."),
}  # fmt: skip


def read(query: QueryDict, names: Iterable[str]) -> dict[str, Any]:
    """The values asked for, by name; nothing for a parameter left out or empty. Raises AskedWrong."""
    allowed = list(names)
    for name in query:
        if name not in allowed:
            known = f"các tham số: {', '.join(allowed)}" if allowed else "không có tham số nào"
            raise AskedWrong(f"Không có tham số “{name[:SHOWN]}”. Địa chỉ này nhận {known}.")
        if len(query.getlist(name)) > 1:
            raise AskedWrong(f"Tham số “{name}” chỉ ghi một lần.")
    return {name: _value(name, value) for name, value in query.items() if value}


def period(asked: Mapping[str, int]) -> tuple[date, date] | None:
    """First and last day of the year, month or day asked for; None without. Raises AskedWrong."""
    year, month, day = (asked.get(name) for name in ("year", "month", "day"))
    if (day and not month) or (month and not year):
        raise AskedWrong("Lọc theo tháng cần có year; lọc theo ngày cần có cả year và month.")
    if not year:
        return None
    try:
        first = date(year, month or 1, day or 1)
    except ValueError:
        raise AskedWrong(f"Ngày {day}/{month}/{year} không có trong lịch.") from None
    last = first if day else last_of_month(first if month else first.replace(month=12))
    return first, last


def _value(name: str, value: str) -> Any:
    try:
        return PARAMETERS[name].read(value)
    except ValueError as error:
        raise AskedWrong(f"Tham số “{name}” không đọc được giá trị “{value[:SHOWN]}”: {error}.") from None
