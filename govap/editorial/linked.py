"""What a body shows of the library, in words: its attachments, albums and pictures are found with it.

A change in the library finds its way back by the uses (library/uses.py): noted as Waiting, taken up by the tick
(desk_index.py).
"""

from django.db.models import Q
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from govap import html
from govap.library.models import Album, AlbumImage, Document, Image
from govap.library.uses import ALBUM, DOCUMENT, IMAGE, Use
from govap.search.models import Waiting

MOST = 50  # attachments, albums and pictures of each kind that are read
LONGEST = 60_000  # letters of one attachment: some twenty-five pages
MOST_SHOWING = 5_000  # items that are indexed anew for one change
SAID = {
    DOCUMENT: {"title", "number", "issuer", "text", "file"},
    ALBUM: {"title", "description"},
    IMAGE: {"title", "alt", "caption", "credit"},
}
KINDS = tuple(SAID)


def with_words(body):
    """The text of a cleaned body and a line for each thing that what it shows says; at most four queries, none when it
    shows nothing."""
    nodes = html.nodes_of(body)
    lines = [*_pictures(nodes.pictures[:MOST]), *_albums(nodes.albums[:MOST]), *_documents(nodes.documents[:MOST])]
    return "\n".join([html.to_text(body), *filter(None, lines)]).strip()


def places(kind, pk):
    """(content type's number, item's number, scope) of the texts that show this thing, a picture in an album too."""
    showing = Q(kind=kind, target=pk)
    if kind == IMAGE:
        showing |= Q(kind=ALBUM, target__in=AlbumImage.objects.filter(image=pk).values("album"))
    rows = Use.objects.filter(showing).order_by("-pk")
    return rows.values_list("content_type_id", "object_id", "scope")[:MOST_SHOWING]


@receiver([post_save, post_delete], sender=Document)
@receiver([post_save, post_delete], sender=Album)
@receiver([post_save, post_delete], sender=Image)
def note_change(sender, instance, update_fields=None, created=False, **told):
    """Django tells of saves and deletions: the library lies below the index and cannot."""
    kind = sender._meta.model_name
    if not created and (update_fields is None or SAID[kind] & {*update_fields}):
        Waiting.note(kind, instance.pk)


@receiver([post_save, post_delete], sender=AlbumImage)
def note_pictures(sender, instance, **told):
    """A picture came into an album, or went."""
    Waiting.note(ALBUM, instance.album_id)


def _pictures(addresses):
    return [image.alt for image in Image.objects.at(addresses).values()] if addresses else []


def _albums(ids):
    if not ids:
        return []
    albums = [f"{album.title}. {album.description}" for album in Album.objects.filter(pk__in=ids).order_by("pk")]
    shown = AlbumImage.objects.filter(album__in=ids).select_related("image").order_by("album", "order", "id")
    return [*albums, *(words for placed in shown[:MOST] for words in (placed.image.caption, placed.image.alt))]


def _documents(ids):
    documents = Document.objects.filter(pk__in=ids).order_by("pk") if ids else []
    return [f"{document}\n{document.issuer}\n{document.text[:LONGEST]}" for document in documents]
