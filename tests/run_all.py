"""What `make test` and `make check` run: every step, then a line on what failed and one on what this machine lacks."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
NO_POSTGRES = 77  # tests/with_postgres.py
SUITE = [sys.executable, "-m", "pytest", "-q", "-n", "2", "--ignore=tests/browser"]
BROWSER = [sys.executable, "-m", "pytest", "-q", "tests/browser"]
LINT = {
    "ruff": [BIN / "ruff", "check", "."],
    "ruff format": [BIN / "ruff", "format", "--check", "."],
    "djade": [BIN / "djade", "--check", *sorted((ROOT / "templates").rglob("*.html"))],
    "mypy": [BIN / "mypy"],
    "makemigrations": [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"],
}
ENVIRONMENT = {
    "SECRET_KEY": "test-" + "k3y" * 20,
    "ALLOWED_HOSTS": "localhost",
    "INSECURE_HTTP": "1",
    "PYTHONUNBUFFERED": "1",
}


def run(name: str, command: list) -> int:
    print(f"\n== {name}", flush=True)
    with tempfile.TemporaryDirectory() as scratch:
        environment = os.environ | ENVIRONMENT | {"VAR_DIR": scratch}
        return subprocess.run([str(part) for part in command], cwd=ROOT, env=environment).returncode


def chromium() -> str | None:
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def quick() -> dict[str, int]:
    codes = {name: run(name, command) for name, command in LINT.items()}
    return codes | {"pytest (SQLite)": run("pytest (SQLite)", SUITE)}


def full() -> tuple[dict[str, int], list[str]]:
    codes, gaps = quick(), []
    on_postgres = run("pytest (PostgreSQL)", [sys.executable, "tests/with_postgres.py", *SUITE])
    if on_postgres == NO_POSTGRES:
        gaps.append("PostgreSQL")
    else:
        codes["pytest (PostgreSQL)"] = on_postgres
    if chromium():
        codes["browser"] = browser()
    else:
        gaps.append("Chromium")
    if not shutil.which("node"):
        gaps.append("Node.js")
    if not shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin"):
        gaps.append("nginx")
    return codes, gaps


def browser() -> int:
    """A browser on a busy machine may miss a moment: what failed runs once more, and both runs are there to be read."""
    if not run("browser", BROWSER):
        return 0
    return run("browser, what failed, once more", [*BROWSER, "--last-failed", "--last-failed-no-failures=none"])


def main() -> int:
    codes, gaps = (quick(), []) if "--quick" in sys.argv else full()
    failed = [name for name, code in codes.items() if code]
    print(f"\nFailed: {', '.join(failed)}" if failed else f"\nPassed: {', '.join(codes)}")
    if gaps:
        print(f"Not run, because this machine has no {' and no '.join(gaps)}.")
    return 1 if failed or (gaps and os.environ.get("CI") == "true") else 0


if __name__ == "__main__":
    sys.exit(main())
