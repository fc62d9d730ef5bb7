"""The log of every act: read, searched and exported, never edited."""

from itertools import islice

from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.http import StreamingHttpResponse
from django.urls import path
from django.utils import timezone

from govap import spreadsheet, text
from govap.editorial.labels import stage_label, verb_label
from govap.editorial.models import LogEntry

from .base import MOST, BoundedPaginator, ModelAdmin
from .log_filters import DayFilter, PersonFilter, VerbFilter

HEADINGS = [
    "Số",
    "Lúc",
    "Người làm",
    "Việc",
    "Loại",
    "Mã số",
    "Tiêu đề",
    "Phiên bản",
    "Từ",
    "Đến",
    "Lý do",
    "Niêm phong",
]


@admin.register(LogEntry)
class LogEntryAdmin(ModelAdmin):
    list_display = ["when", "user_name", "what", "title", "way", "reason"]
    list_display_links = None
    list_filter = [DayFilter, VerbFilter, PersonFilter]
    search_fields = ["title", "user_name", "reason"]
    search_help_text = "Tìm trong 2.000 dòng mới nhất của danh sách đang lọc; gõ có dấu hoặc không dấu."
    ordering = ["-pk"]
    paginator = BoundedPaginator
    change_list_template = "admin/editorial/log.html"

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_search_results(self, request, queryset, search_term):
        """As anywhere in the desk, but only among the newest rows of what the filters leave: the log never ends."""
        if not search_term.strip():
            return queryset, False
        newest = queryset.order_by("-pk").values("pk")[:MOST]
        found, _ = super().get_search_results(request, LogEntry.objects.filter(pk__in=newest), search_term)
        return queryset.filter(pk__in=found.values("pk")), False

    def get_urls(self):
        return [
            path("xuat/", self.admin_site.admin_view(self.export), name="editorial_logentry_export"),
            *super().get_urls(),
        ]

    def export(self, request):
        """The whole log as CSV, oldest first, for any spreadsheet."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        rows = LogEntry.objects.order_by("pk").iterator(chunk_size=2000)
        lines = spreadsheet.lines(HEADINGS, map(_columns, rows))
        response = StreamingHttpResponse(bundled(lines), content_type=spreadsheet.CONTENT_TYPE)
        response["Content-Disposition"] = f'attachment; filename="nhat-ky-{timezone.localdate()}.csv"'
        return response

    @admin.display(description="lúc", ordering="pk")
    def when(self, entry):
        return text.short_datetime(timezone.localtime(entry.at))

    @admin.display(description="việc")
    def what(self, entry):
        return verb_label(entry.verb)

    @admin.display(description="từ → đến")
    def way(self, entry):
        return " → ".join(filter(None, [stage_label(entry.from_state), stage_label(entry.to_state)]))


def bundled(lines):
    """Many lines at once: each piece is compressed and sent by itself."""
    while piece := "".join(islice(lines, 500)):
        yield piece


def _columns(entry):
    at = timezone.localtime(entry.at).isoformat(sep=" ", timespec="seconds")
    kind = ContentType.objects.get_for_id(entry.content_type_id).name
    said = [entry.title, entry.revision_number, stage_label(entry.from_state), stage_label(entry.to_state)]
    return [
        entry.pk,
        at,
        entry.user_name,
        verb_label(entry.verb),
        kind,
        entry.object_id,
        *said,
        entry.reason,
        entry.hash,
    ]
