from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class GovapConfig(AppConfig):
    name = "govap"
    verbose_name = "Cổng thông tin"


class GovapAdminConfig(AdminConfig):
    default = False
    default_site = "govap.editorial.site.GovapAdminSite"
