from django.contrib import admin

from .desk import front

HOUSE = ("govap.", "news.", "videos.")
# What is opened all day comes first.
ORDER = ["news", "videos", "library", "portal", "search", "editorial", "auth"]


class GovapAdminSite(admin.AdminSite):
    site_header = "Ban biên tập"
    site_title = "Ban biên tập"
    index_title = "Bàn làm việc"
    empty_value_display = "—"

    def register(self, model_or_iterable, admin_class=None, **options):
        # Libraries register pages of their own (taggit, auth) that are partly English and skip our rules.
        if admin_class and f"{admin_class.__module__}.".startswith(HOUSE):
            super().register(model_or_iterable, admin_class, **options)

    def index(self, request, extra_context=None):
        return super().index(request, front.content(self, request) | (extra_context or {}))

    def get_app_list(self, request, app_label=None):
        apps = super().get_app_list(request, app_label)
        return sorted(apps, key=lambda app: ORDER.index(app["app_label"]))
