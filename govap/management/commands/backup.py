import re

from django.core.management.base import BaseCommand, CommandError

from govap import text
from govap.backups import making, notes
from govap.backups.faults import BackupError
from govap.library.documents import size_in_words

MOST = 1000


class Command(BaseCommand):
    help = "Sao lưu cơ sở dữ liệu, tệp tải lên và lượt xem đang chờ cộng, trong lúc trang vẫn chạy."

    def add_arguments(self, parser):
        parser.add_argument(
            "place", metavar="TỆP", help="tệp .tar sẽ ghi; hoặc một thư mục: mỗi lần thêm một bản theo ngày giờ"
        )
        parser.add_argument("--keep", metavar="N", help="chỉ giữ N bản mới nhất trong thư mục")

    def handle(self, *, place, keep, **options):
        try:
            made = making.make(place, read_keep(keep))
        except BackupError as error:
            notes.note_failure(str(error))
            raise CommandError(str(error)) from error
        except KeyboardInterrupt as error:
            raise CommandError("Đã dừng, chưa có bản sao lưu mới nào.") from error
        notes.note_success(place=str(made.path), files=made.files, bytes=made.size)
        removed = f" Đã xóa {made.removed} bản cũ." if made.removed else ""
        self.stdout.write(
            f"Đã sao lưu vào {made.path}: {text.number(made.files)} tệp, {size_in_words(made.size)}, đã đọc lại đủ."
            + removed
        )


def read_keep(value):
    if value is None:
        return None
    if not re.fullmatch(r"[0-9]{1,4}", value) or not 1 <= int(value) <= MOST:
        raise CommandError(f"--keep “{value[:40]}” không hợp lệ: hãy ghi một số từ 1 đến {text.number(MOST)}.")
    return int(value)
