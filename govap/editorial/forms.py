"""What the forms of every app share: dates as written here, slugs, tidy text, the editor for bodies, who may log in."""

from datetime import datetime

from django import forms
from django.contrib.auth.forms import AdminPasswordChangeForm, UserCreationForm
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.utils import timezone
from django_prose_editor.fields import ProseEditorFormField
from django_prose_editor.widgets import AdminProseEditorWidget

from govap import html, text

from .models import User
from .widgets import MomentInput, moment_text

# What govap.html lets through, so that the editor loses nothing that the site can show.
EXTENSIONS = {
    "Bold": True,
    "Italic": True,
    "Underline": True,
    "Strike": True,
    "Subscript": True,
    "Superscript": True,
    "Heading": {"levels": [2, 3]},
    "BulletList": True,
    "OrderedList": {"enableListAttributes": False},
    "ListItem": True,
    "Blockquote": True,
    "HorizontalRule": True,
    "HardBreak": True,
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto", "tel"]},
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "Figure": True,
    "Caption": True,
    "Image": True,
    "HTML": True,
}
VERBS = {"add": "thêm", "change": "sửa", "delete": "xóa", "view": "xem"}


class MomentField(forms.Field):
    """A date-time in any form of text.read_datetime(); what nobody touched keeps its microseconds."""

    widget = MomentInput

    def to_python(self, value):
        if value in self.empty_values or isinstance(value, datetime):
            return value or None
        return self._read(str(value))

    def prepare_value(self, value):
        return moment_text(value) if isinstance(value, datetime) else value

    def has_changed(self, initial, data):
        return (self.prepare_value(initial) or "") != (data or "").strip()

    def _read(self, value):
        try:
            return text.read_datetime(value)
        except ValueError as error:
            raise ValidationError(str(error)) from error


class BodyField(ProseEditorFormField):
    def __init__(self, **kwargs):
        defaults = {"label": "Nội dung", "required": False, "widget": AdminProseEditorWidget}
        super().__init__(extensions=EXTENSIONS, **(defaults | kwargs))

    def clean(self, value):
        cleaned = html.clean(super().clean(value))
        return cleaned if html.to_text(cleaned) or "<img" in cleaned or "<hr" in cleaned else ""


class TidyForm(forms.ModelForm):
    """Typed text in its normal form before anything compares it; an address made from the title when left out."""

    slug_from = "title"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].widget.attrs["data-slug-from"] = self.add_prefix(self.slug_from)

    def clean_slug(self):
        source = self.cleaned_data.get(self.slug_from, "")
        return self.cleaned_data["slug"] or (text.slugify(source) if source else "")

    def clean(self):
        super().clean()
        for name, value in self.cleaned_data.items():
            if isinstance(value, str) and name != "body":
                self.cleaned_data[name] = text.nfc(value).strip()
        return self.cleaned_data


class PublishableForm(TidyForm):
    def clean(self):
        super().clean()
        for name in ("published_at", "expires_at"):
            if name in self.cleaned_data and name not in self.changed_data:
                self.cleaned_data[name] = getattr(self.instance, name)
        if self._goes_live_now():
            self.cleaned_data["published_at"] = timezone.now()
        return self.cleaned_data

    def _goes_live_now(self):
        data = self.cleaned_data
        return data.get("is_live") and "published_at" in data and data["published_at"] is None


class PermissionsField(forms.ModelMultipleChoiceField):
    """Tick boxes "Bài viết: sửa" instead of Django's "news | bài viết | Can change bài viết"."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, models, **kwargs):
        names = [f"{model._meta.app_label}.{model._meta.model_name}" for model in models]
        offered = [
            permission.pk
            for permission in Permission.objects.select_related("content_type")
            if f"{permission.content_type.app_label}.{permission.content_type.model}" in names
        ]
        queryset = Permission.objects.filter(pk__in=offered).select_related("content_type")
        super().__init__(queryset, required=False, **kwargs)
        self.widget.attrs["class"] = "permissions"

    def label_from_instance(self, permission):
        return permission_label(permission)


class AccountForm(UserCreationForm):
    class Meta:
        model = User
        fields = ("username",)


class PasswordForm(AdminPasswordChangeForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.pop("usable_password", None)  # whoever should not log in is deactivated
        for field in self.fields.values():
            field.required = True


def permission_label(permission):
    verb, _, _name = permission.codename.partition("_")
    model = permission.content_type.model_class()
    if verb not in VERBS or model is None:
        return permission.name
    return f"{str(model._meta.verbose_name).capitalize()}: {VERBS[verb]}"
