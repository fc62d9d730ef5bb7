"""What must happen by itself, composed from what each storey offers; rides on requests or a timer."""

import logging
import time

from django.db import DatabaseError, transaction
from django.utils import timezone

from govap.counting import spool
from govap.editorial import desk_index, workflow
from govap.editorial.models import TickState
from govap.library import renditions
from news.due import recount_due

log = logging.getLogger(__name__)
_next = {"publishing": 0.0, "rest": 0.0}


def tick():
    """Do all that is due now: what is scheduled published, views counted, days of what expired counted anew."""
    workflow.publish_due(timezone.now())
    desk_index.catch_up()
    renditions.work(limit=1, seconds=1)
    with transaction.atomic():
        since, until = TickState.advance(timezone.now())
        recount_due(since, until)
    return spool.flush()


def publish_if_due():
    """Before a request is answered, so that a reader who comes at the appointed second sees what was appointed."""
    if _is_time("publishing"):
        workflow.publish_due(timezone.now())


def tick_if_due():
    """After a response; a failure is a log line, for the next tick tries again."""
    if not _is_time("rest"):
        return
    try:
        tick()
    except DatabaseError:
        log.exception("Nhịp định kỳ chưa xong, sẽ thử lại.")


def _is_time(what):
    """At most once a second in this process."""
    if time.monotonic() < _next[what]:
        return False
    _next[what] = time.monotonic() + 1
    return True
