from django.contrib.syndication.views import Feed
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Rss201rev2Feed

from govap.delivery.policy import cached_page

from .models import Article, Category

LENGTH = 30


@cached_page(seconds=300)
class ArticleFeed(Feed):
    feed_type = Rss201rev2Feed
    language = "vi"

    def item_title(self, item):
        return item.title

    def item_description(self, item):
        return item.summary

    def item_pubdate(self, item):
        return item.published_at

    def item_guid(self, item):
        return item.get_absolute_url()

    item_guid_is_permalink = False


class NewestFeed(ArticleFeed):
    title = "Tin mới"
    description = "Tin bài mới nhất"

    def link(self):
        return reverse("news:article_list")

    def items(self):
        return Article.objects.published().for_cards().newest()[:LENGTH]


class CategoryFeed(ArticleFeed):
    def get_object(self, request, slug):
        return get_object_or_404(Category.objects.select_related("parent"), slug=slug)

    def title(self, category):
        return category.name

    def description(self, category):
        return category.description or f"Tin bài mới của chuyên mục {category.name}"

    def link(self, category):
        return category.get_absolute_url()

    def items(self, category):
        return Article.objects.published().in_category(category).for_cards().newest()[:LENGTH]
