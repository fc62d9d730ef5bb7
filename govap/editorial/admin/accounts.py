"""Accounts and groups of staff."""

from django.contrib import admin
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group

from govap.editorial.forms import AccountForm, PasswordForm, PermissionsField, TidyForm
from govap.editorial.models import User, new_stamp

from .base import FoldedSearchMixin, ModelAdmin

RIGHTS = {"is_active", "is_staff", "is_superuser", "groups", "user_permissions"}


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


def end_sessions_of_members(request, group):
    for user in group.user_set.all():
        user.end_sessions()
    _stay_logged_in(request)


def _stay_logged_in(request):
    """Whoever changed his own rights goes on working; his other sessions have ended."""
    request.user.refresh_from_db()
    update_session_auth_hash(request, request.user)


def _without(fieldsets, name):
    return [
        (title, options | {"fields": [field for field in options["fields"] if field != name]})
        for title, options in fieldsets
    ]
