from django.urls import path, re_path

from . import feeds, views

app_name = "videos"

urlpatterns = [
    path("video/", views.video_list, name="video_list"),
    re_path(r"^video/(?P<slug>[^/]*)-(?P<pk>[0-9]{1,18})/$", views.video, name="video"),
    re_path(r"^video/(?P<pk>[0-9]{1,18})\.vtt$", views.captions, name="captions"),
    path("rss/video.xml", feeds.VideoFeed(), name="feed"),
    path("rss/video.atom", feeds.VideoFeed("atom"), name="feed_atom"),
    path("rss/video.json", feeds.VideoFeed("json"), name="feed_json"),
]
