from django.apps import AppConfig


class EditorialConfig(AppConfig):
    name = "govap.editorial"
    verbose_name = "Biên tập"
