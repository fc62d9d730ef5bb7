"""Vietnamese office news out of ready sentences (van-mau.txt): titles, summaries, bodies."""

import random
import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path

from govap.text import fold, slugify

SOURCE = Path(__file__).parent / "van-mau.txt"
COMMON = "Chung"
EVERYWHERE = {("nguoi", "dan"), ("khu", "pho"), ("dia", "ban"), ("dia", "phuong"), ("to", "chuc")}
VARIANTS = 6  # of each paragraph, with other numbers

# Wards of the district, and those that took their place on 1 July 2025.
OLD_PLACES = [f"Phường {n}" for n in (1, *range(3, 18))]
NEW_PLACES = [
    f"Phường {name}" for name in ("Hạnh Thông", "An Nhơn", "Gò Vấp", "An Hội Đông", "Thông Tây Hội", "An Hội Tây")
]
CHANGED_ON = date(2025, 7, 1)

TITLES = (
    "{head} tại {place}",
    "{place}: {head}",
    "{head}",
    "{place}: {head} năm {year}",
    "{head} quý {quarter} năm {year}",
    "{head} tại {place} năm {year}",
    "{place}: {head} đợt {round}",
)
QUARTERS = ("I", "II", "III", "IV")


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of a body, and its words without the markup, so that none is taken away twice."""

    text: str
    plain: str


@dataclass(frozen=True)
class Topic:
    """What the file holds under one heading."""

    name: str
    children: list[str]
    tags: list[str]
    titles: list[str]
    summaries: list[str]
    openings: list[str]
    paragraphs: list[str]
    headings: list[str]
    items: list[str]


@dataclass(frozen=True, slots=True)
class Fit:
    """What goes well with a title: sentences that share a word with it, else those that suit any; `firsts` by index."""

    summaries: list[str]
    openings: list[str]
    firsts: list[int]


@dataclass(frozen=True, slots=True)
class Story:
    title: str
    slug: str
    summary: str
    body: str
    plain: str


def topics(source=SOURCE):
    """Topics by name in the order of the file; the last, COMMON, serves all the others."""
    found = {}
    for line in source.read_text(encoding="utf-8").splitlines():
        kind, _, rest = line.partition(" ")
        if kind == "#":
            found[rest] = lines = {key: [] for key in "CGTSLPHD"}
        elif kind and kind in "CGTSLPHD":
            lines[kind].append(rest)
    return {name: _topic(name, lines) for name, lines in found.items()}


def _topic(name, lines):
    tags = [tag for line in lines["G"] for tag in line.split("; ")]
    return Topic(name, lines["C"], tags, *(lines[kind] for kind in "TSLPHD"))


class Writer:
    """Writes stories on the topics of the file; the same random numbers give the same stories."""

    def __init__(self, seed):
        chance = random.Random(f"{seed}-paragraphs")
        self.topics = topics()
        self.common = self.topics.pop(COMMON)
        self.paragraphs = {name: _pool(topic.paragraphs, chance) for name, topic in self.topics.items()}
        self.fits = {head: _fit(head, topic, self.common) for topic in self.topics.values() for head in topic.titles}
        self.shared = _pool(self.common.paragraphs, chance)
        self.headings = [_wrapped(text, "h2") for text in self.common.headings]
        self.items = [_wrapped(text, "li") for text in self.common.items]

    def story(self, topic, moment, chance):
        """A story on a Topic, dated by an aware datetime of the local zone."""
        place = _choose(chance, NEW_PLACES if moment.date() >= CHANGED_ON else OLD_PLACES)
        head = _choose(chance, topic.titles)
        fit = self.fits[head]
        title, slug = _title(head, _choose(chance, TITLES), place, moment.year, moment.month)
        summary = _choose(chance, fit.summaries).replace("{nơi}", place)
        parts = [_opening(moment, _choose(chance, fit.openings), place), *self._rest(topic.name, fit, chance)]
        body = "".join([part.text for part in parts])
        return Story(title, slug, summary, body, "\n".join([part.plain for part in parts]))

    def _rest(self, name, fit, chance):
        own, shared = self.paragraphs[name], self.shared
        first, step = _choose(chance, fit.firsts) * VARIANTS + int(chance.random() * VARIANTS), VARIANTS + 1
        # Neighbours in a pool say the same with other numbers: a step beyond them is another paragraph.
        yield own[first]
        if chance.random() < 0.4:
            yield _choose(chance, self.headings)
        yield own[(first + step) % len(own)]
        if chance.random() < 0.25:
            yield from self._list(chance)
        second = int(chance.random() * len(shared))
        for n in range(1 + int(chance.random() * 3)):
            yield shared[(second + n * step) % len(shared)]

    def _list(self, chance):
        start = int(chance.random() * len(self.items))
        rows = [self.items[(start + n) % len(self.items)] for n in range(3)]
        return [Text(f"<ul>{''.join(row.text for row in rows)}</ul>", "\n".join(row.plain for row in rows))]


def _fit(head, topic, common):
    paragraphs = _sharing(head, topic.paragraphs) or topic.paragraphs
    return Fit(
        _sharing(head, topic.summaries) or common.summaries,
        _sharing(head, topic.openings) or common.openings,
        [topic.paragraphs.index(paragraph) for paragraph in paragraphs],
    )


def _sharing(head, texts):
    """Those of `texts` that have most words in common with `head`, if any has one."""
    shared = [len(_words(head) & _words(text)) for text in texts]
    return [text for text, score in zip(texts, shared, strict=True) if score == max(shared) > 0]


def _words(text):
    """Pairs of neighbouring syllables, which is what most Vietnamese words are."""
    syllables = re.findall(r"\w+", fold(text))
    return {*pairwise(syllables)} - EVERYWHERE


def _choose(chance, pool):
    # A third of the time random.choice takes, and a hundred thousand stories choose a million times.
    return pool[int(chance.random() * len(pool))]


def _pool(templates, chance):
    return [_wrapped(_numbered(template, chance), "p") for template in templates for _ in range(VARIANTS)]


def _numbered(template, chance):
    return template.format(n=chance.randint(12, 68), nn=10 * chance.randint(14, 96), pt=chance.randint(86, 98))


def _wrapped(text, tag):
    return Text(f"<{tag}>{text}</{tag}>", text)


def _when(moment):
    """How a paper names the day: Sáng 12.4."""
    return f"{'Sáng' if moment.hour < 12 else 'Chiều'} {moment.day}.{moment.month}"


def _opening(moment, template, place):
    return _wrapped(f"{_when(moment)}, {template.replace('{nơi}', place)}", "p")


@cache
def _title(head, form, place, year, month):
    text = form.format(head=head, place=place, year=year, quarter=QUARTERS[(month - 1) // 3], round=1 + month % 3)
    return text, slugify(text)
