import json
import re
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from govap.counting import bots

SOURCE = "github.com/monperrus/crawler-user-agents, (c) 2017 Martin Monperrus, giấy phép MIT"


class Command(BaseCommand):
    help = f"Thay danh sách chương trình tự động không tính lượt xem bằng tệp crawler-user-agents.json của {SOURCE}"

    def add_arguments(self, parser):
        parser.add_argument("path", type=Path, metavar="TỆP")

    def handle(self, path, **options):
        try:
            patterns = [entry["pattern"] for entry in json.loads(path.read_text(encoding="utf-8"))]
            count = bots.write(patterns, f"{SOURCE}, lấy ngày {timezone.localdate():%d/%m/%Y}")
        except (OSError, ValueError, TypeError, KeyError, re.error) as error:
            raise CommandError(f"Không đọc được danh sách trong {path}: {error}") from error
        self.stdout.write(f"Đã lưu {count} mẫu vào {bots.LIST.name}. Khởi động lại gunicorn để dùng.")
