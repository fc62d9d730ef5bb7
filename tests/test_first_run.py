import re

import pytest
from django.contrib.auth import authenticate
from django.core.management import call_command

from news.models import Article

pytestmark = pytest.mark.django_db


def test_fills_the_site_and_prints_a_working_password_once(capsys, rf):
    call_command("first_run", articles=5)
    printed = capsys.readouterr().out
    password = re.search(r"Mật khẩu .*: (\S+)", printed)[1]
    user = authenticate(rf.post("/admin/login/"), username="quantri", password=password)
    assert user.is_superuser
    assert Article.objects.count() == 5

    call_command("first_run", articles=5)
    assert capsys.readouterr().out == ""
    assert Article.objects.count() == 5
