import secrets

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand

from govap.search.tables import entries
from news.models import Article


class Command(BaseCommand):
    help = "Lần chạy đầu tiên: nạp nội dung mẫu, tạo tài khoản quản trị; lần sau chỉ lập chỉ mục tìm kiếm nếu chưa có."

    def add_arguments(self, parser):
        parser.add_argument("--articles", type=int, default=300, help="Số bài viết mẫu (mặc định 300).")

    def handle(self, *, articles, **options):
        if Article.objects.exists() and not entries("desk").exists():
            # A site from before there was an index: nothing would be found on it.
            call_command("rebuild_search", stdout=self.stdout)
        if get_user_model().objects.exists():
            return
        if not Article.objects.exists():
            self.stdout.write(f"Lần chạy đầu tiên: đang nạp {articles} bài viết mẫu…")
            call_command("make_demo", articles=articles, stdout=self.stdout)
        self.create_admin()

    def create_admin(self):
        password = secrets.token_urlsafe(15)
        get_user_model().objects.create_superuser("quantri", password=password)
        self.stdout.write(f"\n  Tài khoản quản trị: quantri\n  Mật khẩu (chỉ hiện một lần): {password}\n")
