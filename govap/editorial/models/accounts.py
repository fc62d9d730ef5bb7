import secrets

from django.contrib.auth.models import AbstractUser, Group, Permission
from django.contrib.auth.models import UserManager as DjangoUserManager
from django.db import models
from django.db.models import IntegerField
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property

from govap.editorial import roles


def new_stamp() -> str:
    return secrets.token_hex(8)


LEVEL = models.Case(
    *(models.When(name=name, then=level) for name, level in roles.LEVELS.items()),
    default=0,
    output_field=IntegerField(),
)


class UserManager(DjangoUserManager):
    use_in_migrations = False

    def with_roles(self):
        """Accounts that know their level and whether anything else was granted to them, without a further query."""
        groups = Group.objects.filter(user=models.OuterRef("pk"))
        levels = groups.annotate(level=LEVEL).order_by("-level").values("level")
        grants = Permission.objects.filter(
            models.Q(user=models.OuterRef("pk")) | models.Q(group__user=models.OuterRef("pk"))
        )
        return self.annotate(top_level=models.Subquery(levels[:1]), any_grant=models.Exists(grants))


class User(AbstractUser):
    session_stamp = models.CharField("dấu phiên làm việc", max_length=16, default=new_stamp, editable=False)

    objects = UserManager()

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
        if "top_level" in self.__dict__:
            return self.top_level or 0
        return max((roles.LEVELS.get(name, 0) for name in self.groups.values_list("name", flat=True)), default=0)

    @cached_property
    def has_grants(self):
        """Whether single permissions were given besides the role, to this person or to a group."""
        if "any_grant" in self.__dict__:
            return self.any_grant
        return Permission.objects.filter(models.Q(user=self) | models.Q(group__user=self)).exists()

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
