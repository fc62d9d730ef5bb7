"""Views and visits as appended lines, off the reading path, applied once by `flush`.

A line is `<kind> <object id> <YYYY-MM-DD>`. A process appends to a file of its own; `flush` renames every file, adds
its sums and its name to the database in one transaction, and only then deletes it: whatever dies in between, each line
counts once.
"""

import fcntl
import logging
import os
import re
import secrets
from collections import Counter as Tally
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from .kinds import totals
from .models import Counter, DailyCount, FlushedSpool

log = logging.getLogger(__name__)
LINE = re.compile(rb"(article|video|visit) (\d{1,18}) (\d{4}-\d\d-\d\d)")


def folder() -> Path:
    return Path(settings.VAR_DIR) / "spool"


def record(kind: str, object_id: int) -> None:
    """Count one view. A full disk costs the count and one log line, never the page."""
    # The line break stands first, so that a line torn by a full disk spoils no other.
    line = f"\n{kind} {object_id} {timezone.localdate()}".encode()
    try:
        folder().mkdir(parents=True, exist_ok=True)
        while not _append(line):
            log.debug("Tệp vừa được cộng xong, ghi vào tệp mới.")
    except OSError as error:
        log.error("Không ghi được lượt xem vào %s: %s. Kiểm tra ổ đĩa.", folder(), error)


def _append(line: bytes) -> bool:
    """Whether the line is in a spool that is still to be flushed."""
    with (folder() / f"{os.getpid()}.open").open("ab", buffering=0) as spool:
        fcntl.flock(spool, fcntl.LOCK_SH)
        if os.fstat(spool.fileno()).st_nlink == 0:
            return False
        spool.write(line)
        return True


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
    tally = Tally(match.groups() for match in map(LINE.fullmatch, content.splitlines()) if match)
    with transaction.atomic():
        _, is_new = FlushedSpool.objects.get_or_create(name=path.name)
        if is_new:
            _add(tally)
    path.unlink()
    FlushedSpool.objects.filter(name=path.name).delete()
    return tally.total() if is_new else 0


def _add(tally: Tally[tuple[bytes, ...]]) -> None:
    # Sorted, so that two processes take row locks in the same order.
    for (kind, object_id, day), count in sorted(tally.items()):
        _add_line(kind.decode(), int(object_id), day.decode(), count)


def _add_line(kind: str, object_id: int, day: str, count: int) -> None:
    row, _ = DailyCount.objects.get_or_create(kind=kind, object_id=object_id, day=day)
    DailyCount.objects.filter(pk=row.pk).update(count=F("count") + count)
    if kind == "visit":
        Counter.objects.get_or_create(name="visits")
        Counter.objects.filter(name="visits").update(value=F("value") + count)
    elif kind in totals:
        totals[kind]._base_manager.filter(pk=object_id).update(view_count=F("view_count") + count)
