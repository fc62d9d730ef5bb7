import io
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from govap.delivery.models import Change
from govap.tick import appear
from news.models import Article, DayCount
from tests.factories import make_article

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 3, 1, 17, 30, tzinfo=UTC)  # half past midnight on the 2nd, in Vietnam


def check(*options):
    output = io.StringIO()
    call_command("check_counts", *options, stdout=output)
    return output.getvalue()


@pytest.fixture
def days():
    for moment in (MORNING, MORNING, datetime(2026, 3, 5, 3, tzinfo=UTC)):
        make_article(published_at=moment)


def test_right_numbers_are_left_alone(days):
    before = Change.version()
    assert check("--repair") == check() == "Số bài của mọi ngày đều đúng.\n"
    assert Change.version() == before


def test_wrong_numbers_are_told_and_repaired(days):
    DayCount.objects.filter(day=date(2026, 3, 2)).update(count=9)
    DayCount.objects.filter(day=date(2026, 3, 5)).delete()
    DayCount.objects.create(day=date(2026, 3, 9), year=2026, month=3, count=4)
    with pytest.raises(CommandError, match=r"3 ngày lệch. Chạy lại với --repair"):
        check()
    before = Change.version()
    assert check("--repair").splitlines() == [
        "02/03/2026: ghi 9, đúng là 2",
        "05/03/2026: ghi 0, đúng là 1",
        "09/03/2026: ghi 4, đúng là 0",
        "Đã sửa 3 ngày.",
    ]
    assert Change.version() != before  # so that the calendar is made anew
    assert dict(DayCount.objects.values_list("day", "count")) == {
        date(2026, 3, 2): 2,
        date(2026, 3, 5): 1,
        date(2026, 3, 9): 0,
    }
    assert check() == "Số bài của mọi ngày đều đúng.\n"


def test_what_changed_past_the_program_is_found(days):
    Article._base_manager.filter(published_at=MORNING).update(is_live=False)
    with pytest.raises(CommandError, match="1 ngày lệch"):
        check()


def test_the_calendar_follows_what_appears_by_itself(client, monkeypatch):
    now = timezone.now()
    appear(now)
    make_article(published_at=datetime(2026, 3, 2, tzinfo=UTC), expires_at=now + timedelta(hours=1))
    page = client.get("/theo-ngay/2026/03/").content.decode()
    assert "Ngày 2 tháng 3: 1 tin" in page
    later = now + timedelta(hours=2)
    monkeypatch.setattr(timezone, "now", lambda: later)
    appear(later)
    assert "Ngày 2 tháng 3: 1 tin" not in client.get("/theo-ngay/2026/03/").content.decode()
