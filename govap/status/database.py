"""What the database says: itself, its schema, and the work that waits in it. Each look is one bounded query or two."""

from datetime import timedelta

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from govap import text
from govap.editorial.desk.panels import IS_LATE
from govap.editorial.models import LogHead, Revision, TickState
from govap.editorial.models.revision import State
from govap.library.documents import size_in_words
from govap.library.models import PendingRenditions
from govap.library.renditions import MAX_TRIES
from govap.search.entries import FORMAT
from govap.search.models import Rebuilding, Waiting

from .findings import BAD, GOOD, WARN, Finding, told, worse

MOST = 1000  # what is more is told as so many
SIZES = {
    "sqlite": "SELECT (SELECT page_count FROM pragma_page_count()) * (SELECT page_size FROM pragma_page_size())",
    "postgresql": "SELECT pg_database_size(current_database())",
}


def itself():
    with connection.cursor() as cursor:
        cursor.execute(SIZES[connection.vendor])
        size = cursor.fetchone()[0]
    release = ".".join(map(str, connection.get_database_version()))
    return Finding("Cơ sở dữ liệu", f"{connection.display_name} {release}, {size_in_words(size)}")


def schema():
    loader = MigrationLoader(connection)
    missing = loader.disk_migrations.keys() - loader.applied_migrations.keys()
    unknown = loader.applied_migrations.keys() - loader.disk_migrations.keys()
    if missing:
        words = f"thiếu {len(missing)} bước cập nhật"
        return told("Cấu trúc dữ liệu", words, BAD, "Chạy make upgrade, hoặc manage.py migrate.")
    if unknown:
        words = f"có {len(unknown)} bước mà bản chương trình này không biết"
        return told("Cấu trúc dữ liệu", words, BAD, "Mã nguồn cũ hơn cơ sở dữ liệu: cài bản mới hơn, hoặc khôi phục.")
    return Finding("Cấu trúc dữ liệu", "đúng với bản chương trình")


def tick():
    state = TickState.objects.filter(pk=1).first()
    remedy = "Chạy manage.py tick và đọc lỗi; xem lại hẹn giờ govap-tick.timer và đồng hồ máy (timedatectl)."
    if state is None:
        return told("Nhịp định kỳ", "chưa chạy lần nào", WARN, remedy)
    age = timezone.now() - state.done_until
    words = f"lần gần nhất {text.short_datetime(timezone.localtime(state.done_until))}"
    minutes = abs(age) / timedelta(minutes=1)  # a clock that was set back shows as well
    return told("Nhịp định kỳ", words, worse(minutes, warn=5, bad=60), remedy)


def late():
    rows = Revision.objects.filter(state=State.SCHEDULED, due_at__lt=timezone.now() - IS_LATE)
    found = _up_to(rows)
    words = f"{_number(found)} bài quá giờ hẹn mà chưa lên" if found else "không có bài nào trễ"
    remedy = "Xem khung đỏ trên bàn làm việc; sổ tay vận hành, mục Xuất bản theo giờ hẹn."
    return told("Hẹn giờ", words, BAD if found else GOOD, remedy)


def renditions():
    failed = _up_to(PendingRenditions.objects.filter(tries__gte=MAX_TRIES))
    waiting = _up_to(PendingRenditions.objects.filter(tries__lt=MAX_TRIES))
    words = f"{_number(waiting)} ảnh đang chờ, {_number(failed)} ảnh không làm được"
    state = WARN if failed or waiting >= MOST else GOOD
    return told(
        "Bản nhỏ của ảnh", words, state, "Đọc lỗi trong nhật ký dịch vụ; tải lại ảnh hỏng, hoặc chạy govap-renditions."
    )


def search():
    found = _up_to(Waiting.objects.all())
    if Rebuilding.outdated(FORMAT):
        return told("Tìm kiếm", "chỉ mục lập theo cách của bản trước", WARN, "Chạy manage.py rebuild_search một lần.")
    words = f"{_number(found)} mục chờ vào chỉ mục" if found else "chỉ mục đủ"
    return told(
        "Tìm kiếm", words, worse(found, warn=200, bad=MOST), "Chạy manage.py tick; nếu không giảm, rebuild_search."
    )


def seal():
    head = LogHead.objects.filter(pk=1).first()
    length = head.length if head else 0
    return Finding("Nhật ký biên tập", f"{text.number(length)} dòng; kiểm tra bằng manage.py verify_log")


LOOKS = (itself, schema, tick, late, renditions, search, seal)


def _up_to(rows):
    return rows.order_by()[:MOST].count()


def _number(found):
    return f"{'ít nhất ' if found >= MOST else ''}{text.number(found)}"
