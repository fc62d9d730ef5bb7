import re

import pytest
from django.contrib.auth import authenticate
from django.core.management import call_command

from govap.search import index
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


def test_a_site_without_an_index_gets_one(capsys):
    call_command("first_run", articles=5)
    for scope in ("public", "desk"):
        index.clear(scope)
    call_command("first_run")
    assert "Đã lập chỉ mục" in capsys.readouterr().out
    assert len(index.ids("desk", "article", Article.objects.first().title)) >= 1
