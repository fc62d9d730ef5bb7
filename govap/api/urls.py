from django.urls import path, re_path

from . import views

app_name = "api"
PK = "(?P<pk>[0-9]{1,18})"

urlpatterns = [
    path("", views.index, name="index"),
    path("articles/", views.articles, name="articles"),
    re_path(rf"^articles/{PK}/$", views.article, name="article"),
    path("categories/", views.categories, name="categories"),
    path("tags/", views.tags, name="tags"),
    path("videos/", views.videos, name="videos"),
    re_path(rf"^videos/{PK}/$", views.video, name="video"),
    path("openapi.json", views.description, name="openapi"),
    re_path("^.*/$", views.nothing, name="nothing"),  # what has no slash at its end is tried with one first
]
