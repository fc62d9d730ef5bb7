import os
import resource
import threading
from datetime import date, datetime
from unittest.mock import Mock

import pytest
import time_machine
from django.db import DatabaseError

from govap.counting import spool, sums
from govap.counting.models import Counter, DailyCount, FlushedSpool
from tests.factories import make_article
from tests.wsgi import Site

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    spool._own_file.quiet_until = 0.0


def test_views_and_visits_arrive_once():
    article = make_article(view_count=328)
    for _ in range(3):
        spool.record("article", article.pk)
    spool.record("visit", 0)
    assert spool.flush() == 4
    assert spool.flush() == 0
    article.refresh_from_db()
    assert article.view_count == 331
    assert Counter.objects.get(name="visits").value == 1
    assert DailyCount.objects.get(kind="article", object_id=article.pk).count == 3


def test_applied_spool_left_by_a_dead_process_is_not_applied_again(monkeypatch):
    article = make_article()
    spool.record("article", article.pk)
    with monkeypatch.context() as dying:
        dying.setattr("pathlib.Path.unlink", Mock(side_effect=KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            spool.flush()
    assert spool.flush() == 0
    article.refresh_from_db()
    assert article.view_count == 1


def test_spool_waits_while_the_database_fails(monkeypatch):
    article = make_article()
    spool.record("article", article.pk)
    with monkeypatch.context() as down:
        down.setattr(spool.sums, "add", Mock(side_effect=DatabaseError("mất kết nối")))
        with pytest.raises(DatabaseError):
            spool.flush()
    assert spool.flush() == 1


def test_torn_and_foreign_lines_are_passed_over():
    spool.record("visit", 0)
    with (spool.folder() / "9.open").open("wb") as torn:
        torn.write(b"article 5 2026-01\nfoo 1 2026-01-01\n\xff\nvisit 0 2026-02-31\nvisit 0 0000-01-01\n")
    assert spool.flush() == 1


def test_sums_of_many_articles_and_days_arrive_exactly():
    articles = [make_article(view_count=10 * number) for number in range(5)]
    before, after = date(2026, 3, 1), date(2026, 3, 2)
    views = {("article", 10**6 + number, before): 1 for number in range(700)}  # more than one statement; all deleted
    views |= {("article", article.pk, before): 2 for article in articles}
    views |= {("article", article.pk, after): article.pk for article in articles} | {("visit", 0, after): 3}
    for times in (1, 2):
        sums.add(views)
        for number, article in enumerate(articles):
            article.refresh_from_db()
            assert article.view_count == 10 * number + times * (2 + article.pk)
            assert DailyCount.objects.get(kind="article", object_id=article.pk, day=after).count == times * article.pk
        assert Counter.objects.get(name="visits").value == 3 * times
    assert DailyCount.objects.count() == 700 + 5 + 5 + 1


def test_unwritable_folder_is_one_log_line(settings, tmp_path, caplog):
    settings.VAR_DIR = tmp_path / "tep"
    settings.VAR_DIR.write_text("không phải thư mục")
    for _ in range(3):
        spool.record("visit", 0)
    assert caplog.text.count("Không ghi được lượt xem") == 1


def test_processes_writing_while_others_flush_lose_nothing():
    """Threads stand in for processes: the locks are on open files, not on processes."""
    done = threading.Event()

    def write():
        for _ in range(500):
            spool.record("visit", 0)

    def take():
        while not done.is_set():
            for path in spool.folder().glob("*.open"):
                spool._take(path)

    writers, taker = [threading.Thread(target=write) for _ in range(3)], threading.Thread(target=take)
    for thread in (*writers, taker):
        thread.start()
    counted = 0
    while any(thread.is_alive() for thread in writers):
        counted += spool.flush()
    done.set()
    taker.join()
    assert counted + spool.flush() == 1500
    assert not FlushedSpool.objects.exists()


@pytest.fixture
def full_disk(settings):
    """The file of this process lies on a disk without room."""
    own = spool._own_file
    own._open((os.getpid(), str(settings.VAR_DIR)))
    os.dup2(full := os.open("/dev/full", os.O_WRONLY | os.O_APPEND), own.descriptor)
    os.close(full)
    yield
    own.place = None


def test_full_disk_costs_one_log_line_and_no_page(full_disk, caplog):
    address = make_article().get_absolute_url()
    site = Site()
    assert [site.get(address).status for _ in range(5)] == [200] * 5
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == [
        f"Không ghi được lượt xem vào {spool.folder()}: [Errno 28] No space left on device. Kiểm tra ổ đĩa."
    ]


def test_line_torn_by_a_full_disk_is_told_and_spoils_no_other(caplog):
    """A limit on the length of files stands in for the disk: a part of a line still has room."""
    spool.record("visit", 0)
    [own] = spool.folder().glob("*.open")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    own.write_bytes(own.read_bytes() + b"\n" * (2**20 - own.stat().st_size - 9))
    resource.setrlimit(resource.RLIMIT_FSIZE, (2**20, hard))
    try:
        spool.record("visit", 0)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert own.stat().st_size == 2**20
    assert caplog.text.count("Không ghi được lượt xem") == 1
    spool.record("visit", 0)
    assert spool.flush() == 2


def test_clock_set_back_loses_and_doubles_nothing():
    for moment in ("2026-03-02 00:00:01+07:00", "2026-03-01 23:59:59+07:00", "2026-03-02 00:00:01+07:00"):
        with time_machine.travel(datetime.fromisoformat(moment)):
            spool.record("visit", 0)
            assert spool.flush() == 1
    assert list(DailyCount.objects.order_by("day").values_list("day", "count")) == [
        (date(2026, 3, 1), 1),
        (date(2026, 3, 2), 2),
    ]
