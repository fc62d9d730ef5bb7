"""“Nơi dùng” in the admin: where a thing of the library is shown, each place with the way to it."""

from django.contrib import admin
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html, format_html_join

from .uses import SHOWN, Scope, Use


class UsedMixin:
    """Adds the read-only field `used`; `use_kind` is one of those in uses.py."""

    use_kind = ""

    @admin.display(description="đang dùng ở")
    def used(self, thing):
        if not thing.pk:
            return "Hiện sau khi lưu."
        told = self.places(thing)
        more = [(f"Chỉ kể {SHOWN} nơi mới nhất.", "")] if len(told) >= SHOWN else []
        return format_html_join("", "<div>{}{}</div>", [*told, *more]) or "Chưa dùng ở đâu."

    def places(self, thing):
        """Where it is shown: [(kind and name as a link, in which of the texts)]."""
        places = Use.objects.of(self.use_kind, thing.pk).places()
        told = [(named(item), _words(scopes)) for item, scopes in places]
        known = {item for item, _ in places}
        return told + [(named(item), "") for item in self.other_places(thing) if item not in known]

    def other_places(self, thing):
        """Items that show it otherwise than in their text."""
        return []


def named(item):
    """bài viết: <a>Tiêu đề</a>"""
    kind = item._meta.verbose_name
    try:
        address = reverse(f"admin:{item._meta.app_label}_{item._meta.model_name}_change", args=[item.pk])
    except NoReverseMatch:
        return f"{kind}: {item}"
    return format_html('{}: <a href="{}">{}</a>', kind, address, item)


def _words(scopes):
    return "" if set(scopes) == set(Scope.values) else f" ({', '.join(Scope(scope).label for scope in sorted(scopes))})"
