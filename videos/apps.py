from django.apps import AppConfig

from govap.counting.kinds import totals


class VideosConfig(AppConfig):
    name = "videos"
    verbose_name = "Thư viện video"

    def ready(self):
        totals["video"] = self.get_model("Video")
