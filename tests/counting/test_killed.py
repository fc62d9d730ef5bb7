"""Two machines on one database, and their workers killed all the while: what was served is what is counted."""

import contextlib
import json
import os
import random
import re
import signal
import subprocess
import sys
import threading
from itertools import cycle
from pathlib import Path

import pytest

from tests.gunicorn import ROOT, environment_of, migrate, serving
from tests.publishing import Publisher
from tests.with_postgres import Cluster, binaries

CLIENTS = 8
VIEWS = int(os.environ.get("SOAK_VIEWS", "400"))
LEAST_KILLED = 2  # so that a short run means something
MOST_KILLED = 10**6 if "SOAK_VIEWS" in os.environ else LEAST_KILLED
WORKERS = 2
BROWSER = "User-Agent: Mozilla/5.0 (X11; Linux x86_64) Firefox/150.0"


class Crowd:
    """Clients who each read until `VIEWS` answers arrived whole. `broken` began and did not: they may count or not."""

    def __init__(self, servers, addresses, killer):
        self.servers, self.addresses, self.killer = servers, addresses, killer
        self.served = self.broken = 0
        self.others, self.turn = [], threading.Lock()

    def read(self):
        while self.served < VIEWS or self.killer.killed < LEAST_KILLED:
            status = self._ask()
            with self.turn:
                self.served += status == 200
                self.broken += status is None
                if status not in {None, 200}:
                    self.others.append(status)

    def _ask(self):
        try:
            status, headers, body = random.choice(self.servers).ask("GET", random.choice(self.addresses), BROWSER)
        except (OSError, ValueError, IndexError):
            return None
        return status if len(body) == int(headers["content-length"]) else None


class Killer(threading.Thread):
    """Takes away a worker a second, the oldest of each machine in turn, as long as the machine answers in between."""

    def __init__(self, servers):
        super().__init__()
        self.servers, self.killed, self.is_over = cycle(servers), 0, threading.Event()

    def run(self):
        while not self.is_over.wait(1) and self.killed < MOST_KILLED:
            server = next(self.servers)
            workers = server.workers()
            if len(workers) == WORKERS and server.ask("GET", "/healthz")[0] == 200:
                os.kill(workers[0], signal.SIGKILL)
                self.killed += 1


@pytest.fixture
def address_of_database(tmp_path):
    if not os.environ.get("GOVAP_TEST_POSTGRES"):
        yield f"sqlite:///{tmp_path / 'site.sqlite3'}"
        return
    if not binaries():
        pytest.skip("no PostgreSQL of this machine's own")
    cluster = Cluster(binaries())
    cluster.start()
    yield cluster.url
    cluster.remove()


@pytest.fixture
def environments(tmp_path, address_of_database):
    """Of two machines: a spool each, one database."""
    homes = [tmp_path / "one", tmp_path / "two"]
    for home in homes:
        home.mkdir()
    found = [environment_of(home, DATABASE_URL=address_of_database, WEB_CONCURRENCY=str(WORKERS)) for home in homes]
    migrate(found[0])
    return found


def counted(environments):
    for environment in environments:
        subprocess.run(
            [sys.executable, "manage.py", "tick"], cwd=ROOT, env=environment, check=True, capture_output=True
        )
    command = [sys.executable, "-m", "tests.counting.killed"]
    return json.loads(subprocess.run(command, cwd=ROOT, env=environments[0], check=True, capture_output=True).stdout)


def test_workers_killed_every_second_lose_and_double_nothing(environments):
    publisher = Publisher(environments[0])
    for number in range(3):
        publisher.publish(f"Bài số {number}")
    publisher.close()
    with contextlib.ExitStack() as stack:
        servers = [stack.enter_context(serving(environment)) for environment in environments]
        crowd, killed = read_while_killed(servers)
    found = counted(environments)
    print(f"{crowd.served} served, {crowd.broken} broken off, {killed} workers killed: {found}")
    assert crowd.others == []
    for name in ("daily", "visits"):  # a worker may die between the two lines of a reader
        assert crowd.served <= found[name] <= crowd.served + crowd.broken
    assert found["total"] == found["daily"]
    assert not [path for home in environments for path in Path(home["VAR_DIR"], "spool").glob("*.taken")]


def read_while_killed(servers):
    page = servers[0].ask("GET", "/tin-tuc/", "User-Agent: Googlebot")[2].decode()
    killer = Killer(servers)
    crowd = Crowd(servers, sorted(set(re.findall(r'href="(/tin-tuc/[^"]+-\d+/)"', page))), killer)
    threads = [threading.Thread(target=crowd.read) for _ in range(CLIENTS)]
    for thread in (*threads, killer):
        thread.start()
    for thread in threads:
        thread.join()
    killer.is_over.set()
    killer.join()
    assert len(crowd.addresses) == 3
    return crowd, killer.killed
