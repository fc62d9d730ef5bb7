"""Browsing by date: counts of years, months and days from DayCount, and the nearest days with news."""

import calendar
from datetime import date

from django.db.models import Sum
from django.http import Http404
from django.utils import timezone

from govap.delivery.paths import path_of
from govap.prepared import Prepared

from .models import Article, DayCount
from .querysets import midnight

FIRST_YEAR, LAST_YEAR = 1900, 2999


def day_or_404(year, month=1, day=1):
    try:
        found = date(int(year), int(month), int(day))
    except ValueError as error:
        raise Http404("Ngày này không có trong lịch.") from error
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise Http404("Năm này không có trong lịch.")
    return found


def last_of_month(first):
    return first.replace(day=calendar.monthrange(first.year, first.month)[1])


def years():
    """Every year with news, newest first: its count, address and twelve months."""
    rows = DayCount.objects.filter(count__gt=0).values_list("year", "month").annotate(Sum("count"))
    counts = {}
    for year, month, count in rows.order_by("-year", "month"):
        counts.setdefault(year, {})[month] = count
    return [_year(year, of_months) for year, of_months in counts.items()]


def months(year):
    rows = DayCount.objects.filter(year=year, count__gt=0).values_list("month").annotate(Sum("count"))
    return _months(year, dict(rows.order_by("month")))


def year_strip():
    """The years with news, oldest first, as pairs: [(2017, "/theo-ngay/2017/"), …]."""
    found = DayCount.objects.filter(count__gt=0).values_list("year", flat=True).distinct().order_by("year")
    return [(year, year_url(year)) for year in found]


def _year(year, counts):
    return {
        "year": year,
        "count": sum(counts.values()),
        "url": year_url(year),
        "months": _months(year, counts),
    }


def _months(year, counts):
    return [
        {"month": n, "title": f"Tháng {n}", "count": counts.get(n, 0), "url": month_url(date(year, n, 1))}
        for n in range(1, 13)
    ]


def counts_of(year, month):
    """How many articles each day of a month has, as pairs in order: ((date(2017, 4, 12), 1), …)."""
    return tuple(_counted(year, month))


def _days_of(year, month):
    counted = DayCount.objects.filter(year=year, month=month, count__gt=0)
    return counted.order_by("day").values_list("day", "count")


_counted = Prepared(_days_of, 31_001, 31_002)


def month_calendar(year, month, counts, today):
    """The weeks of a month, Monday first: each cell its day, count of articles and address."""
    first, counts = date(year, month, 1), dict(counts)
    weeks = calendar.Calendar().monthdatescalendar(year, month)
    return {
        "title": f"Tháng {month} năm {year}",
        "weeks": [[_cell(day, month, counts, today) for day in week] for week in weeks],
        "previous_url": _neighbour_url(first, -1, today),
        "next_url": _neighbour_url(first, 1, today),
    }


def year_url(year):
    return path_of("news:year", f"{year:04}")


def month_url(first):
    return path_of("news:month", f"{first.year:04}", f"{first.month:02}")


def day_url(day):
    return path_of("news:day", f"{day.year:04}", f"{day.month:02}", f"{day.day:02}")


def nearest_before(day):
    return _local_date(Article.objects.published().dated(published_at__lt=midnight(day)).newest())


def nearest_after(day):
    after = Article.objects.published().dated(published_at__gt=midnight(day)).order_by("published_at", "pk")
    return _local_date(after)


def _local_date(articles):
    found = articles.values_list("published_at", flat=True).first()
    return found and timezone.localdate(found)


def _cell(day, month, counts, today):
    if day.month != month:
        return {"day": "", "count": "", "url": None, "is_today": False, "label": ""}
    count = counts.get(day, 0)
    label = f"Ngày {day.day} tháng {day.month}: {count} tin"
    return {
        "day": str(day.day),  # as text: a template would ask the locale how to write each number
        "count": str(count),
        "url": day_url(day) if count else None,
        "is_today": day == today,
        "label": label,
    }


def _neighbour_url(first, step, today):
    months = first.year * 12 + first.month - 1 + step
    neighbour = date(months // 12, months % 12 + 1, 1)
    return month_url(neighbour) if date(FIRST_YEAR, 1, 1) <= neighbour <= today else None
