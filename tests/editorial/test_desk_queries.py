"""What a morning at the desk costs the least privileged: list, search, open and save, each in at most 12 queries."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from govap.editorial import desk_index
from govap.editorial.roles import REPORTER
from news.models import Article
from tests.factories import make_draft, make_staff
from tests.populated import populate

pytestmark = pytest.mark.django_db
MOST = 12


@pytest.fixture
def draft(client):
    populate(60)
    reporter = make_staff(REPORTER)
    Article.objects.filter(is_live=True).update(author=reporter)
    item = make_draft(reporter, body="<p>Tiếp công dân.</p>", tags=["Y tế"])
    desk_index.catch_up()
    client.force_login(reporter)
    client.get("/admin/")  # what Django looks up once a process is known
    return item


def statements(client, method, path, data=None):
    """What the request asked of the database; the frames of transactions are no queries."""
    with CaptureQueriesContext(connection) as captured:
        response = getattr(client, method)(path, data)
    assert response.status_code in (200, 302), path
    frames = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")
    return [query["sql"] for query in captured.captured_queries if not query["sql"].startswith(frames)]


@pytest.mark.parametrize("path", ["", "?q=tiep+cong+dan", "?tinh-trang=draft", "{pk}/change/", "{pk}/viec/submit/"])
def test_reading_is_cheap(client, draft, path):
    found = statements(client, "get", f"/admin/news/article/{path.format(pk=draft.pk)}")
    assert len(found) <= MOST, "\n".join(found)


@pytest.mark.parametrize("pause", [timedelta(), timedelta(hours=1)], ids=["the same sitting", "a new entry"])
@pytest.mark.parametrize("address", ["change", "tu-luu"])
def test_saving_is_cheap(client, draft, pause, address):
    form = client.get(f"/admin/news/article/{draft.pk}/change/").context["adminform"].form.initial
    data = {"title": "Khác", "body": "<p>Khác.</p>", "category": draft.head.content["category"], "tags": "Y tế"}
    data |= {name: form[name] for name in ("base", "base_content")}
    with time_machine.travel(timezone.now() + pause, tick=False):
        found = statements(client, "post", f"/admin/news/article/{draft.pk}/{address}/", data)
    assert Article.objects.get(pk=draft.pk).desk_title == "Khác"
    assert len(found) <= MOST, "\n".join(found)
