from django.contrib.auth.backends import ModelBackend

from .models import User
from .roles import granted, level_of


class StaffBackend(ModelBackend):
    """Django's own, with what a role brings; a member of staff, role and all, is one query."""

    def get_user(self, user_id):
        user = User.objects.with_roles().filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None

    def has_perm(self, user_obj, perm, obj=None):
        if perm in granted(level_of(user_obj)):
            return True
        return _has_grants(user_obj) and super().has_perm(user_obj, perm, obj)

    def has_module_perms(self, user_obj, app_label):
        if any(name.startswith(f"{app_label}.") for name in granted(level_of(user_obj))):
            return True
        return _has_grants(user_obj) and super().has_module_perms(user_obj, app_label)


def _has_grants(user):
    return user.is_active and user.has_grants  # a visitor is not active
