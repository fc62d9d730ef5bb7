"""The parts of the sitemap and their index."""

import re
from functools import partial

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from govap.cards import of
from govap.editorial.sitemaps import Extent
from govap.portal.models import Identity
from govap.portal.sitemaps import PageSitemap
from news.sitemaps import CategorySitemap, MonthSitemap, NewsSitemap, months
from videos.sitemaps import VideoSitemap

MONTH = re.compile(r"([12][0-9]{3})-(0[1-9]|1[0-2])")


class FixedSitemap(Sitemap):
    """Pages that every site has, whatever its staff write."""

    template = "sitemaps/plain.xml"

    def items(self):
        return [
            *("home", "news:article_list", "videos:video_list", "news:archive", "corrections"),
            *("portal:accessibility", "open_data", "rss", "portal:sitemap"),
        ]

    def location(self, item):
        return reverse(item)

    def extent(self):
        return Extent(len(self.items()))


def _videos():
    identity = Identity.current()
    return VideoSitemap(lambda video: of.video(video, identity).address)


STANDING = {
    "chung": FixedSitemap,
    "tin-moi": NewsSitemap,
    "chuyen-muc": CategorySitemap,
    "video": _videos,
    "trang": PageSitemap,
}


def part(section):
    """What makes the sitemap of a section, or None."""
    month = MONTH.fullmatch(section)
    return partial(MonthSitemap, int(month[1]), int(month[2])) if month else STANDING.get(section)


def index(base):
    """[{"location", "last_mod"}] of every part that has something in it, a part of many addresses in several pages."""
    extents = {section: make().extent() for section, make in STANDING.items()} | months()
    return [
        {"location": f"{base}{reverse('sitemap_part', args=[section])}{page}", "last_mod": extent.lastmod}
        for section, extent in extents.items()
        for page in ["", *(f"?p={number}" for number in range(2, extent.pages + 1))][: extent.pages]
    ]
