"""Putting a copy back: all is checked and the files laid ready first; the database's own transaction switches."""

import os
import shutil
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from govap.counting import spool
from govap.delivery.models import Change
from govap.version import version

from . import databases, reading, spools, sums
from .faults import UNTOUCHED, BackupError, told
from .making import locked

WORKING = ".govap-khoi-phuc"
# Either table with a row in it means that somebody's work would be replaced.
CONTENT = ("editorial_user", "news_article")
REFUSED = "Trang đang có nội dung, sẽ bị thay bằng bản sao lưu. Hãy sao lưu trang hiện tại, rồi chạy lại với --replace."


def check(place: str) -> dict:
    """The manifest of a whole copy that this program and this database can take; BackupError otherwise."""
    path = Path(place).absolute()
    with told(path), reading.opened(path) as copy:
        return _fitting(reading.verified(copy))


def restore(place: str, agrees: Callable[[dict], bool]) -> dict:
    """Make the site what it was when the copy was made; its manifest. `agrees(manifest)` is asked before a site that
    has content is replaced. Raises BackupError, and then nothing changed."""
    path = Path(place).absolute()
    with told(path), locked(), reading.opened(path) as copy:
        manifest = _fitting(reading.verified(copy))
        if _has_content() and not agrees(manifest):
            raise BackupError(f"{REFUSED} {UNTOUCHED}")
        known = reading.listed(copy)
        stamp = f"{timezone.localtime():%Y%m%d-%H%M%S}"
        with _working(Path(settings.VAR_DIR)) as working:
            database = working / databases.NAMES[manifest["engine"]]
            _lay(copy, database.name, database, known[database.name])
            databases.check(database, manifest["engine"])
            _put_media(copy, known)
            _count_what_waits(stamp)
            databases.load(database, stamp)
        _put_spool(copy)
        renew()
        return manifest


def renew():
    """Caches know states of the site by a stamp; this state has not been one of theirs, whatever they hold."""
    ContentType.objects.clear_cache()
    Change.note(takes_off=True)


def _has_content():
    """Whether there is a site already that a restore would replace. A database that cannot be read may be one."""
    try:
        tables = connection.introspection.table_names()
        with connection.cursor() as cursor:
            return any(_has_row(cursor, table) for table in CONTENT if table in tables)
    except DatabaseError:
        return True


def _has_row(cursor, table):
    cursor.execute(f"SELECT 1 FROM {table} LIMIT 1")  # noqa: S608  a name of ours
    return cursor.fetchone() is not None


def _fitting(manifest):
    if (engine := manifest["engine"]) != connection.vendor:
        titles = databases.TITLES
        words = f"Bản sao lưu là của {titles[engine]}, trang này dùng {titles[connection.vendor]}."
        raise BackupError(f"{words} Đặt DATABASE_URL cho đúng loại; sổ tay vận hành nói cách chuyển. {UNTOUCHED}")
    theirs, ours = set(manifest["migrations"]), _migrations()
    if theirs != ours:
        what = "mới hơn" if theirs - ours else "cũ hơn"
        words = f"Bản sao lưu thuộc bản chương trình {what} ({manifest['version']}), đang cài {version()}."
        raise BackupError(f"{words} Cài đúng bản {manifest['version']}, khôi phục, rồi mới nâng cấp. {UNTOUCHED}")
    return manifest


def _migrations():
    loader = MigrationLoader(None)
    return {".".join(key) for key in loader.disk_migrations}


@contextmanager
def _working(folder):
    working = folder / WORKING
    shutil.rmtree(working, ignore_errors=True)
    working.mkdir(mode=0o700)
    try:
        yield working
    finally:
        shutil.rmtree(working, ignore_errors=True)


def _lay(copy, name, target, expected):
    """Write a file of the copy out, and hold it to its sum once more: it may have changed since it was checked."""
    with copy.open(name) as source, target.open("xb") as file:
        found = sums.copy(source, file)
        file.flush()
        os.fsync(file.fileno())
    if found != expected:
        raise reading.DamagedError(f"{name} vừa thay đổi")


def _put_media(copy, known):
    """Before the switch: names tell contents, so that a file more changes no page. One that is there and is not what
    its name tells has been damaged, and is replaced. Nothing is removed."""
    root = Path(settings.MEDIA_ROOT)
    with _working(root) as working:
        for name in sorted(name for name in copy.names if name.startswith("media/")):
            target = root / name.removeprefix("media/")
            if not _is_there(target, known[name]):
                _lay(copy, name, working / "tep", known[name])
                (working / "tep").chmod(settings.FILE_UPLOAD_PERMISSIONS)
                target.parent.mkdir(parents=True, exist_ok=True, mode=settings.FILE_UPLOAD_DIRECTORY_PERMISSIONS)
                (working / "tep").replace(target)


def _is_there(target, expected):
    if not target.is_file():
        return False
    with target.open("rb") as file:
        return sums.sum_of(file) == expected


def _count_what_waits(stamp):
    """What waits belongs to the database that goes: into it, so that nothing of it is counted in the other."""
    try:
        spool.flush()
    except DatabaseError:
        spools.set_aside(stamp)


def _put_spool(copy):
    for name in sorted(name for name in copy.names if name.startswith(f"{spools.FOLDER}/")):
        with copy.open(name) as file:
            spools.put(name.rpartition("/")[2], file.read())
