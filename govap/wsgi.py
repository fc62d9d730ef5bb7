"""Django in its wrappers: docs/decisions/0010."""

import gc
import os
from importlib import import_module

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "govap.settings")
django_application = get_wsgi_application()

from django.conf import settings  # noqa: E402

from govap.counting.readers import Counting  # noqa: E402 - models can be imported only once Django is set up
from govap.delivery.after import AfterResponse  # noqa: E402
from govap.delivery.before import BeforeRequest  # noqa: E402
from govap.delivery.cache import PageCache  # noqa: E402
from govap.delivery.guard import Guard  # noqa: E402
from govap.tick import freshness, tick_if_due  # noqa: E402


def assemble(django_application, freshness, limit, after=tick_if_due):
    """The layers around Django, the outermost first: guard, what is due, the counter, the tick, pages as bytes.

    `limit` is that of PageCache; `after` is called when a response has been sent.
    """
    pages = PageCache(django_application, freshness, limit)
    return Guard(BeforeRequest(Counting(AfterResponse(pages, after)), freshness.look))


# What is loaded by now stays: left out of every collection, and with a page's own garbage looked for seldom, it costs a
# page a tenth less. More seldom saves no more, and takes 6 MB of a process.
import_module(settings.ROOT_URLCONF)
gc.collect()
gc.freeze()
gc.set_threshold(5_000, 10, 5)

application = assemble(django_application, freshness, settings.PAGE_CACHE_MB * 1024 * 1024)
