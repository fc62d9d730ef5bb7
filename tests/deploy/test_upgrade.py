"""`make upgrade` on a site of an older schema, with real processes."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from django.db import connection

from tests.deploy.conftest import ROOT
from tests.factories import make_article

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="one site of its own is enough"),
]
# The last step of an app whose change can be taken back without its data.
OLDER = "DELETE FROM django_migrations WHERE app = 'delivery'; DROP TABLE delivery_change;"


@pytest.fixture
def old_site(tmp_path):
    make_article(title="Lễ hội áo dài")
    (tmp_path / "var").mkdir()
    (tmp_path / "cac-ban").mkdir()
    with closing(sqlite3.connect(tmp_path / "var" / "govap.sqlite3")) as database:
        connection.connection.backup(database)
        database.executescript(OLDER)
    return tmp_path


def upgrade(home, **over):
    """-o venv: the environment of the tests takes the place of the one that make would install."""
    environment = os.environ | {
        "VAR_DIR": str(home / "var"), "BACKUPS": str(home / "cac-ban"), "GOVAP_ENV": "/dev/null", "INSECURE_HTTP": "0",
        "PAUSE": "0",
    } | over  # fmt: skip
    command = ["make", "-o", "venv", "upgrade", f"PY={sys.executable}"]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)


def ask(home, statement):
    with closing(sqlite3.connect(home / "var" / "govap.sqlite3")) as database:
        return database.execute(statement).fetchone()[0]


def test_backup_first_then_the_schema_then_the_files(old_site):
    done = upgrade(old_site)
    assert done.returncode == 0, done.stdout + done.stderr
    assert ask(old_site, "SELECT count(*) FROM django_migrations WHERE app = 'delivery'") > 0
    assert ask(old_site, "SELECT title FROM news_article") == "Lễ hội áo dài"
    assert list((old_site / "var" / "static").rglob("tokens.css"))
    [copy] = (old_site / "cac-ban").iterdir()
    manifest = json.loads((copy / "manifest.json").read_text())
    assert not [name for name in manifest["migrations"] if name.startswith("delivery.")]  # of before
    assert manifest["version"].startswith("trước ")
    assert "Đã nâng cấp" in done.stdout


def test_what_fails_stops_before_anything_is_changed(old_site):
    (old_site / "cac-ban").rmdir()
    done = upgrade(old_site, BACKUPS=str(old_site / "khong" / "co"))
    assert done.returncode != 0
    assert ask(old_site, "SELECT count(*) FROM django_migrations WHERE app = 'delivery'") == 0
    assert "Không có" in done.stderr
    assert "Trang vẫn chạy bản cũ" in done.stderr
    assert "Traceback" not in done.stderr
