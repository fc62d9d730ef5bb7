"""What this machine says without the database: program, disks, waiting counts, the last backup, mail."""

import os
import platform
import shutil
import time
from datetime import datetime, timedelta
from pathlib import Path

import django
from django.conf import settings
from django.utils import timezone

from govap import text
from govap.backups import notes
from govap.counting import spool
from govap.library.documents import size_in_words
from govap.open_data import dumping
from govap.version import version

from .findings import BAD, GOOD, WARN, Finding, told, worse

GIGABYTE = 1024**3
LITTLE, HARDLY_ANY = 2 * GIGABYTE, GIGABYTE // 2
DAY = timedelta(days=1)
WAITING_LONG, WAITING_TOO_LONG = 5 * 60, 60 * 60  # seconds


def program():
    words = f"govap {version()}, Django {django.get_version()}, Python {platform.python_version()}"
    return Finding("Chương trình", words, WARN if settings.DEBUG else GOOD, "Tắt DEBUG." if settings.DEBUG else "")


def own_disk():
    return _disk("Ổ đĩa của VAR_DIR", settings.VAR_DIR)


def media_disk():
    return _disk("Ổ đĩa của MEDIA_ROOT", settings.MEDIA_ROOT)


def waiting_counts():
    """Spool files are emptied every second where somebody reads, each minute by the timer."""
    sizes, oldest = [], time.time()
    for path in spool.folder().glob("*.*"):
        try:
            stat = path.stat()
        except FileNotFoundError:
            continue
        if stat.st_size:
            sizes.append(stat.st_size)
            oldest = min(oldest, stat.st_mtime)
    age = time.time() - oldest
    words = f"{len(sizes)} tệp, {size_in_words(sum(sizes))}" if sizes else "không có gì chờ"
    state = worse(age, warn=WAITING_LONG, bad=WAITING_TOO_LONG)
    if state != GOOD:
        words += f", lâu nhất {_span(timedelta(seconds=age))}"
    return told("Lượt xem chờ cộng", words, state, "Chạy manage.py tick và đọc lỗi; xem lại hẹn giờ govap-tick.timer.")


def last_backup():
    found = notes.last()
    remedy = "Chạy manage.py backup; xem lại hẹn giờ govap-backup.timer."
    if fault := found.get("fault"):
        return told("Sao lưu", f"lần gần nhất ({_when(found['failed_at'])}) không thành: {fault}", BAD, remedy)
    if "made_at" not in found:
        return told("Sao lưu", "máy này chưa sao lưu lần nào", WARN, remedy)
    age = timezone.now() - datetime.fromisoformat(found["made_at"])
    words = f"{_when(found['made_at'])}, {size_in_words(found['bytes'])}, ở {found['place']}"
    return told("Sao lưu", words, worse(age, warn=1.5 * DAY, bad=7 * DAY), remedy)


def open_data():
    made_at = dumping.listed(dumping.home())["made_at"]
    if made_at is None:
        return Finding("Dữ liệu mở", "chưa xuất lần nào (manage.py open_data)")
    age = timezone.now() - datetime.fromisoformat(made_at)
    remedy = "Chạy manage.py open_data; xem lại hẹn giờ govap-open-data.timer."
    return told("Dữ liệu mở", f"xuất lúc {_when(made_at)}", worse(age, warn=2 * DAY, bad=30 * DAY), remedy)


def mail():
    if not settings.NOTICE_MAIL:
        return Finding("Thư báo", "đang tắt (NOTICE_MAIL)")
    if not settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        return Finding("Thư báo", "bật, nhưng chỉ in ra nhật ký", WARN, "Đặt EMAIL_URL để thư được gửi.")
    return Finding("Thư báo", f"bật, qua {settings.EMAIL_HOST}:{settings.EMAIL_PORT}")


LOOKS = (program, own_disk, media_disk, waiting_counts, last_backup, open_data, mail)


def _disk(name, folder):
    if not os.access(folder, os.W_OK):
        return told(name, f"không ghi được vào {folder}", BAD, "Cấp quyền ghi cho tài khoản của dịch vụ.")
    usage = shutil.disk_usage(Path(folder))
    state = BAD if usage.free < HARDLY_ANY else WARN if usage.free < LITTLE else GOOD
    words = f"còn {_room(usage.free)} trong {_room(usage.total)}"
    return told(name, words, state, "Dọn bớt hoặc nới ổ đĩa: sổ tay vận hành, mục Đầy ổ đĩa.")


def _room(size):
    return f"{size / GIGABYTE:.1f} GB".replace(".", ",")


def _when(moment):
    return text.short_datetime(timezone.localtime(datetime.fromisoformat(moment)))


def _span(length):
    minutes = int(length.total_seconds() // 60)
    return f"{text.number(minutes // 60)} giờ {minutes % 60} phút" if minutes >= 60 else f"{minutes} phút"
