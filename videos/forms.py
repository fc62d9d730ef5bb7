import re
from urllib.parse import parse_qs, urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.forms.widgets import Script

from govap.editorial.forms import PublishableForm, TidyForm

from . import captions
from .models import Programme, Video

ID = re.compile(r"[A-Za-z0-9_-]{11}")
HOSTS = {"youtube.com", "m.youtube.com", "youtube-nocookie.com", "youtu.be"}
NOT_YOUTUBE = (
    "Không đọc được địa chỉ YouTube này. Ví dụ đúng: https://www.youtube.com/watch?v=dQw4w9WgXcQ hoặc mã dQw4w9WgXcQ."
)


class YoutubeField(forms.CharField):
    """The 11-character id out of whatever address of YouTube was pasted."""

    widget = forms.TextInput({"class": "vTextField"})

    def clean(self, value):
        typed = super().clean(value)
        found = youtube_id(typed) if typed else ""
        if found is None:
            raise ValidationError(NOT_YOUTUBE)
        return found


class ProgrammeForm(TidyForm):
    class Meta:
        model = Programme
        fields = "__all__"


class CaptionsField(forms.CharField):
    """WebVTT of whatever captions were pasted or chosen as a file (static/govap/admin/captions.js)."""

    widget = forms.Textarea({"rows": 6, "class": "vLargeTextField", "data-captions": "", "spellcheck": "false"})

    def clean(self, value):
        typed = super().clean(value)
        try:
            return captions.written(captions.read(typed)) if typed else ""
        except captions.UnreadableError as error:
            raise ValidationError(str(error)) from error


class VideoForm(PublishableForm):
    youtube_id = YoutubeField(
        label="YouTube", required=False, max_length=300, help_text="Dán địa chỉ video, hoặc mã 11 ký tự."
    )
    captions = CaptionsField(
        label="Phụ đề", required=False, max_length=300_000, help_text=Video._meta.get_field("captions").help_text
    )

    class Media:
        js = [Script("govap/admin/captions.js", type="module")]

    class Meta:
        model = Video
        fields = "__all__"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["programme"].required = False  # of a draft; publishing asks for it


def youtube_id(typed):
    """The id in an address of YouTube or standing alone; None when there is none."""
    if ID.fullmatch(typed):
        return typed
    try:
        parts = urlsplit(typed if "//" in typed else f"https://{typed}")
    except ValueError:
        return None
    host = (parts.hostname or "").removeprefix("www.")
    if host not in HOSTS:
        return None
    places = [*parse_qs(parts.query).get("v", []), *reversed(parts.path.split("/"))]
    return next((place for place in places if ID.fullmatch(place)), None)
