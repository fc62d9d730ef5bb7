from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "govap.portal"
    verbose_name = "Cổng thông tin"
