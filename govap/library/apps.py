from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "govap.library"
    verbose_name = "Thư viện ảnh"
