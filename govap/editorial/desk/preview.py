"""The public page itself, of a text that is not public: the newest one, or one of the history."""

from csp.constants import SELF
from csp.decorators import csp_replace
from django.http import Http404
from django.utils.decorators import method_decorator
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from govap.delivery.headers import unlisted
from govap.editorial import content as contents
from govap.editorial.previewing import drafted_page

from .asking import item_for, revision_of
from .sharing import remarking

MOST_DIGITS = 9  # more than any history has, less than a database column holds


@method_decorator(require_safe)
@method_decorator(xframe_options_sameorigin)
@csp_replace({"frame-ancestors": [SELF]})
def preview(model_admin, request, pk):
    """?ban=3 shows revision 3. Framed by the form beside it, and by nothing else."""
    item = item_for(model_admin, request, pk, "view")
    revision = _asked(item, request.GET.get("ban"))
    content = revision.content if revision else contents.read(item)
    return unlisted(drafted_page(model_admin.public_page, request, item, content, revision and revision.due_at))


def beside(model_admin, request, item):
    """What the form's template needs for its panels; nothing to show before the first save."""
    if item is None:
        return {"preview_url": ""}
    return {
        "preview_url": model_admin.address("preview", item.pk),
        "share_url": model_admin.address("share", item.pk),
        **remarking(model_admin, request, item),
    }


def _asked(item, number):
    if number is None:
        return item.head
    if not (number.isascii() and number.isdecimal() and len(number) <= MOST_DIGITS):
        raise Http404
    return revision_of(item, int(number))


VIEWS = {"preview": ("<int:pk>/xem-truoc/", preview)}
