from django.urls import path, re_path

from . import feeds, views

app_name = "news"

urlpatterns = [
    path("tin-tuc/", views.article_list, name="article_list"),
    re_path(r"^tin-tuc/(?P<slug>[^/]*)-(?P<pk>[0-9]{1,18})/$", views.article, name="article"),
    re_path(r"^tin-tuc/(?P<pk>[0-9]{1,18})\.svg$", views.qr, name="qr"),
    re_path(r"^tin-tuc/(?P<pk>[0-9]{1,18})\.html$", views.saved, name="saved"),
    path("chuyen-muc/<slug:slug>/", views.category, name="category"),
    path("the/<slug:slug>/", views.tag, name="tag"),
    path("theo-ngay/", views.archive, name="archive"),
    re_path(r"^theo-ngay/(?P<year>[0-9]{4})/$", views.year, name="year"),
    re_path(r"^theo-ngay/(?P<year>[0-9]{4})/(?P<month>[0-9]{2})/$", views.month, name="month"),
    re_path(r"^theo-ngay/(?P<year>[0-9]{4})/(?P<month>[0-9]{2})/(?P<day>[0-9]{2})/$", views.day, name="day"),
    path("rss/tin-moi.xml", feeds.NewestFeed(), name="feed"),
    path("rss/tin-moi.atom", feeds.NewestFeed("atom"), name="feed_atom"),
    path("rss/tin-moi.json", feeds.NewestFeed("json"), name="feed_json"),
    path("rss/chuyen-muc/<slug:slug>.xml", feeds.CategoryFeed(), name="category_feed"),
    path("rss/chuyen-muc/<slug:slug>.atom", feeds.CategoryFeed("atom"), name="category_feed_atom"),
    path("rss/chuyen-muc/<slug:slug>.json", feeds.CategoryFeed("json"), name="category_feed_json"),
    re_path(r"^.+\.[Aa][Ss][Pp][Xx]$", views.legacy, name="legacy"),
]
