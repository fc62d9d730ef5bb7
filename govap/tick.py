"""What must happen by itself, composed from what each storey offers; rides on requests or a timer."""

import logging
import time

from django.db import DatabaseError, transaction
from django.utils import timezone

from govap.counting import spool
from govap.delivery.freshness import Freshness
from govap.delivery.models import Change
from govap.editorial import desk_index, workflow
from govap.editorial.models import Revision, TickState
from govap.library import renditions
from govap.portal.models import Page
from news.due import recount_due
from news.models import Article
from videos.models import Video

log = logging.getLogger(__name__)
_next = {"tick": 0.0}


def tick():
    """Do all that is due now: what is scheduled published, views counted, days of what expired counted anew."""
    workflow.publish_due(timezone.now())
    desk_index.catch_up()
    renditions.work(limit=1, seconds=1)
    with transaction.atomic():
        since, until = TickState.advance(timezone.now())
        recount_due(since, until)
        Change.prune()
    return spool.flush()


def next_due(now):
    """The next moment (aware) at which a public page changes by itself; None if there is none."""
    moments = [rows.next_due(now) for rows in (Article.objects, Video.objects, Page.objects, Revision.objects)]
    return min(filter(None, moments), default=None)


# Before a request is answered, so that a reader who comes at the appointed second sees what was appointed.
freshness = Freshness(workflow.publish_due, next_due)


def tick_if_due():
    """After a response; a failure is a log line, for the next tick tries again."""
    if freshness.is_silent or not _is_time():
        return
    try:
        tick()
    except DatabaseError:
        log.exception("Nhịp định kỳ chưa xong, sẽ thử lại.")


def _is_time():
    """At most once a second in this process."""
    if time.monotonic() < _next["tick"]:
        return False
    _next["tick"] = time.monotonic() + 1
    return True
