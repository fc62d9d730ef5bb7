from django.core.management.base import BaseCommand

from govap import reindexing
from govap.text import number

WIDTH = 30


class Command(BaseCommand):
    help = "Lập lại chỉ mục tìm kiếm. Trang vẫn tìm được trong lúc chạy; bị ngắt thì chạy lại sẽ làm tiếp."

    def add_arguments(self, parser):
        parser.add_argument("--from-nothing", action="store_true", help="Lập lại từ đầu, chỉ mục cũ dùng đến khi xong.")

    def handle(self, *, from_nothing, **options):
        total, done = reindexing.total(), 0
        for number_done in reindexing.rebuild(is_from_nothing=from_nothing):
            done += number_done
            self._show(done, total)
        self.stdout.write(f"\nĐã lập chỉ mục {number(done)} mục.")

    def _show(self, done, total):
        share = min(1, done / total) if total else 1
        filled = "█" * int(WIDTH * share)
        self.stdout.write(f"\r{filled:<{WIDTH}} {share:4.0%} {number(done)}/{number(total)}", ending="")
        self.stdout.flush()
