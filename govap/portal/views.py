from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from govap.delivery.framing import may_frame
from govap.delivery.policy import cached_page
from govap.editorial import corrections, withdrawn

from .models import Page

ACCESSIBILITY = "tro-giup-tiep-can"


@cached_page()
@require_safe
def page(request, slug):
    found = get_object_or_404(corrections.beside(Page.objects.addressed()), slug=slug)
    if not found.is_published():
        return withdrawn.answer(request, found, render_page)
    return render_page(request, found)


@may_frame
def render_page(request, page, **more):
    """A static page: the live row, or one that a draft filled in memory. `more` is for the template."""
    context = {"page": page, "corrections": corrections.printed(page), "changes": corrections.changes(page), **more}
    return render(request, "portal/page.html", context)


@cached_page()
@require_safe
def accessibility(request):
    """The statement on accessibility: of every site the program's own, until staff publish a page at this address."""
    found = corrections.beside(Page.objects.published()).filter(slug=ACCESSIBILITY).first()
    return render_page(request, found) if found else render(request, "portal/accessibility.html")


@cached_page()
@require_safe
def sitemap(request):
    return render(request, "portal/sitemap.html", {"pages": Page.objects.published()})
