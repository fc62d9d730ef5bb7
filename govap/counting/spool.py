"""Views and visits as appended lines, off the reading path, applied once by `flush`.

A line is `<kind> <object id> <YYYY-MM-DD>`. A process appends to a file of its own; `flush` renames every file, adds
its sums and its name to the database in one transaction, and only then deletes it: whatever dies in between, each line
counts once.
"""

import errno
import fcntl
import logging
import os
import re
import secrets
import threading
import time
from collections import Counter as Tally
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from . import sums
from .models import FlushedSpool

log = logging.getLogger(__name__)
LINE = re.compile(rb"(article|video|visit) (\d{1,18}) (\d{4}-\d\d-\d\d)")
SILENCE = 60  # seconds between two log lines about a spool that cannot be written


def folder() -> Path:
    return Path(settings.VAR_DIR) / "spool"


class OwnFile:
    """The file of this process, held open. Threads write in turn: a lock belongs to the open file, not to a thread."""

    def __init__(self) -> None:
        self.turn = threading.Lock()
        self.place: tuple[int, str] | None = None
        self.descriptor = -1
        self.quiet_until = 0.0

    def append(self, line: bytes) -> None:
        """Raises OSError when the disk takes nothing."""
        place = (os.getpid(), str(settings.VAR_DIR))
        with self.turn:
            if place != self.place:
                self._open(place)
            while not self._write(line):
                self._open(place)  # what was open has been counted meanwhile

    def complain(self, error: OSError) -> None:
        with self.turn:
            if time.monotonic() < self.quiet_until:
                return
            self.quiet_until = time.monotonic() + SILENCE
        log.error("Không ghi được lượt xem vào %s: %s. Kiểm tra ổ đĩa.", folder(), error)

    def _open(self, place: tuple[int, str]) -> None:
        if self.place and self.place[0] == place[0]:
            os.close(self.descriptor)
        self.place = None
        pid, home = place[0], folder()
        home.mkdir(parents=True, exist_ok=True)
        self.descriptor = os.open(home / f"{pid}.open", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        self.place = place

    def _write(self, line: bytes) -> bool:
        """Whether the file is one that is still to be flushed."""
        fcntl.flock(self.descriptor, fcntl.LOCK_SH)
        try:
            if os.fstat(self.descriptor).st_nlink == 0:
                return False
            if os.write(self.descriptor, line) < len(line):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))  # for a part of it there was still room
            return True
        finally:
            fcntl.flock(self.descriptor, fcntl.LOCK_UN)


_own_file = OwnFile()


def record(kind: str, object_id: int) -> None:
    """Count one view. A full disk costs the count and a log line a minute, never the page."""
    try:
        # The line break stands first, so that a line torn by a full disk spoils no other.
        _own_file.append(f"\n{kind} {object_id} {_day_of(int(time.time()))}".encode())
    except OSError as error:
        _own_file.complain(error)


@lru_cache(maxsize=1)
def _day_of(second: int) -> date:
    """The day where the site is; looked up once a second, for it costs more than to write the line."""
    return timezone.localdate(datetime.fromtimestamp(second, UTC))


def flush() -> int:
    """Apply every spool; the number of lines counted."""
    for path in folder().glob("*.open"):
        _take(path)
    return sum(_apply(path) for path in sorted(folder().glob("*.taken")))


def _take(path: Path) -> None:
    try:
        path.rename(path.with_name(f"{path.stem}-{secrets.token_hex(12)}.taken"))
    except FileNotFoundError:
        log.debug("Tệp %s đã được tiến trình khác lấy.", path.name)


def _apply(path: Path) -> int:
    try:
        spool = path.open("rb")
    except FileNotFoundError:
        return 0
    with spool:
        # A process that opened the file before it was renamed writes its line first, or finds the file gone.
        fcntl.flock(spool, fcntl.LOCK_EX)
        if os.fstat(spool.fileno()).st_nlink == 0:
            return 0
        return _apply_once(path, spool.read())


def _apply_once(path: Path, content: bytes) -> int:
    lines = Tally(content.splitlines())
    views = {found: count for line, count in lines.items() if (found := _read(line))}
    with transaction.atomic():
        _, is_new = FlushedSpool.objects.get_or_create(name=path.name)
        if is_new:
            sums.add(views)
    path.unlink()
    FlushedSpool.objects.filter(name=path.name).delete()
    return sum(views.values()) if is_new else 0


def _read(line: bytes) -> tuple[str, int, date] | None:
    """Kind, object and day; None for what is torn or foreign."""
    found = LINE.fullmatch(line)
    try:
        return (found[1].decode(), int(found[2]), date.fromisoformat(found[3].decode())) if found else None
    except ValueError:  # the 31st of February
        return None
