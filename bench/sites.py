"""The sites that are measured: so many synthetic articles on SQLite, kept under var/bench, or on a PostgreSQL that
lasts as long as the run."""

import contextlib
import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import psycopg2

from tests.with_postgres import Cluster, binaries

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / "var" / "bench"
SQLITE, POSTGRESQL = "SQLite", "PostgreSQL"


@dataclass(frozen=True)
class Site:
    engine: str
    size: int
    home: Path
    database: str  # as DATABASE_URL
    cluster: Cluster | None = None

    @property
    def environment(self):
        return os.environ | {
            "DJANGO_SETTINGS_MODULE": "govap.settings",
            "SECRET_KEY": "bench-" + "k3y" * 20,
            "ALLOWED_HOSTS": "localhost,testserver",
            "INSECURE_HTTP": "1",
            "VAR_DIR": str(self.home),
            "MEDIA_ROOT": str(self.home / "media"),
            "DATABASE_URL": self.database,
        }

    def load(self):
        """Make the site unless it is there; the rate in articles a second is kept beside it."""
        rate = self.home / "rate"
        if not rate.exists():
            self.home.mkdir(parents=True, exist_ok=True)
            self._manage("migrate", "--verbosity", "0")
            self._manage("collectstatic", "--noinput", "--verbosity", "0")
            started = time.monotonic()
            self._manage("make_demo", "--articles", str(self.size), "--seed", "1")
            found = self.size / (time.monotonic() - started)
            self._shell("from bench.pages import fill_busy_month; fill_busy_month()")
            if self.engine == SQLITE:  # its SQL is SQLite's
                self._shell("from bench.desk import furnish; furnish()")
            rate.write_text(str(found))
        return float(rate.read_text())

    def told(self, module, function):
        """What a function of this folder says of the site, as JSON."""
        return self.asked(f"from bench.{module} import {function}; print(json.dumps({function}()))")

    def asked(self, code):
        """What code prints as JSON in the site."""
        return json.loads(self._shell(f"import json; {code}"))

    def spent(self):
        """Nanoseconds that the processes of the database have been on a processor, as far as they still live."""
        return sum(map(processor_time, self.cluster.processes())) if self.cluster else 0

    def _manage(self, *command):
        done = subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=self.environment,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        return done.stdout

    def _shell(self, code):
        return self._manage("shell", "--no-imports", "-c", code)


def processor_time(process):
    """Nanoseconds of all threads of a process (clock_getcpuclockid(3)); 0 of one that has ended."""
    with contextlib.suppress(OSError):
        return time.clock_gettime_ns(~int(process) << 3 | 2)
    return 0


class MeasuredCluster(Cluster):
    def processes(self):
        master = (self.home / "data" / "postmaster.pid").read_text().split()[0]
        return Path(f"/proc/{master}/task/{master}/children").read_text().split()

    def create(self, name):
        """The address of a new database."""
        connection = psycopg2.connect(host=self.home, user="postgres", dbname="postgres")
        connection.autocommit = True
        connection.cursor().execute(f"CREATE DATABASE {name}")
        connection.close()
        return f"postgres://postgres@/{name}?host={self.home}"


def on_sqlite(size):
    home = HOME / str(size)
    return Site(SQLITE, size, home, f"sqlite:///{home / 'db.sqlite3'}")


@contextlib.contextmanager
def on_postgresql(sizes):
    """Sites in one server; none where the machine has no PostgreSQL of its own."""
    if not binaries():
        print("Máy này không có PostgreSQL: phần ấy bỏ qua.")
        yield []
        return
    cluster = MeasuredCluster(binaries())
    try:
        cluster.start()
        homes = [(size, cluster.home / f"site{size}") for size in sizes]
        yield [Site(POSTGRESQL, size, home, cluster.create(f"site{size}"), cluster) for size, home in homes]
    finally:
        cluster.remove()
