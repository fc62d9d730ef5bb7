"""A copy is of one moment: while one process records views in order and two apply them, it holds each of them once."""

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent.parent
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="the copy is read with SQLite"),
]
BEGIN = "import django; django.setup(); from itertools import count; from govap.counting import spool\n"
RECORD = BEGIN + "for n in count(1): spool.record('article', n)"
APPLY = BEGIN + "while True: spool.flush()"
# As making.py does it, many times: how many views there are, how many different ones, and the number of the last.
LOOK = """
import django, re, sys; django.setup()
from contextlib import ExitStack
from django.db import connection
from govap.backups import databases, spools
for _ in range(200):
    with ExitStack() as held:
        with spools.still() as waiting:
            held.enter_context(databases.snapshot())
        rows = connection.connection.execute("SELECT sum(count), count(*), max(object_id) FROM counting_dailycount")
        applied, different, last = (number or 0 for number in rows.fetchone())
    lines = [int(number) for found in waiting.values() for number in re.findall(rb"article (\\d+) ", found)]
    print(applied + len(lines), different + len(set(lines)), max([last, *lines]))
"""


@pytest.fixture
def busy(tmp_path):
    """The environment of a site on which three processes are at work."""
    (tmp_path / "var").mkdir(exist_ok=True)
    with closing(sqlite3.connect(tmp_path / "var" / "govap.sqlite3")) as database:
        connection.connection.backup(database)
        database.execute("PRAGMA journal_mode=WAL")
    environment = os.environ | {"VAR_DIR": str(tmp_path / "var"), "MEDIA_ROOT": str(tmp_path / "media")}
    running = [
        subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, env=environment) for code in (RECORD, APPLY, APPLY)
    ]
    yield environment
    for process in running:
        process.send_signal(signal.SIGKILL)
        process.wait()


def test_every_view_up_to_the_last_is_in_it_once(busy):
    done = subprocess.run([sys.executable, "-c", LOOK], cwd=ROOT, env=busy, check=True, capture_output=True, text=True)
    moments = [tuple(map(int, line.split())) for line in done.stdout.splitlines()]
    assert len(moments) == 200
    assert [moment for moment in moments if len(set(moment)) != 1] == []
    assert moments[-1][-1] > 1000
