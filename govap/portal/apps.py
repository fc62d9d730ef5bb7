from django.apps import AppConfig

from govap.editorial import publisher


class PortalConfig(AppConfig):
    name = "govap.portal"
    verbose_name = "Cổng thông tin"

    def ready(self):
        publisher.told_by(self.get_model("Identity").current)
