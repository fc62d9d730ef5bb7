from django.apps import AppConfig

from govap.counting.kinds import totals
from govap.library.naming import models


class VideosConfig(AppConfig):
    name = "videos"
    verbose_name = "Thư viện video"

    def ready(self):
        models["video"] = self.get_model("Video")
        totals["video"] = self.get_model("Video")
