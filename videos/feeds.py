from django.urls import reverse

from govap.editorial.feeds import Channel, PublishableFeed

from .models import Video


class VideoFeed(PublishableFeed):
    def get_object(self, request):
        rows = Video.objects.published().select_related("programme", "poster").defer("captions")
        return Channel("Video mới", "Video mới nhất", reverse("videos:video_list"), rows)

    def item_description(self, item):
        return item.description

    def item_categories(self, item):
        return [item.programme.title]

    def item_file(self, item):
        return item.file or (item.poster and item.poster.file)
