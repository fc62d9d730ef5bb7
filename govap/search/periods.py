"""Years, months and days as filters: "2017", "2017-04", "2017-04-12", and such words in a query offered as one."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from govap.text import EARLIEST_YEAR, LATEST_YEAR, ZONE, nfc, parse_date

from .entries import date_key
from .matching import LAST

_VALUE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_OFFERED = re.compile(
    r"(?:ng[àa]y )?\b(?P<day>[0-9]{1,2})[/.-](?P<month>[0-9]{1,2})[/.-](?P<year>[0-9]{4})\b"
    r"|\bth[áa]ng (?P<m_month>[0-9]{1,2})(?:[/.-]|,? n[ăa]m )(?P<m_year>[0-9]{4})\b"
    r"|\bn[ăa]m (?P<y_year>[0-9]{4})\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Offer:
    """A stretch of time found in a query: its filter's value, how it is called, and the query without it."""

    value: str
    name: str
    rest: str


def days(value: str) -> tuple[date, date] | None:
    """First and last day of a value; None for anything that is no such stretch of time."""
    found = _VALUE.fullmatch(value)
    if not found:
        return None
    year, month, day = (int(part or 0) for part in found.groups())
    try:
        first = date(year, month or 1, day or 1)
    except ValueError:
        return None
    if not EARLIEST_YEAR <= year < LATEST_YEAR:
        return None
    if day:
        return first, first
    after = date(year + 1, 1, 1) if not month or month == 12 else date(year, month + 1, 1)
    return first, after - timedelta(days=1)


def name(value: str) -> str:
    """As people say it: năm 2017, tháng 4/2017, ngày 12/4/2017."""
    parts = [str(int(part)) for part in value.split("-")]
    return f"{('năm', 'tháng', 'ngày')[len(parts) - 1]} {'/'.join(reversed(parts))}"


def read_day(value: str) -> date | None:
    """The day of a form's field (2017-04-12, or as people write it)."""
    try:
        return parse_date(value[:40]) if value else None
    except ValueError:
        return None


def bounds(first: date | None, last: date | None) -> tuple[int, int]:
    """The ids of entries dated from the first day up to the end of the last (Asia/Ho_Chi_Minh)."""
    end = LAST - 1 if last is None else date_key(_midnight(last + timedelta(days=1)))
    return (0 if first is None else date_key(_midnight(first))), end


def offered(text: str) -> Offer | None:
    """The first stretch of time in a query that has other words too."""
    text = nfc(text)
    for found in _OFFERED.finditer(text):
        parts = found.groupdict()
        year = parts["year"] or parts["m_year"] or parts["y_year"]
        month, day = parts["month"] or parts["m_month"], parts["day"]
        value = "-".join([year, *(f"{int(part):02}" for part in (month, day) if part)])
        rest = " ".join(f"{text[: found.start()]} {text[found.end() :]}".split())
        if rest and days(value):
            return Offer(value, name(value), rest)
    return None


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), ZONE)
