from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from govap import spreadsheet
from govap.editorial.roles import level_of

from . import charts, figures, periods
from .sheets import SHEETS

# Key in the figures, heading, what one is.
READERS = [
    ("article", "Lượt xem bài viết", "lượt xem"),
    ("video", "Lượt xem video", "lượt xem"),
    ("visit", "Lượt ghé thăm", "lượt"),
]
SEARCHES = [("search", "Lượt tìm kiếm", "lượt tìm"), ("nothing", "Lượt tìm không thấy gì", "lượt tìm")]


@require_safe
def statistics(request):
    """What was read in a period; a query that names none is answered with one sentence and the form."""
    _refuse_strangers(request.user)
    try:
        shown = _content(periods.read(request.GET, timezone.localdate()), _may_see_searches(request.user))
    except ValueError as refused:
        shown = {"refused": refused}
    return render(request, "admin/statistics.html", admin.site.each_context(request) | _form(request.GET) | shown)


@require_safe
def statistics_sheet(request, name):
    _refuse_strangers(request.user)
    if (sheet := SHEETS.get(name)) is None:
        raise Http404
    if sheet.is_of_searches and not _may_see_searches(request.user):
        raise PermissionDenied
    try:
        period = periods.read(request.GET, timezone.localdate())
    except ValueError:
        return statistics(request)
    response = HttpResponse(spreadsheet.lines(sheet.headings, sheet.rows(period)), spreadsheet.CONTENT_TYPE)
    days = f"{period.first}-den-{period.last}"
    response["Content-Disposition"] = f'attachment; filename="thong-ke-{name}-{days}.csv"'
    return response


def _refuse_strangers(user):
    if not level_of(user):
        raise PermissionDenied


def _may_see_searches(user):
    return user.has_perm("search.view_search")


def _form(asked):
    """What was asked for, as it was typed, and what else may be."""
    typed = {"first": asked.get("tu", "")[:40], "last": asked.get("den", "")[:40]}
    chosen = "" if any(typed.values()) else asked.get("ky", "") or periods.USUAL
    return {"title": "Thống kê", "choices": periods.choices(timezone.localdate()), "chosen": chosen, "typed": typed}


def _content(period, may_see_searches):
    counts = figures.by_day(period, with_searches=may_see_searches)
    read, watched = figures.most_seen(period)
    shown = {
        "period": period,
        "readers": _panel(READERS, counts, period),
        "categories": figures.by_category(period),
        "most": [("bai", "Bài đọc nhiều", read), ("phim", "Video xem nhiều", watched)],
    }
    return shown | (_searches(counts, period) if may_see_searches else {})


def _searches(counts, period):
    searched, missed = figures.most_searched(period), figures.most_searched(period, nothing=True)
    return {
        "searches": _panel(SEARCHES, counts, period),
        "words": [("tu", "Từ được tìm nhiều", searched), ("thieu", "Từ tìm mà không thấy gì", missed)],
    }


def _panel(rows, counts, period):
    drawn = [charts.draw(key, title, unit, counts[key], period) for key, title, unit in rows]
    return {"charts": drawn, "rows": charts.table(drawn)}
