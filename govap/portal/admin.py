from django.contrib import admin
from django.shortcuts import redirect

from govap.editorial.admin import ModelAdmin, PublishableAdmin, StageFilter
from govap.editorial.forms import BodyField, PublishableForm

from .models import Era, Identity, Link, Page
from .views import render_page


@admin.register(Identity)
class IdentityAdmin(ModelAdmin):
    fieldsets = [
        ("Tên gọi", {"fields": ["name", "short_name", "governing_body", "crest"]}),
        ("Liên hệ", {"fields": ["address", "telephone", "email"]}),
        ("Giấy phép và trách nhiệm", {"fields": ["licence", "responsible", "source_note"]}),
        ("Chữ viết của trang", {"fields": ["tone_marks"]}),
    ]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def changelist_view(self, request, extra_context=None):
        return redirect("admin:portal_identity_change", 1)

    def get_object(self, request, object_id, from_field=None):
        found = super().get_object(request, object_id, from_field)
        return Identity(pk=1) if found is None and object_id == "1" else found


@admin.register(Era)
class EraAdmin(ModelAdmin):
    list_display = ["name", "ended", "note"]
    fields = ["name", "ended_on", "note"]
    search_fields = ["name"]

    @admin.display(description="thôi hoạt động từ ngày", ordering="ended_on")
    def ended(self, era):
        return f"{era.ended_on:%d/%m/%Y}"


@admin.register(Link)
class LinkAdmin(ModelAdmin):
    list_display = ["title", "place", "url", "order"]
    list_editable = ["order"]
    list_filter = ["place"]
    search_fields = ["title", "url"]


class PageForm(PublishableForm):
    body = BodyField()

    class Meta:
        model = Page
        fields = "__all__"


@admin.register(Page)
class PageAdmin(PublishableAdmin):
    public_page = staticmethod(render_page)
    form = PageForm
    list_display = ["heading", "slug", "state", "writer", "changed", "published"]
    list_filter = [StageFilter]
    list_defer = ["body"]
    search_fields = ["title", "slug"]
    fieldsets = [
        ("Nội dung", {"fields": ["title", "slug", "language", "body"]}),
        ("Xuất bản", {"fields": ["order", "expires_at"]}),
    ]
