"""The desk's front page: what lies on whose desk, what it never shows, and what it costs."""

import json
import re
from datetime import timedelta
from itertools import pairwise

import pytest
import time_machine
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser

from govap.counting.models import DailyCount
from govap.editorial import workflow
from govap.editorial.roles import APPROVER, EDITOR, MANAGER, REPORTER
from govap.portal.models import Page
from news.models import Article, Category
from tests.factories import make_article, make_category, make_draft, make_staff, make_user, make_video
from tests.populated import analyse, populate
from tests.test_everything import nodes, sqlite_steps
from videos.models import Programme, Video

pytestmark = pytest.mark.django_db
ROLES = [REPORTER, EDITOR, APPROVER, MANAGER]
WEDNESDAY = "2026-04-15 10:00+07:00"


@pytest.fixture
def lan():
    return make_staff(REPORTER, "lan", last_name="Người viết", first_name="Một")


@pytest.fixture
def duyet():
    return make_staff(APPROVER, "duyet")


@pytest.fixture
def hai():
    """A second approver, so that nobody is alone."""
    return make_staff(APPROVER, "hai")


def page_of(client, user):
    client.force_login(user)
    response = client.get("/admin/")
    assert response.status_code == 200
    return LexborHTMLParser(response.content.decode())


def panel(page, name):
    """The titles listed in a panel, in order."""
    [section] = page.css(f"[aria-labelledby=ban-{name}]")
    return [link.text(strip=True) for link in section.css("li a")]


def says(page, name):
    return " ".join(page.css_first(f"[aria-labelledby=ban-{name}]").text(separator=" ").split())


def test_an_approver_waits_for_what_others_sent(client, lan, duyet, hai):
    workflow.submit(make_draft(lan, title="Của phóng viên"), lan)
    workflow.submit(make_draft(duyet, title="Của chính mình"), duyet)
    workflow.submit(make_draft(lan, title="Mình gửi hộ"), duyet)
    make_draft(lan, title="Chưa gửi")
    assert panel(page_of(client, duyet), "cho-toi") == ["Của phóng viên"]
    assert panel(page_of(client, hai), "cho-toi") == ["Mình gửi hộ", "Của chính mình", "Của phóng viên"]


def test_an_only_approver_waits_for_the_own_too(client, duyet):
    workflow.submit(make_draft(duyet, title="Của chính mình"), duyet)
    assert "Của chính mình" in panel(page_of(client, duyet), "cho-toi")


def test_an_editor_waits_for_the_categories_given(client, lan):
    ours, theirs = make_category(), make_category()
    editor = make_staff(EDITOR)
    ours.editors.add(editor)
    workflow.submit(make_draft(lan, title="Gửi trong phạm vi", category=ours.pk), lan)
    make_draft(lan, title="Nháp trong phạm vi", category=ours.pk)
    make_draft(lan, title="Ngoài phạm vi", category=theirs.pk)
    workflow.submit(make_draft(editor, title="Chính mình gửi", category=ours.pk), editor)
    assert panel(page_of(client, editor), "cho-toi") == ["Nháp trong phạm vi", "Gửi trong phạm vi"]


def test_a_reporter_waits_for_own_drafts_of_every_kind(client, lan, duyet):
    make_draft(lan, title="Bài của tôi")
    make_draft(lan, Video, title="Video của tôi", programme=Programme.objects.create(title="Chương trình").pk)
    make_draft(lan, Page, title="Trang của tôi")
    make_draft(duyet, title="Bài của người khác")
    workflow.submit(make_draft(lan, title="Đã gửi đi"), lan)
    page = page_of(client, lan)
    assert panel(page, "cho-toi") == ["Trang của tôi", "Video của tôi", "Bài của tôi"]
    assert "Bài của người khác" not in page.html


def test_what_was_returned_tells_why(client, lan, duyet):
    item = make_draft(lan, title="Bị trả")
    workflow.submit(item, lan)
    workflow.send_back(item, duyet, "Thiếu nguồn <b>số liệu</b>.")
    mine = page_of(client, lan)
    assert "Bị trả" in panel(mine, "tra-lai")
    assert "Lý do: Thiếu nguồn <b>số liệu</b>." in says(mine, "tra-lai")
    assert panel(page_of(client, duyet), "tra-lai") == []


def test_who_sent_it_for_another_is_told_too(client, lan, duyet, hai):
    item = make_draft(lan, title="Gửi hộ")
    workflow.submit(item, duyet)
    workflow.send_back(item, hai, "Chưa đạt.")
    assert "Gửi hộ" in panel(page_of(client, duyet), "tra-lai")


def scheduled(by, approver, due, **over):
    item = make_draft(by, **over)
    workflow.submit(item, by)
    workflow.schedule(item, approver, due)
    return item


def day_of(page, n):
    return " ".join(page.css("ol.front-week > li")[n].text(separator=" ").split())


