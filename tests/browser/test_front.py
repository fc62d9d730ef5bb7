"""The desk's front page in a browser: narrow and wide, light and dark, empty and full, by keyboard."""

from datetime import timedelta
from itertools import product

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from govap.counting.models import DailyCount
from govap.editorial import roles, workflow
from govap.editorial.models import Revision
from news.models import Article
from tests.factories import make_article, make_category, make_draft, make_staff

pytestmark = pytest.mark.django_db(transaction=True)
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]}
LONG = "Khẩn trương triển khai các giải pháp phòng, chống triều cường và ngập nước trên địa bàn trong những ngày tới"


@pytest.fixture
def staff():
    """The roles, which a test that empties the tables takes away from those after it."""
    for name in roles.LEVELS:
        Group.objects.get_or_create(name=name)
    names = [(roles.REPORTER, "viet"), (roles.APPROVER, "duyet"), (roles.APPROVER, "hai")]
    return [make_staff(role, name, last_name="Tòa soạn", first_name=name) for role, name in names]


def fill(writer, approver, other):
    make_category(name="Hoạt động Đảng bộ")
    for n in range(11):
        workflow.submit(make_draft(writer, title=f"{LONG} {n}"), writer)
    workflow.submit(item := make_draft(approver, title="Bị trả lại để bổ sung nguồn"), approver)
    workflow.send_back(item, other, "Thiếu nguồn số liệu ở đoạn 3.\nXin bổ sung ảnh.")
    workflow.publish(make_draft(other, title="Triều cường đêm nay"), other, urgent="Không chờ được người duyệt khác.")
    for n in range(4):
        workflow.submit(item := make_draft(writer, title=f"Bài hẹn {n}"), writer)
        workflow.schedule(item, approver, timezone.now() + timedelta(hours=n + 1))
    was_due = timezone.now() - timedelta(minutes=12)
    Revision.objects.filter(pk=Article.objects.get(pk=item.pk).head_id).update(due_at=was_due)
    Article.objects.filter(pk=item.pk).update(due_at=was_due)
    for n in range(3):
        article = make_article(title=f"{LONG} hôm nay {n}")
        DailyCount.objects.create(day=timezone.localdate(), kind="article", object_id=article.pk, count=1200 * n + 7)


@pytest.fixture
def open_front(page, live_server):
    def go_as(user):
        client = Client()
        client.force_login(user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
        page.goto(f"{live_server.url}/admin/")
        return page

    return go_as


@pytest.mark.parametrize("is_full", [True, False], ids=["full", "empty"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_and_is_accessible(open_front, staff, foreign, scheme, is_full):
    if is_full:
        fill(*staff)
    for person, width in product(staff[:2], [390, 1280]):
        page = open_front(person)
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        page.reload()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        violations = Axe().run(page, options=RULES).response["violations"]
        assert not [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in violations]
    assert not foreign


def test_the_keyboard_reaches_the_alarm_before_the_lists(open_front, staff):
    fill(*staff)
    page = open_front(staff[1])
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # past the header, by the link that leads to the content
    seen = []
    for _ in range(4):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.innerText"))
    assert set(seen[:2]) == {"Viết bài mới", "Thêm video"}
    assert seen[2] == "Bài hẹn 3"
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none"


def test_what_waits_is_opened_by_its_title(open_front, staff):
    fill(*staff)
    page = open_front(staff[1])
    page.get_by_role("region", name="Chờ tôi").get_by_role("link").first.click()
    assert page.url.endswith("/change/")
    assert page.locator("#id_title").input_value().startswith(LONG)
