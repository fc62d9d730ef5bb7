"""A connection that broke between two requests, on PostgreSQL: the first question of a page finds it out."""

import psycopg2
import pytest
from django.core.signals import request_started
from django.db import OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext

from govap.delivery.models import Change

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no connection that could break"),
]


def break_connection():
    pid = connection.connection.get_backend_pid()
    other = psycopg2.connect(**connection.get_connection_params())
    with other, other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
    other.close()


def test_the_version_is_told_all_the_same():
    Change.note()
    before = Change.version()
    break_connection()
    assert Change.version() == before


def test_no_other_question_is_asked_before(client):
    client.get("/tin-tuc/")
    request_started.send(None)
    connection.close_if_unusable_or_obsolete()  # as at the start of each request
    assert connection.health_check_enabled
    assert not connection.health_check_done
    with CaptureQueriesContext(connection) as queries:
        Change.version()
    assert len(queries) == 1
    assert connection.health_check_done


def test_within_a_transaction_it_is_told():
    with transaction.atomic():
        Change.version()
        break_connection()
        with pytest.raises(OperationalError):
            Change.version()
        connection.set_rollback(True)  # nothing is left to commit
