"""How good the search is, in figures: more than 200 queries of every kind that people type, over a demo site.

What is relevant is told by reading every article, without the index: those that have the typed words in this order,
with their accents. Run `pytest -s` to see the figures by kind.
"""

import io
import statistics
from collections import defaultdict

import pytest
from django.core.management import call_command

from govap import finding
from govap.demo import pictures
from govap.search import engine, index
from govap.search.entries import tokens
from govap.search.query import parse
from govap.search.tables import entries
from tests.search.queries import Reader, furnish, queries

pytestmark = pytest.mark.django_db
ARTICLES = 500


@pytest.fixture(autouse=True)
def site(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(pictures, "SIZE", (128, 72))
    call_command("make_demo", articles=ARTICLES, until="12/04/2017", seed="thu", verbosity=0, stdout=io.StringIO())
    furnish()


def answers(query):
    found = engine.best(parse(query), engine.Filters())
    return [pk for kind, pk in finding.visible(found.ids).values() if kind == "article"][:10]


def test_recall_and_rank_of_queries_of_every_kind():
    recalls, ranks = defaultdict(list), defaultdict(list)
    asked = list(queries(Reader()))
    for kind, query, relevant in asked:
        assert relevant, query
        top = answers(query)
        recalls[kind].append(len(relevant & {*top}) / min(10, len(relevant)))
        ranks[kind].append(next((1 / place for place, pk in enumerate(top, 1) if pk in relevant), 0))
        if not top or top[0] not in relevant:
            print(f"missed: {kind}: {query}")
    for kind, values in recalls.items():
        print(f"{kind:<22}{len(values):>4} {statistics.mean(values):.3f} {statistics.mean(ranks[kind]):.3f}")
    recall = statistics.mean(value for values in recalls.values() for value in values)
    rank = statistics.mean(value for values in ranks.values() for value in values)
    print(f"{'all':<22}{len(asked):>4} recall@10 {recall:.3f} MRR@10 {rank:.3f}")
    assert len(asked) >= 200
    assert recall >= 0.97
    assert rank >= 0.95


class Memory:
    """A third back end that is only Python: what both databases must answer alike."""

    def __init__(self):
        self.tokens = {}

    def find(self, scope, asks):
        return [self.newest(ask) for ask in asks]

    def newest(self, ask):
        fits = (entry for entry in sorted(self.tokens, reverse=True) if self.fits(ask, entry))
        return [entry for entry, _ in zip(fits, range(ask.limit), strict=False)]

    def fits(self, ask, entry):
        held = self.tokens[entry]
        wanted = all(any(token in held for token in clause) for clause in ask.match.every)
        return ask.first <= entry < ask.end and wanted and not any({*clause} <= held for clause in ask.match.none)


def test_the_database_answers_like_plain_python(monkeypatch):
    """So both databases give the same hits in the same order."""
    asked = [query for _, query, _ in queries(Reader())] + [
        "của",
        "quận -phường",
        '"an toàn" giao',
        "zzz",
        "dan phuong",
    ]
    from_database = [engine.best(parse(query), engine.Filters()).ids for query in asked]
    memory = Memory()
    for entry in entries("public"):
        texts = (entry.title, entry.summary, entry.about, entry.body)
        memory.tokens[entry.id] = {*tokens("public", texts, entry.facets, entry.words).split()}
    monkeypatch.setattr(index, "back_end", lambda: memory)
    assert [engine.best(parse(query), engine.Filters()).ids for query in asked] == from_database
