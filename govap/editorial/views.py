"""The one page of the newsroom that somebody without an account may open: a revision, through its link."""

from django.contrib import admin
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from govap.delivery.headers import unlisted

from . import sharing
from .models import ShareLink
from .previewing import drafted_page
from .refusal import Refused
from .remarks import GuestRemarkForm

THANKS = "da-gui"


@require_http_methods(["GET", "HEAD", "POST"])
def shared(request, token):
    """Exactly one revision as its public page; a POST leaves a remark on it."""
    link = ShareLink.objects.valid().select_related("revision__content_type").filter(token=token).first()
    item = link and link.revision.item
    if item is None:  # unknown, expired or revoked: whoever guesses learns nothing
        return _closed(render(request, "editorial/no_share.html", status=404))
    form = GuestRemarkForm(request.POST if request.method == "POST" else None)
    if form.is_bound and _said(link, form):
        return _closed(redirect(f"{request.path}?{THANKS}=1#gop-y"))
    return _closed(_page(request, item, link, form))


def _page(request, item, link, form):
    revision = link.revision
    around = {"link": link, "form": form, "is_thanked": THANKS in request.GET and not form.is_bound}
    public_page = admin.site.get_model_admin(type(item)).public_page
    return drafted_page(public_page, request, item, revision.content, revision.due_at, shared=around)


def _said(link, form):
    """Whether the remark is in. A program that filled in the trap is told so too, and nothing is kept."""
    if form.is_of_a_program:
        return True
    if not form.is_valid():
        return False
    try:
        sharing.remark_of_guest(link, form.cleaned_data["name"], form.cleaned_data["words"])
    except Refused as refused:
        form.add_error(None, refused.why)
        return False
    return True


def _closed(response):
    # Not "no-referrer": browsers then send "Origin: null" with the form, which the CSRF check has to refuse.
    # "same-origin" tells the token to no other host either.
    response.headers["Referrer-Policy"] = "same-origin"
    return unlisted(response)
