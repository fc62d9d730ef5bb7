"""Whether the log is whole: every seal made anew, in order, against the hash and length that the end should have."""

from django.utils import timezone

from govap import text

from .labels import verb_label
from .models import LogEntry, LogHead
from .models.log import SEALED, seal

CHUNK = 5000
REMEDY = (
    "Xin giữ nguyên cơ sở dữ liệu, báo người phụ trách, rồi so dòng này với bản sao lưu gần nhất "
    "và xem ai đã vào thẳng cơ sở dữ liệu."
)


class LogFault(Exception):
    """The log is not whole; says in one Vietnamese sentence which row is the first that is wrong, and how."""


class Reading:
    """How far the log has been read: the last row's number (from 1), key and hash, and the hash of the one before."""

    def __init__(self):
        self.length, self.pk, self.hash, self.before = 0, 0, "", None

    def go_on(self, row):
        self.length += 1
        self.pk, self.before, self.hash = row[0], self.hash, row[1]


def verify(noted=None):
    """(length, hash of the end) of a log that is whole. `noted`: such a pair of a former day, which must lie on the
    same chain. Rows that are added meanwhile are read too. Raises LogFault."""
    read = Reading()
    while True:
        length, end = _head()
        for row in _rows(read.pk, length - read.length):
            _check(read, row)
            read.go_on(row)
            if noted and noted[0] == read.length and noted[1] != read.hash:
                raise LogFault(
                    f"dòng {read.pk} khác với niêm phong đã ghi lại: nhật ký bị viết lại từ dòng đó về trước"
                )
        _check_end(read, length, end)
        if not _rows_after(read.pk, 1):
            break
        if _head() == (length, end):
            raise LogFault(f"{_named(_rows_after(read.pk, 1)[0][0])} bị thêm vào cuối, ngoài chuỗi niêm phong")
    if noted and noted[0] > read.length:
        raise LogFault(
            f"chỉ còn {read.length} dòng, lần trước đã ghi {noted[0]}: các dòng sau {_named(read.pk)} bị xóa"
        )
    return read.length, read.hash


def _head():
    return LogHead.objects.filter(pk=1).values_list("length", "hash").first() or (0, "")


def _rows(after, most):
    """Up to `most` rows behind a key, oldest first: (pk, hash, *SEALED). By chunks, for a log has no upper bound."""
    while most > 0 and (rows := _rows_after(after, min(most, CHUNK))):
        yield from rows
        after, most = rows[-1][0], most - len(rows)


def _rows_after(pk, most):
    return list(LogEntry.objects.filter(pk__gt=pk).order_by("pk").values_list("pk", "hash", *SEALED)[:most])


def _fits(row, previous):
    return seal(previous, row[2:]) == row[1]


def _check(read, row):
    if not _fits(row, read.hash):
        raise LogFault(_what_happened(read, row))


def _what_happened(read, row):
    """Told by how many rows there are, and by which of the neighbours fit together."""
    surplus = LogEntry.objects.count() - _head()[0]
    does_next_fit = any(_fits(following, read.hash) for following in _rows_after(row[0], 1))
    if surplus > 0 and read.before is not None and _fits(row, read.before):
        return f"{_named(read.pk)} bị thêm vào giữa"
    if surplus > 0 and does_next_fit:
        return f"{_named(row[0])} bị thêm vào giữa"
    if surplus < 0 and row[0] - read.pk > 1:
        return f"có dòng bị xóa ngay trước {_named(row[0])}"
    if does_next_fit:
        return f"{_named(row[0])} bị đổi chỗ với dòng sau nó"
    return f"{_named(row[0])} bị sửa, hoặc dòng ngay trước nó bị thay"


def _check_end(read, length, end):
    if read.length < length:
        raise LogFault(f"thiếu {length - read.length} dòng ở cuối, sau {_named(read.pk)}: đã bị xóa")
    if read.hash != end:
        for row in _rows_after(read.pk, 1):  # one that was put between pushes the true end out of what was counted
            raise LogFault(_what_happened(read, row))
        raise LogFault(f"{_named(read.pk)} ở cuối không khớp với niêm phong cuối: dòng này bị thay")


def _named(pk):
    if not pk:
        return "đầu nhật ký"
    at, who, verb = LogEntry.objects.values_list("at", "user_name", "verb").get(pk=pk)
    return f"dòng {pk} ({text.short_datetime(timezone.localtime(at))}, {who}: {verb_label(verb)})"
