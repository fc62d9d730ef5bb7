"""Making a copy: one moment of database and spool, then the media files; read back, named, older copies removed."""

import fcntl
import json
import os
import shutil
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from govap.version import version

from . import databases, reading, spools, sums
from .faults import UNTOUCHED, BackupError, printable, told
from .writing import ArchiveCopy, FolderCopy, settle

WORKING = ".govap-dang-ghi"


@dataclass(frozen=True)
class Made:
    path: Path
    files: int
    size: int  # bytes, those shared with a former copy included
    removed: int


def make(place: str, keep: int | None = None) -> Made:
    """A new copy: the tar file `place`, or a dated folder in `place` where that is a folder, ends with a slash or only
    the newest `keep` are to stay. Raises BackupError, and then there is nothing new."""
    path = Path(place).absolute()
    with told(path), locked():
        is_folder = path.is_dir() or place.endswith("/") or keep is not None
        target = _new_folder(path) if is_folder else _new_file(path)
        with _working(target.parent) as working:
            with FolderCopy(working, reading.former_of(path)) if is_folder else ArchiveCopy(working) as copy:
                _fill(copy)
            with reading.opened(copy.path) as back:
                reading.verified(back, trusted=copy.linked)
            made = Made(target, len(copy.sums), _size(copy.path), 0)
            copy.path.rename(target)
            settle(target.parent)
        return Made(made.path, made.files, made.size, _rotate(path, keep) if is_folder and keep else 0)


@contextmanager
def locked():
    """One at a time on this machine: two would wait for each other's spools."""
    with (Path(settings.VAR_DIR) / "sao-luu.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            words = "Đang có một lần sao lưu hoặc khôi phục khác chạy. Chờ xong rồi chạy lại."
            raise BackupError(f"{words} {UNTOUCHED}") from error
        yield


@contextmanager
def _working(folder):
    """A hidden folder beside the copy to be, on the same disk; what a killed run left in it goes."""
    working = folder / WORKING
    if working.exists():
        shutil.rmtree(working)
    working.mkdir(mode=0o700)
    try:
        yield working
    finally:
        shutil.rmtree(working, ignore_errors=True)


def _new_folder(path):
    path.mkdir(exist_ok=True, mode=0o700)
    name = f"{timezone.localtime():%Y%m%d-%H%M%S}"
    number = sum(1 for _ in path.glob(f"{name}*"))
    return path / (f"{name}-{number + 1}" if number else name)


def _new_file(path):
    if path.exists():
        raise BackupError(f"Đã có {printable(path)}. Hãy chọn tên khác, hoặc xóa tệp ấy trước. {UNTOUCHED}")
    return path


def _fill(copy):
    with ExitStack() as held:
        with spools.still() as waiting:
            snapshot = held.enter_context(databases.snapshot())
        with copy.room(databases.NAMES[connection.vendor]) as path:
            snapshot.dump(path)
            databases.check(path, connection.vendor)
    for name, content in waiting.items():
        copy.write(f"{spools.FOLDER}/{name}", content)
    # After the database: every file that it speaks of was there before it was.
    for path in _media():
        copy.add(f"media/{path.relative_to(settings.MEDIA_ROOT).as_posix()}", path)
    copy.write(reading.MANIFEST, _manifest(snapshot))
    copy.write(sums.NAME, sums.written(copy.sums).encode("utf-8", "surrogateescape"))
    copy.close()


def _media():
    root = Path(settings.MEDIA_ROOT)
    for folder, names, files in os.walk(root):
        names[:] = sorted(name for name in names if not name.startswith("."))
        yield from (Path(folder) / name for name in sorted(files) if not name.startswith("."))


def _manifest(snapshot):
    facts = {
        "format": reading.FORMAT,
        "made_at": timezone.localtime().isoformat(timespec="seconds"),
        "version": version(),
        "engine": connection.vendor,
        "migrations": snapshot.migrations,
    }
    return (json.dumps(facts, ensure_ascii=False, indent=1) + "\n").encode()


def _size(path):
    files = [path] if path.is_file() else [file for file in path.rglob("*") if file.is_file()]
    return sum(file.stat().st_size for file in files)


def _rotate(folder, keep):
    old = reading.finished(folder)[:-keep]
    for path in old:
        # Renamed first: half removed, it must not look like a copy.
        gone = path.rename(folder / f"{WORKING}-xoa")
        shutil.rmtree(gone)
    return len(old)
