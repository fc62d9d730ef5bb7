"""The stretch of time that the statistics are of, and the one before it that they are compared with."""

from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from govap.search import periods as calendar
from govap.text import number

DAYS = (7, 30, 90)
USUAL = "30"
LONGEST = 366  # days
MONTHS, YEARS = 13, 5  # how far back the choice offers them
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """Days from `first` to `last`, and those before them; `query` asks for the same again."""

    first: date
    last: date
    former_first: date
    former_last: date
    name: str
    query: str

    @property
    def days(self):
        return (self.last - self.first).days + 1


def read(asked, today):
    """The period of a query (`ky`, or `tu` and `den`). Raises ValueError with a Vietnamese sentence."""
    if asked.get("tu", "").strip() or asked.get("den", "").strip():
        return _between(asked.get("tu", ""), asked.get("den", ""), today)
    value = asked.get("ky", "").strip() or USUAL
    if value in map(str, DAYS):
        first = today - timedelta(days=int(value) - 1)
        return _then(first, today, f"{value} ngày qua", {"ky": value})
    return _of_calendar(value, today)


def choices(today):
    """What the form offers: [(group, [(value, name), …]), …]."""
    months = [today.year * 12 + today.month - 1 - n for n in range(MONTHS)]
    return [
        ("Những ngày qua", [(str(days), f"{days} ngày qua") for days in DAYS]),
        ("Tháng", [(f"{n // 12:04}-{n % 12 + 1:02}", f"Tháng {n % 12 + 1}/{n // 12}") for n in months]),
        ("Năm", [(f"{today.year - n:04}", f"Năm {today.year - n}") for n in range(YEARS)]),
    ]


def _between(first_typed, last_typed, today):
    if not (first_typed.strip() and last_typed.strip()):
        raise ValueError("Xin ghi cả ngày bắt đầu và ngày kết thúc.")
    first, last = _day(first_typed), _day(last_typed)
    if first > last:
        raise ValueError(f"Ngày bắt đầu {first:%d/%m/%Y} đứng sau ngày kết thúc {last:%d/%m/%Y}.")
    if (last - first).days >= LONGEST:
        raise ValueError(
            f"Mỗi lần xem được nhiều nhất {LONGEST} ngày; khoảng này dài {number((last - first).days + 1)}."
        )
    last = _reached(first, last, today)
    query = {"tu": f"{first:%d/%m/%Y}", "den": f"{last:%d/%m/%Y}"}
    return _then(first, last, f"từ {query['tu']} đến {query['den']}", query)


def _day(typed):
    if (found := calendar.read_day(typed.strip())) is None:
        raise ValueError(f"Không đọc được ngày “{typed.strip()[:40]}”. Ví dụ đúng: 12/04/2026.")
    return found


def _of_calendar(value, today):
    """A month (2026-11) or a year, compared with the one before; while it lasts, with as many days of that."""
    if len(value) > len("2026-11") or (days := calendar.days(value)) is None:
        raise ValueError(f"Không có kỳ “{value[:40]}”. Xin chọn một kỳ trong danh sách.")
    first, end = days
    last = _reached(first, end, today)
    before = first - DAY
    former_first = before.replace(day=1) if "-" in value else before.replace(month=1, day=1)
    former_last = before if last == end else min(former_first + (last - first), before)
    return Period(first, last, former_first, former_last, calendar.name(value), urlencode({"ky": value}))


def _reached(first, last, today):
    if first > today:
        raise ValueError(f"Kỳ này bắt đầu ngày {first:%d/%m/%Y}, chưa tới nên chưa có số liệu.")
    return min(last, today)


def _then(first, last, name, query):
    length = last - first + DAY
    return Period(first, last, first - length, first - DAY, name, urlencode(query))