@time_machine.travel(WEDNESDAY, tick=False)
def test_the_week_runs_from_monday_to_sunday(client, lan, duyet):
    now = timezone.now()
    scheduled(lan, duyet, now + timedelta(hours=5), title="Chiều nay")
    scheduled(lan, duyet, now + timedelta(days=4, hours=13, minutes=59), title="Đêm Chủ nhật")
    scheduled(lan, duyet, now + timedelta(days=4, hours=14), title="Thứ Hai sau")
    page = page_of(client, duyet)
    assert [day_of(page, n).split(" –")[0] for n in (0, 1)] == ["Thứ Hai 13/04", "Thứ Ba 14/04"]
    assert day_of(page, 2) == "Thứ Tư 15/04 15:00 Chiều nay"
    assert day_of(page, 6) == "Chủ Nhật 19/04 23:59 Đêm Chủ nhật"
    assert "Thứ Hai sau" not in says(page, "hen-gio")
    assert "Từ tuần sau: 1 bài" in says(page, "hen-gio")
    assert [li.attributes.get("aria-current") for li in page.css("ol.front-week > li")].index("date") == 2


@time_machine.travel("2026-04-19 23:59:30+07:00", tick=False)
def test_the_week_is_that_of_our_clock(client, lan, duyet):
    """In Hồ Chí Minh City it is still Sunday; a minute later, and in no other zone, the week is a new one."""
    scheduled(lan, duyet, timezone.now() + timedelta(seconds=45), title="Sang tuần")
    assert day_of(page_of(client, duyet), 6).startswith("Chủ Nhật 19/04 –")
    with time_machine.travel("2026-04-20 00:00:01+07:00", tick=False):
        assert day_of(page_of(client, duyet), 0) == "Thứ Hai 20/04 00:00 Sang tuần"


def test_a_late_schedule_is_an_alarm_with_what_to_do(client, lan, duyet):
    with time_machine.travel(WEDNESDAY, tick=False) as clock:
        scheduled(lan, duyet, timezone.now() + timedelta(minutes=10), title="Không lên được")
        clock.shift(timedelta(minutes=10, seconds=60))
        assert not page_of(client, duyet).css(".front-alarm")
        clock.shift(timedelta(seconds=1))
        page = page_of(client, duyet)
        assert page.css_first("#content-main section").attributes["class"] == "front-panel front-alarm"
        assert "Không lên được" in panel(page, "tre")
        assert "Cần làm: mở từng bài" in says(page, "tre")
        assert "hẹn 15/04/2026 10:10" in says(page, "tre")
        assert "trễ" in day_of(page, 2)
        assert "xin báo ngay cho người duyệt" in says(page_of(client, lan), "tre")
        workflow.publish_due(timezone.now())
        assert not page_of(client, duyet).css(".front-alarm")


def test_published_today_begins_at_midnight(client, duyet):
    with time_machine.travel(WEDNESDAY, tick=False):
        midnight = timezone.now() - timedelta(hours=10)
        make_article(title="Đầu ngày", published_at=midnight)
        make_article(title="Đêm qua", published_at=midnight - timedelta(seconds=1))
        make_article(title="Chưa tới giờ", published_at=timezone.now() + timedelta(hours=1))
        make_article(title="Nháp", is_live=False)
        make_video(title="Video sáng nay", published_at=timezone.now())
        assert panel(page_of(client, duyet), "hom-nay") == ["Video sáng nay", "Đầu ngày"]


def read(article, times, days_ago=0):
    day = timezone.localdate() - timedelta(days=days_ago)
    DailyCount.objects.create(day=day, kind="article", object_id=article.pk, count=times)


def test_most_read_comes_in_order_with_its_figure(client, lan, duyet):
    first, second = make_article(title="Ít đọc"), make_article(title="Đọc nhiều nhất")
    read(first, 10)
    read(second, 1200, days_ago=6)
    read(make_article(title="Tuần trước"), 5000, days_ago=7)
    read(make_article(title="Đã gỡ", is_live=False), 9000)
    page = page_of(client, duyet)
    assert panel(page, "doc-nhieu") == ["Đọc nhiều nhất", "Ít đọc"]
    assert "1.200 lượt đọc" in says(page, "doc-nhieu")
    Article.objects.filter(pk=first.pk).update(author=lan)
    assert panel(page_of(client, lan), "doc-nhieu") == ["Ít đọc"]


def test_an_urgent_one_stands_there_until_confirmed(client, duyet, hai):
    item = make_draft(duyet, title="Triều cường")
    workflow.publish(item, duyet, urgent="Cảnh báo đêm nay.")
    page = page_of(client, hai)
    assert "Triều cường" in panel(page, "khan")
    assert "Lý do đăng khẩn: Cảnh báo đêm nay." in says(page, "khan")
    workflow.confirm(item, hai)
    assert panel(page_of(client, hai), "khan") == []


