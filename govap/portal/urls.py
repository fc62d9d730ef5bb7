from django.urls import path

from . import views

app_name = "portal"

urlpatterns = [
    path("so-do/", views.sitemap, name="sitemap"),
    path(f"{views.ACCESSIBILITY}/", views.accessibility, name="accessibility"),
    path("<slug:slug>/", views.page, name="page"),
]
