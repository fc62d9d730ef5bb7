from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import m2m_changed

from . import sessions


class EditorialConfig(AppConfig):
    name = "govap.editorial"
    verbose_name = "Biên tập"

    def ready(self):
        user = self.get_model("User")
        user_logged_in.connect(sessions.start)
        m2m_changed.connect(sessions.end_on_role_change, sender=user.groups.through)
        m2m_changed.connect(sessions.end_on_role_change, sender=user.user_permissions.through)
