from django.apps import AppConfig
from django.db.models.signals import m2m_changed

from govap.counting.kinds import totals

from .indexing import index_tagged


class NewsConfig(AppConfig):
    name = "news"
    verbose_name = "Tin tức"

    def ready(self):
        totals["article"] = self.get_model("Article")
        m2m_changed.connect(index_tagged, sender=self.get_model("TaggedArticle"))
