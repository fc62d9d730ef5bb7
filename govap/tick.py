"""What must happen by itself, composed from what each storey offers; rides on requests or a timer."""

import logging
import threading
import time

from django.db import DatabaseError, close_old_connections, connection, transaction
from django.utils import timezone

from govap.counting import spool
from govap.delivery.freshness import SILENT, Freshness
from govap.delivery.models import Change
from govap.editorial import desk_index, workflow
from govap.editorial.models import Revision, TickState
from govap.library import renditions
from govap.portal.models import Page
from news.due import recount_due
from news.models import Article
from videos.models import Video

log = logging.getLogger(__name__)
EVERY = 1  # seconds between two ticks of a process
STRAGGLERS = 1.5  # seconds until what came too early for a tick of its own is done at the latest
_next = {"tick": 0.0}
_straggling = threading.Lock()


def tick():
    """Do all that is due now; the number of views counted."""
    appear(timezone.now())
    desk_index.catch_up()
    renditions.work(limit=1, seconds=1)
    return spool.flush()


def appear(now):
    """Publish what is scheduled, and count anew the days of what appeared or expired by itself."""
    workflow.publish_due(now)
    with transaction.atomic():
        since, until = TickState.advance(now)
        recount_due(since, until)
        Change.prune()


def next_due(now):
    """The next moment (aware) at which a public page changes by itself; None if there is none."""
    moments = [rows.next_due(now) for rows in (Article.objects, Video.objects, Page.objects, Revision.objects)]
    return min(filter(None, moments), default=None)


# Before a request is answered, so that a reader who comes at the appointed second sees what was appointed.
freshness = Freshness(appear, next_due)


def tick_if_due():
    """After a response, at most once a second a process; a failure is a log line, for the next tick tries again."""
    if freshness.is_silent:
        return
    if time.monotonic() < _next["tick"]:
        _see_to_stragglers()
    else:
        _tick_now()


def _tick_now():
    _next["tick"] = time.monotonic() + EVERY
    try:
        tick()
    except SILENT as error:
        log.warning("Nhịp định kỳ chưa xong, sẽ thử lại: %s", error)
    except DatabaseError:
        log.exception("Nhịp định kỳ chưa xong, sẽ thử lại.")
    finally:
        close_old_connections()


def _see_to_stragglers():
    """On a quiet site no request may follow for an hour, and the last view would wait as long to be counted."""
    if _straggling.acquire(blocking=False):
        timer = threading.Timer(STRAGGLERS, _tick_for_stragglers, [_next["tick"]])
        timer.daemon = True
        timer.start()


def _tick_for_stragglers(next_tick):
    _straggling.release()
    if _next["tick"] == next_tick and not freshness.is_silent:  # no request has ticked meanwhile
        try:
            _tick_now()
        finally:
            connection.close()  # this thread's own, which ends here
