"""Many rows at once, with ids and dates of our own choosing (bulk_create would stamp auto_now over them)."""

from itertools import islice

from django.core.management.color import no_style
from django.db import connection
from django.db.models import Max

BATCH = 2_000


def insert(model, names, rows):
    """Insert tuples of values in the order of the fields `names`."""
    fields = [model._meta.get_field(name) for name in names]
    with connection.cursor() as cursor:
        cursor.executemany(_statement(model, fields), [_prepared(fields, row) for row in rows])


def make_room():
    """Let SQLite keep what it writes to in memory: in its usual 2 MB index pages come and go."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA cache_size = -200000")


def batches(rows):
    rows = iter(rows)
    while batch := list(islice(rows, BATCH)):
        yield batch


def next_id(model):
    return (model.objects.aggregate(last=Max("pk"))["last"] or 0) + 1


def reset_ids(*models):
    """Let the database go on counting behind the ids that were chosen for it (PostgreSQL)."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


def _statement(model, fields):
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    return f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({places})"  # noqa: S608  names of our models


def _prepared(fields, row):
    return [field.get_db_prep_save(value, connection) for field, value in zip(fields, row, strict=True)]
