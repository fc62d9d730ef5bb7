"""A backup and a restore that die at any line: a copy is whole or absent, the site what it was or what the copy is."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from govap.backups import databases, making, reading, restoring, spools, writing
from govap.counting import spool
from news.models import Article
from tests.backups.conftest import rows
from tests.counting.test_dying import DyingError, roll_back

ROOT = Path(__file__).resolve().parent.parent.parent
FILES = {module.__file__ for module in (databases, making, reading, restoring, spools, writing)}
pytestmark = pytest.mark.django_db(transaction=True)


def dying_at(number, call, *arguments):
    """Whether it got to its end all the same; after so many lines of our own code it is gone like killed."""
    left = number

    def line(frame, event, _):
        nonlocal left
        if event == "line" and frame.f_code.co_filename in FILES:
            left -= 1
            if left < 0:
                raise DyingError
        return line

    former = sys.gettrace()
    sys.settrace(lambda frame, *_: line if frame.f_code.co_filename in FILES else None)
    try:
        call(*arguments)
    except DyingError:
        return False
    finally:
        sys.settrace(former)
        roll_back()
        connection.connection.rollback()  # what was begun below Django, as the end of a process does
    return True


STEPS = 1  # every so many lines: a whole run has some hundreds


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
@pytest.mark.skipif(connection.vendor != "sqlite", reason="the trace says nothing about another server's transaction")
def test_a_backup_is_whole_or_is_not_there(site, tmp_path, commands):
    backup, restore = commands
    number, is_whole = 0, False
    while not is_whole:
        is_whole = dying_at(number, backup, tmp_path / "a.tar")
        if (tmp_path / "a.tar").exists():
            assert "nguyên vẹn" in restore(tmp_path / "a.tar", "--check")
            (tmp_path / "a.tar").unlink()
        number += STEPS
    assert number > 200
    spool.flush()
    assert Article.objects.get(pk=site.pk).view_count == 8


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
@pytest.mark.skipif(connection.vendor != "sqlite", reason="the trace says nothing about another server's transaction")
def test_a_restore_is_done_or_is_not(site, tmp_path, commands):
    backup, restore = commands
    spool.flush()
    backup(tmp_path / "a.tar")
    then = rows()
    Article.objects.filter(pk=site.pk).update(title="Bị ghi đè")
    now = rows()
    number, is_whole = 0, False
    while not is_whole:
        is_whole = dying_at(number, restore, tmp_path / "a.tar", "--replace")
        found = rows()
        assert found in (then, now), number
        if found == then:
            Article.objects.filter(pk=site.pk).update(title="Bị ghi đè")
        number += STEPS
    assert number > 200
    restore(tmp_path / "a.tar", "--replace")
    assert rows() == then


@pytest.mark.skipif(connection.vendor != "sqlite", reason="one site of its own is enough")
def test_a_killed_process_leaves_no_copy_and_the_next_one_works(site, tmp_path):
    environment = os.environ | {"VAR_DIR": str(tmp_path / "var"), "MEDIA_ROOT": str(tmp_path / "media")}
    command = [sys.executable, "manage.py"]
    (tmp_path / "media").mkdir()
    with closing(sqlite3.connect(tmp_path / "var" / "govap.sqlite3")) as database:
        connection.connection.backup(database)
    (tmp_path / "media" / "phim.mp4").write_bytes(bytes(100_000_000))
    running = subprocess.Popen([*command, "backup", f"{tmp_path}/a.tar"], cwd=ROOT, env=environment)
    working = tmp_path / making.WORKING / "ban-sao.tar"
    while running.poll() is None and not (working.exists() and working.stat().st_size > 1_000_000):
        time.sleep(0.005)
    running.send_signal(signal.SIGKILL)
    assert running.wait() == -signal.SIGKILL
    assert not (tmp_path / "a.tar").exists()
    (tmp_path / "media" / "phim.mp4").write_bytes(b"ngan")
    done = subprocess.run([*command, "backup", f"{tmp_path}/a.tar"], cwd=ROOT, env=environment, capture_output=True)
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.tar", "media", "var"]
