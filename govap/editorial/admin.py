"""The staff's side: what its lists and forms share, and the accounts."""

from django.contrib import admin, messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.html import format_html
from js_asset import Script

from govap import text

from .forms import AccountForm, MomentField, PasswordForm, PermissionsField, PublishableForm, TidyForm
from .models import User, new_stamp
from .widgets import MomentInput

STATES = {"live": "Đang hiện", "scheduled": "Hẹn giờ", "draft": "Bản nháp", "expired": "Hết hạn"}
RIGHTS = {"is_active", "is_staff", "is_superuser", "groups", "user_permissions"}


class StateFilter(admin.SimpleListFilter):
    title = "tình trạng"
    parameter_name = "tinh-trang"

    def lookups(self, request, model_admin):
        return list(STATES.items())

    def queryset(self, request, queryset):
        now = timezone.now()
        conditions = {
            "draft": Q(is_live=False),
            "scheduled": Q(is_live=True, published_at__gt=now),
            "expired": Q(is_live=True, expires_at__lte=now),
        }
        if self.value() == "live":
            return queryset.published(now)
        return queryset.filter(conditions.get(self.value(), Q()))


class FoldedSearchMixin:
    """Search that needs no accents: by the model's own matching(), else over the few rows of a small table."""

    def get_search_results(self, request, queryset, search_term):
        words = text.fold(search_term.replace("\0", "")).split()
        if not words:
            return queryset, False
        if hasattr(queryset, "matching"):
            return queryset.matching(" ".join(words)), False
        rows = queryset.order_by().values_list("pk", *self.search_fields)
        found = [pk for pk, *values in rows if _holds(values, words)]
        return queryset.filter(pk__in=found), False


class ModelAdmin(FoldedSearchMixin, admin.ModelAdmin):
    form = TidyForm
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER  # counting each choice walks every row
    list_defer = ()
    formfield_overrides = {models.DateTimeField: {"form_class": MomentField, "widget": MomentInput}}

    class Media:
        js = [Script("govap/admin/slug.js", type="module"), Script("govap/admin/editor.js", type="module")]

    def get_queryset(self, request):
        queryset = super().get_queryset(request)
        match = request.resolver_match
        is_list = match and match.url_name and match.url_name.endswith("_changelist")
        return queryset.defer(*self.list_defer) if is_list else queryset

    def render_change_form(self, request, context, *args, **kwargs):
        if hasattr(context["media"], "with_nonce"):  # only media with the editor's import map has it
            context["media"] = context["media"].with_nonce(str(request.csp_nonce))
        return super().render_change_form(request, context, *args, **kwargs)


class PublishableAdmin(ModelAdmin):
    form = PublishableForm
    actions = ["publish", "withdraw"]
    readonly_fields = ["created_at", "updated_at"]

    def view_on_site(self, item):
        return item.get_absolute_url() if item.is_published() else None

    @admin.display(description="tình trạng")
    def state(self, item):
        state = state_of(item)
        return format_html('<span class="state state-{}">{}</span>', state, STATES[state])

    @admin.display(description="xuất bản lúc", ordering="published_at")
    def published(self, item):
        return item.published_at and text.short_datetime(timezone.localtime(item.published_at))

    @admin.display(description="lượt xem", ordering="view_count")
    def views(self, item):
        return text.number(item.view_count)

    @admin.action(description="Xuất bản các mục đã chọn", permissions=["change"])
    def publish(self, request, queryset):
        self._set_live(request, queryset, is_live=True)

    @admin.action(description="Gỡ các mục đã chọn khỏi trang", permissions=["change"])
    def withdraw(self, request, queryset):
        self._set_live(request, queryset, is_live=False)

    @transaction.atomic
    def delete_queryset(self, request, queryset):
        # One by one: each model's delete() keeps the days' counts right.
        for item in queryset:
            item.delete()

    @transaction.atomic
    def _set_live(self, request, queryset, *, is_live):
        changed = queryset.exclude(is_live=is_live)
        for item in changed:
            item.is_live = is_live
            item.save()
            self.log_change(request, item, [{"changed": {"fields": ["xuất bản"]}}])
        done = "xuất bản" if is_live else "gỡ khỏi trang"
        messages.success(request, f"Đã {done} {len(changed)} mục.")


class PermissionsMixin:
    """Permissions as tick boxes with Vietnamese names, over the models that this site edits."""

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name in {"permissions", "user_permissions"}:
            return PermissionsField(self.admin_site._registry, label="Quyền")
        if db_field.name == "groups":
            kwargs["widget"] = admin.widgets.forms.CheckboxSelectMultiple()
        return super().formfield_for_manytomany(db_field, request, **kwargs)


@admin.register(User)
class UserAdmin(PermissionsMixin, FoldedSearchMixin, DjangoUserAdmin):
    add_form = AccountForm
    change_password_form = PasswordForm
    change_user_password_template = "admin/user_password.html"  # noqa: S105  a template, no password
    list_display = ["username", "full_name", "is_active", "is_superuser", "last_login"]
    list_filter = ["is_active", "is_superuser", "groups"]
    search_fields = ["username", "last_name", "first_name", "email"]
    filter_horizontal = ()
    readonly_fields = ["last_login", "date_joined"]
    show_full_result_count = False
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        ("Người dùng", {"fields": ["last_name", "first_name", "email"]}),
        (
            "Quyền",
            {
                "fields": ["is_active", "is_staff", "is_superuser", "groups", "user_permissions"],
                "description": "Người thôi việc: bỏ chọn “Đang làm việc”. Tài khoản không xóa được.",
            },
        ),
        ("Ngày giờ", {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [(None, {"fields": ["username", "password1", "password2"]})]

    @admin.display(description="họ và tên")
    def full_name(self, user):
        return f"{user.last_name} {user.first_name}".strip()

    def has_delete_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or request.user.is_superuser or not obj.is_superuser)

    def get_readonly_fields(self, request, obj=None):
        # Whoever may edit accounts must not thereby be able to promote one.
        locked = [] if request.user.is_superuser else ["is_staff", "is_superuser", "groups"]
        return [*super().get_readonly_fields(request, obj), *locked]

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        return fieldsets if request.user.is_superuser else _without(fieldsets, "user_permissions")

    def save_model(self, request, obj, form, change):
        if change and RIGHTS & set(form.changed_data):
            obj.session_stamp = new_stamp()
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if form.instance == request.user:
            _stay_logged_in(request)


@admin.register(Group)
class GroupAdmin(PermissionsMixin, ModelAdmin):
    list_display = ["name"]
    search_fields = ["name"]
    form = TidyForm

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if "permissions" in form.changed_data:
            end_sessions_of_members(request, form.instance)

    def delete_model(self, request, obj):
        end_sessions_of_members(request, obj)
        super().delete_model(request, obj)

    def delete_queryset(self, request, queryset):
        for group in queryset:
            self.delete_model(request, group)


def state_of(item):
    if not item.is_live:
        return "draft"
    if item.is_published():
        return "live"
    return "scheduled" if item.published_at > timezone.now() else "expired"


def end_sessions_of_members(request, group):
    for user in group.user_set.all():
        user.end_sessions()
    _stay_logged_in(request)


def _stay_logged_in(request):
    """Whoever changed his own rights goes on working; his other sessions have ended."""
    request.user.refresh_from_db()
    update_session_auth_hash(request, request.user)


def _holds(values, words):
    folded = text.fold(" ".join(str(value) for value in values if value))
    return all(word in folded for word in words)


def _without(fieldsets, name):
    return [
        (title, options | {"fields": [field for field in options["fields"] if field != name]})
        for title, options in fieldsets
    ]
