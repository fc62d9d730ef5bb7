"""The index in SQLite: a contentless FTS5 table of tokens beside each table of entries.

Positions are not kept (detail=none): neighbours are tokens of their own, and that makes it a quarter of the size.

A contentless table forgets an entry only when told again what it was found by, and what another format wrote cannot be
told. So a rebuild from nothing sets the table aside as the former one and fills a new one; both are asked meanwhile. A
list tells whose tokens are still in the former table; who leaves it loses its kind there, and without a kind nothing is
found in it.
"""

from collections.abc import Sequence

from django.db import connection

from .entries import KINDS, Row
from .matching import Ask, Match

CREATE = (
    "CREATE VIRTUAL TABLE {table} USING fts5("
    "tokens, content='', detail=none, columnsize=0, tokenize=\"ascii tokenchars '_:='\")"
)
A_KIND = tuple(f"=kind:{kind}" for kind in KINDS)
COLUMNS = "id, kind, object_id, title, summary, about, body, facets, words"


def create(editor, scope: str) -> None:
    editor.execute(CREATE.format(table=current(scope)))


def create_former(editor, scope: str) -> None:
    editor.execute(CREATE.format(table=former(scope)))
    editor.execute(f"CREATE TABLE search_{scope}_aside (id INTEGER PRIMARY KEY)")


def drop(editor, scope: str) -> None:
    editor.execute(f"DROP TABLE {current(scope)}")


def drop_former(editor, scope: str) -> None:
    editor.execute(f"DROP TABLE {former(scope)}")
    editor.execute(f"DROP TABLE search_{scope}_aside")


def current(scope: str) -> str:
    return f"search_{scope}_tokens"


def former(scope: str) -> str:
    return f"search_{scope}_former"


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
    ids = [(row.id,) for row in rows]
    aside = {*_ids(f"SELECT id FROM search_{scope}_aside WHERE id IN", [], [row.id for row in rows])}  # noqa: S608
    _forget(current(scope), [(row.id, row.tokens) for row in rows if row.id not in aside])
    _forget(former(scope), [(row.id, f"=kind:{row.kind}") for row in rows if row.id in aside])
    with connection.cursor() as cursor:
        cursor.executemany(f"DELETE FROM search_{scope} WHERE id = %s", ids)  # noqa: S608
        if aside:
            cursor.executemany(f"DELETE FROM search_{scope}_aside WHERE id = %s", ids)  # noqa: S608


def clear(scope: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM search_{scope}")  # noqa: S608
    _empty(current(scope))
    forget_former(scope)


def set_aside(scope: str) -> None:
    """Let all be written anew while it is still found, unless some is set aside already."""
    now, before, between = current(scope), former(scope), f"search_{scope}_between"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM search_{scope}_aside LIMIT 1")  # noqa: S608
        if cursor.fetchone():
            return
        _empty(before)
        for old, new in ((before, between), (now, before), (between, now)):
            cursor.execute(f"ALTER TABLE {old} RENAME TO {new}")
        cursor.execute(f"INSERT INTO search_{scope}_aside SELECT id FROM search_{scope}")  # noqa: S608


def forget_former(scope: str) -> None:
    _empty(former(scope))
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM search_{scope}_aside")  # noqa: S608


def stored(scope: str, kind: str, object_ids: Sequence[int]) -> list[int]:
    """The ids of the entries of these items."""
    return _ids(f"SELECT id FROM search_{scope} WHERE kind = %s AND object_id IN", [kind], object_ids)  # noqa: S608


def taken(scope: str, ids: Sequence[int]) -> set[int]:
    """Which of these ids have an entry."""
    return {*_ids(f"SELECT id FROM search_{scope} WHERE id IN", [], ids)}  # noqa: S608


def find(scope: str, asks: Sequence[Ask]) -> list[list[int]]:
    each = (
        f"SELECT * FROM (SELECT {number} AS part, rowid FROM {table} "  # noqa: S608
        f"WHERE {table} MATCH %s AND rowid >= %s AND rowid < %s ORDER BY rowid DESC LIMIT %s)"
        for number in range(len(asks))
        for table in (current(scope), former(scope))
    )
    values = [
        value
        for ask in asks
        for expression in (_expression(ask.match), _expression(ask.match.also(A_KIND)))
        for value in (expression, ask.first, ask.end, ask.limit)
    ]
    found: list[list[int]] = [[] for _ in asks]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(each), values)
        for part, entry in cursor.fetchall():
            found[part].append(entry)
    return [sorted(ids, reverse=True)[: ask.limit] for ids, ask in zip(found, asks, strict=True)]


def _forget(table: str, entries: Sequence[tuple[int, str]]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({table}, rowid, tokens) VALUES ('delete', %s, %s)", entries)  # noqa: S608


def _empty(table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} ({table}) VALUES ('delete-all')")  # noqa: S608


def _ids(statement: str, values: Sequence[object], many: Sequence[int]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(f"{statement} ({', '.join(['%s'] * len(many))})", [*values, *many])
        return [entry for (entry,) in cursor.fetchall()]


def _expression(match: Match) -> str:
    every = " AND ".join(f"({' OR '.join(map(_quoted, clause))})" for clause in match.every)
    return every + "".join(f" NOT ({' AND '.join(map(_quoted, clause))})" for clause in match.none)


def _quoted(token: str) -> str:
    return '"' + token.replace('"', "") + '"'
