"""The search index written anew, a batch a transaction: search goes on, and a broken run goes on where it was."""

from collections.abc import Iterator

from django.db import transaction

from govap.portal.models import Page
from govap.search import index
from govap.search.entries import FORMAT, SCOPES
from govap.search.models import Rebuilding
from govap.search.tables import entries
from news.models import Article
from videos.models import Video

BATCH = 500
SOURCES = {"article": (Article, ["tagged__tag"]), "video": (Video, []), "page": (Page, [])}


def total():
    return sum(model.objects.count() for model, _ in SOURCES.values())


def rebuild(*, is_from_nothing=False) -> Iterator[int]:
    """Yield how many items each batch has dealt with, those of a broken run before at once."""
    if is_from_nothing or Rebuilding.outdated(FORMAT):
        _set_aside()
    for kind, (model, related) in SOURCES.items():
        yield model.objects.filter(pk__lte=Rebuilding.position(kind)).count()
        # Locked, so that who publishes meanwhile writes after this and not before.
        rows = model.objects.select_for_update(of=("self",)).order_by("pk").prefetch_related(*related)
        yield from _rewrite(kind, rows)
        _forget_strangers(kind, model)
    _finish()


@transaction.atomic
def _set_aside():
    for scope in SCOPES:
        index.set_aside(scope)
    Rebuilding.objects.all().delete()


@transaction.atomic
def _finish():
    for scope in SCOPES:
        index.forget_former(scope)
    Rebuilding.finish(FORMAT)


def _rewrite(kind, rows):
    while True:
        with transaction.atomic():
            items = list(rows.filter(pk__gt=Rebuilding.position(kind))[:BATCH])
            if not items:
                return
            live = [item for item in items if item.is_live]
            index.remove_many("public", kind, [item.pk for item in items if not item.is_live])
            index.write_many("public", [item.found_by() for item in live])
            index.write_many("desk", [item.found_by_staff() for item in items])
            Rebuilding.advance(kind, items[-1].pk)
        yield len(items)


def _forget_strangers(kind, model):
    """Entries of rows that were deleted behind the index's back."""
    for scope in SCOPES:
        held = entries(scope).filter(kind=kind)
        strangers = held.exclude(object_id__in=model.objects.values("pk")).values_list("object_id", flat=True)
        with transaction.atomic():
            index.remove_many(scope, kind, list(strangers))
