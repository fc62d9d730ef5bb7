from django.contrib import admin
from django.utils.html import format_html

from govap.text import fold

from .models import Image


@admin.register(Image)
class ImageAdmin(admin.ModelAdmin):
    list_display = ["thumbnail", "name", "credit", "size", "created_at"]
    list_display_links = ["thumbnail", "name"]
    search_fields = ["caption", "alt", "credit"]
    list_per_page = 50
    show_full_result_count = False
    fields = ["file", "preview", "alt", "caption", "credit"]
    readonly_fields = ["preview"]

    def get_search_results(self, request, queryset, search_term):
        words = fold(search_term.replace("\0", "")).split()
        if not words:
            return queryset, False
        rows = queryset.order_by().values_list("pk", *self.search_fields)
        found = [pk for pk, *values in rows if all(word in fold(" ".join(values)) for word in words)]
        return queryset.filter(pk__in=found), False

    @admin.display(description="ảnh")
    def thumbnail(self, image):
        return format_html('<img class="thumbnail" src="{}" alt="" loading="lazy">', image.card_url)

    @admin.display(description="mô tả", ordering="caption")
    def name(self, image):
        return str(image)

    @admin.display(description="kích thước")
    def size(self, image):
        return f"{image.width} × {image.height}"

    @admin.display(description="xem trước")
    def preview(self, image):
        if not image.file:
            return "Ảnh hiện ở đây sau khi lưu."
        return format_html('<img class="preview" src="{}" alt="{}">', image.card_url, image.alt)
