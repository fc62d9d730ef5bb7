"""Sums of views into the database: statements that SQLite and PostgreSQL both know, hundreds of rows each."""

from collections import Counter as Tally
from collections.abc import Mapping
from datetime import date

from django.db import connection

from .kinds import totals
from .models import Counter, DailyCount

MAX_PARAMETERS = 8_000  # in one statement, where the database itself takes more


def add(views: Mapping[tuple[str, int, date], int]) -> None:
    """Add views by (kind, object id, day). Inside a transaction, rows in one order, so that two processes that do it
    at once wait for each other instead of locking each other out."""
    _add_daily([(*one, count) for one, count in sorted(views.items())])
    of_kind: dict[str, Tally[int]] = {}
    for (kind, object_id, _), count in views.items():
        of_kind.setdefault(kind, Tally())[object_id] += count
    for kind in sorted(of_kind):
        if kind == "visit":
            _add_visits(of_kind[kind].total())
        elif kind in totals:
            _add_views(totals[kind]._meta.db_table, sorted(of_kind[kind].items()))


def _add_daily(rows: list[tuple[str, int, date, int]]) -> None:
    table = DailyCount._meta.db_table
    _execute(
        f"INSERT INTO {table} (kind, object_id, day, count) VALUES {{rows}} "  # noqa: S608  our own table's name
        f"ON CONFLICT (kind, day, object_id) DO UPDATE SET count = {table}.count + excluded.count",
        rows,
    )


def _add_visits(count: int) -> None:
    table = Counter._meta.db_table
    _execute(
        f"INSERT INTO {table} (name, value) VALUES {{rows}} "  # noqa: S608
        f"ON CONFLICT (name) DO UPDATE SET value = {table}.value + excluded.value",
        [("visits", count)],
    )


def _add_views(table: str, rows: list[tuple[int, int]]) -> None:
    _execute(
        f"UPDATE {table} SET view_count = view_count + views.column2 "  # noqa: S608
        f"FROM (VALUES {{rows}}) AS views WHERE {table}.id = views.column1",
        rows,
    )


def _execute(statement: str, rows: list) -> None:
    if not rows:
        return
    size = min(connection.features.max_query_params or MAX_PARAMETERS, MAX_PARAMETERS) // len(rows[0])
    row = f"({', '.join(['%s'] * len(rows[0]))})"
    with connection.cursor() as cursor:
        for start in range(0, len(rows), size):
            some = rows[start : start + size]
            values = ", ".join([row] * len(some))
            cursor.execute(statement.format(rows=values), [value for one in some for value in one])
