"""The desk's front page: every panel of every kind of content in one query, so that it costs the same on any site."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth import get_user_model
from django.db.models import CharField, Value
from django.utils import timezone

from govap import text
from govap.editorial.labels import stage_label
from govap.editorial.models import Publishable
from govap.editorial.roles import APPROVER, EDITOR, LEVELS, MANAGER, REPORTER

from .panels import IS_LATE, MOST, PANELS, Desk

ON_PAGE = ("cho-toi", "tra-lai", "hen-gio", "khan", "hom-nay", "doc-nhieu")  # who is late stands among the scheduled
COLUMNS = (
    "panel", "kind", "pk", "desk_title", "title", "stage", "desk_at", "due_at", "published_at",
    "author__last_name", "author__first_name", "author__username", "head__return_reason", "head__review_reason",
)  # fmt: skip
WEEK = 7
SCOPES = {
    LEVELS[REPORTER]: "Bàn này hiện bài của anh/chị và bản nháp chưa giao ai.",
    LEVELS[EDITOR]: "Bàn này hiện bài của anh/chị và bài thuộc chuyên mục anh/chị phụ trách.",
}


@dataclass
class Row:
    """A line of a panel."""

    panel: str
    kind: str
    pk: int
    desk_title: str
    title: str
    stage: str
    desk_at: datetime
    due_at: datetime | None
    published_at: datetime | None
    last_name: str | None
    first_name: str | None
    username: str | None
    return_reason: str | None
    review_reason: str | None
    desk: Desk = None

    @property
    def heading(self):
        return self.desk_title or self.title or "(chưa có tiêu đề)"

    @property
    def kind_name(self):
        return self.desk.model_admin.opts.verbose_name

    @property
    def stage_name(self):
        return stage_label(self.stage)

    @property
    def address(self):
        return self.desk.model_admin.address("change", self.pk)

    @property
    def writer(self):
        person = get_user_model()(last_name=self.last_name, first_name=self.first_name, username=self.username)
        return person.get_full_name() if self.username else ""

    @property
    def views(self):
        return self.desk.views.get(self.pk, 0)

    @property
    def is_late(self):
        return self.due_at < self.desk.now - IS_LATE


def content(site, request):
    """What templates/admin/index.html shows to this person."""
    now = timezone.localtime()
    desks = desks_of(site, request.user, now)
    found = rows_of(desks)
    panels = {name.replace("-", "_"): _panel(name, found[name], desks) for name in ON_PAGE}
    return {
        "panels": panels,
        "late": _panel("tre", [row for row in found["hen-gio"] if row.is_late], desks),
        "week": _week(now.date(), found["hen-gio"]),
        "today": text.long_date(now.date()),
        "scope": SCOPES.get(request.user.level, ""),
        "can_publish": request.user.level >= LEVELS[APPROVER],
        "has_role": request.user.level > 0,
        "is_manager": request.user.level >= LEVELS[MANAGER],
        "buttons": _buttons(desks, request),
    }


def desks_of(site, user, now):
    """A person's Desk by kind of content, for everything in this admin that is published by revisions."""
    admins = {model: model_admin for model, model_admin in site._registry.items() if issubclass(model, Publishable)}
    return {model._meta.label_lower: Desk(user, model_admin, now) for model, model_admin in admins.items()}


def rows_of(desks):
    """The lines of every panel: {"cho-toi": [Row, …], …}, one more than the panel's most where there are more."""
    branches = [_branch(name, kind, desk) for name in ON_PAGE for kind, desk in desks.items()]
    found = {name: [] for name in ON_PAGE}
    for values in branches[0].union(*branches[1:], all=True) if branches else ():
        row = Row(*values, desk=desks[values[1]])
        found[row.panel].append(row)
    return {name: sorted(rows, key=SORTED[name]) for name, rows in found.items()}


def _branch(name, kind, desk):
    panel = PANELS[name]
    # The ids first, along an index and bounded; a part of a union may be neither ordered nor cut on SQLite.
    ids = desk.rows(panel).values("pk")[: panel.most + 1]
    told = {"panel": Value(name, CharField()), "kind": Value(kind, CharField())}
    rows = desk.model_admin.model._default_manager.filter(pk__in=ids)
    return rows.order_by().annotate(**told).values_list(*COLUMNS)


def _newest(row):
    return -row.desk_at.timestamp(), -row.pk


SORTED = {
    "cho-toi": _newest,
    "tra-lai": _newest,
    "hen-gio": lambda row: (row.due_at, row.pk),
    "khan": _newest,
    "hom-nay": lambda row: (-row.published_at.timestamp(), -row.pk),
    "doc-nhieu": lambda row: (-row.views, -row.pk),
}


def _panel(name, rows, desks):
    panel = PANELS[name]
    return {
        "name": name,
        "title": panel.title,
        "empty": panel.empty,
        "rows": rows[:MOST],
        "count": len(rows[:MOST]),
        "has_more": len(rows) > MOST,
        "lists": _lists(name, rows, desks),
    }


def _lists(name, rows, desks):
    """Where the whole of a panel is seen: a pair of name and address for each kind that it holds."""
    kinds = {row.kind for row in rows}
    admins = [desk.model_admin for kind, desk in desks.items() if kind in kinds]
    return [(one.opts.verbose_name, f"{one.address('changelist')}?ban={name}") for one in admins]


def _week(today, rows):
    monday = today - timedelta(days=today.weekday())
    days = [monday + timedelta(days=n) for n in range(WEEK)]
    by_day = {day: [row for row in rows if timezone.localdate(row.due_at) == day] for day in days}
    return {
        "days": [_day(day, by_day[day], today) for day in days],
        "after": sum(timezone.localdate(row.due_at) > days[-1] for row in rows),
        "is_cut": len(rows) > PANELS["hen-gio"].most,
    }


def _day(day, rows, today):
    return {
        "name": text.WEEKDAYS[day.weekday()],
        "date": f"{day:%d/%m}",
        "is_today": day == today,
        "rows": rows[:MOST],
        "more": len(rows[MOST:]),
    }


def _buttons(desks, request):
    admins = [desk.model_admin for desk in desks.values() if desk.model_admin.has_add_permission(request)]
    return [(one.new_label, one.address("add")) for one in admins if one.new_label]
