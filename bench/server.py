"""The measured process: answers each page of its site through Django's WSGI handler and tells what it cost.

python -m bench.server            the site of the environment
python -m bench.server bare       a bare Django: its default middleware, one view, 30 KiB
"""

import io
import json
import random
import sys
import time
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

from bench.pages import addresses

REQUESTS = 10
FIXED = b"x" * 30 * 1024
DEFAULT_MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]


def bare_view(request):
    return HttpResponse(FIXED)


urlpatterns = [path("", bare_view)]


def bare():
    settings.configure(
        ROOT_URLCONF="bench.server",
        SECRET_KEY="bench",  # noqa: S106 - signs nothing
        ALLOWED_HOSTS=["localhost"],
        MIDDLEWARE=DEFAULT_MIDDLEWARE,
        INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions"],
    )
    return get_wsgi_application(), {"bare": "/"}


def site():
    application = get_wsgi_application()
    return application, addresses()


def call(application, address):
    target, _, query = address.partition("?")
    environ = {"PATH_INFO": target, "QUERY_STRING": query, "HTTP_HOST": "localhost", "wsgi.input": io.BytesIO()}
    setup_testing_defaults(environ)
    statuses = []
    body = application(environ, lambda status, headers, exc_info=None: statuses.append(status))
    size = sum(len(part) for part in body)
    body.close()
    if statuses[0][:3] != "200" or not size:
        sys.exit(f"{address}: {statuses[0]}")


def cost(application, address):
    """Processor milliseconds a request."""
    started = time.process_time()
    for _ in range(REQUESTS):
        call(application, address)
    return (time.process_time() - started) / REQUESTS * 1000


def main():
    application, pages = bare() if "bare" in sys.argv else site()
    for _ in sys.stdin:
        order = random.sample(sorted(pages), len(pages))
        print(json.dumps({name: cost(application, pages[name]) for name in order}), flush=True)


if __name__ == "__main__":
    main()
