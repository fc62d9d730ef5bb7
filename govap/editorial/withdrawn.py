"""What the public address of something withdrawn answers."""

from http import HTTPStatus

from django.http import Http404
from django.shortcuts import redirect, render

from .models.publishable import Withdrawal


def answer(request, item, page):
    """The response for an item of `addressed()` that is not published: 301 to where it was merged into; the page itself
    (`page(request, item, withdrawn=item)`) when it is only out of date; else 410. Raises Http404 for any other."""
    if not item.withdrawn_at:
        raise Http404("Không có nội dung này.")
    response = _answer(request, item, page)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _answer(request, item, page):
    if item.withdrawn_why == Withdrawal.OUTDATED and not item.has_expired():
        return _as_reference(request, item, page)
    if item.withdrawn_why == Withdrawal.MERGED and (end := end_of(item)):
        return redirect(end, permanent=True)
    # No title and no redirect to the right slug, which spells the title too.
    return render(request, "gone.html", {"item": item}, status=HTTPStatus.GONE)


def _as_reference(request, item, page):
    if request.path != item.get_absolute_url():
        return redirect(item, permanent=True)
    return page(request, item, withdrawn=item)


def end_of(item):
    """Where a chain of mergers leads, if that is published; None for a dead end or a circle."""
    rows = type(item).objects.only("slug", "is_live", "published_at", "expires_at", "withdrawn_why", "merged_into")
    seen = set()
    while item and item.withdrawn_why == Withdrawal.MERGED and item.merged_into_id not in seen:
        seen.add(item.merged_into_id)
        item = rows.filter(pk=item.merged_into_id).first()
    return item if item and item.is_published() else None
