from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from govap.portal.models import Identity
from news.models import Article
from videos.models import Video

from . import of
from .kept import Busy


@require_safe
def card(request, kind, pk, digest):
    found = CARDS[kind](int(pk), Identity.current())
    if digest != found.digest:
        return redirect(found.address, permanent=True)
    try:
        drawn = found.png()
    except Busy:
        return _meanwhile()
    response = HttpResponse(drawn, content_type="image/png")
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"  # shown by whoever shows the link
    return response


def _article(pk, identity):
    rows = Article.objects.published().select_related("category").only("title", "published_at", "category__name")
    return of.article(get_object_or_404(rows, pk=pk), identity)


def _video(pk, identity):
    rows = Video.objects.published().select_related("programme").only("title", "published_at", "programme__title")
    return of.video(get_object_or_404(rows, pk=pk), identity)


def _site(pk, identity):
    if pk != 1:
        raise Http404("Không có ảnh này.")
    return of.site(identity)


CARDS = {"bai": _article, "video": _video, "trang": _site}


def _meanwhile():
    response = redirect(static("img/icon-512.png"))
    response.headers["Cache-Control"] = "no-store"
    return response
