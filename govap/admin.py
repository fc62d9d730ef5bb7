"""What staff see of the search: what people look for, and what is put before the hits."""

from django.contrib import admin

from govap import text
from govap.editorial.admin import ModelAdmin
from govap.search.models import Pin, Search


@admin.register(Pin)
class PinAdmin(ModelAdmin):
    list_display = ["query", "title", "address", "order"]
    list_editable = ["order"]
    search_fields = ["query", "title"]
    fields = ["query", "title", "address", "order"]


class FoundFilter(admin.SimpleListFilter):
    title = "kết quả"
    parameter_name = "ket-qua"

    def lookups(self, request, model_admin):
        return [("khong", "Không tìm thấy gì"), ("co", "Tìm thấy")]

    def queryset(self, request, queryset):
        found = {"khong": False, "co": True}.get(self.value())
        return queryset if found is None else queryset.filter(has_found=found)


@admin.register(Search)
class SearchAdmin(ModelAdmin):
    """Only to read: words and days, nobody's name."""

    list_display = ["words", "counted", "has_found", "day"]
    list_display_links = None
    list_filter = [FoundFilter, "day"]
    search_fields = ["words"]
    ordering = ["-day", "-times"]

    @admin.display(description="số lần", ordering="times")
    def counted(self, search):
        return text.number(search.times)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
