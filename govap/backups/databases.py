"""The database as one file, of one moment, and back in one transaction: SQLite by its backup API, PostgreSQL by its
own programs."""

import os
import shutil
import sqlite3
import subprocess
import time
from contextlib import closing, contextmanager

import psycopg2.extensions
from django.db import DatabaseError, connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from .faults import UNTOUCHED, BackupError, first_line

NAMES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
TITLES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
PATIENCE = 30  # seconds to wait for a site that is writing
PAGES = 2000  # of SQLite at a time, so that the wait can end
LIBPQ = ("host", "hostaddr", "port", "user", "dbname", "sslmode", "sslrootcert", "sslcert", "sslkey", "options")
SESSIONS = "django_session"  # who is logged in does not belong in a file that is carried about
# What a newer program added is gone too, so that its older self finds what it knows; an extension's tables stay.
EMPTY = """
SET lock_timeout = '30s';
DO $$ DECLARE one record; BEGIN
  FOR one IN SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p') AND n.nspname = current_schema()
      AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
  LOOP EXECUTE format('DROP TABLE IF EXISTS %I.%I CASCADE', one.nspname, one.relname); END LOOP;
END $$;
"""


class Snapshot:
    """A moment of the database: `migrations` that were applied, and dump(path), for as long as it is held."""

    def __init__(self, dump):
        self.dump = dump
        if not MigrationRecorder(connection).has_table():
            raise BackupError("Cơ sở dữ liệu chưa có gì để sao lưu. Kiểm tra DATABASE_URL, hoặc chạy migrate trước.")
        self.migrations = sorted(".".join(key) for key in MigrationRecorder(connection).applied_migrations())


@contextmanager
def snapshot():
    connection.ensure_connection()
    with _held_sqlite() if connection.vendor == "sqlite" else _held_postgresql() as dump:
        yield Snapshot(dump)


def check(path, engine):
    """Raises BackupError where the file is no database that its engine can read."""
    if engine == "postgresql":
        _run("pg_restore", "--list", str(path))
        return
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as database:
        if (found := database.execute("PRAGMA quick_check(1)").fetchone()[0]) != "ok":
            raise BackupError(
                f"SQLite báo cơ sở dữ liệu hỏng ({first_line(found)}). Hãy khôi phục từ bản sao lưu khác."
            )


def load(path, stamp):
    """Put the file in the place of everything that the database holds, or leave it as it was."""
    if connection.vendor == "sqlite":
        _load_sqlite(path, stamp)
    else:
        _load_postgresql(path)


@contextmanager
def _held_sqlite():
    database = connection.connection
    database.execute("BEGIN")
    try:
        database.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchall()  # from here on it sees one moment
        yield lambda path: _dump_sqlite(database, path)
    finally:
        database.execute("COMMIT")


def _dump_sqlite(database, path):
    with closing(sqlite3.connect(path)) as copy:
        database.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it
        copy.execute("PRAGMA secure_delete=ON")
        copy.execute(f"DELETE FROM {SESSIONS}")  # noqa: S608  a name of ours
        copy.commit()


@contextmanager
def _held_postgresql():
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        name = cursor.fetchone()[0]
        options = ("--format=custom", "--no-owner", "--no-privileges", f"--exclude-table-data={SESSIONS}")
        yield lambda path: _run("pg_dump", *options, f"--snapshot={name}", f"--file={path}", f"--dbname={_address()}")


def _load_sqlite(path, stamp):
    _set_broken_aside(stamp)
    until = time.monotonic() + PATIENCE

    def give_up(status, remaining, total):
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > until:
            raise BackupError(f"Trang đang ghi vào cơ sở dữ liệu. Dừng dịch vụ của trang rồi chạy lại. {UNTOUCHED}")

    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as copy:
        copy.backup(connection.connection, pages=PAGES, progress=give_up)


def _set_broken_aside(stamp):
    """A file that is no database any more keeps nothing from being restored; it is kept, for whoever looks into it."""
    try:
        connection.ensure_connection()
        connection.connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except (DatabaseError, sqlite3.DatabaseError) as error:
        if not any(sign in str(error) for sign in ("malformed", "not a database")):
            raise
        connection.close()
        for tail in ("", "-wal", "-shm"):
            if os.path.exists(name := f"{connection.settings_dict['NAME']}{tail}"):  # noqa: PTH110
                os.rename(name, f"{connection.settings_dict['NAME']}.hong-{stamp}{tail}")  # noqa: PTH104
        connection.ensure_connection()


def _load_postgresql(path):
    connection.ensure_connection()
    target = _address()
    connection.close()  # or it would keep a lock against what follows
    command = [_program("psql"), "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", f"--dbname={target}"]
    restore = [_program("pg_restore"), "--no-owner", "--no-privileges", "--no-comments", "--file=-", str(path)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, env=_environment(), **pipes) as psql:
        _feed(psql, restore)
        error = psql.stderr.read().decode(errors="replace")
    if psql.returncode:
        raise _refused("psql", error)


def _feed(psql, restore):
    """One transaction around all that pg_restore says; without its COMMIT, which only a whole one gets, nothing is."""
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    try:
        with psql.stdin as script, subprocess.Popen(restore, **pipes) as source:
            script.write(f"BEGIN;\n{EMPTY}".encode())
            shutil.copyfileobj(source.stdout, script)
            if source.wait():
                script.write(b"ROLLBACK;\n")
                raise _refused("pg_restore", source.stderr.read().decode(errors="replace"))
            script.write(b"COMMIT;\n")
    except BrokenPipeError:
        return  # psql refused something, and says what


def _run(program, *options):
    command = [_program(program), *options]
    done = subprocess.run(command, env=_environment(), capture_output=True, text=True, check=False)
    if done.returncode:
        raise _refused(program, done.stderr)


def _refused(program, error):
    if "No space left" in error:
        return BackupError(f"Hết chỗ trên ổ đĩa ({program}). Xóa bớt tệp rồi chạy lại. {UNTOUCHED}")
    if "lock timeout" in error or "deadlock" in error:
        return BackupError(f"Trang đang dùng cơ sở dữ liệu. Dừng dịch vụ của trang rồi chạy lại. {UNTOUCHED}")
    if "version mismatch" in error or "unsupported version" in error:
        return BackupError(f"{program} cũ hơn máy chủ PostgreSQL. Cài postgresql-client cùng phiên bản. {UNTOUCHED}")
    return BackupError(f"{program} không làm được ({first_line(error)}). Xem lại DATABASE_URL và quyền. {UNTOUCHED}")


def _program(name):
    if not (found := shutil.which(name)):
        raise BackupError(f"Máy này không có {name}. Cài gói postgresql-client rồi chạy lại. {UNTOUCHED}")
    return found


def _address():
    """Of the database as Django reaches it; the password goes by the environment, where `ps` does not show it."""
    known = connection.connection.get_dsn_parameters()
    return psycopg2.extensions.make_dsn(**{key: known[key] for key in LIBPQ if known.get(key)})


def _environment():
    password = connection.settings_dict["PASSWORD"]
    return os.environ | {"LC_ALL": "C.UTF-8"} | ({"PGPASSWORD": password} if password else {})
