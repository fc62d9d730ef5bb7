"""Pages that show several apps at once, and those for machines."""

import logging

from django.conf import settings
from django.contrib.sitemaps import views as sitemap_views
from django.db import DatabaseError, transaction
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from govap import finding, frontpage, search_page, sitemaps
from govap.delivery import ahead
from govap.delivery.headers import unlisted
from govap.delivery.policy import cached_page
from govap.editorial import keyset
from govap.editorial.models import Correction
from govap.portal.models import Identity, Page
from govap.search.models import Search
from govap.search.query import parse
from news.models import Article, Category
from videos.models import Video

log = logging.getLogger(__name__)
FEED_FORMS = [
    ("RSS", "application/rss+xml", ""),
    ("Atom", "application/atom+xml", "_atom"),
    ("JSON Feed", "application/feed+json", "_json"),
]

ICONS = [("icon-192", 192, "any"), ("icon-512", 512, "any"), ("icon-maskable-512", 512, "maskable")]
MACHINES = 300  # seconds that what prints no count is kept, unless something is published


@cached_page()
@require_safe
def home(request):
    return render(request, "home.html", {"current": request.path, **frontpage.content()})


@require_safe
def search(request):
    asked = search_page.read(request.GET)
    context = search_page.context(asked)
    if (
        asked.page == 1
        and asked.query.words
        and not asked.names
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
    ):
        _note(asked.query, has_found=bool(context["hits"]))
    return render(request, "search.html", context)


@cached_page(keyset.PARAMETER)
@require_safe
def corrections(request):
    found = Correction.objects.of_errors().of_published(Article, Video, Page).newest()
    printed, next_url = keyset.page(request, found)
    return render(request, "corrections.html", {"corrections": printed, "next_url": next_url})


@require_safe
def suggest(request):
    """What the words typed so far may become: {"titles": [{"text", "url"}], "places": [{"kind", "text", "url"}]}."""
    query = parse(request.GET.get("q", ""))
    titles = [{"text": title, "url": url} for title, url in finding.titles(query)]
    places = [{"kind": kind, "text": name, "url": url} for kind, name, url in finding.places(query)]
    return JsonResponse({"titles": titles, "places": places})


@cached_page()
@require_safe
def rss(request):
    categories = [(category.name, "news:category_feed", [category.slug]) for category in Category.objects.visible()]
    found = [("Tin mới", "news:feed", []), *categories, ("Video", "videos:feed", [])]
    feeds = [{"title": title, "forms": _forms(name, args)} for title, name, args in found]
    return render(request, "rss.html", {"feeds": feeds})


@cached_page(seconds=MACHINES)
@require_safe
@sitemap_views.x_robots_tag
def sitemap_index(request):
    listed = sitemaps.index(f"{request.scheme}://{request.get_host()}")
    return render(request, "sitemap_index.xml", {"sitemaps": listed}, "application/xml; charset=utf-8")


@cached_page("p", seconds=MACHINES)
@require_safe
def sitemap_part(request, section):
    make = sitemaps.part(section)
    if not make:
        raise Http404("Không có sơ đồ này.")
    site = make()
    response = sitemap_views.sitemap(request, {section: site}, section, site.template, "application/xml; charset=utf-8")
    if not response.context_data["urlset"]:
        raise Http404("Sơ đồ này chưa có địa chỉ nào.")
    return response


@cached_page(seconds=MACHINES)
@require_safe
def robots(request):
    address = request.build_absolute_uri(reverse("sitemap_index"))
    closed = "Disallow: /tim-kiem/?\nDisallow: /tim-kiem/goi-y/\n"  # what is found, not the page one searches from
    return HttpResponse(f"User-agent: *\n{closed}\nSitemap: {address}\n", "text/plain; charset=utf-8")


@cached_page(seconds=MACHINES)
@require_safe
def opensearch(request):
    context = {"identity": Identity.current(), "address": request.build_absolute_uri(reverse("search"))}
    return render(request, "opensearch.xml", context, "application/opensearchdescription+xml; charset=utf-8")


@cached_page(seconds=MACHINES)
@require_safe
def manifest(request):
    """How the site stands among a phone's applications (W3C Web Application Manifest)."""
    identity = Identity.current()
    told = {
        "name": identity.name,
        "short_name": identity.short_name,
        "lang": "vi",
        "dir": "ltr",
        "id": "/",
        "start_url": reverse("home"),
        "scope": "/",
        "display": "minimal-ui",  # a newspaper needs its way back
        "background_color": "#faf6ef",
        "theme_color": "#8f0616",
        "icons": [
            {"src": static(f"img/{name}.png"), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
            for name, size, purpose in ICONS
        ],
    }
    return JsonResponse(told, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False})


@cached_page(seconds=MACHINES)
@require_safe
def worker(request):
    return render(request, "worker.js", content_type="text/javascript; charset=utf-8")


@cached_page(seconds=MACHINES)
@require_safe
def fetched_ahead(request):
    return JsonResponse(ahead.RULES, content_type=ahead.CONTENT_TYPE)


@require_safe
def offline(request):
    """Fetched by the worker and never read here: neither counted nor found."""
    return unlisted(render(request, "offline.html"))


def _forms(name, args):
    """The three forms of a feed: [{"name", "kind", "url"}]."""
    return [
        {"name": form, "kind": kind, "url": reverse(f"{name}{ending}", args=args)} for form, kind, ending in FEED_FORMS
    ]


def _note(query, *, has_found):
    """For the staff's report; a database that cannot write must not keep anybody from reading."""
    try:
        with transaction.atomic():
            Search.note(query.folded, has_found=has_found)
    except DatabaseError:
        log.warning("Không ghi được lượt tìm kiếm.")
