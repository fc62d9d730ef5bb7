from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from govap import text
from govap.open_data import dumping


class Command(BaseCommand):
    help = "Xuất mọi nội dung đang hiện ra tệp dữ liệu mở (JSON Lines nén gzip, kèm mã SHA-256). Hẹn chạy mỗi đêm."

    def add_arguments(self, parser):
        parser.add_argument(
            "folder",
            nargs="?",
            type=Path,
            metavar="THƯ_MỤC",
            help="mặc định VAR_DIR/du-lieu-mo, nơi trang lấy để mời tải",
        )

    def handle(self, *, folder, **options):
        folder = folder or dumping.home()
        try:
            found = dumping.dump(folder)
        except dumping.AlreadyRunning as running:
            raise CommandError(str(running)) from None
        except OSError as error:
            raise CommandError(f"Không ghi được vào {folder}: {error.strerror}. Bản cũ vẫn còn nguyên.") from None
        for one in found["files"]:
            self.stdout.write(f"{one['name']}: {text.number(one['items'])} mục, {text.number(one['bytes'])} byte")
