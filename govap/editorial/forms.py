"""What the forms of every app share: dates as written here, slugs, tidy text, the editor for bodies, who may log in."""

import json
from datetime import datetime

from django import forms
from django.contrib.auth.forms import AdminPasswordChangeForm, UserCreationForm
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django_prose_editor.fields import ProseEditorFormField

from govap import html, text

from . import content as contents
from . import merging, uses
from .acting import stale_words
from .models import User
from .widgets import BodyWidget, MomentInput, moment_text

# What govap.html lets through, so that the editor loses nothing that the site can show.
EXTENSIONS = {
    "Menu": False,
    "GovapMenu": True,
    "Bold": True,
    "Italic": True,
    "Underline": True,
    "Strike": True,
    "Subscript": True,
    "Superscript": True,
    "Heading": {"levels": [2, 3]},
    "BulletList": True,
    "GovapOrderedList": True,
    "ListItem": True,
    "Blockquote": True,
    "HorizontalRule": True,
    "HardBreak": True,
    "GovapLink": True,
    "GovapTable": True,
    "TableRow": True,
    "GovapTableHeader": True,
    "TableCell": True,
    "GovapHtml": True,
    "GovapFigures": True,
    "GovapPicture": True,
    "GovapAlbum": True,
    "GovapVideo": True,
    "GovapFootnote": True,
    "GovapWriting": True,
    "GovapPaste": {"desk": reverse_lazy("paste"), "library": reverse_lazy("admin:library_upload_image")},
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
        defaults = {"label": "Nội dung", "required": False, "widget": BodyWidget}
        super().__init__(extensions=EXTENSIONS, **(defaults | kwargs))

    def clean(self, value):
        cleaned = html.clean(super().clean(value))
        return cleaned if html.in_words(cleaned, {}) or "<hr" in cleaned else ""


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
    """Writes a draft, complete or not. Knows the text it was opened with, so that a save in between is met by a merge:
    `content` is what to save (`typed`, merged), `seen` the state it may be saved over, `conflicts` what only a person
    can decide."""

    base = forms.CharField(required=False, widget=forms.HiddenInput)
    base_content = forms.CharField(required=False, widget=forms.HiddenInput)
    refusal, user = "", None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        item = self.instance
        held = contents.of(item) if item.pk else contents.read(item)
        self.initial |= {name: held[name] for name in item.SET_FIELDS if name in held}
        self.initial |= {"base": item.token if item.pk else "", "base_content": json.dumps(held, ensure_ascii=False)}
        self.content, self.seen, self.conflicts, self.was_merged = held, None, [], False
        if item.published_at and "slug" in self.fields:  # readers know the address: it no longer follows the title
            del self.fields["slug"].widget.attrs["data-slug-from"]

    def clean_slug(self):
        return self.cleaned_data["slug"]

    def clean(self):
        super().clean()
        if "expires_at" in self.cleaned_data and "expires_at" not in self.changed_data:
            self.cleaned_data["expires_at"] = self.instance.expires_at
        return self.cleaned_data

    def validate_constraints(self):
        """A draft may lack what only the published row must have; workflow asks for it then."""

    def _post_clean(self):
        super()._post_clean()
        self.content = self.typed = self._typed()
        if self.refusal:
            self.add_error(None, self.refusal)
        if self.instance.pk:
            self._meet(self.instance)

    def _get_validation_exclusions(self):
        # What a choice field has just looked up need not be looked up again.
        chosen = {name for name, field in self.fields.items() if isinstance(field, forms.ModelChoiceField)}
        return super()._get_validation_exclusions() | chosen

    def _typed(self):
        for name in self.changed_data:
            contents.store_file(self.instance, name)
        content = contents.read(self.instance, self.initial)
        for name in self.instance.SET_FIELDS & self.cleaned_data.keys():
            content[name] = sorted(self.cleaned_data[name])
        return content

    def _meet(self, item):
        """Merge with what others saved since this form was opened. Should yet another save slip in before ours, the one
        save path refuses it (Stale) and the form is read anew."""
        self.seen = item.token
        if self.cleaned_data.get("base") == item.token:
            return
        merged = merging.merge(
            self._base(),
            self.content,
            contents.of(item),
            html_fields=item.HTML_FIELDS,
            set_fields=item.SET_FIELDS,
            choices=self._choices(),
        )
        self.content, self.conflicts, self.was_merged = merged.content, merged.conflicts, True
        if self.conflicts:
            number = len(self.conflicts)
            self.stale_why = f"{stale_words(item)} Còn {number} chỗ cả hai cùng sửa: xin bấm Lưu bản nháp rồi chọn."
            self.add_error(None, self.stale_why)

    def conflicts_in_words(self):
        """The collisions as a person reads them: the field's name and both sides' text."""
        return [
            {
                "key": conflict.key,
                "label": self.fields[conflict.field].label or conflict.field,
                "mine": self._in_words(conflict.field, conflict.mine),
                "theirs": self._in_words(conflict.field, conflict.theirs),
            }
            for conflict in self.conflicts
        ]

    def _in_words(self, name, value):
        if name in self.instance.HTML_FIELDS:
            return html.in_words(html.clean(value), uses.names(self.instance, {name: value}))
        queryset = getattr(self.fields[name], "queryset", None)
        chosen = queryset.filter(pk=value).first() if queryset is not None and value.isdecimal() else None
        return str(chosen) if chosen else value

    def _base(self):
        try:
            found = json.loads(self.cleaned_data.get("base_content") or "{}")
        except (ValueError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}

    def _choices(self):
        named = {name.removeprefix("choice-"): self.data[name] for name in self.data if name.startswith("choice-")}
        return {key: "mine" if value == "both" and self._is_one_value(key) else value for key, value in named.items()}

    def _is_one_value(self, name):
        """Of a date or a category only one can stand."""
        return name in self.fields and not isinstance(self.fields[name], forms.CharField)


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
