"""An item as one of its texts would make its page: in memory only, complete or not, and never to be saved."""

from django.core.exceptions import ObjectDoesNotExist
from django.utils import timezone

from govap import text

from . import content as contents

UNTITLED = "(chưa có tiêu đề)"


def drafted_page(public_page, request, item, content, moment=None, **more):
    """The response of an app's public page (PublishableAdmin.public_page) for this content."""
    sets = {name: content.get(name, []) for name in item.SET_FIELDS}
    return public_page(request, previewed(item, content, moment), **sets, **more)


def previewed(item, content, moment=None):
    """`item` itself, changed to what publishing this content would make of it; `moment` (aware, else now) stands for
    the date of what was never published. What the content names and somebody has since deleted is left out."""
    contents.apply(item, content)
    for field in item._meta.concrete_fields:
        if field.is_relation and field.name in item.CONTENT and _is_gone(item, field.name):
            setattr(item, field.name, None)
    item.slug = item.slug or (text.slugify(item.title) if item.title else "")
    item.title = item.title or UNTITLED
    item.published_at = item.published_at or moment or timezone.now()
    return item


def _is_gone(item, name):
    try:
        getattr(item, name)
    except ObjectDoesNotExist:
        return True
    return False
