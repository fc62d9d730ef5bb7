"""A copy as it lies there: what is in it, and whether it is what was once written."""

import json
import tarfile
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from . import sums
from .databases import NAMES, TITLES
from .faults import UNTOUCHED, BackupError, DamagedError, printable

MANIFEST = "manifest.json"
FORMAT = 1
SMALL = 64 * 1024 * 1024  # bytes of the lists at most: a file that pretends to be one must not fill the memory
NO_COPY = f"không phải bản sao lưu của chương trình này. Kiểm tra lại đường dẫn. {UNTOUCHED}"


class FolderReading:
    def __init__(self, root):
        self.root = root
        self.names = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
        self._sums = None

    def open(self, name):
        return (self.root / name).open("rb")

    def twin(self, name, stat):
        """(path, sum) of the file of that name, if it is of this size and time; None."""
        if self._sums is None:
            self._sums = listed(self)
        path = self.root / name
        if name not in self._sums or name not in self.names:
            return None
        own = path.stat()
        is_same = (own.st_size, own.st_mtime_ns) == (stat.st_size, stat.st_mtime_ns)
        return (path, self._sums[name]) if is_same else None


class ArchiveReading:
    def __init__(self, tar):
        self.tar = tar
        self.members = {member.name: member for member in tar.getmembers() if member.isreg()}
        self.names = set(self.members)
        if len(self.names) != len(tar.getmembers()):
            raise DamagedError("có mục lạ trong tệp tar")
        if not self._is_filled_with_zeros():
            raise DamagedError("tệp tar bị cụt hoặc bị sửa")

    def open(self, name):
        return self.tar.extractfile(self.members[name])

    def _is_filled_with_zeros(self):
        """Between the files and after the last: so that not one bit of the archive may change unnoticed."""
        end = 0
        for member in self.members.values():
            end = member.offset_data + _up(member.size, tarfile.BLOCKSIZE)
            if any(self._bytes(member.offset_data + member.size, end)):
                return False
        tail = self._bytes(end, end + 2 * tarfile.RECORDSIZE)
        return end + len(tail) == _up(end + 2 * tarfile.BLOCKSIZE, tarfile.RECORDSIZE) and not any(tail)

    def _bytes(self, start, end):
        self.tar.fileobj.seek(start)
        return self.tar.fileobj.read(end - start)


def _up(size, block):
    return -(-size // block) * block


@contextmanager
def opened(place):
    """Either form for reading; a BackupError where it is none."""
    if place.is_dir():
        yield FolderReading(place)
        return
    try:
        with tarfile.open(place, "r:") as tar:
            yield ArchiveReading(tar)
    except tarfile.TarError as error:
        raise BackupError(f"{printable(place)} bị hỏng hoặc {NO_COPY}") from error


def listed(reading):
    """Sums by name."""
    if sums.NAME not in reading.names:
        raise BackupError(f"Thiếu {sums.NAME}: bản sao lưu bị hỏng, chưa ghi xong, hoặc {NO_COPY}")
    with reading.open(sums.NAME) as file:
        try:
            return sums.read(file.read(SMALL).decode("utf-8", "surrogateescape"))
        except ValueError as error:
            raise DamagedError(f"không đọc được {sums.NAME}") from error


def verified(reading, trusted=frozenset()):
    """The manifest of a copy that is whole; DamagedError names the first file that is not. `trusted`: names whose
    content is not read again."""
    known = listed(reading)
    for name in sorted(known.keys() | reading.names - {sums.NAME}):
        if name not in known:
            raise DamagedError(f"{printable(name)} không có trong {sums.NAME}")
        if name not in reading.names:
            raise DamagedError(f"thiếu {printable(name)}")
        if not is_ours(name):
            raise DamagedError(f"tên lạ {printable(name)}")
        if name not in trusted:
            _check_sum(reading, name, known[name])
    return _manifest(reading)


def is_ours(name):
    """Whether a file of this name can be put back without leaving its folder."""
    parts = PurePosixPath(name).parts
    if name in (MANIFEST, *NAMES.values()):
        return True
    is_plain = "/".join(parts) == name and ".." not in parts and "\0" not in name
    return is_plain and (parts[0] == "media" or (parts[0] == "spool" and len(parts) == 2)) and len(parts) > 1


def _check_sum(reading, name, expected):
    try:
        with reading.open(name) as file:
            found = sums.sum_of(file)
    except tarfile.TarError as error:
        raise DamagedError(f"{printable(name)} bị cụt") from error
    if found != expected:
        raise DamagedError(f"{printable(name)} không khớp với {sums.NAME}")


def _manifest(reading):
    try:
        with reading.open(MANIFEST) as file:
            manifest = json.loads(file.read(SMALL))
        _check_format(manifest["format"])
        if NAMES[manifest["engine"]] not in reading.names:
            raise DamagedError(f"thiếu cơ sở dữ liệu {TITLES[manifest['engine']]}")
    except (KeyError, TypeError, ValueError) as error:
        raise DamagedError(f"không đọc được {MANIFEST}") from error
    return manifest


def _check_format(found):
    if found != FORMAT:
        raise BackupError(f"Bản sao lưu thuộc dạng {printable(found)}, bản này đọc dạng {FORMAT}. {UNTOUCHED}")


def former_of(folder):
    """The newest finished copy in a folder, or None."""
    found = finished(folder)
    return FolderReading(found[-1]) if found else None


def finished(folder: Path) -> list[Path]:
    """Copies with a name of ours, oldest first. One without its list is none of ours to remove."""
    return sorted(path.parent for path in folder.glob(f"20[0-9][0-9]*-*/{sums.NAME}") if path.parent.is_dir())
