"""`make bench`: what a page costs, as ratios measured in one run, so that a busy machine moves both sides alike.

Sites of 1,000 and 100,000 synthetic articles (with FULL=1 of 1,000,000 instead), on SQLite and on PostgreSQL, and a
bare Django are served in turns by one gunicorn worker each; the unit is processor time of that worker and its database
a request. BENCH_ENGINES="SQLite" measures one engine. Exit code 1 when a limit is missed.
"""

import json
import os
import random
import statistics
import sys
from functools import partial
from itertools import count

from bench import cached, limits, photos, seen
from bench.server import Server
from bench.sites import POSTGRESQL, ROOT, SQLITE, on_postgresql, on_sqlite

SIZES = (1_000, 1_000_000 if os.environ.get("FULL") else 100_000)
ENGINES = os.environ.get("BENCH_ENGINES", f"{SQLITE} {POSTGRESQL}").split()
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "7"))


def at_most(name, value, unit, limit):
    return {"name": name, "value": value, "unit": unit, "limit": limit, "met": value <= limit}


def at_least(name, value, unit, limit):
    return at_most(name, value, unit, limit) | {"met": value >= limit}


def visits(server, site):
    """Everything that is measured, by name: citizens' pages, and on SQLite a reporter's morning at the desk."""
    pages = site.told("pages", "addresses")
    return pages | desk(server, site) if site.engine == SQLITE else pages


def desk(server, site):
    desk = site.told("desk", "visit")
    cookie = {"Cookie": desk["cookie"]}
    numbers = count()
    form = desk["save"]["form"]

    def save():
        form["summary"] = f"Lần lưu {next(numbers)}"
        form["base"] = json.loads(server.post(desk["save"]["path"], cookie, form))["token"]

    return {name: partial(server.get, path, cookie) for name, path in desk["pages"].items()} | {"desk_save": save}


def round_of(server, pages):
    """Processor milliseconds a request by page, the pages in a new order each time."""
    return {name: server.cost(pages[name]) for name in random.sample(sorted(pages), len(pages))}


def medians(rounds):
    return {name: statistics.median(one[name] for one in rounds) for name in sorted(rounds[0])}


def measure(small, large):
    """Median processor milliseconds a request of the small site, the large one and the bare Django, in turns."""
    servers = [(Server("site", site.environment, site=site), site) for site in (small, large)]
    served = [(server, visits(server, site)) for server, site in servers]
    served.append((Server("bare", small.environment), {"bare": "/"}))
    rounds = [[round_of(*one) for one in served] for _ in range(1 + ROUNDS)]
    for server, _ in served:
        server.close()
    return [medians(found) for found in zip(*rounds[1:], strict=True)]  # the first round is for warming up


def pages(small, large):
    """What each page costs in the small site, and how much more in the large one."""
    little, much, bare = measure(small, large)
    print(f"{small.engine}: một yêu cầu của Django trống {bare['bare']:.2f} ms bộ xử lý")
    own = [name for name in little if not name.startswith("desk")]
    for name in own:
        limit = limits.PAGES.get(name, limits.FEED if name == "feed" else limits.PAGE)
        yield at_most(f"{small.engine} {name}: so với Django trống", little[name] / bare["bare"], "lần", limit)
    for name in little:
        limit = limits.GROWTH if name in own else limits.DESK_RATIO
        title = f"{small.engine} {name}: {large.size:,} / {small.size:,} bài".replace(",", ".")
        yield at_most(title, much[name] / little[name], "lần", limit)
    title = f"{small.engine} list: trang cuối / trang đầu"
    yield at_most(title, much["list_end"] / much["list"], "lần", limits.DEEPEST)


def bytes_of(site):
    """Cached pages against the same bytes."""
    found = site.told("pages", "addresses")
    addresses = {"home": found["home"], "article": found["article"][0]}
    for name, (cost, rate) in cached.compare(site.environment, addresses).items():
        yield at_most(f"{site.engine} {name} đã nhớ: so với gunicorn trống", cost, "lần", limits.CACHED_COST)
        yield at_least(f"{site.engine} {name} đã nhớ: số yêu cầu mỗi giây", rate, "lần", limits.CACHED_RATE)


def counting(site):
    found = site.told("counting", "measure")
    yield at_most(f"{site.engine} ghi một lượt xem", found["record"], "µs", limits.RECORD)
    yield at_most(f"{site.engine} tính 100.000 lượt xem", found["flush"], "giây", limits.FLUSH)


def memory(site):
    used = cached.memory(site.environment, site.told("pages", "many"))
    yield at_most(f"{site.engine} bộ nhớ sau 20.000 trang", used, "MB", limits.MEMORY)


def reported(name, value, unit):
    """What is measured without being held to anything."""
    return {"name": name, "value": value, "unit": unit, "limit": "–", "met": True}


def searching(site):
    """The search of the large site, by the clock, in one process with what it is compared to."""
    built = site.told("search", "build")
    yield reported(f"{site.engine} lập lại chỉ mục", built["rate"], "mục/giây")
    yield reported(f"{site.engine} chỉ mục một mục", built["size"], "KB")
    cost = site.told("search", "measure")
    for name, title, base in (
        ("answer", "tìm: so với truy vấn trần", "bare"),
        ("common", "tìm chữ rất thường / trung vị", "answer"),
        ("suggest", "gợi ý / trung vị khi tìm", "answer"),
    ):
        yield at_most(f"{site.engine} {title}", cost[name] / cost[base], "lần", limits.SEARCH[name])


def photo_results():
    found = photos.results()
    yield at_most(f"{photos.PHOTOS} ảnh 12 MP: so với Pillow", found["ratio"], "lần", limits.PHOTOS_RATIO)
    yield at_most(f"{photos.PHOTOS} ảnh 12 MP: bộ nhớ lớn nhất", found["peak"], "MB", limits.PHOTOS_PEAK)


def of_engine(small, large):
    """All that is measured on both engines."""
    for site in (small, large):
        print(f"{site.engine}: {site.size} bài, tạo {site.load():.0f} bài/giây", flush=True)
    yield from pages(small, large)
    yield from bytes_of(small)
    yield from counting(small)
    yield from memory(large)
    yield from searching(large)


def results():
    if SQLITE in ENGINES:
        small, large = map(on_sqlite, SIZES)
        yield from of_engine(small, large)
        yield at_least(f"make_demo {large.size} bài", large.load(), "bài/giây", limits.MAKE_DEMO)
        yield from photo_results()
    if POSTGRESQL in ENGINES:
        with on_postgresql(SIZES) as sites:
            yield from of_engine(*sites) if sites else ()
            yield from publishing(sites)


def publishing(sites):
    """The slowest of a hundred publications."""
    for site in sites[:1]:
        worst = max(seen.seconds(site.cluster.create("seen")))
        yield at_most(f"{seen.TIMES} lần đăng bài: thấy muộn nhất sau", worst, "giây", limits.SEEN)


def told(row):
    verdict = "" if row["met"] else "TRƯỢT"
    print(f"{row['name']:<58}{row['value']:>10.2f} {row['unit']:<9} giới hạn {row['limit']:<7}{verdict}", flush=True)
    return row


def main():
    found = []
    try:
        found.extend(told(row) for row in results())
    finally:  # what was measured before a fault is worth keeping
        (ROOT / "var" / "bench.json").write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n")
    return 0 if all(row["met"] for row in found) else 1


if __name__ == "__main__":
    sys.exit(main())
