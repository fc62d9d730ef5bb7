"""What became of the last backup of this machine, for `status` to tell."""

import json
import logging
from pathlib import Path

from django.conf import settings
from django.utils import timezone

log = logging.getLogger(__name__)


def path():
    return Path(settings.VAR_DIR) / "sao-luu.json"


def last():
    """{"made_at", "place", "files", "bytes", "failed_at", "fault"}, of which what never happened is left out."""
    try:
        found = json.loads(path().read_text())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def note_success(**facts):
    _write({"made_at": timezone.now().isoformat(), **facts})


def note_failure(fault):
    kept = {key: value for key, value in last().items() if key not in ("failed_at", "fault")}
    _write(kept | {"failed_at": timezone.now().isoformat(), "fault": fault})


def _write(facts):
    part = path().with_suffix(".part")
    try:
        part.write_text(json.dumps(facts, ensure_ascii=False))
        part.replace(path())
    except OSError as error:  # the copy itself is there or has failed for a reason that is told
        log.warning("Không ghi được %s: %s.", path(), error.strerror)
