"""A process of its own that publishes: for each title on its input an article, and on its output when that was done."""

import sys
import time

import django
from django.db import close_old_connections
from django.utils import timezone

django.setup()

from tests.factories import make_article  # noqa: E402

for title in sys.stdin:
    close_old_connections()  # the database may have been away
    make_article(title=title.strip(), published_at=timezone.now())
    print(time.monotonic(), flush=True)
