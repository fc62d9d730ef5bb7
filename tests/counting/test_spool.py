from unittest.mock import Mock

import pytest
from django.db import DatabaseError

from govap.counting import spool
from govap.counting.models import Counter, DailyCount
from tests.factories import make_article

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path


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
        down.setattr(spool, "_add", Mock(side_effect=DatabaseError("mất kết nối")))
        with pytest.raises(DatabaseError):
            spool.flush()
    assert spool.flush() == 1


def test_torn_and_foreign_lines_are_passed_over():
    spool.record("visit", 0)
    with (spool.folder() / "9.open").open("wb") as torn:
        torn.write(b"article 5 2026-01\nfoo 1 2026-01-01\n\xff\n")
    assert spool.flush() == 1


def test_unwritable_folder_is_one_log_line(settings, tmp_path, caplog):
    settings.VAR_DIR = tmp_path / "tep"
    settings.VAR_DIR.write_text("không phải thư mục")
    spool.record("visit", 0)
    assert "Không ghi được lượt xem" in caplog.text
