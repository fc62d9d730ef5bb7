"""Writing to the index and asking it: the package's docstring tells how."""

from collections.abc import Sequence
from datetime import datetime
from itertools import count
from types import ModuleType

from django.db import connection

from govap.text import search_words

from . import postgresql, sqlite
from .entries import Document, Row, row, slot, tokens
from .matching import Ask, Match, one_each
from .tables import entries

BACK_ENDS = {"sqlite": sqlite, "postgresql": postgresql}
MOST_WORDS = 64
ROW_FIELDS = ("id", "kind", "object_id", "title", "summary", "about", "body", "facets", "words")


def write(
    scope: str,
    kind: str,
    object_id: int,
    *,
    title: str,
    summary: str = "",
    body: str = "",
    tags: Sequence[str] = (),
    people: Sequence[str] = (),
    date: datetime | None = None,
    facets: Sequence[str] = (),
) -> None:
    """Put an item's entry in the place of the one it had, if any."""
    write_many(scope, [Document(kind, object_id, title, summary, body, tags, people, date, facets)])


def write_many(scope: str, documents: Sequence[Document]) -> None:
    for kind in {document.kind for document in documents}:
        remove_many(scope, kind, [document.object_id for document in documents if document.kind == kind])
    numbers = _free_ids(scope, documents)
    back_end().insert(scope, [row(scope, *pair) for pair in zip(documents, numbers, strict=True)])


def remove(scope: str, kind: str, object_id: int) -> None:
    remove_many(scope, kind, [object_id])


def remove_many(scope: str, kind: str, object_ids: Sequence[int]) -> None:
    found = back_end().stored(scope, kind, list(object_ids))
    if not found:
        return
    stored = entries(scope).filter(id__in=found).values_list(*ROW_FIELDS)
    if gone := [Row(*values, tokens(scope, values[3:7], *values[7:])) for values in stored]:
        back_end().delete(scope, gone)


def clear(scope: str) -> None:
    back_end().clear(scope)


def set_aside(scope: str) -> None:
    """Begin an index from nothing: what is there is found until forget_former()."""
    back_end().set_aside(scope)


def forget_former(scope: str) -> None:
    back_end().forget_former(scope)


def find(scope: str, asks: Sequence[Ask]) -> list[list[int]]:
    """For each question the entries' ids, newest first."""
    return back_end().find(scope, asks) if asks else []


def ids(scope: str, kind: str, query: str, limit: int = 200, clauses: Sequence[tuple[str, ...]] = ()) -> list[int]:
    """Object ids of a kind with every word of `query`, newest first; the last word may be the beginning of one in the
    title. None for a query without letters. `clauses` narrow it: of each, one token such as "=author:7"."""
    words = [folded for folded, _ in search_words(query)][:MOST_WORDS]
    if not words:
        return []
    match = Match((*one_each(words[:-1]), (words[-1], f"p:{words[-1]}"), (f"=kind:{kind}",), *clauses))
    found = find(scope, [Ask(match, limit)])[0]
    items = dict(entries(scope).filter(id__in=found).values_list("id", "object_id"))
    return [items[entry] for entry in found if entry in items]


def back_end() -> ModuleType:
    return BACK_ENDS[connection.vendor]


def _free_ids(scope: str, documents: Sequence[Document]) -> list[int]:
    found: dict[int, int] = {}
    waiting = dict(enumerate(documents))
    for attempt in count():
        wanted = {place: slot(document, attempt) for place, document in waiting.items()}
        taken = back_end().taken(scope, list(wanted.values())) | {*found.values()}
        for place, number in wanted.items():
            if number not in taken:
                taken.add(number)
                found[place] = number
                del waiting[place]
        if not waiting:
            break
    return [found[place] for place in range(len(documents))]
