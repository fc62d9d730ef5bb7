from django.contrib import admin
from django.db.models import Count

from govap import text
from govap.editorial.admin import ModelAdmin, PublishableAdmin, StageFilter
from govap.library.used import UsedMixin
from govap.library.uses import VIDEO

from .forms import ProgrammeForm, VideoForm
from .models import Programme, Video
from .views import render_video


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
class VideoAdmin(UsedMixin, PublishableAdmin):
    use_kind = VIDEO
    public_page = staticmethod(render_video)
    form = VideoForm
    new_label = "Thêm video"
    list_display = ["heading", "programme", "part", "source", "state", "writer", "changed", "published", "views"]
    list_filter = [StageFilter, "programme"]
    list_select_related = ["programme", "author"]
    list_defer = ["description", "captions"]
    search_fields = ["desk_title"]
    search_help_text = "Tìm trong tên và giới thiệu; gõ có dấu hoặc không dấu."
    autocomplete_fields = ["poster"]
    fieldsets = [
        ("Nội dung", {"fields": ["title", "slug", "programme", "part", "description"]}),
        (
            "Video",
            {
                "fields": ["file", "youtube_id", "poster", "captions"],
                "description": "Chọn một trong hai: tệp hoặc YouTube.",
            },
        ),
        ("Xuất bản", {"fields": ["expires_at"]}),
        ("Nơi dùng", {"fields": ["used"]}),
    ]
    readonly_fields = ["used"]

    @admin.display(description="nguồn")
    def source(self, video):
        return "Tệp" if video.file else "YouTube" if video.youtube_id else None
