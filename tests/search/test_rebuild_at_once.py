"""Publishing while the index is written anew, on a connection of its own: the newer words stay."""

import threading
import time

import pytest
from django.core.management import call_command
from django.db import connection, connections, transaction

from govap.search import index
from tests.factories import make_article

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one write at a time"),
]
WAIT = 0.3  # seconds for the other side to come as far as it can


def rebuild():
    try:
        call_command("rebuild_search", verbosity=0)
    finally:
        connections["default"].close()


def test_what_is_saved_meanwhile_is_not_overwritten():
    article = make_article(title="Lịch tiếp dân")
    make_article(title="Lịch khám bệnh")
    with transaction.atomic():
        article.title = "Lịch tiêm chủng"
        article.save()
        other = threading.Thread(target=rebuild)
        other.start()
        time.sleep(WAIT)
    other.join()
    assert index.ids("public", "article", "tiem chung") == [article.pk]
    assert index.ids("public", "article", "tiep dan") == []
    assert len(index.ids("public", "article", "lich")) == 2
