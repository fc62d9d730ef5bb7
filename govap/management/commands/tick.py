from django.core.management.base import BaseCommand

from govap.tick import tick


class Command(BaseCommand):
    help = "Làm những việc đến hạn: xuất bản bài tới giờ hẹn, cộng lượt xem, tính lại lịch khi bài hết hạn."

    def handle(self, **options):
        self.stdout.write(f"Đã cộng {tick()} lượt.")
