import time

from django.core.management.base import BaseCommand
from django.db import close_old_connections

from govap.library import renditions

PAUSE = 2  # seconds between two looks for work


class Command(BaseCommand):
    help = "Tạo các bản nhỏ WebP của ảnh đang chờ. Với --loop thì chạy mãi, dùng cho một dịch vụ riêng."

    def add_arguments(self, parser):
        parser.add_argument("--loop", action="store_true", help="làm xong thì chờ ảnh mới, không dừng")
        parser.add_argument("--missing", action="store_true", help="ghi thêm mọi ảnh cũ chưa có bản nhỏ vào hàng chờ")

    def handle(self, *, loop, missing, **options):
        if missing:
            self.stdout.write(f"Đã ghi thêm {renditions.enqueue_missing()} ảnh vào hàng chờ.")
        total = self._work()
        while loop:
            close_old_connections()
            self._work() or time.sleep(PAUSE)
        self.stdout.write(f"Đã tạo bản nhỏ của {total} ảnh.")

    def _work(self):
        total = 0
        while done := renditions.work(limit=50, seconds=600):
            total += done
        return total
