from django.contrib.sitemaps import Sitemap
from django.urls import reverse


class FixedSitemap(Sitemap):
    """Pages that every site has, whatever its staff write."""

    def items(self):
        return [
            *("home", "news:article_list", "videos:video_list", "news:archive"),
            *("corrections", "portal:accessibility", "open_data"),
        ]

    def location(self, item):
        return reverse(item)
