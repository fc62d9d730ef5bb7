"""Staff find the newest draft by its words: what changed waits in a table until the tick indexes it."""

from django.apps import apps
from django.db import transaction

from govap.search import index
from govap.search.models import Waiting

from .models import Publishable
from .roles import APPROVER, EDITOR, LEVELS, level_of

MOST_FOUND, MOST_AT_ONCE = 500, 100


def catch_up():
    """Index what waits, the longest waiting first; how many. Each by itself, so that none holds up the others."""
    return sum(_index(waiting) for waiting in Waiting.objects.order_by("pk")[:MOST_AT_ONCE])


def find(model, user, query):
    """Ids of the items whose newest text has every word of `query`, newest first, within this person's reach."""
    return index.ids("desk", model._meta.model_name, query, limit=MOST_FOUND, clauses=_reach(model, user))


def _index(waiting):
    with transaction.atomic():
        taken, _ = Waiting.objects.filter(pk=waiting.pk).delete()
        item = _models()[waiting.kind]._base_manager.select_related("head").filter(pk=waiting.object_id).first()
        if taken and item:
            index.write_many("desk", [item.found_by_staff()])
    return taken


def _reach(model, user):
    """A clause that no entry beyond the person's reach has; the list asks for_desk_of() again."""
    if level_of(user) >= LEVELS[APPROVER]:
        return ()
    own = [f"=author:{user.pk}", "=author:0"]
    if level_of(user) < LEVELS[EDITOR]:
        return (tuple(own),)
    return ((*own, *model.facets_of(user)),) if model.facets_of else ()


def _models():
    found = [model for model in apps.get_models() if issubclass(model, Publishable)]
    return {model._meta.model_name: model for model in found}
