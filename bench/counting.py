"""What a counted view costs the request that it rides on, and applying many of them."""

import time
from datetime import date

from govap.counting import spool
from news.models import Article

RECORDED, FLUSHED = 20_000, 100_000


def measure():
    """{"record": microseconds of a view, "flush": seconds for FLUSHED of them, spread over articles}"""
    ids = list(Article.objects.published().order_by("pk").values_list("pk", flat=True)[:1000])
    spool.flush()
    started = time.perf_counter()
    for number in range(RECORDED):
        spool.record("article", ids[number % len(ids)])
    record = (time.perf_counter() - started) / RECORDED * 1e6
    spool.flush()
    lines = "".join(f"\narticle {ids[number % len(ids)]} {date(2026, 1, 1)}" for number in range(FLUSHED))
    (spool.folder() / "0.open").write_text(lines)
    started = time.perf_counter()
    if spool.flush() != FLUSHED:
        raise SystemExit("not every view was counted")
    return {"record": record, "flush": time.perf_counter() - started}