def test_a_long_panel_is_cut_and_leads_to_its_whole_list(client, lan, duyet):
    for n in range(11):
        workflow.submit(make_draft(lan, title=f"Bài {n:02}"), lan)
    page = page_of(client, duyet)
    assert panel(page, "cho-toi") == [f"Bài {n:02}" for n in range(10, 0, -1)]
    assert "10+" in says(page, "cho-toi")
    [link] = page.css("[aria-labelledby=ban-cho-toi] .front-all a")
    assert link.attributes["href"] == "/admin/news/article/?ban=cho-toi"
    rows = client.get(link.attributes["href"]).context["cl"].result_list
    assert {str(item) for item in rows} == {f"Bài {n:02}" for n in range(11)}


@pytest.mark.parametrize("name", ["cho-toi", "tra-lai", "hen-gio", "tre", "khan", "hom-nay", "doc-nhieu", "khong-co"])
def test_every_panel_is_a_filter_of_what_one_may_see(client, lan, duyet, name):
    read(make_article(title="Của người khác"), 10)
    client.force_login(lan)
    for kind in ("news/article", "videos/video", "portal/page"):
        response = client.get(f"/admin/{kind}/?ban={name}")
        assert response.status_code == 200
        assert "Của người khác" not in response.content.decode()


def test_who_has_no_role_is_told_so(client):
    make_article(title="Bài đã đăng", published_at=timezone.now())
    page = page_of(client, make_user("chua-giao", is_superuser=False))
    assert "chưa được giao vai trò" in page.html
    assert "Bài đã đăng" not in page.html
    assert not page.css(".front-top a")


def test_buttons_and_the_list_of_apps(client, lan):
    page = page_of(client, lan)
    buttons = [(a.text(), a.attributes["href"]) for a in page.css(".front-top a")]
    assert sorted(buttons) == [("Thêm video", "/admin/videos/video/add/"), ("Viết bài mới", "/admin/news/article/add/")]
    assert "/admin/news/article/" in [a.attributes["href"] for a in page.css(".front-apps a")]
    assert "/admin/editorial/logentry/" not in page.html


def test_headings_go_down_by_one(client, duyet):
    levels = [int(node.tag[1]) for node in page_of(client, duyet).css("h1, h2, h3, h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


# What it costs.


def furnish(articles):
    """A newsroom at work on a site of this size: every panel has something, each of the four roles somebody."""
    populate(articles, every=timedelta(hours=20))
    people = {role: make_staff(role) for role in ROLES}
    lan, duyet = people[REPORTER], people[APPROVER]
    Article.objects.filter(pk__in=Article.objects.order_by("pk").values("pk")[: articles // 3]).update(author=lan)
    for category in Category.objects.all()[:3]:
        category.editors.add(people[EDITOR])
    for n in range(12):
        make_draft(lan)
        workflow.submit(item := make_draft(lan), lan)
        if n % 3 == 0:
            workflow.send_back(item, duyet, "Chưa đạt.")
        if n % 3 == 1:
            workflow.schedule(item, duyet, timezone.now() + timedelta(hours=n))
        workflow.publish(make_draft(duyet), duyet, urgent="Khẩn.")
    return people


def statements_of(client, user):
    client.force_login(user)
    client.get("/admin/")  # content types are asked once a process
    with CaptureQueriesContext(connection) as captured:
        assert client.get("/admin/").status_code == 200
    return [query["sql"] for query in captured.captured_queries]


@pytest.mark.parametrize("role", ROLES)
def test_queries_do_not_grow_with_the_site(client, role):
    with transaction.atomic():
        small = statements_of(client, furnish(30)[role])
        transaction.set_rollback(True)
    large = statements_of(client, furnish(300)[role])
    assert len(small) == len(large), "\n".join(large)
    assert len(large) <= 12, "\n".join(large)


TABLES = re.compile(r'"(news_article|videos_video|portal_page|editorial_revision)"')


def faults_on_sqlite(sql):
    """How far the machine walked, in thousands of instructions: with each of six panels full it is about ten."""
    steps = sqlite_steps(sql)
    return [f"{steps},000 steps"] if steps > 20 else []


def faults_on_postgresql(sql):
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}")
        [[found]] = cursor.fetchall()
    [plan] = json.loads(found) if isinstance(found, str) else found
    return [
        f"{node['Node Type']} on {node['Relation Name']}: {rows} rows"
        for node in nodes(plan["Plan"])
        if node.get("Relation Name") in {"news_article", "editorial_revision"}
        for rows in [(node["Actual Rows"] + node.get("Rows Removed by Filter", 0)) * node["Actual Loops"]]
        if rows > 300
    ]


@pytest.mark.parametrize("is_analysed", [True, False])
def test_panels_are_read_along_indexes(client, is_analysed):
    people = furnish(3000)
    if is_analysed:
        analyse()
    elif connection.vendor == "postgresql":
        pytest.skip("autovacuum analyses by itself")
    faults_of = {"sqlite": faults_on_sqlite, "postgresql": faults_on_postgresql}[connection.vendor]
    statements = {sql for user in people.values() for sql in statements_of(client, user) if TABLES.search(sql)}
    assert len(statements) >= len(ROLES), "no query was looked at"
    faults = [f"{found}\n{sql}" for sql in statements if (found := faults_of(sql))]
    assert not faults, "\n\n".join(faults)
