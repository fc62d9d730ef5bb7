from django.contrib import admin, messages
from django.urls import path, reverse
from django.utils.html import format_html

from govap.text import fold

from . import views
from .models import Album, AlbumImage, Document, Image
from .used import UsedMixin
from .uses import ALBUM, DOCUMENT, IMAGE


class FoldedSearchMixin:
    """Search that needs no accents, over the few fields of a library's rows."""

    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER

    def get_search_results(self, request, queryset, search_term):
        words = fold(search_term.replace("\0", "")).split()
        if not words:
            return queryset, False
        rows = queryset.order_by().values_list("pk", *self.search_fields)
        found = [pk for pk, *values in rows if all(word in fold(" ".join(values)) for word in words)]
        return queryset.filter(pk__in=found), False


class UploaderMixin:
    """A list with a place to drop files on; `kind` is that of views.MODELS."""

    kind = ""
    change_list_template = "admin/library/change_list.html"

    class Media:
        js = [admin.widgets.forms.widgets.Script("govap/admin/uploader.js", type="module")]

    def get_urls(self):
        name, view = f"library_upload_{self.model._meta.model_name}", self.admin_site.admin_view
        kind = {"kind": self.kind}
        return [
            path("tai-len/", view(views.begin), kind, name=name),
            path("tai-len/<uuid:key>/", view(views.part), kind, name=f"{name}_part"),
            *super().get_urls(),
        ]

    def changelist_view(self, request, extra_context=None):
        address = reverse(f"admin:library_upload_{self.model._meta.model_name}")
        shown = {"upload_url": address if self.has_add_permission(request) else "", "upload_kind": self.kind}
        return super().changelist_view(request, shown | (extra_context or {}))


@admin.register(Image)
class ImageAdmin(UsedMixin, UploaderMixin, FoldedSearchMixin, admin.ModelAdmin):
    kind, use_kind = "anh", IMAGE
    list_display = ["thumbnail", "name", "described", "credit", "size", "created_at"]
    list_display_links = ["thumbnail", "name"]
    search_fields = ["title", "caption", "alt", "credit"]
    readonly_fields = ["preview", "used"]
    fieldsets = [
        (None, {"fields": ["file", "preview", "alt", "is_decorative", "title", "caption", "credit"]}),
        ("Điểm chính của ảnh", {"fields": ["focal_x", "focal_y"], "classes": ["collapse"]}),
        ("Nơi dùng", {"fields": ["used"]}),
    ]

    def save_model(self, request, obj, form, change):
        twin = Image.objects.twin_of(obj.file) if "file" in form.changed_data else None
        super().save_model(request, obj, form, change)
        if twin and twin.pk != obj.pk:
            messages.warning(request, f"Ảnh này đã có trong thư viện: “{twin}”. Nên dùng lại ảnh đó và xóa ảnh trùng.")

    @admin.display(description="ảnh")
    def thumbnail(self, image):
        return format_html('<img class="thumbnail" src="{}" alt="" loading="lazy">', image.card_url)

    @admin.display(description="mô tả", ordering="caption")
    def name(self, image):
        return str(image)

    @admin.display(description="đã mô tả", boolean=True)
    def described(self, image):
        return image.is_described

    @admin.display(description="kích thước")
    def size(self, image):
        return f"{image.width} × {image.height}"

    @admin.display(description="xem trước")
    def preview(self, image):
        if not image.file:
            return "Ảnh hiện ở đây sau khi lưu."
        return format_html('<img class="preview" src="{}" alt="{}">', image.card_url, image.alt)

    def other_places(self, image):
        return image.shown_by_fields()


class AlbumImageInline(admin.TabularInline):
    model = AlbumImage
    extra = 3
    fields = ["image", "order"]
    autocomplete_fields = ["image"]


@admin.register(Album)
class AlbumAdmin(UsedMixin, FoldedSearchMixin, admin.ModelAdmin):
    use_kind = ALBUM
    list_display = ["title", "taken_on", "created_at"]
    search_fields = ["title", "description"]
    fields = ["title", "description", "taken_on", "used"]
    readonly_fields = ["used"]
    inlines = [AlbumImageInline]


@admin.register(Document)
class DocumentAdmin(UsedMixin, UploaderMixin, FoldedSearchMixin, admin.ModelAdmin):
    kind, use_kind = "tai-lieu", DOCUMENT
    list_display = ["title", "number", "issued_on", "issuer", "shown"]
    search_fields = ["title", "number", "issuer"]
    fields = ["file", "title", "number", "issued_on", "issuer", "shown", "used"]
    readonly_fields = ["shown", "used"]

    @admin.display(description="loại và dung lượng")
    def shown(self, document):
        return document.shown_size if document.pk else "Hiện sau khi lưu."
