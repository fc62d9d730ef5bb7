"""`make soak`: a site under readers while it is backed up and its workers are killed, for MINUTES (5).

A backup counts every view once: those in its database and those in its spool are together as many as had been served at
one moment of its making. Exit code 1 when that fails, a reader got an error of ours, or a worker's memory grew.
"""

import contextlib
import http.client
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from bench.server import ROOT, free_port

MINUTES = float(os.environ.get("MINUTES", "5"))
READERS, BACKUP_EVERY, KILL_EVERY = 4, 7, 11  # the last two in seconds
MOST_MEMORY = 200  # MB of a worker
READER = {"Host": "localhost", "User-Agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/150.0"}


class Load:
    """Readers of articles. `asked` counts before a request, `served` after its answer: the truth lies between."""

    def __init__(self, port, paths):
        self.port, self.paths = port, paths
        self.asked = self.served = 0
        self.errors, self.is_over, self.turn = [], False, threading.Lock()
        self.threads = [threading.Thread(target=self._read, daemon=True) for _ in range(READERS)]

    def _read(self):
        while not self.is_over:
            with self.turn:
                self.asked += 1
            if self._has_read(random.choice(self.paths)):
                with self.turn:
                    self.served += 1

    def _has_read(self, path):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("GET", path, headers=READER)
            response = connection.getresponse()
            response.read()
            if response.status != 200:
                self.errors.append((path, response.status))
            return response.status == 200
        except (OSError, http.client.HTTPException):
            return False  # of a killed worker: it may have counted or not
        finally:
            connection.close()


def manage(environment, *command):
    subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=True, stdout=sys.stderr)


def views_of(copy):
    """In the database of a backup, and in its spool."""
    with contextlib.closing(sqlite3.connect(f"file:{copy}/database.sqlite3?mode=ro&immutable=1", uri=True)) as database:
        applied = database.execute("SELECT coalesce(sum(count), 0) FROM counting_dailycount WHERE kind = 'article'")
        found = applied.fetchone()[0]
    return found + sum(file.read_text().count("\narticle ") for file in copy.glob("spool/*"))


def workers(master):
    return [int(pid) for pid in Path(f"/proc/{master}/task/{master}/children").read_text().split()]


def memory(pid):
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def back_up(environment, home, load):
    """A line of what is wrong with a new backup, or nothing."""
    before = load.served
    manage(environment, "backup", f"{home}/cac-ban/")
    after = load.asked
    copy = max((home / "cac-ban").glob("20*"))
    found = views_of(copy)
    shutil.rmtree(copy)
    return "" if before <= found <= after else f"backup holds {found} views, served were {before} to {after}"


def soak(environment, home, gunicorn, load):
    """Lines of what went wrong."""
    faults, now = [], time.monotonic()
    end, next_backup, next_kill = now + MINUTES * 60, now + 2, now + KILL_EVERY
    while time.monotonic() < end:
        time.sleep(0.2)
        if time.monotonic() > next_kill:
            os.kill(random.choice(workers(gunicorn.pid)), signal.SIGKILL)
            next_kill = time.monotonic() + KILL_EVERY
        if time.monotonic() > next_backup:
            faults += filter(None, [back_up(environment, home, load)])
            next_backup = time.monotonic() + BACKUP_EVERY
    heavy = [f"a worker takes {memory(pid):.0f} MB" for pid in workers(gunicorn.pid) if memory(pid) > MOST_MEMORY]
    return faults + heavy + [f"{path}: {status}" for path, status in load.errors[:5]]


def prepare(home):
    port = free_port()
    environment = os.environ | {
        "SECRET_KEY": "soak-" + "k3y" * 20, "ALLOWED_HOSTS": "localhost", "INSECURE_HTTP": "1", "STATIC_PLAIN": "1",
        "VAR_DIR": f"{home}/var", "MEDIA_ROOT": f"{home}/var/media", "PORT": str(port), "DATABASE_URL": "",
    }  # fmt: skip
    for command in (["migrate", "-v0"], ["make_demo", "--articles", "200"]):
        manage(environment, *command)
    with contextlib.closing(sqlite3.connect(f"{home}/var/govap.sqlite3")) as database:
        database.execute("DELETE FROM counting_dailycount")
        rows = database.execute(
            "SELECT slug, id FROM news_article WHERE is_live AND expires_at IS NULL LIMIT 50"
        ).fetchall()
        database.commit()
    return environment, port, [f"/tin-tuc/{slug}-{pk}/" for slug, pk in rows]


def main():
    home = Path(tempfile.mkdtemp(prefix="govap-soak-"))
    environment, port, paths = prepare(home)
    command = [sys.executable, "-m", "gunicorn", "-c", "govap/gunicorn.conf.py", "--log-level", "error"]
    gunicorn = subprocess.Popen(command, cwd=ROOT, env=environment)
    load = Load(port, paths)
    try:
        time.sleep(3)
        for thread in load.threads:
            thread.start()
        faults = soak(environment, home, gunicorn, load)
    finally:
        load.is_over = True
        gunicorn.terminate()
        gunicorn.wait(timeout=60)
        shutil.rmtree(home, ignore_errors=True)
    print(f"{MINUTES:g} phút, {load.served} lượt đọc. " + ("\n".join(["TRƯỢT", *faults]) if faults else "Đạt."))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
