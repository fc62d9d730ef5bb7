import sys
from datetime import datetime

from django.core.management.base import BaseCommand, CommandError

from govap import text
from govap.backups import restoring
from govap.backups.faults import BackupError

WORD = "thay thế"


class Command(BaseCommand):
    help = "Đưa trang trở lại như lúc sao lưu. Hãy dừng dịch vụ của trang trong lúc chạy."

    def add_arguments(self, parser):
        parser.add_argument("place", metavar="TỆP", help="tệp .tar hoặc thư mục mà lệnh backup đã ghi")
        parser.add_argument(
            "--check", action="store_true", help="chỉ xem bản sao lưu còn nguyên vẹn và dùng được không"
        )
        parser.add_argument("--replace", action="store_true", help="đồng ý thay trang đang có, không hỏi lại")

    def handle(self, *, place, check, replace, **options):
        try:
            if check:
                manifest = restoring.check(place)
                self.stdout.write(f"Bản sao lưu lúc {when(manifest)} nguyên vẹn và dùng được cho trang này.")
                return
            manifest = restoring.restore(place, lambda manifest: replace or self._agrees(when(manifest)))
        except BackupError as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt as error:
            raise CommandError("Đã dừng. Chạy lại lệnh này để biết chắc trang ở trạng thái nào.") from error
        self.stdout.write(f"Đã khôi phục trang như lúc {when(manifest)}. Mọi người cần đăng nhập lại.")

    def _agrees(self, made_at):
        if not sys.stdin.isatty():
            return False
        self.stdout.write(f"Trang đang có nội dung sẽ bị thay bằng bản sao lưu lúc {made_at}.")
        return input(f"Gõ “{WORD}” để tiếp tục: ").strip().lower() == WORD


def when(manifest):
    return text.short_datetime(datetime.fromisoformat(manifest["made_at"]))
