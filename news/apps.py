from django.apps import AppConfig

from govap.counting.kinds import totals


class NewsConfig(AppConfig):
    name = "news"
    verbose_name = "Tin tức"

    def ready(self):
        totals["article"] = self.get_model("Article")
