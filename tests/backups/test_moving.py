"""From SQLite to PostgreSQL: a backup there, restored here, is the same site."""

import os
import sqlite3
import subprocess
import sys
import tarfile
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.apps import apps
from django.db import connection

from govap.backups.moving import MADE_ANEW
from govap.editorial.verifying import verify
from news.models import Article
from tests.backups.conftest import PASSING, media, rewrite, rows
from tests.factories import make_article, make_draft, make_staff

ROOT = Path(__file__).resolve().parent.parent.parent
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="leads to PostgreSQL"),
]


@pytest.fixture(scope="module")
def old_site(tmp_path_factory):
    """A backup of a site on SQLite, made by processes that know no PostgreSQL."""
    home = tmp_path_factory.mktemp("sqlite")
    environment = os.environ | {"VAR_DIR": str(home / "var"), "MEDIA_ROOT": str(home / "media"), "DATABASE_URL": ""}
    for command in (["migrate", "-v0"], ["make_demo", "--articles", "20"], ["backup", str(home / "a.tar")]):
        subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=True)
    return home


@pytest.fixture
def restore(settings):
    """In a process of its own, on this test's database: Django's tests know no second one. What went wrong."""
    address = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
    own = {"DATABASE_URL": address, "VAR_DIR": str(settings.VAR_DIR), "MEDIA_ROOT": str(settings.MEDIA_ROOT)}
    command = [sys.executable, "manage.py", "restore", "--replace"]

    def restored(place):
        done = subprocess.run([*command, str(place)], cwd=ROOT, env=os.environ | own, capture_output=True, text=True)
        assert "Traceback" not in done.stderr
        return done.stderr

    return restored


def test_every_row_arrives(old_site, settings, restore, client):
    make_article(title="Của trang thử trên PostgreSQL")
    assert restore(old_site / "a.tar") == ""
    with closing(sqlite3.connect(old_site / "var" / "govap.sqlite3")) as database:
        for model in apps.get_models(include_auto_created=True):
            if model not in MADE_ANEW and model._meta.label_lower not in PASSING:
                statement = f'SELECT count(*) FROM "{model._meta.db_table}"'  # noqa: S608
                assert len(rows()[model._meta.db_table]) == database.execute(statement).fetchone()[0], model
    assert media(old_site / "media") == media(settings.MEDIA_ROOT)
    verify()
    article = Article.objects.published().newest().first()
    assert client.get(article.get_absolute_url()).status_code == 200
    found = client.get("/tim-kiem/", {"q": article.title}).content.decode()
    assert article.get_absolute_url() in found
    make_draft(make_staff("phóng viên"))  # numbers go on behind the last


def test_a_schema_that_is_not_there_is_told(old_site, restore):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE django_migrations SET app = 'later' WHERE app = 'delivery'")
    try:
        assert "Chạy manage.py migrate" in restore(old_site / "a.tar")
    finally:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE django_migrations SET app = 'delivery' WHERE app = 'later'")


def test_a_row_that_postgresql_does_not_take_leaves_all_as_it_was(old_site, tmp_path, restore):
    make_article(title="Ở lại")
    before = rows()
    with tarfile.open(old_site / "a.tar") as tar:
        tar.extractall(tmp_path / "a", filter="data")
    with closing(sqlite3.connect(tmp_path / "a" / "database.sqlite3")) as database:
        database.execute("UPDATE news_article SET summary = 'a' || char(0) || 'b'")
        database.commit()
    rewrite(tmp_path / "a", "database.sqlite3", lambda content: content)
    assert "NUL" in restore(tmp_path / "a")
    assert rows() == before
