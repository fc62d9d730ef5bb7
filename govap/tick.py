"""What must happen by itself, composed from what each storey offers; rides on requests or a timer."""

import logging
import time

from django.db import DatabaseError, transaction
from django.utils import timezone

from govap.counting import spool
from govap.editorial.models import TickState
from news.due import recount_due

log = logging.getLogger(__name__)
_next = {"moment": 0.0}


def tick():
    """Do all that is due now: the views counted, the days of articles that appeared or expired counted anew."""
    with transaction.atomic():
        since, until = TickState.advance(timezone.now())
        recount_due(since, until)
    return spool.flush()


def tick_if_due():
    """At most once a second in this process; a failure is a log line, for the next tick tries again."""
    if time.monotonic() < _next["moment"]:
        return
    _next["moment"] = time.monotonic() + 1
    try:
        tick()
    except DatabaseError:
        log.exception("Nhịp định kỳ chưa xong, sẽ thử lại.")
