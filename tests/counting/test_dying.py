"""A flush that dies, at every line of it: what was written counts once, whatever is left behind."""

import sys

import pytest
from django.db import connection

from govap.counting import spool, sums
from govap.counting.models import Counter, DailyCount, FlushedSpool
from tests.factories import make_article

pytestmark = pytest.mark.django_db(transaction=True)
FILES = {spool.__file__, sums.__file__}


class DyingError(BaseException):
    """No `except` of the code stands in its way, as none stands in the way of SIGKILL."""


def die_at(number):
    """A trace that lets so many lines of the flush pass."""
    left = number

    def line(frame, event, _):
        nonlocal left
        if event == "line":
            left -= 1
            if left < 0:
                raise DyingError
        return line

    return lambda frame, event, _: line if frame.f_code.co_filename in FILES else None


def roll_back():
    """As the database does when the connection of a dead process closes."""
    if not connection.in_atomic_block:
        return
    connection.connection.rollback()
    connection.in_atomic_block, connection.needs_rollback, connection.savepoint_ids = False, False, []
    connection.set_autocommit(autocommit=True)


def flush_dying_at(number):
    """Whether it got to its end all the same."""
    former = sys.gettrace()
    sys.settrace(die_at(number))
    try:
        spool.flush()
    except DyingError:
        return False
    finally:
        sys.settrace(former)
        roll_back()
    return True


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # what dies closes nothing
def test_dying_at_any_line_counts_everything_once():
    article = make_article(view_count=0)
    number, served, is_whole = 0, 0, False
    while not is_whole:
        spool.record("article", article.pk)
        spool.record("visit", 0)
        served += 1
        is_whole = flush_dying_at(number)
        spool.flush()
        article.refresh_from_db()
        assert article.view_count == served, f"after {number} lines"
        assert Counter.objects.get(name="visits").value == served
        assert DailyCount.objects.get(kind="article").count == served
        number += 1
    assert number > 60
    assert not list(spool.folder().glob("*.taken"))
    assert FlushedSpool.objects.count() <= 2  # the name of one whose file went a line earlier
