"""One JSON line an event, Vietnamese kept readable, nothing in it able to forge a line or drive a terminal."""

import json
import re

LEVELS = {"DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"}
# JSON itself escapes U+0000 to U+001F. These are left: C1 controls, line separators, marks that turn the direction of
# text, and lone surrogates, which no UTF-8 stream can write.
UNSAFE = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def serialize(record, **options) -> str:
    return UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(record, **options))


def configuration(level: str) -> dict:
    """For logging.config.dictConfig, of Django and of gunicorn alike."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {
                "()": "pythonjsonlogger.json.JsonFormatter",
                "format": "%(levelname)s %(name)s %(process)d %(message)s",
                "rename_fields": {"levelname": "level", "name": "logger"},
                "timestamp": "time",
                "json_serializer": serialize,
                "json_ensure_ascii": False,
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"level": level, "handlers": ["stderr"]},
        "loggers": {
            # Django's and gunicorn's own handlers would write every line a second time, as text.
            **{name: {"handlers": [], "propagate": True} for name in ("django", "django.server", "gunicorn.error")},
            # Given any configuration, gunicorn writes an access log whatever `accesslog` says; citizens' addresses
            # are not kept.
            "gunicorn.access": {"handlers": [], "level": "ERROR", "propagate": False},
            "axes": {"level": "WARNING"},
        },
    }
