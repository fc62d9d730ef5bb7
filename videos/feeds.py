from django.contrib.syndication.views import Feed
from django.urls import reverse

from govap.delivery.policy import cached_page

from .models import Video


@cached_page(seconds=300)
class VideoFeed(Feed):
    title = "Video mới"
    description = "Video mới nhất"
    language = "vi"
    item_guid_is_permalink = False

    def link(self):
        return reverse("videos:video_list")

    def items(self):
        return Video.objects.published().select_related("programme").newest()[:30]

    def item_title(self, item):
        return item.title

    def item_description(self, item):
        return item.description

    def item_pubdate(self, item):
        return item.published_at

    def item_guid(self, item):
        return item.get_absolute_url()
