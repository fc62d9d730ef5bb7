import os
import re
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone

from govap.importing import import_page
from news.importing import LegacyError, read_page
from news.importing.source import MAX_BYTES

CAUSES = {
    FileNotFoundError: "không có tệp này.",
    PermissionError: "không có quyền đọc tệp này.",
    IsADirectoryError: "thư mục không có trang nào.",
}


class Command(BaseCommand):
    help = "Nhập các trang đã lưu từ cổng cũ (văn bản hoặc HTML). Nhập lại lần nữa không làm thay đổi gì."

    def add_arguments(self, parser):
        parser.add_argument("paths", nargs="+", type=Path, metavar="TỆP", help="tệp hoặc thư mục")
        parser.add_argument("--dry-run", action="store_true", help="chỉ kiểm tra và báo, không ghi gì")

    def handle(self, *args, paths, dry_run, **options):
        failed = sum(not self._import(file, dry_run=dry_run) for path in paths for file in files_of(path))
        if failed:
            raise CommandError(f"{failed} tệp không nhập được.")

    def _import(self, file, *, dry_run):
        """Import one file, say in one line what came of it, and tell whether it went well."""
        try:
            page = read_page(read_bytes(file), timezone.now())
            outcome = import_page(page, dry_run=dry_run)
        except LegacyError as error:
            return self._fail(file, error)
        except OSError as error:
            return self._fail(file, CAUSES.get(type(error), "không đọc được tệp."))
        except DatabaseError as error:
            return self._fail(file, f"cơ sở dữ liệu không nhận ({error}).")
        self._say(file, f"{verdict(outcome, dry_run=dry_run)} “{page.title}”")
        return True

    def _fail(self, file, reason):
        self._say(file, f"LỖI, {reason}")
        return False

    def _say(self, file, words):
        name = os.fsencode(file).decode(errors="replace")
        self.stdout.write(re.sub(r"[\x00-\x1f\x7f]+", " ", f"{name}: {words}"))


def files_of(path):
    """The file itself, or all files of a folder but hidden ones and the pictures browsers save next to a page."""
    if not path.is_dir():
        return [path]
    inside = [file for file in sorted(path.rglob("*")) if file.is_file()]
    pages = [file for file in inside if not any(is_aside(part) for part in file.relative_to(path).parts)]
    return pages or [path]  # an empty folder fails by name when it is opened, instead of passing in silence


def is_aside(name):
    return name.startswith(".") or name.endswith("_files")


def read_bytes(file):
    with file.open("rb") as source:
        return source.read(MAX_BYTES + 1)


def verdict(outcome, *, dry_run):
    if not outcome.is_new:
        return "đã có"
    videos = f" và {outcome.videos} video" if outcome.videos else ""
    return f"{'sẽ nhập' if dry_run else 'đã nhập'} bài{videos}"
