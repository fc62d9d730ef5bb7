from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    name = "govap.delivery"
    verbose_name = "Phân phát"
