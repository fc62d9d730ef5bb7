"""The figures of a period for a spreadsheet."""

from collections.abc import Callable
from dataclasses import dataclass

from . import figures
from .charts import days_between


@dataclass(frozen=True)
class Sheet:
    """`rows(period)` makes its lines; `is_of_searches`: for who may see what readers search."""

    headings: list[str]
    rows: Callable
    is_of_searches: bool = False


def _days(period):
    counts = figures.by_day(period)
    columns = [counts[kind] for kind in ("article", "video", "visit")]
    for day in days_between(period.first, period.last):
        yield [f"{day:%d/%m/%Y}", *(column.get(day, 0) for column in columns)]


def _categories(period):
    section = ""
    for share in figures.by_category(period):
        section = section if share.is_child else share.name
        yield [section, share.name if share.is_child else "", share.views, share.former]


def _seen(period):
    for kind, rows in zip(["Bài viết", "Video"], figures.most_seen(period, figures.MOST_IN_SHEET), strict=True):
        for seen in rows:
            yield [kind, seen.name, seen.address, seen.views]


def _searches(period):
    counts = figures.by_day(period, with_searches=True)
    for day in days_between(period.first, period.last):
        yield [f"{day:%d/%m/%Y}", counts["search"].get(day, 0), counts["nothing"].get(day, 0)]


def _words(period):
    found_nothing = dict(figures.most_searched(period, figures.MOST_IN_SHEET, nothing=True))
    for words, times in figures.most_searched(period, figures.MOST_IN_SHEET):
        yield [words, times, found_nothing.get(words, 0)]


SHEETS = {
    "theo-ngay": Sheet(["Ngày", "Lượt xem bài viết", "Lượt xem video", "Lượt ghé thăm"], _days),
    "chuyen-muc": Sheet(["Chuyên mục", "Chuyên mục con", "Lượt xem", "Lượt xem kỳ trước"], _categories),
    "doc-nhieu": Sheet(["Loại", "Tên", "Địa chỉ", "Lượt xem"], _seen),
    "luot-tim": Sheet(["Ngày", "Lượt tìm", "Không tìm thấy gì"], _searches, is_of_searches=True),
    "tu-tim": Sheet(["Từ tìm", "Số lần", "Không tìm thấy gì"], _words, is_of_searches=True),
}
