"""The environment of the suite, set before Django reads its settings, which come from the environment only."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import django
import pytest
from django.core.cache import cache
from hypothesis import settings

# No test asserts a duration, so none may fail on one.
settings.register_profile("site", deadline=None)
settings.load_profile("site")

SCRATCH = Path(tempfile.mkdtemp(prefix="govap-tests-"))
atexit.register(shutil.rmtree, SCRATCH, ignore_errors=True)

os.environ.update(
    DJANGO_SETTINGS_MODULE="govap.settings",
    DEBUG="0",
    SECRET_KEY="test-" + "k3y" * 20,
    ALLOWED_HOSTS="testserver,localhost,127.0.0.1",
    INSECURE_HTTP="1",
    STATIC_PLAIN="1",  # hashed names need collectstatic, which `make run` does and tests do not
    VAR_DIR=str(SCRATCH),
    MEDIA_ROOT=str(SCRATCH / "media"),
)
if not os.environ.get("GOVAP_TEST_POSTGRES"):
    os.environ.pop("DATABASE_URL", None)  # never a database that the developer's own shell points at
django.setup()


@pytest.fixture(autouse=True)
def _fresh_cache():
    cache.clear()
