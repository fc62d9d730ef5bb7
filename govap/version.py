"""Which state of the program this is, for ops: told by `status` and noted in every backup."""

import subprocess
import tomllib
from functools import cache

from django.conf import settings


@cache
def version() -> str:
    """Such as "0.1.0 (a53bb57)"; without the commit where the program was not installed by git."""
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())["project"]
    commit = _commit()
    return f"{project['version']} ({commit})" if commit else project["version"]


def _commit():
    command = ["git", "-C", str(settings.BASE_DIR), "rev-parse", "--short", "HEAD"]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True, timeout=5).stdout.strip()
    except (OSError, subprocess.SubprocessError):
        return ""
