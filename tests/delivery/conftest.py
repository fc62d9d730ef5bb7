"""One real gunicorn, on a socket of its own, for what only the whole stack can show."""

import os
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from govap.delivery import freshness
from tests.wsgi import Site

ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass
class Server:
    address: tuple
    media: Path
    log: Path

    def send(self, raw: bytes) -> bytes:
        """The whole answer to the bytes of one request, as they come over the wire."""
        with socket.create_connection(self.address, timeout=30) as connection:
            connection.sendall(raw)
            return b"".join(iter(lambda: connection.recv(65536), b""))

    def ask(self, method: str, target: str, *headers: str, body: bytes = b"") -> tuple[int, dict, bytes]:
        lines = [f"{method} {target} HTTP/1.1", f"Host: 127.0.0.1:{self.address[1]}", "Connection: close", *headers]
        if body:
            lines.append(f"Content-Length: {len(body)}")
        return parse(self.send("\r\n".join([*lines, "", ""]).encode("latin-1") + body))


def parse(raw: bytes) -> tuple[int, dict, bytes]:
    head, _, body = raw.partition(b"\r\n\r\n")
    status, *lines = head.decode("latin-1").split("\r\n")
    pairs = (line.split(": ", 1) for line in lines)
    return int(status.split()[1]), {name.lower(): value for name, value in pairs}, body


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    home = tmp_path_factory.mktemp("gunicorn")
    listener = socket.create_server(("127.0.0.1", 0))
    environment = os.environ | {"VAR_DIR": str(home), "MEDIA_ROOT": str(home / "media"), "WEB_CONCURRENCY": "1"}
    environment["DATABASE_URL"] = f"sqlite:///{home / 'site.sqlite3'}"
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, env=environment, check=True)
    command = [sys.executable, "-m", "gunicorn", "-c", "govap/gunicorn.conf.py", "--bind", f"fd://{listener.fileno()}"]
    log = home / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, pass_fds=[listener.fileno()], stdout=output, stderr=output
        )
    yield Server(listener.getsockname(), home / "media", log)
    process.terminate()
    process.wait(timeout=60)
    listener.close()


@pytest.fixture
def site(settings, tmp_path, monkeypatch):
    """The site in this process, with a cache and a spool of its own; it looks for a new version at each request."""
    settings.VAR_DIR = tmp_path
    monkeypatch.setattr(freshness, "EVERY", 0)
    return Site()


@pytest.fixture
def counted(site, tmp_path):
    """What the spool holds: counted("article ")."""

    def lines(kind):
        spools = (tmp_path / "spool").glob("*") if (tmp_path / "spool").exists() else []
        return "".join(path.read_text() for path in spools).count(kind)

    return lines
