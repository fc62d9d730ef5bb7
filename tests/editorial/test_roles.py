"""What roles bring beside the workflow: names that exist, and something for everything that staff keep."""

import pytest
from django.contrib.admin import site
from django.contrib.auth.models import Permission

from govap.editorial import roles
from tests.factories import make_staff

pytestmark = pytest.mark.django_db


def test_every_grant_is_a_permission_that_exists():
    known = {f"{p.content_type.app_label}.{p.codename}" for p in Permission.objects.select_related("content_type")}
    assert {name for names in roles.GRANTS.values() for name in names} <= known


def test_everything_in_admin_is_open_to_some_role():
    kept = [model._meta for model in site._registry if not hasattr(model, "CONTENT")]
    granted = roles.granted(roles.LEVELS[roles.MANAGER])
    assert not [opts.label for opts in kept if f"{opts.app_label}.view_{opts.model_name}" not in granted]


@pytest.mark.parametrize(
    ("role", "allowed", "refused"),
    [
        (roles.REPORTER, "library.add_image", "news.change_tag"),
        (roles.EDITOR, "news.add_tag", "news.add_category"),
        (roles.APPROVER, "news.add_category", "library.delete_image"),
        (roles.MANAGER, "editorial.change_user", "editorial.delete_user"),
    ],
)
def test_a_role_brings_its_own_and_no_more(role, allowed, refused):
    user = make_staff(role)
    assert user.has_perm(allowed)
    assert not user.has_perm(refused)
