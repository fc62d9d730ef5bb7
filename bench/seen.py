"""How long after a publication somebody is still shown the former page, by two gunicorns of two workers each."""

import contextlib
import tempfile
import time
from pathlib import Path

from tests.delivery.test_processes import Publisher, newest
from tests.gunicorn import environment_of, migrate, serving

TIMES, WATCHED = 100, 1.5  # seconds
SETTINGS = {"SECRET_KEY": "bench-" + "k3y" * 20, "ALLOWED_HOSTS": "127.0.0.1", "INSECURE_HTTP": "1"}


def seconds(database):
    """Of each of TIMES publications, on a database that is empty yet."""
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        homes = [Path(folder) / name for name in ("one", "two")]
        for home in homes:
            home.mkdir()
        own = SETTINGS | {"DATABASE_URL": database, "WEB_CONCURRENCY": "2", "DJANGO_SETTINGS_MODULE": "govap.settings"}
        environments = [environment_of(home, **own) for home in homes]
        migrate(environments[0])
        publisher = Publisher(environments[0])
        stack.callback(publisher.close)
        servers = [stack.enter_context(serving(environment)) for environment in environments]
        return [_watched(servers, publisher, f"Tin thứ {number} vừa đăng") for number in range(TIMES)]


def _watched(servers, publisher, title):
    """Seconds until the last answer without the title had been asked for; each server is asked many times."""
    done, late = publisher.publish(title), 0.0
    while (now := time.monotonic()) < done + WATCHED:
        late = max([late, *(now - done for server in servers if title not in newest(server))])
    return late
