import sys

from django.core.management.base import BaseCommand

from govap.status.findings import BAD
from govap.status.report import report


class Command(BaseCommand):
    help = "Tình trạng của trang: cơ sở dữ liệu, ổ đĩa, sao lưu, việc đang chờ. Mã thoát 1 khi có lỗi."
    requires_system_checks = []

    def handle(self, **options):
        found = report()
        for finding in found:
            remedy = f" → {finding.remedy}" if finding.remedy else ""
            self.stdout.write(f"{finding.state_words:<6} {finding.name}: {finding.words}{remedy}")
        if any(finding.state == BAD for finding in found):
            sys.exit(1)
