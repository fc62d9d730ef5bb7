from django.contrib import admin
from django.db.models import Count

from govap import text
from govap.editorial.admin import ModelAdmin, PublishableAdmin, StateFilter

from .forms import ProgrammeForm, VideoForm
from .models import Programme, Video


@admin.register(Programme)
class ProgrammeAdmin(ModelAdmin):
    form = ProgrammeForm
    list_display = ["title", "parts", "order"]
    list_editable = ["order"]
    search_fields = ["title", "description"]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(total=Count("videos"))

    @admin.display(description="số phần", ordering="total")
    def parts(self, programme):
        return text.number(programme.total)


@admin.register(Video)
class VideoAdmin(PublishableAdmin):
    form = VideoForm
    list_display = ["title", "programme", "part", "source", "state", "published", "views"]
    list_filter = [StateFilter, "programme"]
    list_select_related = ["programme"]
    list_defer = ["folded", "description"]
    date_hierarchy = "published_at"
    search_fields = ["folded"]
    search_help_text = "Tìm trong tên và giới thiệu; gõ có dấu hoặc không dấu."
    ordering = ["-updated_at"]
    autocomplete_fields = ["poster"]
    readonly_fields = [*PublishableAdmin.readonly_fields, "views"]
    fieldsets = [
        ("Nội dung", {"fields": ["title", "slug", "programme", "part", "description"]}),
        ("Video", {"fields": ["file", "youtube_id", "poster"], "description": "Chọn một trong hai: tệp hoặc YouTube."}),
        ("Xuất bản", {"fields": ["is_live", "published_at", "expires_at", "views", "created_at", "updated_at"]}),
    ]

    @admin.display(description="nguồn")
    def source(self, video):
        return "Tệp" if video.file else "YouTube" if video.youtube_id else None
