"""Uses of the library written anew, an item a transaction, after rows came in past save()."""

from django.db import transaction

from govap.editorial import acting, uses
from govap.editorial.refusal import Refused
from govap.library.uses import Use
from govap.portal.models import Page
from news.models import Article
from videos.models import Video

SOURCES = (Article, Video, Page)


def rebuild():
    """The number of items looked at."""
    done = 0
    for model in SOURCES:
        for pk in model.objects.order_by("pk").values_list("pk", flat=True).iterator():
            done += _note(model(pk=pk))
        Use.objects.of_model(model).exclude(object_id__in=model.objects.values("pk")).delete()
    return done


@transaction.atomic
def _note(item):
    try:
        locked = acting.lock(item)
    except Refused:  # deleted meanwhile
        return 0
    uses.note_row(locked, is_new=False)
    if locked.head_id:
        acting.note_uses(locked)
    return 1
