from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from .models import Page


@require_safe
def page(request, slug):
    found = get_object_or_404(Page.objects.published(), slug=slug)
    return render(request, "portal/page.html", {"page": found})


@require_safe
def sitemap(request):
    return render(request, "portal/sitemap.html", {"pages": Page.objects.published()})
