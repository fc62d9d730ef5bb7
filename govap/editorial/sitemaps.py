"""Sitemaps of what is published, each with its extent: what the index says of it without reading all of it."""

from typing import NamedTuple

from django.contrib.sitemaps import Sitemap
from django.db.models import Count, Max

MEASURES = {"count": Count("pk"), "updated": Max("updated_at"), "published": Max("published_at")}


class Extent(NamedTuple):
    """How many addresses a sitemap has and when the last of them changed (None if it does not say)."""

    count: int
    lastmod: object = None

    @property
    def pages(self):
        return -(-self.count // Sitemap.limit)


class PublishableSitemap(Sitemap):
    """A subclass gives `rows`: a queryset of something Publishable."""

    template = "sitemaps/plain.xml"

    def rows(self):
        raise NotImplementedError

    def items(self):
        return self.rows().newest()

    def lastmod(self, item):
        return changed_at(item.updated_at, item.published_at)

    def extent(self):
        return extent(**self.rows().order_by().aggregate(**MEASURES))

    def get_urls(self, page=1, site=None, protocol=None):
        found = super().get_urls(page, site, protocol)
        self.add_to(found, f"{protocol}://{site.domain}")
        return found

    def add_to(self, urls, base):
        """Put into each dict what the template shows besides the address; `base` is the site's address."""


def extent(count, updated, published):
    return Extent(count, changed_at(updated, published) if count else None)


def changed_at(updated, published):
    """When readers saw it change last: what was written before its first day appeared on that day."""
    return max(updated, published)
