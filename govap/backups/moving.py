"""From a SQLite copy into PostgreSQL: every row as it is, in one transaction; the search index is made anew."""

from contextlib import contextmanager

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, connections, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.db.models.sql import InsertQuery

from govap import reindexing
from govap.search.models import Rebuilding
from govap.search.tables import TABLES

from .faults import UNTOUCHED, BackupError

ALIAS = "ban-sao"
BATCH = 500
MADE_ANEW = {*TABLES.values(), Rebuilding}  # where words lie is another matter in each engine


def move(path, migrations):
    """Put every row of the SQLite file in the place of what this PostgreSQL holds. Raises BackupError or DatabaseError,
    and then nothing changed. `migrations`: those of the file, which the database has to have."""
    if {".".join(key) for key in MigrationRecorder(connection).applied_migrations()} != set(migrations):
        raise BackupError(
            f"Cơ sở dữ liệu PostgreSQL chưa có đủ bảng. Chạy manage.py migrate, rồi chạy lại. {UNTOUCHED}"
        )
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    try:
        with _opened(path), transaction.atomic():
            _empty()
            for model in models:
                if model not in MADE_ANEW:
                    _copy(model)
            _number_on(models)
            for _ in reindexing.rebuild(is_from_nothing=True):
                pass
    except ValueError as error:  # a NUL in a text, which SQLite keeps and PostgreSQL does not
        raise BackupError(f"PostgreSQL không nhận một dòng của bản sao lưu ({error}). {UNTOUCHED}") from error


@contextmanager
def _opened(path):
    own = connection.settings_dict | {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": f"{path.absolute().as_uri()}?mode=ro&immutable=1",
        "OPTIONS": {},
    }
    connections.settings[ALIAS] = own
    try:
        yield
    finally:
        connections[ALIAS].close()
        del connections[ALIAS], connections.settings[ALIAS]


def _empty():
    tables = set(connection.introspection.table_names()) - {MigrationRecorder.Migration._meta.db_table}
    names = ", ".join(map(connection.ops.quote_name, sorted(tables)))
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {names} CASCADE")


def _copy(model):
    """Below save() and pre_save(), which would date rows anew and refuse the log's."""
    fields = [field for field in model._meta.local_concrete_fields if not field.generated]
    rows, batch = model._base_manager.using(ALIAS).order_by("pk").iterator(BATCH), []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            _insert(model, fields, batch)
            batch = []
    if batch:
        _insert(model, fields, batch)


def _insert(model, fields, rows):
    query = InsertQuery(model)
    query.insert_values(fields, rows, raw=True)
    query.get_compiler(using=connection.alias).execute_sql()


def _number_on(models):
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
