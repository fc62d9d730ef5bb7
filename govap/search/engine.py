"""From a query to ids in order: a bounded set of candidates from the index, ranked in Python."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from . import index, ranking, slips
from .entries import date_key, whole_title
from .matching import LAST, Ask, Match
from .query import Query, parse
from .ranking import Candidate
from .tables import entries

FROM_TITLES, OF_PHRASE, WITH_ACCENTS, NEWEST, RELAXED = 40, 60, 60, 60, 15
FEW = 3  # with fewer hits, slips of typing are looked for
SPARED = 8  # ways to leave words out when all of them together find nothing


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows a search: facets that must all be there, and ids of a stretch of time."""

    facets: tuple[str, ...] = ()
    first: int = 0
    end: int = LAST - 1

    def ask(self, match: Match, limit: int) -> Ask:
        return Ask(match.also(*((f"={facet}",) for facet in self.facets)), limit, self.first, self.end)


@dataclass(frozen=True, slots=True)
class Found:
    """Ids best first; `query` is the one that found them, `is_other` whether it is not what was typed; `is_partial`
    whether they lack some of its words."""

    query: Query
    ids: list[int] = field(default_factory=list)
    is_other: bool = False
    is_partial: bool = False


def until(now: datetime, filters: Filters) -> Filters:
    """The same without what is dated after this minute."""
    return replace(filters, end=min(filters.end, date_key(now) + 64))


def before(entry: int | None, filters: Filters) -> Filters:
    """The same with what is older than an entry only."""
    return filters if entry is None else replace(filters, end=min(filters.end, entry))


def best(query: Query, filters: Filters) -> Found:
    """Up to some two hundred hits, best first; a slip of typing is understood when the plain reading finds little."""
    found = Found(query, _ranked(query, filters))
    if len(found.ids) < FEW and (meant := slips.read(query.text)):
        other = replace(parse(meant), is_read=True)
        ids = _ranked(other, filters)
        if len(ids) > len(found.ids):
            return Found(other, ids, is_other=True)
        query = query if found.ids else other
    if not found.ids and len(query.words) > 2:
        return Found(query, _relaxed(query, filters), is_partial=True)
    return found


def newest(query: Query, filters: Filters, limit: int) -> list[int]:
    """Ids of all that have every word, newest first, without ranking."""
    if not query.words and not filters.facets:
        return []
    return index.find("public", [filters.ask(query.match(), limit)])[0]


def _ranked(query: Query, filters: Filters) -> list[int]:
    if not query.words:
        return newest(query, filters, NEWEST)
    asks = {
        "whole title": filters.ask(query.match().also((whole_title(query.folded),)), FROM_TITLES),
        "title": filters.ask(query.match("t:"), FROM_TITLES),
        "newest": filters.ask(query.match(), NEWEST),
    }
    if len(query.words) > 1:
        asks["phrase"] = filters.ask(query.match().also(*query.neighbours), OF_PHRASE)
    if query.has_accents:
        asks |= _with_accents(query, filters)
    found = dict(zip(asks, map(set, index.find("public", list(asks.values()))), strict=True))
    exact = set().union(*(found.get(name, ()) for name in ("exact", "exact phrase", "exact title")))
    return _in_order(query, set().union(*found.values()), exact, found.get("exact phrase", exact))


def _with_accents(query: Query, filters: Filters) -> dict[str, Ask]:
    exact = query.match("e:", query.exact)
    in_title = query.match("t:").also(*((f"e:{word}",) for word in query.exact))
    asks = {"exact": filters.ask(exact, WITH_ACCENTS), "exact title": filters.ask(in_title, FROM_TITLES)}
    if len(query.words) > 1:
        asks["exact phrase"] = filters.ask(exact.also(*query.neighbours), OF_PHRASE)
    return asks


def _relaxed(query: Query, filters: Filters) -> list[int]:
    """Entries that lack a few of the words: each stretch of them is left out in turn."""
    words = query.folded
    step = -(-len(words) // SPARED)
    others = [words[:start] + words[start + step :] for start in range(0, len(words), step)]
    plain = replace(query, phrases=())
    found = index.find("public", [filters.ask(plain.match("", some), RELAXED) for some in others if some])
    return _in_order(query, {entry for ids in found for entry in ids}, set(), set())


def _in_order(query: Query, ids: set[int], exact: set[int], exact_phrase: set[int]) -> list[int]:
    rows = entries("public").filter(id__in=ids).values_list("id", "title", "words")
    candidates = [
        Candidate(entry, title, words, entry in exact, query.is_read or entry in exact_phrase)
        for entry, title, words in rows
    ]
    return ranking.ranked(query.folded, query.exact, candidates)


def beginnings(words: Sequence[str], filters: Filters, limit: int) -> list[int]:
    """The newest ids whose title has these folded words, the last of them maybe only begun."""
    if not words:
        return []
    tokens = [*(f"t:{word}" for word in words[:-1]), f"p:{words[-1]}"]
    return index.find("public", [filters.ask(Match(tuple((token,) for token in tokens)), limit)])[0]
