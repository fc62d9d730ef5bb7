from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from .models import Page


@require_safe
def page(request, slug):
    found = get_object_or_404(Page.objects.published(), slug=slug)
    return render_page(request, found)


def render_page(request, page, **more):
    """A static page: the live row, or one that a draft filled in memory. `more` is for the template."""
    return render(request, "portal/page.html", {"page": page, **more})


@require_safe
def sitemap(request):
    return render(request, "portal/sitemap.html", {"pages": Page.objects.published()})
