"""The log in a browser: a day is typed, the list follows, and the page is accessible."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.test import Client
from django.utils import timezone

from govap.editorial.models import LogEntry
from news.models import Article
from tests.factories import make_user

pytestmark = pytest.mark.django_db(transaction=True)
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}


@pytest.fixture
def log(page, live_server):
    client = Client()
    client.force_login(make_user("quan-tri"))
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    kind = ContentType.objects.get_for_model(Article)
    with transaction.atomic():
        LogEntry.append(user=None, user_name="hệ thống", verb="due", content_type=kind, object_id=1, title="Bài hẹn")
    page.goto(f"{live_server.url}/admin/editorial/logentry/?viec=due")
    return page


def test_a_day_is_typed_and_the_verb_stays(log, foreign):
    assert log.get_by_role("cell", name="Bài hẹn").is_visible()
    violations = Axe().run(log, options=RULES).response["violations"]
    assert not [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in violations]
    log.get_by_label("Xem một ngày").fill("3/2/2001")
    log.get_by_role("button", name="Xem", exact=True).click()
    assert "viec=due" in log.url
    assert log.get_by_role("cell", name="Bài hẹn").count() == 0
    assert log.get_by_label("Xem một ngày").input_value() == "03/02/2001"
    log.get_by_label("Xem một ngày").fill(f"{timezone.localdate():%d/%m/%Y}")
    log.get_by_role("button", name="Xem", exact=True).click()
    assert log.get_by_role("cell", name="Bài hẹn").is_visible()
    assert not foreign
