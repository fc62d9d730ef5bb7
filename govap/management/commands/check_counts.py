from django.core.management.base import BaseCommand, CommandError

from news.due import repair_days, wrong_days


class Command(BaseCommand):
    help = "Kiểm tra số bài ghi sẵn của từng ngày; --repair đếm lại những ngày lệch. Mã 1 khi có ngày lệch mà chưa sửa."

    def add_arguments(self, parser):
        parser.add_argument("--repair", action="store_true", help="đếm lại những ngày lệch")

    def handle(self, *, repair, **options):
        wrong = wrong_days()
        for day, (kept, true) in sorted(wrong.items()):
            self.stdout.write(f"{day:%d/%m/%Y}: ghi {kept}, đúng là {true}")
        if wrong and not repair:
            raise CommandError(f"{len(wrong)} ngày lệch. Chạy lại với --repair để sửa.")
        if wrong:
            repair_days(wrong)
        self.stdout.write(f"Đã sửa {len(wrong)} ngày." if wrong else "Số bài của mọi ngày đều đúng.")
