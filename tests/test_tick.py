from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from govap.tick import tick
from news.models import DayCount
from tests.factories import make_article

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path


def test_scheduled_article_enters_the_calendar_when_due():
    tick()
    article = make_article(published_at=timezone.now() + timedelta(hours=3))
    day = timezone.localdate(article.published_at)
    assert DayCount.objects.get(day=day).count == 0
    with time_machine.travel(article.published_at + timedelta(seconds=1)):
        tick()
    assert DayCount.objects.get(day=day).count == 1


def test_expired_article_leaves_the_calendar_when_due():
    tick()
    article = make_article(expires_at=timezone.now() + timedelta(hours=3))
    day = timezone.localdate(article.published_at)
    assert DayCount.objects.get(day=day).count == 1
    with time_machine.travel(article.expires_at + timedelta(seconds=1)):
        tick()
    assert DayCount.objects.get(day=day).count == 0


def test_clock_set_forward_and_back_counts_what_appears_then():
    """A machine's clock was a day ahead for a moment."""
    tick()
    article = make_article(published_at=timezone.now() + timedelta(hours=3))
    day = timezone.localdate(article.published_at)
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        tick()
        assert DayCount.objects.get(day=day).count == 1
    tick()
    assert DayCount.objects.get(day=day).count == 0
    with time_machine.travel(article.published_at + timedelta(seconds=1)):
        tick()
    assert DayCount.objects.get(day=day).count == 1
