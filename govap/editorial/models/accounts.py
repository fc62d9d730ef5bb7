import secrets

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property

from govap.editorial import roles


def new_stamp() -> str:
    return secrets.token_hex(8)


class User(AbstractUser):
    session_stamp = models.CharField("dấu phiên làm việc", max_length=16, default=new_stamp, editable=False)

    class Meta(AbstractUser.Meta):
        verbose_name = "tài khoản"
        verbose_name_plural = "tài khoản"

    def get_full_name(self):
        """Family name first, as Vietnamese names go; the user name of somebody who has not given one."""
        return f"{self.last_name} {self.first_name}".strip() or self.username

    @cached_property
    def level(self):
        """How far this person's roles reach (roles.LEVELS); 0 for who is no active member of staff."""
        if not (self.is_active and self.is_staff):
            return 0
        if self.is_superuser:
            return roles.LEVELS[roles.MANAGER]
        names = self.groups.values_list("name", flat=True)
        return max((roles.LEVELS.get(name, 0) for name in names), default=0)

    def get_session_auth_hash(self):
        return self._stamped_hash()

    def get_session_auth_fallback_hash(self):
        yield from ()

    def end_sessions(self):
        self.session_stamp = new_stamp()
        self.save(update_fields=["session_stamp"])

    def _stamped_hash(self):
        state = f"{self.password}:{self.session_stamp}:{self.is_staff}:{self.is_superuser}"
        return salted_hmac("govap.editorial.User.session", state, algorithm="sha256").hexdigest()
