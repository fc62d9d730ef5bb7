from govap.editorial.sitemaps import PublishableSitemap

from .models import Video

PLAYER = "https://www.youtube-nocookie.com/embed/"
LONGEST_DESCRIPTION = 2048  # of the video extension


class VideoSitemap(PublishableSitemap):
    """`picture_of(video)`, given by the roof, is the address of what stands for a video without a poster."""

    template = "sitemaps/videos.xml"

    def __init__(self, picture_of):
        self.picture_of = picture_of

    def rows(self):
        return Video.objects.published()

    def items(self):
        return super().items().select_related("programme", "poster").defer("captions")

    def add_to(self, urls, base):
        for url in urls:
            video = url["item"]
            picture = video.poster.url if video.poster else self.picture_of(video)
            url["video"] = (video.file or video.youtube_id) and {
                "thumbnail": base + picture,
                "description": (video.description or video.title)[:LONGEST_DESCRIPTION],
                "content": base + video.file.url if video.file else "",
                "player": PLAYER + video.youtube_id if video.youtube_id and not video.file else "",
            }
