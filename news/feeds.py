from django.shortcuts import get_object_or_404
from django.urls import reverse

from govap.editorial.feeds import Channel, PublishableFeed

from .models import Article, Category


class ArticleFeed(PublishableFeed):
    def item_description(self, item):
        return item.summary

    def item_categories(self, item):
        return [item.category.name]

    def item_file(self, item):
        return item.image and item.image.file


class NewestFeed(ArticleFeed):
    def get_object(self, request):
        rows = Article.objects.published().for_feeds()
        return Channel("Tin mới", "Tin bài mới nhất", reverse("news:article_list"), rows)


class CategoryFeed(ArticleFeed):
    def get_object(self, request, slug):
        category = get_object_or_404(Category.objects.select_related("parent"), slug=slug)
        about = category.description or f"Tin bài mới của chuyên mục {category.name}"
        rows = Article.objects.published().in_category(category).for_feeds()
        return Channel(category.name, about, category.get_absolute_url(), rows)
