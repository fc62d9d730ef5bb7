"""What a search costs in the large site against a bare query of its own index, in one process on the same words.

Run by `manage.py shell`, so that it measures whatever DATABASE_URL names; measure() gives milliseconds.
"""

import random
import statistics
import time

from django.db import connection
from django.utils import timezone

from govap import finding, reindexing
from govap.search import engine
from govap.search.query import parse
from news.models import Article

QUERIES, REPEATS = 120, 3
COMMON = ("của", "quận", "phường", "người dân", "và")
SIZES = {
    "sqlite": "SELECT SUM(pgsize) FROM dbstat WHERE name LIKE 'search_%%'",
    "postgresql": "SELECT pg_total_relation_size('search_public') + pg_total_relation_size('search_desk')",
}
BARE = {
    "sqlite": "SELECT rowid FROM search_public_tokens WHERE search_public_tokens MATCH %s ORDER BY rank LIMIT 20",
    "postgresql": (
        "SELECT id FROM search_public, to_tsquery('simple', %s) query WHERE tokens @@ query "
        "ORDER BY ts_rank(tokens, query) DESC LIMIT 20"
    ),
}


def words_of_titles():
    """Stretches of two to six words from titles spread over the whole site."""
    chance = random.Random("do")
    step = max(1, Article.objects.published().count() // QUERIES)
    for title in list(Article.objects.published().newest().values_list("title", flat=True)[::step])[:QUERIES]:
        words = title.split()
        length = min(len(words), chance.randint(2, 6))
        start = chance.randint(0, len(words) - length)
        yield " ".join(words[start : start + length])


def answer(query):
    found = engine.best(parse(query), engine.until(timezone.now(), engine.Filters()))
    return finding.visible(found.ids)


def bare(query):
    joint = {"sqlite": " AND ", "postgresql": " & "}[connection.vendor]
    quote = {"sqlite": '"{}"', "postgresql": "'{}'"}[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(BARE[connection.vendor], [joint.join(quote.format(word) for word in parse(query).folded)])
        return cursor.fetchall()


def cost(function, query):
    """The least of a few runs, in milliseconds: what others on the machine do is not ours."""
    times = []
    for _ in range(REPEATS):
        started = time.perf_counter()
        function(query)
        times.append(time.perf_counter() - started)
    return min(times) * 1000


def build():
    """{"size": KB an item, both scopes, "rate": items a second when it is written anew from nothing}"""
    with connection.cursor() as cursor:
        cursor.execute(SIZES[connection.vendor])
        [size] = cursor.fetchone()
    started = time.monotonic()
    number = sum(reindexing.rebuild(is_from_nothing=True))
    return {"size": int(size) / 1024 / number, "rate": number / (time.monotonic() - started)}


def measure():
    queries = list(words_of_titles())
    answers = [cost(answer, query) for query in queries]
    return {
        "answer": statistics.median(answers),
        "bare": statistics.median(cost(bare, query) for query in queries),
        "slowest": max(answers),
        "common": max(cost(answer, query) for query in COMMON),
        "suggest": statistics.median(cost(lambda typed: finding.titles(parse(typed)), query[:-1]) for query in queries),
        "bare_common": max(cost(bare, query) for query in COMMON),
    }
