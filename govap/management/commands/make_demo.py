import re
import time
from datetime import datetime
from datetime import time as clock

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from govap.demo.articles import write_articles
from govap.demo.rows import make_room
from govap.demo.showcase import dress
from govap.demo.site import furnish
from govap.text import ZONE, number, parse_date
from news.models import Article

MOST = 2_000_000
EARLIEST = 2000


class Command(BaseCommand):
    help = "Nạp nội dung mẫu: chuyên mục, thẻ, ảnh, video, trang tĩnh và số bài viết mong muốn."

    def add_arguments(self, parser):
        parser.add_argument("--articles", default="300", help="Số bài viết (mặc định 300).")
        parser.add_argument("--seed", default="1", help="Cùng một chữ hoặc số thì nội dung như nhau (mặc định 1).")
        parser.add_argument("--until", default="", help="Ngày của bài mới nhất, ví dụ 12/04/2017 (mặc định hôm nay).")
        parser.add_argument("--add", action="store_true", help="Thêm vào trang đã có bài viết.")

    def handle(self, *, articles, seed, until, add, **options):
        wanted, end = read_number(articles), read_end(until)
        if Article.objects.exists() and not add:
            raise CommandError("Trang đã có bài viết nên không nạp gì. Thêm --add nếu vẫn muốn nạp thêm bài mẫu.")
        started = time.monotonic()
        make_room()
        with transaction.atomic():
            write_articles(wanted, furnish(seed, end), seed, end)
            dress(end)
        spent = time.monotonic() - started
        seconds = f"{spent:.1f}".replace(".", ",")
        self.stdout.write(f"Đã nạp {number(wanted)} bài trong {seconds} giây ({number(int(wanted / spent))} bài/giây).")


def read_number(value):
    if not re.fullmatch(r"[0-9]{1,7}", str(value)) or int(value) > MOST:
        raise CommandError(f"Số bài “{str(value)[:40]}” không hợp lệ: hãy ghi một số từ 0 đến {number(MOST)}.")
    return int(value)


def read_end(value):
    """The moment of the newest article at the latest: the close of that day's work, and never later than now."""
    now = timezone.localtime()
    try:
        day = parse_date(value) if value else now.date()
    except ValueError as error:
        raise CommandError(str(error)) from error
    if day > now.date() or day.year < EARLIEST:
        raise CommandError(f"Ngày “{value}” không hợp lệ: hãy ghi một ngày từ năm {EARLIEST} đến hôm nay.")
    return min(datetime.combine(day, clock(17), ZONE), now)
