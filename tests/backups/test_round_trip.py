"""Backup, change, restore: the same site, on whichever database the suite runs."""

import re
import shutil
import subprocess

import pytest
from django.contrib.sessions.models import Session
from django.core.management.color import no_style
from django.db import connection

from govap.counting import spool
from govap.counting.models import Counter, FlushedSpool
from govap.delivery.models import Change
from govap.editorial.verifying import verify
from news.models import Article
from tests.backups.conftest import media, rows, spoil
from tests.factories import make_article, make_user

PROGRAMS = ("pg_dump", "pg_restore", "psql")
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor == "postgresql" and not all(map(shutil.which, PROGRAMS)), reason="no postgresql-client here"
    ),
]


@pytest.mark.parametrize("place", ["sao-luu.tar", "cac-ban/"])
def test_what_was_is_again(site, settings, tmp_path, commands, place):
    backup, restore = commands
    before, files = rows(), media(settings.MEDIA_ROOT)
    assert "đã đọc lại đủ" in backup(f"{tmp_path}/{place}")
    place = next((tmp_path / place).iterdir()) if place.endswith("/") else tmp_path / place
    spoil(site, settings)
    assert rows() != before

    assert "Đã khôi phục trang" in restore(place, "--replace")
    assert rows() == before
    assert files.items() <= media(settings.MEDIA_ROOT).items()
    assert verify()[0] > 0
    spool.flush()
    site.refresh_from_db()
    assert (site.title, site.view_count) == ("Lễ hội áo dài", 8)
    assert Counter.objects.get(name="visits").value == 1
    make_article()  # numbers go on where they were
    assert not list(tmp_path.rglob(".govap-*"))


def test_an_empty_site_needs_no_consent(site, tmp_path, backup, restore):
    backup(tmp_path / "a.tar")
    before = rows()
    empty()
    assert "Đã khôi phục trang" in restore(tmp_path / "a.tar")
    assert rows() == before


def empty():
    connection.ops.execute_sql_flush(
        connection.ops.sql_flush(no_style(), connection.introspection.django_table_names(), allow_cascade=True)
    )


def test_the_second_folder_shares_the_files_of_the_first(site, settings, tmp_path, backup):
    folder = tmp_path / "cac-ban"
    for _ in range(3):
        backup(folder, "--keep", "2")
    copies = sorted(folder.iterdir())
    assert len(copies) == 2
    [first, second] = [next((copy / "media").rglob("*.jpg")) for copy in copies]
    assert first.stat().st_ino == second.stat().st_ino
    assert first.stat().st_ino != next(settings.MEDIA_ROOT.rglob("*.jpg")).stat().st_ino
    for copy in copies:
        assert subprocess.run(["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=copy).returncode == 0


def test_nobody_stays_logged_in(site, client, tmp_path, backup, restore):
    client.force_login(make_user())
    key = Session.objects.get().pk
    backup(tmp_path / "a.tar")
    assert key.encode() not in (tmp_path / "a.tar").read_bytes()
    restore(tmp_path / "a.tar", "--replace")
    assert not Session.objects.exists()


def test_a_spool_that_was_applied_already_is_not_applied_again(site, tmp_path, backup, restore):
    """As a flush leaves it that dies between its commit and its last step."""
    spool.flush()
    views = Article.objects.get(pk=site.pk).view_count
    (spool.folder() / "7-abc.taken").write_bytes(f"\narticle {site.pk} 2026-01-02".encode())
    FlushedSpool.objects.create(name="7-abc.taken")
    backup(tmp_path / "a.tar")
    restore(tmp_path / "a.tar", "--replace")
    spool.flush()
    assert Article.objects.get(pk=site.pk).view_count == views


def test_a_link_of_the_old_site_works_again(site, client, tmp_path, backup, restore):
    backup(tmp_path / "a.tar")
    path = site.get_absolute_url()
    Article.objects.filter(pk=site.pk).update(is_live=False)
    assert client.get(path).status_code == 404
    restore(tmp_path / "a.tar", "--replace")
    page = client.get(path).content.decode()
    assert re.search(r"Lễ hội áo dài", page)


def test_what_a_newer_program_added_is_gone(site, tmp_path, commands):
    """The way back from an upgrade: the older program, and a copy from before."""
    backup, restore = commands
    backup(tmp_path / "a.tar")
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE govap_later (article_id bigint REFERENCES news_article (id))")
    restore(tmp_path / "a.tar", "--replace")
    assert "govap_later" not in connection.introspection.table_names()


def test_every_cache_learns_that_the_site_is_another(site, tmp_path, commands):
    backup, restore = commands
    backup(tmp_path / "a.tar")
    before = Change.version()
    restore(tmp_path / "a.tar", "--replace")
    version, taken_off = Change.version()
    assert version != before[0]
    assert taken_off != before[1]
