from django.core.management.base import BaseCommand

from govap import reusing
from govap.text import number


class Command(BaseCommand):
    help = "Ghi lại nơi dùng ảnh, album, video và tài liệu, từ mọi bài và trang. Trang vẫn chạy trong lúc ấy."

    def handle(self, **options):
        self.stdout.write(f"Đã xem {number(reusing.rebuild())} mục.")
