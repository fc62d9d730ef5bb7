from django.apps import AppConfig


class CountingConfig(AppConfig):
    name = "govap.counting"
    verbose_name = "Lượt xem"
