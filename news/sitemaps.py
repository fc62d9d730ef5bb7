from datetime import date, timedelta

from django.contrib.sitemaps import Sitemap
from django.db.models.functions import TruncMonth
from django.utils import timezone

from govap.editorial import publisher
from govap.editorial.sitemaps import MEASURES, Extent, PublishableSitemap, extent
from govap.library.models import Image
from govap.library.uses import IMAGE, Scope, Use

from .archive import last_of_month
from .models import Article, Category

FRESH = timedelta(days=2)  # that Google News looks back
MOST_NEWS = 1000  # addresses that it takes


class CategorySitemap(Sitemap):
    template = "sitemaps/plain.xml"

    def items(self):
        return Category.objects.visible()

    def extent(self):
        return Extent(self.items().count())


class MonthSitemap(PublishableSitemap):
    """The articles of one month with their pictures: bounded, however many years the site has."""

    template = "sitemaps/pictures.xml"

    def __init__(self, year, month):
        self.first = date(year, month, 1)

    def rows(self):
        return Article.objects.published().between(self.first, last_of_month(self.first))

    def items(self):
        return super().items().select_related("image").only("slug", "updated_at", "published_at", "image__file")

    def add_to(self, urls, base):
        within = self._pictures_in_texts()
        for url in urls:
            article = url["item"]
            lead = [article.image.url] if article.image else []
            url["pictures"] = [base + picture for picture in dict.fromkeys([*lead, *within.get(article.pk, ())])]

    def _pictures_in_texts(self):
        """{article's pk: addresses of the pictures that its text shows}"""
        uses = Use.objects.of_model(Article).filter(kind=IMAGE, scope=Scope.ROW, object_id__in=self.rows().values("pk"))
        images = Image.objects.only("file").in_bulk(set(uses.values_list("target", flat=True)))
        found = {}
        for pk, target in uses.order_by("pk").values_list("object_id", "target"):
            if target in images:
                found.setdefault(pk, []).append(images[target].url)
        return found


class NewsSitemap(PublishableSitemap):
    """What Google News reads. On quiet days it holds the newest article without the marks of news, since the schema
    knows no empty sitemap."""

    template = "sitemaps/news.xml"

    def rows(self):
        return Article.objects.published().dated(published_at__gte=timezone.now() - FRESH)

    def items(self):
        return self._newest(self.rows(), MOST_NEWS) or self._newest(Article.objects.published(), 1)

    def extent(self):
        items = self.items()
        return Extent(len(items), max(map(self.lastmod, items), default=None))

    def add_to(self, urls, base):
        name, oldest = publisher.current().name, timezone.now() - FRESH
        for url in urls:
            url["publication"] = name if url["item"].published_at >= oldest else ""

    def _newest(self, rows, most):
        return list(rows.newest().only("title", "slug", "updated_at", "published_at")[:most])


def months():
    """("2017-04", its Extent) of every month that has articles, newest first."""
    dated = Article.objects.published().order_by().annotate(month=TruncMonth("published_at"))
    rows = dated.values("month").annotate(**MEASURES).order_by("-month")
    return {f"{row.pop('month'):%Y-%m}": extent(**row) for row in rows}
