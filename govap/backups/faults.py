"""What can go wrong, said to the person who has to put it right: one sentence what, one what to do."""

import errno
import re
import sqlite3
from contextlib import contextmanager

from django.db import DatabaseError

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}
UNTOUCHED = "Chưa có gì bị thay đổi."


class BackupError(Exception):
    """Says in Vietnamese what is wrong with what, and the remedy."""


class DamagedError(BackupError):
    """The copy is not what was once written."""

    def __init__(self, what):
        super().__init__(f"Bản sao lưu bị hỏng: {what}. Hãy dùng một bản khác. {UNTOUCHED}")


@contextmanager
def told(place):
    """Whatever fails inside becomes a BackupError about `place`, or about the file that the system names."""
    try:
        yield
    except OSError as error:
        raise BackupError(f"{_disk(error, printable(error.filename or place))} {UNTOUCHED}") from error
    except (DatabaseError, sqlite3.Error) as error:
        raise BackupError(f"{_database(error, printable(place))} {UNTOUCHED}") from error


def printable(name):
    """A name from outside on one line, whatever bytes it is made of."""
    plain = str(name).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return re.sub(r"[\x00-\x1f\x7f-\x9f]+", " ", plain)


def first_line(words):
    lines = [line.strip() for line in str(words).splitlines() if line.strip()]
    return printable(lines[0]) if lines else "không rõ lý do"


def _disk(error, place):
    if error.errno in FULL:
        return f"Hết chỗ khi ghi {place}. Xóa bớt tệp hoặc chọn ổ đĩa khác rồi chạy lại."
    if error.errno in FORBIDDEN:
        return f"Không có quyền với {place}. Hãy chạy bằng tài khoản của dịch vụ, hoặc cấp quyền cho tài khoản đó."
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return f"Không có {place}. Kiểm tra lại đường dẫn; thư mục chứa phải có sẵn."
    return f"Không đọc hoặc ghi được {place} ({error.strerror or error}). Kiểm tra ổ đĩa rồi chạy lại."


def _database(error, place):
    if "full" in str(error):
        return f"Hết chỗ khi ghi cơ sở dữ liệu vào {place}. Xóa bớt tệp hoặc chọn ổ đĩa khác rồi chạy lại."
    return f"Cơ sở dữ liệu không nhận lệnh ({first_line(error)}). Kiểm tra DATABASE_URL và máy chủ cơ sở dữ liệu."
