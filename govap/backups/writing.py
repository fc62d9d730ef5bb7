"""The two forms of a copy while it is being written; both tell the sums of what they took in."""

import io
import os
import tarfile
from contextlib import contextmanager, suppress

from . import sums


class FolderCopy:
    """A folder of files. A file that the former copy holds too, by name, size and time, is linked to, not copied."""

    def __init__(self, working, former):
        self.path = working
        self.former = former
        self.sums = {}
        self.linked = set()

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        pass

    def add(self, name, path):
        """Take a file in, or leave it out when it has just been removed."""
        try:
            with path.open("rb") as source:
                self._link(name, source) or self._copy(name, source)
        except FileNotFoundError:
            if path.exists():
                raise

    def write(self, name, content):
        self._copy(name, io.BytesIO(content))

    @contextmanager
    def room(self, name):
        """Where another program may put a file that belongs in the copy."""
        yield self.path / name
        with (self.path / name).open("rb") as file:
            os.fsync(file.fileno())
            self.sums[name] = sums.sum_of(file)

    def close(self):
        """All is in; now it can be read back."""

    def _link(self, name, source):
        known = self.former and self.former.twin(name, os.fstat(source.fileno()))
        if not known:
            return False
        path, self.sums[name] = known
        os.link(path, self._place(name))
        self.linked.add(name)
        return True

    def _copy(self, name, source):
        place = self._place(name)
        with place.open("xb") as target:
            self.sums[name] = sums.copy(source, target)
            written_down(target)
        place.chmod(0o400)
        if not isinstance(source, io.BytesIO):
            stat = os.fstat(source.fileno())
            os.utime(place, ns=(stat.st_atime_ns, stat.st_mtime_ns))

    def _place(self, name):
        place = self.path / name
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        return place


class ArchiveCopy:
    """One tar file."""

    def __init__(self, working):
        self.working = working
        self.path = working / "ban-sao.tar"
        self.sums = {}
        self.linked = frozenset()
        self.file = self.path.open("xb")
        self.tar = tarfile.open(fileobj=self.file, mode="w", format=tarfile.PAX_FORMAT)  # noqa: SIM115

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        with suppress(OSError):  # what a full disk did not take when writing, it does not take now either
            self.file.close()

    def add(self, name, path):
        try:
            source = path.open("rb")
        except FileNotFoundError:
            return
        with source:
            stat = os.fstat(source.fileno())
            self._add(name, source, stat.st_size, stat.st_mtime)

    def write(self, name, content):
        self._add(name, io.BytesIO(content), len(content), 0)

    @contextmanager
    def room(self, name):
        yield self.working / name
        self.add(name, self.working / name)
        (self.working / name).unlink()

    def close(self):
        self.tar.close()
        written_down(self.file)
        self.path.chmod(0o600)

    def _add(self, name, source, size, mtime):
        info = tarfile.TarInfo(name)
        info.size, info.mtime, info.mode = size, int(mtime), 0o600
        summed = Summed(source, size)
        self.tar.addfile(info, summed)
        self.sums[name] = summed.digest.hexdigest()


class Summed:
    """A file that sums what is read of it."""

    def __init__(self, source, size):
        self.source, self.left, self.digest = source, size, sums.hashlib.sha256()

    def read(self, size):
        chunk = self.source.read(min(size, self.left))
        self.left -= len(chunk)
        self.digest.update(chunk)
        return chunk


def written_down(file):
    """On the disk, and out of memory, so that reading it back reads the disk."""
    file.flush()
    os.fsync(file.fileno())
    os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def settle(folder):
    """A new name is on the disk only once its folder is."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
