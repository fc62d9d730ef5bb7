from django.core.management.base import BaseCommand

from govap.tick import tick


class Command(BaseCommand):
    help = "Làm những việc đến hạn: cộng lượt xem, cập nhật lịch khi bài hẹn giờ xuất hiện hoặc hết hạn."

    def handle(self, **options):
        self.stdout.write(f"Đã cộng {tick()} lượt.")
