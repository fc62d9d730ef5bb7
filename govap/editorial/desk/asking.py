"""How a page of the desk finds its item and asks whether it may."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST

from govap.editorial.models import Revision
from govap.editorial.rules import can

post_only = method_decorator(require_POST)  # a view's first argument is the ModelAdmin


def item_for(model_admin, request, pk, verb):
    """The item with its head, for somebody who may do this to it. Raises Http404 or PermissionDenied."""
    item = model_admin.model._base_manager.select_related(*model_admin.form_select_related).filter(pk=pk).first()
    if item is None:
        raise Http404
    if not (answer := can(request.user, verb, item)):
        raise PermissionDenied(answer.why)
    return item


def revision_of(item, number):
    found = Revision.objects.of(item).select_related("changed_by").filter(number=number).first()
    if found is None:
        raise Http404
    return found
