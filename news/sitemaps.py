from datetime import date

from django.contrib.sitemaps import Sitemap

from .archive import last_of_month
from .models import Article, Category, DayCount


class CategorySitemap(Sitemap):
    def items(self):
        return Category.objects.visible()


class MonthSitemap(Sitemap):
    """The articles of one month: bounded, however many years the site has."""

    def __init__(self, year, month):
        self.first = date(year, month, 1)

    def items(self):
        of_month = Article.objects.published().between(self.first, last_of_month(self.first))
        return of_month.only("slug", "updated_at").newest()

    def lastmod(self, item):
        return item.updated_at


def months():
    """("2017-04", its sitemap) of every month that has articles, newest first."""
    rows = DayCount.objects.filter(count__gt=0).values_list("year", "month").distinct().order_by("-year", "-month")
    return {f"{year:04}-{month:02}": MonthSitemap(year, month) for year, month in rows}
