"""What items show of the library and the videos, noted in the transaction that saves them; and so which documents
citizens may have."""

import re

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.http.request import split_domain_port, validate_host

from govap import html
from govap.library import naming
from govap.library.models import Document, Image
from govap.library.uses import ALBUM, DOCUMENT, IMAGE, VIDEO, Scope, Use

from . import content as contents

_ABSOLUTE = re.compile(r'(?<= href=")(?:https?:)?//([^/"?#]+)(?=/)')
_ADDRESS, _FILE = "address", "file"  # of a picture and of a document, as bodies name them


def note_row(item, *, is_new):
    """What the row itself shows; of one without revisions that is its newest text too. Asks nothing for a new row that
    shows nothing."""
    shown = shown_by(item, contents.read(item, {name: [] for name in item.SET_FIELDS}))
    if is_new and not shown:
        return
    for scope in Scope if item.head_id is None else [Scope.ROW]:
        Use.objects.write(item, scope, _targets(shown))


def note_draft(item, written):
    """What the newest text shows, and what waits to go live by itself: `written` holds the content of each."""
    shown = set().union(*(shown_by(item, content) for content in written))
    Use.objects.write(item, Scope.DRAFT, _targets(shown))


def forget(item):
    Use.objects.by(item).delete()


def shown_by(item, content):
    """Pairs of a kind and what names a thing of it, from the bodies of a content and its fields for pictures."""
    found = {(IMAGE, content[name]) for name in _picture_fields(item) if content.get(name)}
    for name in item.HTML_FIELDS:
        nodes = html.nodes_of(_with_own_paths(content.get(name) or ""))
        named = {_ADDRESS: nodes.pictures, ALBUM: nodes.albums, VIDEO: nodes.videos, DOCUMENT: nodes.documents}
        named[_FILE] = nodes.files
        found |= {(kind, one) for kind, ones in named.items() for one in ones}
    return found


def names(item, *written):
    """{("album", 3): "Ngày hội"} of what bodies of these contents name."""
    return naming.names(set().union(*(shown_by(item, content) for content in written)))


def is_public(kind, pk):
    """Whether a page that citizens can read shows or leads to this thing."""
    uses = Use.objects.of(kind, pk).filter(scope=Scope.ROW)
    items = [ContentType.objects.get_for_id(one).model_class() for one in _distinct(uses, "content_type")]
    return any(
        model._default_manager.readable().filter(pk__in=uses.of_model(model).values("object_id")).exists()
        for model in items
        if model
    )


def _with_own_paths(body):
    """The body with links to this site by their path alone: pasted or brought in, they name its host too."""
    return _ABSOLUTE.sub(lambda link: "" if _is_ours(link[1]) else link[0], body)


def _is_ours(host):
    hosts = [host for host in settings.ALLOWED_HOSTS if host != "*"]
    return validate_host(split_domain_port(host)[0], hosts)


def _picture_fields(item):
    fields = [item._meta.get_field(name) for name in item.CONTENT if name not in item.SET_FIELDS]
    return [field.name for field in fields if isinstance(field, models.ForeignKey) and field.related_model is Image]


def _targets(shown):
    images = Image.objects.at([one for kind, one in shown if kind == _ADDRESS])
    documents = (one for kind, name in shown if kind == _FILE for one in Document.objects.stored_as(name))
    by_number = {(kind, one) for kind, one in shown if kind not in (_ADDRESS, _FILE)}
    return by_number | {(IMAGE, one.pk) for one in images.values()} | {(DOCUMENT, one.pk) for one in documents}


def _distinct(rows, name):
    return rows.order_by().values_list(name, flat=True).distinct()
