"""Pages that show several apps at once, and those for machines."""

import logging
import re

from django.conf import settings
from django.contrib.sitemaps import views as sitemap_views
from django.db import DatabaseError, transaction
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from govap import finding, frontpage, search_page
from govap.delivery.policy import cached_page
from govap.editorial import keyset
from govap.editorial.models import Correction
from govap.portal.models import Identity, Page
from govap.portal.sitemaps import PageSitemap
from govap.search.models import Search
from govap.search.query import parse
from govap.sitemaps import FixedSitemap
from news.models import Article, Category
from news.sitemaps import CategorySitemap, MonthSitemap, months
from videos.models import Video
from videos.sitemaps import VideoSitemap

log = logging.getLogger(__name__)
FEED_FORMS = [
    ("RSS", "application/rss+xml", ""),
    ("Atom", "application/atom+xml", "_atom"),
    ("JSON Feed", "application/feed+json", "_json"),
]
STANDING_SITEMAPS = {"chung": FixedSitemap, "chuyen-muc": CategorySitemap, "video": VideoSitemap, "trang": PageSitemap}

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
def sitemap_index(request):
    sitemaps = STANDING_SITEMAPS | months()
    return sitemap_views.index(request, sitemaps, sitemap_url_name="sitemap_part")


@cached_page(seconds=MACHINES)
@require_safe
def sitemap_part(request, section):
    sitemaps = STANDING_SITEMAPS
    if month := re.fullmatch(r"([12][0-9]{3})-(0[1-9]|1[0-2])", section):
        sitemaps = {section: MonthSitemap(int(month[1]), int(month[2]))}
    if section not in sitemaps:
        raise Http404
    return sitemap_views.sitemap(request, sitemaps, section)


@cached_page(seconds=MACHINES)
@require_safe
def robots(request):
    address = request.build_absolute_uri(reverse("sitemap_index"))
    return HttpResponse(f"User-agent: *\nDisallow: /tim-kiem/\n\nSitemap: {address}\n", "text/plain; charset=utf-8")


@cached_page(seconds=MACHINES)
@require_safe
def opensearch(request):
    context = {"identity": Identity.current(), "address": request.build_absolute_uri(reverse("search"))}
    return render(request, "opensearch.xml", context, "application/opensearchdescription+xml; charset=utf-8")


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
