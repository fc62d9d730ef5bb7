"""gunicorn -c govap/gunicorn.conf.py — its own variables (WEB_CONCURRENCY) and command line still lead."""

# ruff: noqa: N999 - the name is gunicorn's convention
import os
import sys
from pathlib import Path

from django.conf import settings

from govap import environment, logs

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "govap.settings")
try:
    settings.DEBUG  # noqa: B018 - read here so that a refused setting stops the master with one line, not each worker
    bind = f"127.0.0.1:{environment.whole('PORT', 8000, low=1, high=65535)}"
    workers = environment.whole("WEB_CONCURRENCY", 2, low=1, high=256)
except environment.RefusedSetting as refusal:
    sys.exit(f"govap: {refusal}")

wsgi_app = "govap.wsgi:application"
worker_class = "gthread"
threads = 4
max_requests = 20_000
max_requests_jitter = 2_000
graceful_timeout = 30
keepalive = 5
# A heartbeat file on a slow disk looks like a dead worker.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108
control_socket_disable = True
limit_request_line = 8190  # as much as nginx lets through, which says in Vietnamese what is too long
limit_request_fields = 60
limit_request_field_size = 8190
logconfig_dict = logs.configuration(environment.choice("LOG_LEVEL", "INFO", logs.LEVELS))
