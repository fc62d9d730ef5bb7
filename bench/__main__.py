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
from functools import partial
from itertools import count
from pathlib import Path

from bench import photos
from bench.limits import DESK_RATIO, LIMITS, PAGES_RATIO, PHOTOS_PEAK, PHOTOS_RATIO, SEARCH
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
        manage(size, "shell", "--no-imports", "-c", "from bench.desk import furnish; furnish()")
        rate.write_text(str(found))
    return float(rate.read_text())


def told(size, module, function):
    """What a function of this folder says of the site of this size, as JSON."""
    return asked(size, f"from bench.{module} import {function}; print(json.dumps({function}()))")


def asked(size, code):
    """What code prints as JSON in the site of this size."""
    code = f"import json; {code}"
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", code]
    done = subprocess.run(command, cwd=ROOT, env=environment(size), check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout)


def visits(server, size):
    """Everything that is measured, by name: citizens' pages, and a reporter's morning at the desk."""
    desk = told(size, "desk", "visit")
    cookie = {"Cookie": desk["cookie"]}
    pages = {name: partial(server.get, path, cookie) for name, path in desk["pages"].items()}
    numbers = count()

    form = desk["save"]["form"]

    def save():
        form["summary"] = f"Lần lưu {next(numbers)}"
        form["base"] = json.loads(server.post(desk["save"]["path"], cookie, form))["token"]

    return told(size, "pages", "addresses") | pages | {"desk_save": save}


def round_of(server, pages):
    """Processor milliseconds a request by page, the pages in a new order each time."""
    return {name: server.cost(pages[name]) for name in random.sample(sorted(pages), len(pages))}


def medians(rounds):
    return {name: statistics.median(one[name] for one in rounds) for name in sorted(rounds[0])}


def measure():
    """Median processor milliseconds a request of the small site, the large one and the bare Django, in turns."""
    servers = [(Server("site", environment(size)), size) for size in SIZES]
    sites = [(server, visits(server, size)) for server, size in servers]
    sites.append((Server("bare", environment(SIZES[0])), {"bare": "/"}))
    rounds = [[round_of(*site) for site in sites] for _ in range(1 + ROUNDS)]
    for server, _ in sites:
        server.close()
    return [medians(found) for found in zip(*rounds[1:], strict=True)]  # the first round is for warming up


def results(small, large, bare, rate):
    yield "make_demo 100.000 bài", rate, "bài/giây", LIMITS["make_demo"], rate >= LIMITS["make_demo"]
    for name in large:
        ratio, limit = large[name] / small[name], DESK_RATIO if name.startswith("desk") else PAGES_RATIO
        yield f"{name}: 100.000 / 1.000 bài", ratio, "lần", limit, ratio <= limit
    for name in (name for name in large if not name.startswith("desk")):
        ratio, limit = large[name] / bare["bare"], LIMITS.get(name, LIMITS["page"])
        yield f"{name}: so với Django trống", ratio, "lần", limit, ratio <= limit


def searching():
    """The search of the large site, by the clock, in one process with what it is compared to."""
    cost = asked(SIZES[-1], "from bench.search import measure; print(json.dumps(measure()))")
    for name, title, base in (
        ("answer", "tìm: so với truy vấn trần", "bare"),
        ("common", "tìm chữ rất thường / trung vị", "answer"),
        ("suggest", "gợi ý / trung vị khi tìm", "answer"),
    ):
        ratio = cost[name] / cost[base]
        yield title, ratio, "lần", SEARCH[name], ratio <= SEARCH[name]


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
    rows = [*results(small, large, bare, rate), *searching(), *photo_results()]
    found = [dict(zip(columns, row, strict=True)) for row in rows]
    table(found)
    print(f"Một yêu cầu của Django trống: {bare['bare']:.2f} ms bộ xử lý")
    (ROOT / "var" / "bench.json").write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n")
    return 0 if all(row["met"] for row in found) else 1


if __name__ == "__main__":
    sys.exit(main())
