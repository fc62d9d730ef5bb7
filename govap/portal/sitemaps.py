from govap.editorial.sitemaps import PublishableSitemap

from .models import Page


class PageSitemap(PublishableSitemap):
    def rows(self):
        return Page.objects.published().only("slug", "updated_at", "published_at")
