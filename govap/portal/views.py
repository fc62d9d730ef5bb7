from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from govap.editorial import corrections, withdrawn

from .models import Page


@require_safe
def page(request, slug):
    found = get_object_or_404(corrections.beside(Page.objects.addressed()), slug=slug)
    if not found.is_published():
        return withdrawn.answer(request, found, _page)
    return _page(request, found)


@require_safe
def sitemap(request):
    return render(request, "portal/sitemap.html", {"pages": Page.objects.published()})


def _page(request, page, **more):
    return render(request, "portal/page.html", {"page": page, "corrections": corrections.printed(page), **more})
