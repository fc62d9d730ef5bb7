from django.utils.functional import SimpleLazyObject

from govap.delivery.standing import Standing, version_of

from .models import Category


def categories(request):
    """`categories`: the visible top categories, each with its visible children as `.children_list`."""
    return {"categories": SimpleLazyObject(lambda: tree.at(version_of(request)))}


def _tree():
    visible = list(Category.objects.visible())
    tops = [category for category in visible if not category.parent_id]
    for top in tops:
        top.children_list = [child for child in visible if child.parent_id == top.pk]
    return tops


tree = Standing(_tree)
by_pk = Standing(lambda: Category.objects.select_related("parent").in_bulk())
by_slug = Standing(lambda: {category.slug: category for category in Category.objects.select_related("parent")})
