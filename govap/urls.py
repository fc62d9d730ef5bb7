from django.contrib import admin
from django.urls import include, path, re_path

from govap import attachments, checking, choosing, pasting, views
from govap.cards.views import card
from govap.delivery import health
from govap.delivery.media import media
from govap.editorial.views import shared
from govap.open_data import views as open_data
from govap.statistics.views import statistics, statistics_sheet
from govap.status.views import status

CARD = r"^anh-chia-se/(?P<kind>bai|video|trang)-(?P<pk>[0-9]{1,18})-(?P<digest>[0-9a-f]{12})\.png$"
handler500 = "govap.delivery.silence.failed"
urlpatterns = [
    path("", views.home, name="home"),
    path("tim-kiem/", views.search, name="search"),
    path("dinh-chinh/", views.corrections, name="corrections"),
    path("tim-kiem/goi-y/", views.suggest, name="suggest"),
    path("rss/", views.rss, name="rss"),
    path("sitemap.xml", views.sitemap_index, name="sitemap_index"),
    re_path(r"^sitemap-(?P<section>[0-9]{4}-[0-9]{2}|[a-z-]+)\.xml$", views.sitemap_part, name="sitemap_part"),
    path("robots.txt", views.robots, name="robots"),
    path("api/v1/", include("govap.api.urls")),
    path("du-lieu-mo/", open_data.page, name="open_data"),
    path("du-lieu-mo/<str:name>", open_data.file, name="open_data_file"),
    re_path(CARD, card, name="card"),
    path("opensearch.xml", views.opensearch, name="opensearch"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("worker.js", views.worker, name="worker"),
    path("doc-truoc.json", views.fetched_ahead, name="ahead"),
    path("ngoai-tuyen/", views.offline, name="offline"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    re_path(
        r"^media/van-ban/(?P<name>[0-9]{4}/[0-9]{2}/[0-9a-f]{32}\.[a-z]{3,4})$",
        attachments.stored,
        name="document_file",
    ),
    path("media/<path:path>", media, name="media"),
    re_path(r"^tai-lieu/(?P<pk>[1-9][0-9]{0,17})/$", attachments.document, name="document"),
    path("admin/dan/", pasting.paste, name="paste"),
    path("admin/chon/<slug:kind>/", choosing.choose, name="choose"),
    re_path(r"^admin/kiem-tra/(?P<app>[a-z]+)/(?P<model>[a-z]+)/(?P<pk>[0-9]{1,18})/$", checking.check, name="checks"),
    path("admin/tinh-trang/", admin.site.admin_view(status), name="status"),
    path("admin/thong-ke/", admin.site.admin_view(statistics), name="statistics"),
    path("admin/thong-ke/<slug:name>.csv", admin.site.admin_view(statistics_sheet), name="statistics_sheet"),
    path("admin/", admin.site.urls),
    path("xem-truoc/<slug:token>/", shared, name="shared"),
    path("", include("news.urls")),
    path("", include("videos.urls")),
    path("", include("govap.portal.urls")),
]
