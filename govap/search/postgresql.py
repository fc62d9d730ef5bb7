"""The index in PostgreSQL: a tsvector of tokens, without positions, in each table of entries, under GIN."""

from collections.abc import Sequence

from django.db import connection

from .entries import Row
from .matching import Ask, Match

COLUMNS = "id, kind, object_id, title, summary, about, body, facets, words, tokens"
PLACES = "(%s, %s, %s, %s, %s, %s, %s, %s, %s, array_to_tsvector(%s))"
AT_ONCE = 200


def create(editor, scope: str) -> None:
    editor.execute(f"ALTER TABLE search_{scope} ADD COLUMN tokens tsvector NOT NULL")
    editor.execute(f"CREATE INDEX search_{scope}_tokens ON search_{scope} USING gin (tokens)")


def drop(editor, scope: str) -> None:
    editor.execute(f"DROP INDEX search_{scope}_tokens")
    editor.execute(f"ALTER TABLE search_{scope} DROP COLUMN tokens")


def insert(scope: str, rows: Sequence[Row]) -> None:
    with connection.cursor() as cursor:
        for start in range(0, len(rows), AT_ONCE):
            part = rows[start : start + AT_ONCE]
            places = ", ".join([PLACES] * len(part))
            values = [value for row in part for value in _values(row)]
            cursor.execute(f"INSERT INTO search_{scope} ({COLUMNS}) VALUES {places}", values)  # noqa: S608  a scope


def delete(scope: str, rows: Sequence[Row]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM search_{scope} WHERE id = ANY(%s)", [[row.id for row in rows]])  # noqa: S608


def clear(scope: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM search_{scope}")  # noqa: S608


def set_aside(scope: str) -> None:
    """Nothing to do: an entry is written anew in its place, whatever wrote it."""


def forget_former(scope: str) -> None:
    """Nothing was set aside."""


def stored(scope: str, kind: str, object_ids: Sequence[int]) -> list[int]:
    """The ids of the entries of these items."""
    statement = f"SELECT id FROM search_{scope} WHERE kind = %s AND object_id = ANY(%s)"  # noqa: S608
    return _ids(statement, [kind, list(object_ids)])


def taken(scope: str, ids: Sequence[int]) -> set[int]:
    """Which of these ids have an entry."""
    return {*_ids(f"SELECT id FROM search_{scope} WHERE id = ANY(%s)", [list(ids)])}  # noqa: S608


def find(scope: str, asks: Sequence[Ask]) -> list[list[int]]:
    each = (
        f"(SELECT {number} AS part, id FROM search_{scope} "  # noqa: S608
        "WHERE tokens @@ %s::tsquery AND id >= %s AND id < %s ORDER BY id DESC LIMIT %s)"
        for number in range(len(asks))
    )
    values = [value for ask in asks for value in (_expression(ask.match), ask.first, ask.end, ask.limit)]
    found: list[list[int]] = [[] for _ in asks]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(each), values)
        for part, entry in cursor.fetchall():
            found[part].append(entry)
    return [sorted(ids, reverse=True) for ids in found]


def _values(row: Row) -> list[object]:
    texts = [row.title, row.summary, row.about, row.body, row.facets, row.words]
    return [row.id, row.kind, row.object_id, *texts, row.tokens.split()]


def _ids(statement: str, values: Sequence[object]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [entry for (entry,) in cursor.fetchall()]


def _expression(match: Match) -> str:
    every = " & ".join(f"({' | '.join(map(_quoted, clause))})" for clause in match.every)
    return every + "".join(f" & !({' & '.join(map(_quoted, clause))})" for clause in match.none)


def _quoted(token: str) -> str:
    return "'" + token.replace("'", "").replace("\\", "") + "'"
