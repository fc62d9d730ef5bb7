"""What this process knows of the content version, and whether the database answers."""

import logging
import time
from threading import Lock

from django.db import InterfaceError, OperationalError, close_old_connections
from django.utils import timezone

from .models import Change

EVERY = 0.5  # seconds between two looks, so that a change is seen within one
PATIENCE = 0.3  # seconds that others wait for the one who looks: a dead host can keep him for five
SILENT = (OperationalError, InterfaceError)
log = logging.getLogger(__name__)


class Freshness:
    """`version` is equal between two looks as long as no public page has changed; None before the first.

    `publish_due(now)` does what is due by the clock, `next_due(now)` tells the next moment (aware, or None) at which
    pages change by themselves: both are the roof's, which knows the apps.
    """

    def __init__(self, publish_due, next_due):
        self.publish_due = publish_due
        self.next_due = next_due
        self.version = self.due = None
        self.is_known = self.is_silent = False
        self._looked_at = float("-inf")
        self._looking = Lock()

    def look(self):
        """Before a request: at most one process's thread asks, twice a second, and at once when something is due."""
        if self._is_time() and self._looking.acquire(timeout=0 if self.is_silent else PATIENCE):
            try:
                if self._is_time():
                    self._ask()
            finally:
                self._looking.release()

    @property
    def taken_off(self):
        """Changes when something was taken off the site."""
        return self.version and self.version[1]

    def _is_time(self):
        is_due = self.due is not None and timezone.now() >= self.due
        return time.monotonic() >= self._looked_at + EVERY or (is_due and not self.is_silent)

    def _ask(self):
        began = time.monotonic()
        close_old_connections()  # one that broke while the database was away must not be asked again
        try:
            self._learn(timezone.now())
            self._hear(is_silent=False)
        except SILENT as error:
            self._hear(is_silent=True, error=error)
        finally:
            self._looked_at = began

    def _learn(self, now):
        is_due = not self.is_known or (self.due is not None and now >= self.due)
        if is_due:
            self.publish_due(now)
        changes = Change.version()
        if is_due or changes != self.version[:2]:
            self.due = self.next_due(now)
            # The next moment is part of it, so that it moves when one has passed.
            self.version = (*changes, self.due)
        self.is_known = True

    def _hear(self, *, is_silent, error=None):
        if is_silent and not self.is_silent:
            log.error("Cơ sở dữ liệu không trả lời, chỉ còn phục vụ những trang đã nhớ: %s", error)
        elif self.is_silent and not is_silent:
            log.warning("Cơ sở dữ liệu đã trả lời trở lại.")
        self.is_silent = is_silent
