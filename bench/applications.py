"""The applications compared: `site`, ours uncached, and `bare`, Django with default middleware and 30 fixed KiB;
`cached`, ours as it is deployed, and `fixed`, which hands out what BENCH_ANSWERS holds."""

import json
import os
from importlib import import_module
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

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


def site():
    return import_module("govap.wsgi").django_application


def bare():
    settings.configure(
        ROOT_URLCONF="bench.applications",
        SECRET_KEY="bench",  # noqa: S106 - signs nothing
        ALLOWED_HOSTS=["localhost"],
        MIDDLEWARE=DEFAULT_MIDDLEWARE,
        INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions"],
    )
    return get_wsgi_application()


def cached():
    return import_module("govap.wsgi").application


def fixed():
    found = json.loads(Path(os.environ["BENCH_ANSWERS"]).read_text())
    answers = {
        address: ([tuple(pair) for pair in answer["headers"]], [answer["body"].encode("latin-1")])
        for address, answer in found.items()
    }

    def application(environ, start_response):
        headers, body = answers[environ["PATH_INFO"]]
        start_response("200 OK", headers)
        return body

    return application
