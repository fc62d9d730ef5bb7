"""One measured server: gunicorn with a single sync worker, and what the worker's processor spends on a request.

Through gunicorn, because the limits were measured so: a bare view costs 0.1 ms in Django and 0.5 ms with its server.
"""

import contextlib
import http.client
import socket
import subprocess
import sys
import time
from itertools import cycle
from pathlib import Path
from urllib.parse import urlencode

from bench.sites import ROOT, processor_time

REQUESTS = 10


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    def __init__(self, application, environment, *more, site=None):
        self.site = site
        self.port = free_port()
        self.turns = {}
        command = [sys.executable, "-m", "gunicorn", "--workers", "1", "--bind", f"127.0.0.1:{self.port}"]
        options = ["--no-control-socket", "--log-level", "warning", *more, f"bench.applications:{application}()"]
        self.master = subprocess.Popen([*command, *options], cwd=ROOT, env=environment)
        self.await_start()
        self.worker = Path(f"/proc/{self.master.pid}/task/{self.master.pid}/children").read_text().split()[0]

    def await_start(self):
        for _ in range(200):
            with contextlib.suppress(OSError):
                return self.get("/")
            time.sleep(0.1)
        sys.exit("the measured server did not start")

    def get(self, address, headers=None):
        return self.ask("GET", address, headers or {})

    def post(self, address, headers, form):
        """Send a form as the editor's script does; the token of the form is the cookie's own."""
        token = "b" * 32
        headers = headers | {"Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": token}
        headers["Cookie"] += f"; csrf={token}"
        return self.ask("POST", address, headers, urlencode(form))

    def ask(self, method, address, headers, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request(method, address, body, {"Host": "localhost"} | headers)
        response = connection.getresponse()
        answer = response.read()
        if response.status != 200 or not answer:
            sys.exit(f"{address}: {response.status}")
        connection.close()
        return answer

    def spent(self):
        """Nanoseconds that the worker, and the processes of its database, have been on a processor."""
        return processor_time(self.worker) + (self.site.spent() if self.site else 0)

    def cost(self, visit):
        """Processor milliseconds a request; `visit` is an address, several of which each is asked for in its turn, or a
        call that makes one request."""
        ask = visit if callable(visit) else lambda: self.get(self.next_of(visit))
        before = self.spent()
        for _ in range(REQUESTS):
            ask()
        return (self.spent() - before) / REQUESTS / 1e6

    def next_of(self, visit):
        if isinstance(visit, str):
            return visit
        turn = self.turns.setdefault(id(visit), cycle(visit))
        return next(turn)

    def close(self):
        self.master.terminate()
        self.master.wait(timeout=30)
