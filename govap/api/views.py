from django.http import Http404
from django.urls import reverse

from govap.editorial import corrections
from govap.portal.models import Identity
from news.models import Category

from . import listing, openapi, shapes
from .answering import answers

PAGING = ("truoc", "limit")
DAYS = ("year", "month", "day")


@answers()
def index(request, asked):
    identity, base = Identity.current(), base_of(request)
    names = ("articles", "categories", "tags", "videos", "openapi")
    return {
        "title": f"Dữ liệu mở của {identity.name}",
        "source_note": identity.source_note,
        "documentation": base + reverse("open_data"),
        **{name: base + reverse(f"api:{name}") for name in names},
    }


@answers(*PAGING, "category", "tag", *DAYS)
def articles(request, asked):
    return listed(request, listing.asked_articles(asked), shapes.article)


@answers()
def article(request, asked, pk):
    found = corrections.beside(listing.articles()).filter(pk=pk).first()
    return shapes.whole_article(or_404(found, "bài viết"), base_of(request))


@answers()
def categories(request, asked):
    rows = Category.objects.visible().select_related("parent")
    return listed(request, (rows, None), shapes.category)


@answers(*PAGING)
def tags(request, asked):
    return listed(request, listing.asked_tags(asked), shapes.tag)


@answers(*PAGING)
def videos(request, asked):
    return listed(request, listing.page(listing.videos(), asked), shapes.video)


@answers()
def video(request, asked, pk):
    found = corrections.beside(listing.videos()).filter(pk=pk).first()
    return shapes.whole_video(or_404(found, "video"), base_of(request))


@answers()
def description(request, asked):
    return openapi.document()


@answers()
def nothing(request, asked):
    raise Http404("Không có địa chỉ này. Mọi địa chỉ được kể ở /api/v1/.")


def listed(request, page, shape):
    """A page of a list: {"items": […], "next": the address of the next page or null}."""
    rows, cursor = page
    base = base_of(request)
    return {"items": [shape(row, base) for row in rows], "next": cursor and _next(request, cursor)}


def base_of(request):
    return f"{request.scheme}://{request.get_host()}"


def or_404(found, kind):
    if found is None:
        raise Http404(f"Không có {kind} này, hoặc đã được rút.")
    return found


def _next(request, cursor):
    query = request.GET.copy()
    query["truoc"] = cursor
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
