"""The views that wait in the spool, copied so that each is in the copy's database or in its spool, never in both."""

import fcntl
import os
import secrets
from contextlib import ExitStack, contextmanager

from govap.counting import spool

FOLDER = "spool"
TAKEN = ".taken"


@contextmanager
def still():
    """Nobody adds a line and nobody applies one, for the moment in which the database's state is taken.

    Yields the waiting lines as {name: bytes}, under the names that the flush knows them by: one that died between its
    commit and its last step has left a file whose name the database holds as already applied.
    """
    with ExitStack() as locks:
        held = {}
        # Twice: a file that the flush renames while the folder is being read may be missed, but only once.
        for _ in range(2):
            _hold(locks, held)
        yield {name: content for name, content in map(_waiting, held.values()) if content}


def put(name, content):
    """Lay lines where the next tick applies them."""
    folder = spool.folder()
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f".{name}"
    part.write_bytes(content)
    part.replace(folder / name)


def set_aside(stamp):
    """Move what waits out of the flush's way, for a database that it does not belong to."""
    folder = spool.folder()
    if folder.is_dir() and any(folder.iterdir()):
        folder.rename(folder.with_name(f"{folder.name}-{stamp}"))


def _hold(locks, held):
    for path in sorted(spool.folder().glob("[!.]*")):
        try:
            file = locks.enter_context(path.open("rb"))
        except FileNotFoundError:
            continue
        inode = os.fstat(file.fileno()).st_ino
        if inode not in held:
            fcntl.flock(file, fcntl.LOCK_EX)
        held[inode] = (path, file)  # under its newest name


def _waiting(found):
    path, file = found
    if os.fstat(file.fileno()).st_nlink == 0:  # applied while its lock was waited for
        return "", b""
    file.seek(0)
    name = path.name if path.suffix == TAKEN else f"{path.stem}-{secrets.token_hex(12)}{TAKEN}"
    return name, file.read()
