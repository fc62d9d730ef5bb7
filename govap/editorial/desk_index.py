"""Staff find the newest draft by its words: what changed waits in a table until the tick indexes it.

What changed in the library waits there too: then all that shows it is indexed anew, for citizens as well.
"""

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from govap.library.uses import Scope
from govap.search import index
from govap.search.models import Waiting

from . import linked
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
        if taken and waiting.kind in linked.KINDS:
            _index_showing(waiting.kind, waiting.object_id)
        elif taken:
            _write(_models()[waiting.kind], [waiting.object_id], "desk")
    return taken


def _index_showing(kind, pk):
    """All whose text shows a thing of the library: rows for citizens, drafts for staff."""
    places = {}
    for content_type, object_id, scope in linked.places(kind, pk):
        places.setdefault((content_type, scope), []).append(object_id)
    for (content_type, scope), ids in places.items():
        model = ContentType.objects.get_for_id(content_type).model_class()
        _write(model, ids, "public" if scope == Scope.ROW else "desk")


def _write(model, ids, scope):
    """Write the entries anew; what was deleted or withdrawn meanwhile is left alone."""
    rows = model._base_manager.select_related("head").filter(pk__in=ids)
    if scope == "public":
        index.write_many("public", [item.found_by() for item in rows if item.is_live])
    else:
        index.write_many("desk", [item.found_by_staff() for item in rows])


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
