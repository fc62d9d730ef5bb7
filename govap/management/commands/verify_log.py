import re
import sys

from django.core.management.base import BaseCommand, CommandError

from govap import text
from govap.editorial.verifying import REMEDY, LogFault, verify


class Command(BaseCommand):
    help = "Kiểm tra nhật ký: có dòng nào bị sửa, xóa, thêm hay đổi chỗ không. Mã thoát 1 khi có."

    def add_arguments(self, parser):
        parser.add_argument("--noted", metavar="SỐ_DÒNG:MÃ", help="niêm phong ghi lại lần trước, để so với hôm nay")

    def handle(self, *, noted, **options):
        try:
            length, end = verify(noted and pair(noted))
        except LogFault as fault:
            self.stderr.write(f"Nhật ký không nguyên vẹn: {fault}. {REMEDY}")
            sys.exit(1)
        self.stdout.write(f"Nhật ký nguyên vẹn, {text.number(length)} dòng. Xin ghi lại niêm phong: {length}:{end}")


def pair(noted):
    if not (found := re.fullmatch(r"([0-9]{1,18}):([0-9a-f]{64}|)", noted.strip())):
        raise CommandError("--noted: xin chép nguyên niêm phong mà lệnh này đã in, dạng SỐ_DÒNG:MÃ.")
    return int(found[1]), found[2]
