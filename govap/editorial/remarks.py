"""What a person may say about a draft: words only, of bounded length, whoever sends them."""

import re

from django import forms

from govap import text

from .models import Remark, Revision

MAX_NAME, MAX_WORDS = 80, 3000
SHOWN = 100
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


class WordsField(forms.CharField):
    """Plain words in their normal form; signs that no one can see or type are dropped, not complained about."""

    def to_python(self, value):
        plain = super().to_python(value)
        return CONTROLS.sub("", text.nfc(plain)).strip()


class RemarkForm(forms.Form):
    words = WordsField(
        label="Góp ý",
        max_length=MAX_WORDS,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": "Xin viết góp ý.",
            "max_length": "Góp ý dài quá %(limit_value)d chữ (đang có %(show_value)d). Xin viết gọn hơn.",
        },
    )


class GuestRemarkForm(RemarkForm):
    """Of somebody without an account. `website` is a trap: no person sees it, programs fill it in."""

    name = WordsField(
        label="Họ tên",
        max_length=MAX_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={
            "required": "Xin cho biết họ tên để người viết biết ai góp ý.",
            "max_length": "Họ tên dài quá %(limit_value)d chữ.",
        },
    )
    website = forms.CharField(
        required=False, label="Để trống ô này", widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"})
    )
    field_order = ["name", "words"]

    @property
    def is_of_a_program(self):
        return bool(self.data.get("website"))


def remarks_on(item):
    """The newest remarks on any revision of an item, in one query."""
    found = Remark.objects.filter(revision__in=Revision.objects.of(item)).select_related("revision", "user")
    return found.defer("revision__content")[:SHOWN]
