"""`make bench`: what a page costs, as ratios measured in one run, so that a busy machine moves both sides alike.

Sites of 1,000 and 100,000 synthetic articles (SQLite, kept under var/bench) and a bare Django are served in turns by
one gunicorn worker each; the unit is processor time of that worker a request. Exit code 1 when a limit is missed.
"""

import json
import os
import random
import statistics
import subprocess
import sys
import time
from pathlib import Path

from bench import photos
from bench.limits import LIMITS, PAGES_RATIO, PHOTOS_PEAK, PHOTOS_RATIO
from bench.server import Server

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


def addresses(size):
    code = "import json; from bench.pages import addresses; print(json.dumps(addresses()))"
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", code]
    done = subprocess.run(command, cwd=ROOT, env=environment(size), check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout)


def round_of(server, pages):
    """Processor milliseconds a request by page, the pages in a new order each time."""
    return {name: server.cost(pages[name]) for name in random.sample(sorted(pages), len(pages))}


def medians(rounds):
    return {name: statistics.median(one[name] for one in rounds) for name in sorted(rounds[0])}


def measure():
    """Median processor milliseconds a request of the small site, the large one and the bare Django, in turns."""
    sites = [(Server("site", environment(size)), addresses(size)) for size in SIZES]
    sites.append((Server("bare", environment(SIZES[0])), {"bare": "/"}))
    rounds = [[round_of(*site) for site in sites] for _ in range(1 + ROUNDS)]
    for server, _ in sites:
        server.close()
    return [medians(found) for found in zip(*rounds[1:], strict=True)]  # the first round is for warming up


def results(small, large, bare, rate):
    yield "make_demo 100.000 bài", rate, "bài/giây", LIMITS["make_demo"], rate >= LIMITS["make_demo"]
    for name in large:
        ratio = large[name] / small[name]
        yield f"{name}: 100.000 / 1.000 bài", ratio, "lần", PAGES_RATIO, ratio <= PAGES_RATIO
    for name in large:
        ratio, limit = large[name] / bare["bare"], LIMITS.get(name, LIMITS["page"])
        yield f"{name}: so với Django trống", ratio, "lần", limit, ratio <= limit


def photo_results():
    found = photos.results()
    ratio, peak = found["ratio"], found["peak"]
    yield f"{photos.PHOTOS} ảnh 12 MP: so với Pillow", ratio, "lần", PHOTOS_RATIO, ratio <= PHOTOS_RATIO
    yield f"{photos.PHOTOS} ảnh 12 MP: bộ nhớ lớn nhất", peak, "MB", PHOTOS_PEAK, peak <= PHOTOS_PEAK


def table(found):
    for row in found:
        verdict = "" if row["met"] else "TRƯỢT"
        print(f"{row['name']:<34}{row['value']:>10.2f} {row['unit']:<9} giới hạn {row['limit']:<7}{verdict}")


def main():
    rate = [load(size) for size in SIZES][-1]
    small, large, bare = measure()
    columns = ("name", "value", "unit", "limit", "met")
    rows = [*results(small, large, bare, rate), *photo_results()]
    found = [dict(zip(columns, row, strict=True)) for row in rows]
    table(found)
    print(f"Một yêu cầu của Django trống: {bare['bare']:.2f} ms bộ xử lý")
    (ROOT / "var" / "bench.json").write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n")
    return 0 if all(row["met"] for row in found) else 1


if __name__ == "__main__":
    sys.exit(main())
