"""The index in SQLite: a contentless FTS5 table of tokens beside each table of entries.

Positions are not kept (detail=none): neighbours are tokens of their own, and that makes it a quarter of the size.
"""

from collections.abc import Sequence

from django.db import connection

from .entries import Row
from .matching import Ask, Match

CREATE = (
    "CREATE VIRTUAL TABLE search_{scope}_tokens USING fts5("
    "tokens, content='', detail=none, columnsize=0, tokenize=\"ascii tokenchars '_:='\")"
)
COLUMNS = "id, kind, object_id, title, summary, about, body, facets, words"


def create(editor, scope: str) -> None:
    editor.execute(CREATE.format(scope=scope))


def drop(editor, scope: str) -> None:
    editor.execute(f"DROP TABLE search_{scope}_tokens")


def insert(scope: str, rows: Sequence[Row]) -> None:
    entries = [
        (row.id, row.kind, row.object_id, row.title, row.summary, row.about, row.body, row.facets, row.words)
        for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO search_{scope} ({COLUMNS}) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)",  # noqa: S608  a scope
            entries,
        )
        cursor.executemany(
            f"INSERT INTO search_{scope}_tokens (rowid, tokens) VALUES (%s, %s)",  # noqa: S608
            [(row.id, row.tokens) for row in rows],
        )


def delete(scope: str, rows: Sequence[Row]) -> None:
    """A contentless table forgets an entry only when it is told again what it was found by."""
    table = f"search_{scope}_tokens"
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} ({table}, rowid, tokens) VALUES ('delete', %s, %s)",  # noqa: S608
            [(row.id, row.tokens) for row in rows],
        )
        cursor.executemany(f"DELETE FROM search_{scope} WHERE id = %s", [(row.id,) for row in rows])  # noqa: S608


def clear(scope: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM search_{scope}")  # noqa: S608
        cursor.execute(f"INSERT INTO search_{scope}_tokens (search_{scope}_tokens) VALUES ('delete-all')")  # noqa: S608


def stored(scope: str, kind: str, object_ids: Sequence[int]) -> list[int]:
    """The ids of the entries of these items."""
    return _ids(f"SELECT id FROM search_{scope} WHERE kind = %s AND object_id IN", [kind], object_ids)  # noqa: S608


def taken(scope: str, ids: Sequence[int]) -> set[int]:
    """Which of these ids have an entry."""
    return {*_ids(f"SELECT id FROM search_{scope} WHERE id IN", [], ids)}  # noqa: S608


def find(scope: str, asks: Sequence[Ask]) -> list[list[int]]:
    table = f"search_{scope}_tokens"
    each = (
        f"SELECT * FROM (SELECT {number} AS part, rowid FROM {table} "  # noqa: S608
        f"WHERE {table} MATCH %s AND rowid >= %s AND rowid < %s ORDER BY rowid DESC LIMIT %s)"
        for number in range(len(asks))
    )
    values = [value for ask in asks for value in (_expression(ask.match), ask.first, ask.end, ask.limit)]
    found: list[list[int]] = [[] for _ in asks]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(each), values)
        for part, entry in cursor.fetchall():
            found[part].append(entry)
    return [sorted(ids, reverse=True) for ids in found]


def _ids(statement: str, values: Sequence[object], many: Sequence[int]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(f"{statement} ({', '.join(['%s'] * len(many))})", [*values, *many])
        return [entry for (entry,) in cursor.fetchall()]


def _expression(match: Match) -> str:
    every = " AND ".join(f"({' OR '.join(map(_quoted, clause))})" for clause in match.every)
    return every + "".join(f" NOT ({' AND '.join(map(_quoted, clause))})" for clause in match.none)


def _quoted(token: str) -> str:
    return '"' + token.replace('"', "") + '"'
