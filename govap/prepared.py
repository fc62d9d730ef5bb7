"""Queries of pages that many ask for. To write the SQL of one costs Django five times what the database needs to answer
it: here it is written once a process, and later only the values are put in."""

from datetime import date, datetime
from itertools import count
from weakref import WeakKeyDictionary

from django.db import connection

_numbers = count(1)
_declared = WeakKeyDictionary()  # of each connection to PostgreSQL, the names of what it has planned


class Prepared:
    """The rows, as tuples or what `row(*cells)` makes of them, of a values_list() queryset that `make(*values)` gives.

    The queryset's SQL must be the same for all values. `samples` are values to write it with: dates, moments, numbers
    or words that stand nowhere else in it. Raises ValueError when one of them is not found there.
    """

    def __init__(self, make, *samples, row=None):
        self.make = make
        self.samples = samples
        self.row = row
        self._written = {}

    def __call__(self, *values):
        given = [_adapted(value) for value in values]
        with connection.cursor() as cursor:
            if connection.vendor not in self._written:
                self._written[connection.vendor] = self._write()
            execute, convert = self._written[connection.vendor]
            execute(cursor, given)
            rows = convert(cursor.fetchall())
        return [self.row(*cells) for cells in rows] if self.row else rows

    def _write(self):
        compiler = self.make(*self.samples).query.get_compiler(connection=connection)
        sql, constants = compiler.as_sql()
        samples = [_adapted(value) for value in self.samples]
        places = [samples.index(value) if value in samples else None for value in constants]
        if missing := set(range(len(samples))) - set(places):
            raise ValueError(f"{sql}: {sorted(missing)}")
        converters = compiler.get_converters([column for column, _, _ in compiler.select])

        def convert(rows):
            return [tuple(cells) for cells in compiler.apply_converters(rows, converters)] if converters else rows

        make = _planned if connection.vendor == "postgresql" else _written_out
        return make(sql, places, constants), convert


def _written_out(sql, places, constants):
    def execute(cursor, given):
        cursor.execute(sql, [constants[n] if place is None else given[place] for n, place in enumerate(places)])

    return execute


def _planned(sql, places, constants):
    """PostgreSQL plans each text anew, which costs it more than the rows do: each connection has it planned once."""
    name = f"govap_{next(_numbers)}"
    with connection.connection.cursor() as cursor:
        literals = [cursor.mogrify("%s", [value]).decode() for value in constants]
    texts = (literals[n] if place is None else f"${place + 1}" for n, place in enumerate(places))
    declaration = f"PREPARE {name} AS {sql % tuple(texts)}"

    def execute(cursor, given):
        known = _declared.setdefault(connection.connection, set())
        if name not in known:
            with connection.wrap_database_errors, connection.connection.cursor() as raw:
                raw.execute(f"SET plan_cache_mode = force_generic_plan; {declaration}")  # or it plans five times more
            known.add(name)
        cursor.execute(f"EXECUTE {name}" + (f" ({', '.join(['%s'] * len(given))})" if given else ""), given)

    return execute


def _adapted(value):
    """A value as the database driver is given it."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value
