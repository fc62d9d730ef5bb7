"""How often a process asks for the content version, and what it makes of silence."""

import logging
import threading
import time
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from govap.delivery import freshness
from govap.delivery.freshness import Freshness
from govap.delivery.models import Change
from tests.wsgi import connection_kept


class Asked(Freshness):
    """Knows how often it asked; `trouble` is raised in place of an answer."""

    def __init__(self, due=None):
        super().__init__(publish_due=self.note, next_due=lambda now: due)
        self.times, self.published, self.trouble = 0, [], None

    def note(self, now):
        self.published.append(now)

    def _learn(self, now):
        self.times += 1
        if self.trouble:
            raise self.trouble
        super()._learn(now)


@pytest.fixture(autouse=True)
def _kept(request):
    if request.node.get_closest_marker("django_db"):
        request.getfixturevalue("db")
    with connection_kept():
        yield


@pytest.mark.django_db
class TestLooking:
    def test_asks_at_most_once_in_its_time(self, monkeypatch):
        known = Asked()
        for _ in range(50):
            known.look()
        assert known.times == 1
        monkeypatch.setattr(freshness, "EVERY", 0)
        known.look()
        assert known.times == 2

    def test_twice_a_second_is_enough_for_the_promise(self):
        assert freshness.EVERY + freshness.PATIENCE < 1

    def test_version_moves_with_a_change_and_only_then(self, monkeypatch):
        monkeypatch.setattr(freshness, "EVERY", 0)
        known = Asked()
        seen = []
        for note in (False, False, True, False):
            if note:
                Change.note()
            known.look()
            seen.append(known.version)
        assert seen[0] == seen[1] != seen[2] == seen[3]

    def test_what_is_due_is_published_at_the_first_look(self):
        known = Asked()
        known.look()
        assert len(known.published) == 1

    def test_looks_at_once_when_something_is_due(self):
        known = Asked(due=timezone.now() - timedelta(seconds=1))
        for _ in range(3):
            known.look()
        assert known.times == len(known.published) == 3

    def test_taken_off_moves_by_itself(self, monkeypatch):
        monkeypatch.setattr(freshness, "EVERY", 0)
        known, seen = Asked(), []
        for takes_off in (False, False, True):
            Change.note(takes_off=takes_off)
            known.look()
            seen.append(known.taken_off)
        assert seen[0] == seen[1] != seen[2]


@pytest.mark.django_db
class TestSilence:
    def test_one_line_when_it_begins_and_one_when_it_ends(self, monkeypatch, caplog):
        monkeypatch.setattr(freshness, "EVERY", 0)
        known = Asked()
        with caplog.at_level(logging.WARNING):
            for trouble in (None, OperationalError("gone"), OperationalError("gone"), None, None):
                known.trouble = trouble
                known.look()
                assert known.is_silent == bool(trouble)
        assert [record.levelname for record in caplog.records] == ["ERROR", "WARNING"]

    def test_asks_again_each_half_second_and_not_with_each_request(self):
        known = Asked()
        known.trouble = OperationalError("gone")
        for _ in range(50):
            known.look()
        assert known.times == 1

    def test_knows_nothing_of_a_database_that_never_answered(self):
        known = Asked()
        known.trouble = OperationalError("gone")
        known.look()
        assert (known.is_known, known.version, known.taken_off) == (False, None, None)

    def test_other_errors_are_not_silence(self):
        known = Asked()
        known.trouble = ValueError("mistake of ours")
        with pytest.raises(ValueError, match="ours"):
            known.look()
        assert not known.is_silent
        assert not known._looking.locked()


def test_others_wait_only_a_moment_for_a_dead_host(monkeypatch):
    monkeypatch.setattr(freshness, "PATIENCE", 0.05)
    known, begun, ends = Freshness(None, None), threading.Event(), threading.Event()

    def hang():
        begun.set()
        ends.wait(20)

    monkeypatch.setattr(known, "_ask", hang)
    looking = threading.Thread(target=known.look)
    looking.start()
    begun.wait(20)
    started = time.monotonic()
    known.look()
    waited = time.monotonic() - started
    ends.set()
    looking.join()
    assert waited < 10  # twenty, if it waited for the answer
