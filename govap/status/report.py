"""All findings, also when the database or a disk does not answer: then that is one of them."""

from django.db import DatabaseError, transaction

from . import database, machine
from .findings import BAD, Finding


def report() -> list[Finding]:
    return [*_database(), *map(_safely, machine.LOOKS)]


def _database():
    try:
        with transaction.atomic():
            return [look() for look in database.LOOKS]
    except DatabaseError as error:
        words = f"không trả lời ({' '.join(str(error).split())[:200]})"
        return [Finding("Cơ sở dữ liệu", words, BAD, "Kiểm tra DATABASE_URL, máy chủ cơ sở dữ liệu và ổ đĩa của nó.")]


def _safely(look):
    try:
        return look()
    except (OSError, ValueError, KeyError, TypeError) as error:
        return Finding(look.__name__, f"không xem được ({error})", BAD, "Xem quyền và ổ đĩa của VAR_DIR.")
