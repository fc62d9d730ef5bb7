from datetime import date, timedelta

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Count, ManyToManyField, Q, Sum
from django.forms import CheckboxSelectMultiple
from django.http import JsonResponse
from django.urls import path
from django.utils.html import format_html

from govap import text
from govap.editorial.admin import ModelAdmin, PublishableAdmin, StageFilter
from govap.editorial.roles import level_of

from .forms import ArticleForm, CategoryForm, TagForm
from .models import Article, Category, DayCount, Tag
from .most_read import most_read_ids
from .views import render_article

SUGGESTIONS = 12
MOST_READ = 100  # among which a reporter's own are looked for


class DateFilter(admin.SimpleListFilter):
    """Year, then month, then day, read from the small table of days: Django's date_hierarchy walks every article."""

    title = "ngày xuất bản"
    parameter_name = "ngay"

    def lookups(self, request, model_admin):
        parts = (self.value() or "").split("-")
        chosen = _days_of(self.value())
        days = DayCount.objects.filter(count__gt=0)
        level = min(len(parts), 2) if chosen else 0
        if level:
            days = days.filter(day__range=(chosen if len(parts) < 3 else _days_of("-".join(parts[:2]))))
        return _choices(days, level)

    def has_output(self):
        return True

    def choices(self, changelist):
        value = self.value() or ""
        yield self._choice(changelist, "", "Tất cả", value)
        for above in _above(value):
            yield self._choice(changelist, above, f"‹ {_shown(above)}", value)
        if _days_of(value) and value.count("-") < 2:  # a chosen day stands among its neighbours below
            yield self._choice(changelist, value, _shown(value), value)
        for lookup, title in self.lookup_choices:
            yield self._choice(changelist, lookup, title, value)

    def queryset(self, request, queryset):
        days = _days_of(self.value())
        return queryset.between(*days) if days else queryset

    def _choice(self, changelist, lookup, title, value):
        query = changelist.get_query_string({self.parameter_name: lookup or None})
        return {"selected": value == lookup, "query_string": query, "display": title}


class DeskCategoryFilter(admin.SimpleListFilter):
    title = "chuyên mục"
    parameter_name = "chuyen-muc"

    def lookups(self, request, model_admin):
        return [(category.pk, str(category)) for category in Category.objects.all()]

    def queryset(self, request, queryset):
        return queryset.filter(desk_category=self.value()) if (self.value() or "").isdecimal() else queryset


@admin.register(Article)
class ArticleAdmin(PublishableAdmin):
    form = ArticleForm
    new_label = "Viết bài mới"
    list_display = ["heading", "desk_category", "state", "writer", "changed", "published", "views"]
    list_filter = [StageFilter, DateFilter, DeskCategoryFilter, "is_featured"]
    list_select_related = ["desk_category", "author"]
    form_select_related = [*PublishableAdmin.form_select_related, "desk_category__parent"]
    list_defer = ["body", "summary", "byline"]
    search_fields = ["desk_title"]
    search_help_text = "Tìm trong tiêu đề, tóm tắt và nội dung; gõ có dấu hoặc không dấu."
    autocomplete_fields = ["image"]
    readonly_fields = ["image_preview"]
    fieldsets = [
        ("Nội dung", {"fields": ["title", "slug", "summary", "image", "image_preview", "dateline", "body", "byline"]}),
        ("Phân loại", {"fields": ["category", "tags", "is_featured", "expires_at"]}),
        ("Nguồn cũ", {"fields": ["legacy_address"], "classes": ["collapse"]}),
    ]

    @staticmethod
    def public_page(request, article, tags, **more):
        article.section = article.category and article.category.section
        return render_article(request, article, Tag.imagined(tags), **more)

    def most_read(self):
        return most_read_ids(length=MOST_READ)

    @admin.display(description="xem trước ảnh")
    def image_preview(self, article):
        if not article.image:
            return "Chưa chọn ảnh."
        return format_html('<img class="preview" src="{}" alt="{}">', article.image.card_url, article.image.alt)


@admin.register(Category)
class CategoryAdmin(ModelAdmin):
    form = CategoryForm
    list_display = ["name", "parent", "slug", "order", "is_visible"]
    list_editable = ["order", "is_visible"]
    list_filter = ["is_visible"]
    list_select_related = ["parent"]
    search_fields = ["name", "slug", "description"]
    formfield_overrides = {**ModelAdmin.formfield_overrides, ManyToManyField: {"widget": CheckboxSelectMultiple}}


@admin.register(Tag)
class TagAdmin(ModelAdmin):
    form = TagForm
    fields = ["name"]
    list_display = ["name", "slug", "used"]
    search_fields = ["name"]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(uses=Count("items"))

    @admin.display(description="số bài", ordering="uses")
    def used(self, tag):
        return text.number(tag.uses)

    def get_urls(self):
        suggest = path("goi-y/", self.admin_site.admin_view(self.suggest), name="news_tag_suggest")
        return [suggest, *super().get_urls()]

    def suggest(self, request):
        """Names of tags that hold what was typed, accents or not: {"tags": ["Đảng bộ", …]}."""
        if not level_of(request.user):
            raise PermissionDenied
        typed = request.GET.get("q", "")[:100]
        slug = text.slugify(typed)
        found = Tag.objects.filter(Q(slug__startswith=slug) | Q(slug__contains=f"-{slug}")) if text.fold(typed) else []
        return JsonResponse({"tags": [tag.name for tag in found[:SUGGESTIONS]]})


def _days_of(value):
    """First and last day of "2017", "2017-04" or "2017-04-12"; None for anything else."""
    try:
        year, month, day = ([int(part) for part in value.split("-")] + [0, 0])[:3]
        first = date(year, month or 1, day or 1)
        after = date(year + 1, 1, 1) if not month or month == 12 else date(year, month + 1, 1)
    except (AttributeError, ValueError):
        return None
    return (first, first) if day else (first, after - timedelta(days=1))


def _choices(days, level):
    keys = ["year", "month", "day"][: level + 1]
    rows = days.order_by(*keys).values_list(*keys) if level == 2 else days.values_list(*keys).order_by(*keys)
    counted = rows.annotate(total=Sum("count")).reverse()
    return [(value, f"{_shown(value)} ({text.number(row[-1])})") for row in counted for value in [_value(row[:-1])]]


def _value(keys):
    if len(keys) == 3:
        return f"{keys[2]:%Y-%m-%d}"
    return "-".join([f"{keys[0]:04d}", *(f"{key:02d}" for key in keys[1:])])


def _shown(value):
    parts = value.split("-")
    return ["Năm {}", "Tháng {1}/{0}", "Ngày {2}/{1}/{0}"][len(parts) - 1].format(*parts)


def _above(value):
    parts = value.split("-")
    return ["-".join(parts[:n]) for n in range(1, len(parts))] if _days_of(value) else []
