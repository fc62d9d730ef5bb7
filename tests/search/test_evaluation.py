"""How good the search is, in figures: more than 200 queries of every kind that people type, over a demo site.

What is relevant is told by reading every article, without the index: those that have the typed words in this order,
with their accents. Run `pytest -s` to see the figures by kind.
"""

import io
import random
import re
import statistics
import unicodedata
from collections import defaultdict

import pytest
from django.core.management import call_command

from govap import finding
from govap.demo import pictures
from govap.html import to_text
from govap.search import engine, index
from govap.search.entries import tokens
from govap.search.query import parse
from govap.search.tables import entries
from news.models import Article

pytestmark = pytest.mark.django_db
ARTICLES = 500
TONES = "\u0300\u0301\u0309\u0303\u0323"
PLACEMENTS = {
    "óa": "oá",
    "òa": "oà",
    "ỏa": "oả",
    "ọa": "oạ",
    "ỏe": "oẻ",
    "óe": "oé",
    "ủy": "uỷ",
    "úy": "uý",
    "ũy": "uỹ",
}
HATS = {
    "\u0302": lambda letter: letter * 2,
    "\u031b": lambda letter: f"{letter}w",
    "\u0306": lambda letter: f"{letter}w",
}
FIGURES = {"\u0302": "6", "\u031b": "7", "\u0306": "8"}


@pytest.fixture(autouse=True)
def site(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(pictures, "SIZE", (128, 72))
    call_command("make_demo", articles=ARTICLES, until="12/04/2017", seed="thu", verbosity=0, stdout=io.StringIO())


def plain(text):
    """Words in lower case with single spaces around: what the reading below compares."""
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFC", text).lower())
    return f" {' '.join(words)} "


def typed(text, hats, tones):
    """The keys pressed for a text: its letters, marks behind their letter, the tone behind its syllable."""
    keys = []
    for word in text.lower().replace("đ", "dd" if hats is HATS else "d9").split():
        letters, tone = "", ""
        for sign in unicodedata.normalize("NFD", word):
            if sign in TONES:
                tone = tones[TONES.index(sign)]
            elif sign in HATS:
                letters = letters[:-1] + HATS[sign](letters[-1]) if hats is HATS else letters + FIGURES[sign]
            else:
                letters += sign
        keys.append(letters + tone)
    return " ".join(keys)


def without_accents(text):
    apart = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def elsewhere(text):
    for one, other in PLACEMENTS.items():
        text = text.replace(one, other)
    return text


def stretch(chance, text, low, high):
    words = text.split()
    length = min(len(words), chance.randint(low, high))
    start = chance.randint(0, len(words) - length)
    return " ".join(words[start : start + length]).strip(",.:;“”()")


class Reader:
    """Every published article, read word by word."""

    def __init__(self):
        self.articles = list(Article.objects.published().newest())
        self.texts = {one.pk: plain(f"{one.title} | {one.summary} | {to_text(one.body)}") for one in self.articles}
        self.titles = {one.pk: plain(one.title) for one in self.articles}

    def having(self, words):
        return {pk for pk, text in self.texts.items() if plain(words) in text}

    def titled(self, title):
        return {pk for pk, own in self.titles.items() if own == plain(title)}


def queries(reader):
    """(kind, what is typed, pks of what is relevant)."""
    chance = random.Random("cau-hoi")
    yield from whole_titles(reader, chance)
    yield from parts(reader, chance)
    yield from figures(reader, chance)
    yield from slips(reader, chance)


def whole_titles(reader, chance):
    placed = [one for one in reader.articles if elsewhere(one.title) != one.title]
    for kind, change, number, articles in (
        ("title", str, 30, reader.articles),
        ("without accents", without_accents, 25, reader.articles),
        ("NFD", lambda text: unicodedata.normalize("NFD", text), 15, reader.articles),
        ("capitals", str.upper, 15, reader.articles),
        ("tone placement", elsewhere, 20, placed),
    ):
        for article in chance.sample(articles, number):
            yield kind, change(article.title), reader.titled(article.title)


def parts(reader, chance):
    for kind, low, high in (("fragment of a title", 4, 8), ("two words", 2, 2)):
        for article in chance.sample(reader.articles, 30):
            part = stretch(chance, article.title, low, high)
            yield kind, part, reader.having(part)
    for article in chance.sample(reader.articles, 30):
        part = stretch(chance, to_text(article.body).split("\n")[-1], 5, 9)
        yield "fragment of a body", part, reader.having(part)


def figures(reader, chance):
    for article in chance.sample(reader.articles, 20):
        day = re.search(r"(Sáng|Chiều) (\d+)\.(\d+)", to_text(article.body))
        yield "date", f"{day[1]} {day[2]}{chance.choice('/.-')}{day[3]}", reader.having(f"{day[1]} {day[2]} {day[3]}")
    numbers = {found for one in reader.articles for found in re.findall(r"\b\d{2,3} \w+ \w+", to_text(one.body))}
    for part in chance.sample(sorted(numbers), 15):
        yield "number", part, reader.having(part)


def slips(reader, chance):
    titles = [one.title.replace(":", "").replace(",", "") for one in reader.articles]
    for kind, hats, tones in (("Telex", HATS, "fsrxj"), ("VNI", FIGURES, "21345")):
        for title in chance.sample(titles, 15):
            part = stretch(chance, title, 4, 7)
            yield kind, typed(part, hats, tones), reader.having(part)


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
