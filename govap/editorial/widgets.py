from django import forms
from django.template.loader import render_to_string
from django.utils import timezone
from django_prose_editor.widgets import AdminProseEditorWidget
from js_asset import ImportMap, Media

# The editor's own modules under static/govap/admin/editor/, which import each other by these names: so every page loads
# each of them once, from the address with the hash of its content.
EDITOR_MODULES = (
    "addresses", "captions", "cards", "chooser", "dialogs", "embeds", "figures", "footnotes", "links", "lists",
    "paste", "pictures", "tables", "toolbar", "writing",
)  # fmt: skip


class MomentInput(forms.TextInput):
    """One box for day and time, as offices here write them; every second is kept."""

    def __init__(self, attrs=None):
        super().__init__(
            {"class": "moment", "placeholder": "ngày/tháng/năm giờ:phút", "autocomplete": "off"} | (attrs or {})
        )

    def format_value(self, value):
        return value if isinstance(value, str) else moment_text(value)


class BodyWidget(AdminProseEditorWidget):
    """The rich-text editor with what govap adds to it (DJANGO_PROSE_EDITOR_EXTENSIONS)."""

    @property
    def media(self):
        addresses = {f"govap/editor/{name}": f"govap/admin/editor/{name}.js" for name in EDITOR_MODULES}
        sheets = ["govap/admin/editor.css", "govap/admin/editor/paste.css"]
        return super().media + Media(importmap=ImportMap(addresses), css={"all": sheets})


class HouseTemplateMixin:
    """A widget drawn by a template of ours: Django's own form renderer does not look into templates/."""

    def _render(self, template_name, context, renderer=None):
        return render_to_string(template_name, context)


def moment_text(moment):
    if not moment:
        return ""
    local = timezone.localtime(moment)
    return f"{local:%d/%m/%Y %H:%M:%S}" if local.second else f"{local:%d/%m/%Y %H:%M}"
