from django.contrib.sitemaps import Sitemap

from .models import Video


class VideoSitemap(Sitemap):
    def items(self):
        return Video.objects.published().only("slug", "updated_at").newest()

    def lastmod(self, item):
        return item.updated_at
