"""A body as its page shows it: what it names of the library and the videos is looked up, one query a kind that is
there, and drawn into it."""

from dataclasses import dataclass, field
from typing import NamedTuple

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from govap import html
from govap.library import albums
from govap.library.models import AlbumImage, Document, Image
from govap.library.templatetags.pictures import IN_TEXT
from videos.models import Video

LONG, FEW, MANY = 400, 3, 12  # syllables and headings from which on there is a contents list; most that it shows open
MOST_LINKED = 200  # documents of one body
SHARED = "xem-truoc"


class Entry(NamedTuple):
    """A line of a contents list, with those below it."""

    heading: html.Heading
    inside: list[html.Heading]


@dataclass(frozen=True)
class Body:
    """`documents` in the order of the text, each once; `has_frames` if it holds players of YouTube; `contents` is empty
    for a text that is read without."""

    html: SafeString
    documents: list[Document] = field(default_factory=list)
    has_frames: bool = False
    contents: list[Entry] = field(default_factory=list)

    @property
    def is_short_list(self):
        return sum(1 + len(entry.inside) for entry in self.contents) <= MANY


def drawn(body, *, token=""):
    """The Body of HTML that clean() has seen, as rows and revisions hold it; of any other, less may be shown.
    With the `token` of a link to a draft, its documents open by that link too."""
    nodes = html.nodes_of(body)
    videos = _videos(nodes.videos)
    documents = _documents(nodes.documents)
    embeds = _albums(nodes.albums) | {("video", video.pk): _player(video) for video in videos}
    linked = {one.pk: html.Linked(_address(one, token), one.shown_size) for one in documents}
    shown = html.render(body, _pictures(nodes.pictures), embeds, linked)
    has_frames = any(video.youtube_id and not video.file for video in videos)
    return Body(shown, documents, has_frames, contents(body, html.outline(shown)))


def contents(body, headings):
    """The contents list of a long text; [] for a short one. Headings below a heading stand below it, and of very many
    only the upper ones are named."""
    if len(headings) < FEW or len(html.to_text(body).split()) < LONG:
        return []
    entries, upper = [], min(heading.level for heading in headings)
    for heading in headings:
        if heading.level == upper or not entries:
            entries.append(Entry(heading, []))
        elif len(headings) <= MANY:
            entries[-1].inside.append(heading)
    return entries


def _address(document, token):
    return reverse("document", args=[document.pk]) + (f"?{SHARED}={token}" if token else "")


def _pictures(addresses):
    return {
        url: html.Sizes(image.srcset, image.fallback_srcset, image.width, image.height, IN_TEXT, image.alt)
        for url, image in Image.objects.at(addresses).items()
    }


def _albums(numbers):
    if not numbers:
        return {}
    rows = AlbumImage.objects.filter(album__in=numbers[: html.MOST_EMBEDS]).select_related("album", "image")
    found = {}
    for row in rows.order_by("album_id", "order", "id"):
        found.setdefault(row.album, []).append(row.image)
    return {("album", album.pk): _grid(album, images) for album, images in found.items()}


def _grid(album, images):
    shown = images[: albums.MOST]
    count = f"{len(images)} ảnh" if len(shown) == len(images) else f"{len(shown)} trong {len(images)} ảnh"
    caption = format_html("{} ({})", album.title, count)
    return html.Embed(render_to_string("library/_album.html", {"cells": albums.cells(shown)}), caption)


def _videos(numbers):
    if not numbers:
        return []
    rows = Video.objects.published().select_related("poster").filter(pk__in=numbers[: html.MOST_EMBEDS])
    return [video for video in rows if video.file or video.youtube_id]


def _player(video):
    caption = format_html('<a href="{}">{}</a>', video.get_absolute_url(), video.title)
    return html.Embed(render_to_string("videos/_player.html", {"video": video, "is_embedded": True}), caption)


def _documents(numbers):
    found = Document.objects.defer("text").in_bulk(numbers[:MOST_LINKED]) if numbers else {}
    return [found[number] for number in numbers if number in found]
