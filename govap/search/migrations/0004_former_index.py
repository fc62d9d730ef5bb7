from django.db import migrations

from govap.search import sqlite
from govap.search.entries import SCOPES


def create_former(apps, editor):
    if editor.connection.vendor == "sqlite":
        for scope in SCOPES:
            sqlite.create_former(editor, scope)


def drop_former(apps, editor):
    if editor.connection.vendor == "sqlite":
        for scope in SCOPES:
            sqlite.drop_former(editor, scope)


class Migration(migrations.Migration):
    """SQLite: where an index stands while its next one is written."""

    dependencies = [("search", "0003_waiting")]

    operations = [migrations.RunPython(create_former, drop_former)]
