"""The library in admin: photographs with their words and focal point, albums, documents."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.db.models import Count
from django.forms import FileField
from django.forms.models import modelform_factory
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils.html import format_html
from django.views.decorators.http import require_POST
from js_asset import Script

from govap.editorial.forms import TidyForm
from govap.editorial.holdings import changes, is_own, note
from govap.library import views
from govap.library.images import check_image
from govap.library.models import Album, AlbumImage, Document, Image
from govap.library.storing import NoRoomError
from govap.library.used import UsedMixin
from govap.library.uses import ALBUM, DOCUMENT, IMAGE, Use

from .base import ModelAdmin

WORDS = ["alt", "is_decorative", "caption", "credit"]
MOST_IN_ALBUM = 500


class HoldingAdmin(UsedMixin, ModelAdmin):
    """What staff bring in: everybody describes the own, editors all; the log hears of what readers could have seen.
    What is shown somewhere is not deleted.
    """

    delete_confirmation_template = "admin/library/delete_confirmation.html"
    delete_selected_confirmation_template = "admin/library/delete_selected_confirmation.html"

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) or is_own(request.user, obj)

    def may_change_all(self, request):
        return super().has_change_permission(request)

    def save_model(self, request, obj, form, change):
        before = self.model.objects.get(pk=obj.pk) if change else None
        if not change:
            obj.uploaded_by = request.user
        super().save_model(request, obj, form, change)
        if change:
            self.note_change(request, before, obj)

    def note_change(self, request, before, after):
        pass

    def get_deleted_objects(self, objs, request):
        deleted, counts, lacking, protected = super().get_deleted_objects(objs, request)
        held = [format_html("“{}” – {}{}", thing, *place) for thing in objs for place in self.places(thing)]
        return deleted, counts, lacking, [*protected, *held]

    def delete_model(self, request, obj):
        note(obj, "delete", request.user)
        super().delete_model(request, obj)

    def delete_queryset(self, request, queryset):
        for item in queryset:
            self.delete_model(request, item)


class FileAdmin(HoldingAdmin):
    """A list with a place to drop files on; `kind` is that of views.MODELS."""

    kind = ""
    change_list_template = "admin/library/change_list.html"
    list_filter = []

    class Media:
        js = [Script("govap/admin/uploader.js", type="module")]

    def get_urls(self):
        name, view = self.opts.model_name, self.admin_site.admin_view
        kind = {"kind": self.kind}
        return [
            path("tai-len/", view(views.begin), kind, name=f"library_upload_{name}"),
            path("tai-len/<uuid:key>/", view(views.part), kind, name=f"library_upload_{name}_part"),
            *super().get_urls(),
        ]

    def changelist_view(self, request, extra_context=None):
        may = self.has_add_permission(request)
        address = reverse(f"admin:library_upload_{self.opts.model_name}")
        shown = {"upload_url": address if may else "", "upload_kind": self.kind}
        if may and self.kind == "anh":
            shown["album_url"] = reverse("admin:library_album_of")
        return super().changelist_view(request, shown | (extra_context or {}))

    def changeform_view(self, request, *args, **kwargs):
        try:
            return super().changeform_view(request, *args, **kwargs)
        except NoRoomError as full:
            self.message_user(request, full.messages[0], messages.ERROR)
            return redirect(request.get_full_path())

    def get_list_filter(self, request):
        return [OwnFilter, *super().get_list_filter(request)]

    def get_readonly_fields(self, request, obj=None):
        fields = super().get_readonly_fields(request, obj)
        return fields if obj is None or self.may_change_all(request) else [*fields, "file"]

    def note_change(self, request, before, after):
        if after.digest != before.digest:
            note(after, "replace", request.user)


class OwnFilter(admin.SimpleListFilter):
    title = "người tải lên"
    parameter_name = "cua"

    def lookups(self, request, model_admin):
        return [("toi", "Tôi tải lên")]

    def queryset(self, request, queryset):
        return queryset.filter(uploaded_by=request.user) if self.value() == "toi" else queryset


class DescribedFilter(admin.SimpleListFilter):
    title = "mô tả"
    parameter_name = "mo-ta"

    def lookups(self, request, model_admin):
        return [("chua", "Chưa mô tả"), ("roi", "Đã mô tả")]

    def queryset(self, request, queryset):
        narrowed = {"chua": queryset.undescribed, "roi": queryset.described}.get(self.value())
        return narrowed() if narrowed else queryset


AlbumForm = modelform_factory(Album, form=TidyForm, fields=["title"])
WordsForm = modelform_factory(Image, form=TidyForm, fields=WORDS)


class ImageForm(TidyForm):
    def clean_file(self):
        file = self.cleaned_data["file"]
        if "file" not in self.changed_data:
            return file
        # The text of an article names the address of a picture, and another file has another.
        if self.instance.pk and Use.objects.of(IMAGE, self.instance.pk).exists():
            raise ValidationError("Ảnh này đang dùng trong bài. Xin tải ảnh mới lên thư viện, rồi đổi ảnh ở bài đó.")
        check_image(file)  # before the model's field measures it, where Pillow raises at 50,000 × 50,000
        return file

    def _post_clean(self):
        # Put on the row once more, the former file would be opened to be measured, and it may be missing on the disk.
        if "file" not in self.changed_data:
            self.cleaned_data.pop("file", None)
        super()._post_clean()

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() | ({"file"} - set(self.changed_data))


@admin.register(Image)
class ImageAdmin(FileAdmin):
    form = ImageForm
    # Django's own would open it first, in any format that Pillow knows, and refuse with a sentence that names no file.
    formfield_overrides = FileAdmin.formfield_overrides | {models.ImageField: {"form_class": FileField}}
    kind, use_kind = "anh", IMAGE
    list_display = ["thumbnail", "name", "described", "credit", "size", "created_at"]
    list_display_links = ["thumbnail", "name"]
    list_filter = [DescribedFilter]
    search_fields = ["title", "caption", "alt", "credit"]
    readonly_fields = ["preview", "focus", "used"]
    fieldsets = [
        (None, {"fields": ["file", "preview", *WORDS[:2], "title", *WORDS[2:]]}),
        ("Điểm chính của ảnh", {"fields": ["focus", "focal_x", "focal_y"]}),
        ("Nơi dùng", {"fields": ["used"]}),
    ]

    class Media:
        js = [Script("govap/admin/focal.js", type="module")]

    def get_urls(self):
        view = self.admin_site.admin_view(require_POST(self.describe))
        return [path("<int:pk>/mo-ta/", view, name="library_image_describe"), *super().get_urls()]

    def describe(self, request, pk):
        """POST alt, is_decorative, caption, credit → {"is_described"} or 422 {"errors": {field: sentence}}."""
        image = get_object_or_404(Image, pk=pk)
        if not self.has_change_permission(request, image):
            raise PermissionDenied
        before, form = Image.objects.get(pk=pk), WordsForm(request.POST, instance=image)
        if not form.is_valid():
            return JsonResponse({"errors": {name: found[0] for name, found in form.errors.items()}}, status=422)
        image.save(update_fields=WORDS)
        self.note_change(request, before, image)
        return JsonResponse({"is_described": image.is_described})

    def save_model(self, request, obj, form, change):
        twin = Image.objects.twin_of(obj.file) if "file" in form.changed_data else None
        if change and not twin and "file" not in form.changed_data:
            self.save_words(request, obj, form)
            return
        super().save_model(request, obj, form, change)
        if twin and twin.pk != obj.pk:
            messages.warning(request, f"Ảnh này đã có trong thư viện: “{twin}”. Nên dùng lại ảnh đó và xóa ảnh trùng.")

    def save_words(self, request, obj, form):
        """Only what was changed: the renditions may be made meanwhile, and are noted on the same row."""
        before = Image.objects.get(pk=obj.pk)
        obj.save(update_fields=[name for name in form.changed_data if name in form.fields])
        self.note_change(request, before, obj)

    def note_change(self, request, before, after):
        super().note_change(request, before, after)
        # The first words about a new picture are no news: nothing that is live had it.
        if (before.is_described or before.uses()) and (told := changes(before, after, WORDS)):
            note(after, "describe", request.user, told)

    def delete_model(self, request, obj):
        super().delete_model(request, obj)
        obj.remove_files()

    @admin.display(description="ảnh")
    def thumbnail(self, image):
        return format_html('<img class="thumbnail" src="{}" alt="{}" loading="lazy">', image.card_url, image)

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

    @admin.display(description="kéo dấu tròn")
    def focus(self, image):
        """What focal.js makes movable; without it the two numbers below do the same."""
        if not image.file:
            return "Máy đề nghị một điểm khi lưu; sau đó dời được."
        return render_to_string("admin/library/focus.html", {"image": image})

    def other_places(self, image):
        return image.shown_by_fields()


class AlbumImageInline(admin.TabularInline):
    """Arranged by whoever may change the album: its rows have no rights of their own."""

    model = AlbumImage
    extra = 0
    fields = ["shown", "image", "order"]
    readonly_fields = ["shown"]
    autocomplete_fields = ["image"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("image")

    def has_view_permission(self, request, obj=None):
        return True

    def has_change_permission(self, request, obj=None):
        albums = self.admin_site.get_model_admin(Album)
        return albums.has_change_permission(request, obj) if obj else albums.has_add_permission(request)

    has_add_permission = has_delete_permission = has_change_permission

    @admin.display(description="ảnh")
    def shown(self, row):
        return format_html('<img class="thumbnail" src="{}" alt="">', row.image.card_url) if row.pk else ""


@admin.register(Album)
class AlbumAdmin(HoldingAdmin):
    use_kind = ALBUM
    list_display = ["title", "taken_on", "number", "created_at"]
    search_fields = ["title", "description"]
    fields = ["title", "description", "taken_on", "used"]
    readonly_fields = ["used"]
    inlines = [AlbumImageInline]

    def get_urls(self):
        view = self.admin_site.admin_view(require_POST(self.make))
        return [path("tu-anh/", view, name="library_album_of"), *super().get_urls()]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(pictures=Count("images"))

    def make(self, request):
        """POST title, image (several) → 201 {"id", "url"} of the new album, its pictures in that order; or 422."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = AlbumForm(request.POST)
        if not form.is_valid():
            return JsonResponse({"error": next(iter(form.errors.values()))[0]}, status=422)
        album = form.save(commit=False)
        album.uploaded_by = request.user
        album.gather(chosen(request.POST.getlist("image")))
        address = reverse("admin:library_album_change", args=[album.pk])
        return JsonResponse({"id": album.pk, "url": address}, status=201)

    @admin.display(description="số ảnh", ordering="pictures")
    def number(self, album):
        return album.pictures


def chosen(written):
    """Primary keys that stand for themselves, each once, at most MOST_IN_ALBUM."""
    found = (int(pk) for pk in written if pk.isascii() and pk.isdecimal() and len(pk) < 19)
    return list(dict.fromkeys(found))[:MOST_IN_ALBUM]


@admin.register(Document)
class DocumentAdmin(FileAdmin):
    kind, use_kind = "tai-lieu", DOCUMENT
    list_display = ["title", "number", "issued_on", "issuer", "shown"]
    search_fields = ["title", "number", "issuer"]
    fields = ["file", "title", "number", "issued_on", "issuer", "shown", "used"]
    readonly_fields = ["shown", "used"]
    list_defer = ["text"]

    @admin.display(description="loại và dung lượng")
    def shown(self, document):
        return document.shown_size if document.pk else "Hiện sau khi lưu."
