"""A real gunicorn, on a socket of its own, for what only the whole stack can show."""

import contextlib
import os
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMMAND = [sys.executable, "-m", "gunicorn", "-c", "govap/gunicorn.conf.py"]


@dataclass
class Server:
    address: tuple
    media: Path
    log: Path
    process: subprocess.Popen

    def workers(self) -> list[int]:
        """Process ids of those who answer, in the order of their start."""
        pid = self.process.pid
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]

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


def environment_of(home: Path, **over: str) -> dict:
    own = {"VAR_DIR": str(home), "MEDIA_ROOT": str(home / "media"), "WEB_CONCURRENCY": "1"}
    return os.environ | own | {"DATABASE_URL": f"sqlite:///{home / 'site.sqlite3'}"} | over


def migrate(environment: dict) -> None:
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, env=environment, check=True)


@contextlib.contextmanager
def serving(environment: dict):
    """A Server of the site that `environment` names, migrated already."""
    home = Path(environment["VAR_DIR"])
    listener = socket.create_server(("127.0.0.1", 0))
    command = [*COMMAND, "--bind", f"fd://{listener.fileno()}"]
    with (home / "log").open("wb") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, pass_fds=[listener.fileno()], stdout=output, stderr=output
        )
    try:
        yield Server(listener.getsockname(), home / "media", home / "log", process)
    finally:
        process.terminate()
        process.wait(timeout=60)
        listener.close()
