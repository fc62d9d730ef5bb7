from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "govap.search"
    verbose_name = "Tìm kiếm"
