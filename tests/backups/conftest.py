"""A small site with everything that a backup must bring back, and what it looks like from outside."""

import hashlib
import io
import subprocess
from functools import partial
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from govap.counting import spool
from govap.editorial import workflow
from govap.library.models import Image
from tests.factories import make_article, make_draft, make_staff, make_video
from tests.pictures import upload

# Not what the site is: who is logged in, and which moment or state is newest.
PASSING = {"sessions.session", "delivery.change", "editorial.tickstate"}


@pytest.fixture(autouse=True)
def own_folders(settings, tmp_path):
    settings.VAR_DIR = tmp_path / "var"
    settings.MEDIA_ROOT = tmp_path / "var" / "media"
    settings.VAR_DIR.mkdir()


@pytest.fixture
def site(own_folders):
    article = make_article(title="Lễ hội áo dài", view_count=7)
    make_video(title="Phóng sự")
    approver = make_staff("người duyệt", "duyet")
    workflow.publish(make_draft(make_staff("phóng viên", "viet"), title="Tiếp công dân", summary="Tóm tắt."), approver)
    Image.objects.create(file=upload("anh.png", "PNG"), title="Ảnh lễ hội")
    spool.record("article", article.pk)
    spool.record("visit", 0)
    return article


def rows():
    """Every row of every model, as the database gives it."""
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.label_lower not in PASSING]
    with connection.cursor() as cursor:
        return {model._meta.db_table: _rows_of(cursor, model) for model in models if model._meta.managed}


def _rows_of(cursor, model):
    cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')  # noqa: S608
    return sorted(map(repr, cursor.fetchall()))


def media(root):
    files = [path for path in Path(root).rglob("*") if path.is_file() and not path.name.startswith(".")]
    return {path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def spoil(article, settings):
    """What a bad day does: a text overwritten, a row gone, a picture gone, another damaged."""
    spool.flush()
    article.title = "Bị ghi đè"
    article.save()
    make_article(title="Bài đến sau")
    Image.objects.all().delete()
    first, second = sorted(path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file())[:2]
    first.unlink()
    second.write_bytes(b"hong")


@pytest.fixture
def backup():
    """Calls the command; what it printed."""
    return partial(_said, "backup")


@pytest.fixture
def restore():
    return partial(_said, "restore")


@pytest.fixture
def commands(backup, restore):
    return backup, restore


def _said(name, *arguments):
    out = io.StringIO()
    call_command(name, *map(str, arguments), stdout=out)
    return out.getvalue()


@pytest.fixture
def small_disk(tmp_path):
    """A file system of one megabyte."""
    place = tmp_path / "dia-nho"
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", place], capture_output=True)
    if mounted.returncode:
        pytest.skip("may not mount a small disk here")
    yield place
    subprocess.run(["umount", "--lazy", place], check=True)
