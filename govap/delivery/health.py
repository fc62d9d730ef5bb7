import logging
import os

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

log = logging.getLogger(__name__)
PLAIN = "text/plain; charset=utf-8"


@never_cache
@require_safe
def healthz(request):
    return HttpResponse("ok\n", content_type=PLAIN)


@never_cache
@require_safe
def readyz(request):
    troubles = [trouble for trouble in (database_trouble(), disk_trouble()) if trouble]
    return HttpResponse("\n".join(troubles or ["ok"]) + "\n", status=503 if troubles else 200, content_type=PLAIN)


def database_trouble() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        log.error("Không nối được cơ sở dữ liệu: %s", error)
        return "Không nối được cơ sở dữ liệu."
    return ""


def disk_trouble() -> str:
    return "" if os.access(settings.VAR_DIR, os.W_OK) else "Không ghi được vào VAR_DIR."
