"""How the log is narrowed: each by an index, none counts anything."""

from datetime import date, datetime, time, timedelta

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.utils import timezone

from govap import text
from govap.editorial.acting import SYSTEM
from govap.editorial.labels import DONE

NOBODY = "may"


class VerbFilter(admin.SimpleListFilter):
    title = "việc"
    parameter_name = "viec"

    def lookups(self, request, model_admin):
        return DONE.items()

    def queryset(self, request, queryset):
        return queryset.filter(verb=self.value()) if self.value() in DONE else queryset


class PersonFilter(admin.SimpleListFilter):
    title = "người làm"
    parameter_name = "nguoi"

    def lookups(self, request, model_admin):
        staff = get_user_model().objects.filter(is_staff=True).order_by("last_name", "first_name", "username")
        return [*((str(one.pk), one.get_full_name()) for one in staff), (NOBODY, SYSTEM)]

    def queryset(self, request, queryset):
        if self.value() not in dict(self.lookup_choices):
            return queryset
        return queryset.filter(user=None if self.value() == NOBODY else self.value())


class DayFilter(admin.SimpleListFilter):
    """Today, yesterday, or any day that is typed."""

    title = "ngày"
    parameter_name = "ngay"
    template = "admin/editorial/day_filter.html"

    def lookups(self, request, model_admin):
        today = timezone.localdate()
        return [(f"{today}", "Hôm nay"), (f"{today - timedelta(days=1)}", "Hôm qua")]

    def choices(self, changelist):
        day = day_of(self.value())
        self.shown = f"{day:%d/%m/%Y}" if day else ""
        self.others = [(name, value) for name, value in changelist.params.items() if name != self.parameter_name]
        return super().choices(changelist)

    def queryset(self, request, queryset):
        if (day := day_of(self.value())) is None:
            return queryset
        return queryset.filter(at__gte=midnight(day), at__lt=midnight(day + timedelta(days=1)))


def day_of(value):
    """The date that somebody typed or chose; None for none, and for one that no log has."""
    try:
        day = text.parse_date(value or "")
    except ValueError:
        return None
    return day if date(2000, 1, 1) <= day < date(2200, 1, 1) else None


def midnight(day):
    return timezone.make_aware(datetime.combine(day, time.min))
