"""`make bench`: what a page costs, as ratios measured in one run, so that a busy machine moves both sides alike.

Sites of 1,000 and 100,000 synthetic articles (SQLite, kept under var/bench) and a bare Django are served by one process
each, in turns; the unit is processor time a request inside Django's WSGI handler. Exit code 1 when a limit is missed.
"""

import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from bench.limits import LIMITS, PAGES_RATIO

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / "var" / "bench"
SIZES = (1_000, 100_000)
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "7"))


def environment(size):
    home = HOME / str(size)
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "govap.settings",
        "SECRET_KEY": "bench-" + "k3y" * 20,
        "ALLOWED_HOSTS": "localhost,testserver",
        "INSECURE_HTTP": "1",
        "VAR_DIR": str(home),
        "MEDIA_ROOT": str(home / "media"),
        "DATABASE_URL": f"sqlite:///{home / 'db.sqlite3'}",
    }


def manage(size, *command):
    subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=environment(size), check=True)


def load(size):
    """Make the site of this size unless it is there; the rate in articles a second is kept beside it."""
    rate = HOME / str(size) / "rate"
    if not rate.exists():
        (HOME / str(size)).mkdir(parents=True, exist_ok=True)
        manage(size, "migrate", "--verbosity", "0")
        manage(size, "collectstatic", "--noinput", "--verbosity", "0")
        started = time.monotonic()
        manage(size, "make_demo", "--articles", str(size), "--seed", "1")
        found = size / (time.monotonic() - started)
        manage(size, "shell", "--no-imports", "-c", "from bench.pages import fill_busy_month; fill_busy_month()")
        rate.write_text(str(found))
    return float(rate.read_text())


class Server:
    """One process that answers a round of requests for each line it is sent."""

    def __init__(self, size, *arguments):
        command = [sys.executable, "-m", "bench.server", *arguments]
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(command, cwd=ROOT, env=environment(size), stdin=pipe, stdout=pipe, text=True)

    def round(self):
        """Processor milliseconds a request by page name."""
        self.process.stdin.write("round\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def close(self):
        self.process.stdin.close()
        self.process.wait(timeout=30)


def medians(rounds):
    return {name: statistics.median(one[name] for one in rounds) for name in rounds[0]}


def measure():
    """Median processor milliseconds a request of the small site, the large one and the bare Django, in turns."""
    servers = [Server(SIZES[0]), Server(SIZES[1]), Server(SIZES[0], "bare")]
    rounds = [[] for _ in servers]
    for _ in range(1 + ROUNDS):
        for server, found in zip(servers, rounds, strict=True):
            found.append(server.round())
    for server in servers:
        server.close()
    return [medians(found[1:]) for found in rounds]  # the first round is for warming up


def results(small, large, bare, rate):
    yield "make_demo 100.000 bài", rate, "bài/giây", LIMITS["make_demo"], rate >= LIMITS["make_demo"]
    for name in large:
        ratio = large[name] / small[name]
        yield f"{name}: 100.000 / 1.000 bài", ratio, "lần", PAGES_RATIO, ratio <= PAGES_RATIO
    for name in large:
        ratio, limit = large[name] / bare["bare"], LIMITS.get(name, LIMITS["page"])
        yield f"{name}: so với Django trống", ratio, "lần", limit, ratio <= limit


def table(found):
    for row in found:
        verdict = "" if row["met"] else "TRƯỢT"
        print(f"{row['name']:<34}{row['value']:>10.2f} {row['unit']:<9} giới hạn {row['limit']:<7}{verdict}")


def main():
    rate = [load(size) for size in SIZES][-1]
    small, large, bare = measure()
    columns = ("name", "value", "unit", "limit", "met")
    found = [dict(zip(columns, row, strict=True)) for row in results(small, large, bare, rate)]
    table(found)
    print(f"Một yêu cầu của Django trống: {bare['bare']:.2f} ms bộ xử lý")
    (ROOT / "var" / "bench.json").write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n")
    return 0 if all(row["met"] for row in found) else 1


if __name__ == "__main__":
    sys.exit(main())
