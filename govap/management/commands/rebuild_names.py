from django.core.management.base import BaseCommand

from govap.text import number
from news.naming import rebuild


class Command(BaseCommand):
    help = "Ghi lại những tên có trong các bài đang hiện, để chọn tin liên quan. Trang vẫn chạy trong lúc ấy."

    def handle(self, **options):
        self.stdout.write(f"Đã xem {number(rebuild())} bài.")
