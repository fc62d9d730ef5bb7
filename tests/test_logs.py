import io
import json
import logging
import logging.config

import pytest

from govap import logs

FORMATTER = logs.configuration("INFO")["formatters"]["json"]


def line_of(message, **extra):
    stream = io.StringIO()
    configurator = logging.config.DictConfigurator(logs.configuration("INFO"))
    handler = logging.StreamHandler(stream)
    handler.setFormatter(configurator.configure_formatter(dict(FORMATTER)))
    handler.handle(logging.LogRecord("govap", logging.WARNING, "", 0, message, (), extra.get("exc_info")))
    return stream.getvalue()


def test_vietnamese_stays_readable():
    assert "Không nối được" in line_of("Không nối được")


def test_line_has_time_level_and_logger():
    event = json.loads(line_of("x"))
    assert {"time", "level", "logger", "message"} <= set(event)
    assert (event["level"], event["logger"], event["message"]) == ("WARNING", "govap", "x")


@pytest.mark.parametrize("sign", ["\n", "\r", "\x1b", "\x00", "\x7f", "\x85", "\x9b", "\u2028", "\u202e", "\ud800"])
def test_control_characters_are_escaped(sign):
    line = line_of(f"a{sign}b")
    assert sign not in line.removesuffix("\n")
    assert json.loads(line)["message"] == f"a{sign}b"
    line.encode("utf-8")


def test_django_and_gunicorn_write_through_the_same_handler():
    configured = logs.configuration("INFO")["loggers"]
    assert all(not configured[name]["handlers"] for name in ("django", "django.server", "gunicorn.error"))


def test_time_names_its_zone():
    assert json.loads(line_of("x"))["time"].endswith("+00:00")
