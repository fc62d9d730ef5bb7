from django.apps import AppConfig

from .naming import models


class LibraryConfig(AppConfig):
    name = "govap.library"
    verbose_name = "Thư viện ảnh"

    def ready(self):
        models["album"], models["document"] = self.get_model("Album"), self.get_model("Document")
