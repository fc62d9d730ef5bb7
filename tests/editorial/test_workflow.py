"""The verbs themselves: what each changes, what each refuses, and that nothing is half done."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from govap.editorial import content as contents
from govap.editorial import drafting, workflow
from govap.editorial.models import Correction, LogEntry, Revision
from govap.editorial.refusal import Refused, Stale
from govap.editorial.roles import APPROVER, EDITOR, MANAGER, REPORTER
from news.models import Article
from tests.factories import make_article, make_category, make_draft, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def lan():
    return make_staff(REPORTER, "lan")


@pytest.fixture
def duyet():
    return make_staff(APPROVER, "duyet")


@pytest.fixture
def hai():
    """A second approver, so that nobody is alone."""
    return make_staff(APPROVER, "hai")


def fresh(item):
    return type(item).objects.select_related("head").get(pk=item.pk)


def write(item, by, **over):
    item = fresh(item)
    return drafting.save(item, by, contents.of(item) | over, seen=item.token)


def published(lan, duyet, **over):
    item = make_draft(lan, **over)
    workflow.submit(item, lan)
    workflow.publish(item, duyet)
    return fresh(item)


def test_a_draft_is_written_sent_and_published(lan, duyet):
    item = make_draft(lan, title="Thông xe đường mới", body="<p>Sáng nay.</p>", tags=["Giao thông"])
    assert not Article.objects.published().exists()
    assert (item.title, item.body, list(item.tags.names())) == ("", "", [])
    workflow.submit(item, lan)
    workflow.publish(item, duyet)
    item = fresh(item)
    assert Article.objects.published().get() == item
    assert (item.title, item.slug, list(item.tags.names())) == (
        "Thông xe đường mới", "thong-xe-duong-moi", ["Giao thông"],
    )  # fmt: skip
    assert (item.stage, item.review, item.published_by) == ("live", "approved", duyet)
    assert [entry.verb for entry in LogEntry.objects.order_by("pk")] == ["create", "submit", "publish"]


def test_a_draft_of_a_live_article_shows_nowhere_until_published(lan, duyet):
    item = published(lan, duyet, title="Cũ", tags=["Một"])
    stamp = item.updated_at
    write(item, lan, title="Mới", tags=["Hai"])
    item = fresh(item)
    assert (item.title, list(item.tags.names()), item.stage, item.is_live) == ("Cũ", ["Một"], "draft", True)
    assert item.updated_at == stamp
    workflow.submit(item, lan)
    workflow.publish(item, duyet)
    item = fresh(item)
    assert (item.title, list(item.tags.names()), item.stage) == ("Mới", ["Hai"], "live")
    assert [r.state for r in Revision.objects.of(item).order_by("number")] == ["superseded", "live"]


def test_a_sitting_is_one_history_entry(lan):
    item = make_draft(lan)
    for n in range(5):
        write(item, lan, title=f"Lần {n}")
    assert Revision.objects.of(item).count() == 1
    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        write(item, lan, title="Sau bữa trưa")
    assert Revision.objects.of(item).count() == 2


def test_another_person_begins_an_entry_and_a_named_version_stays(lan, duyet):
    item = make_draft(lan)
    write(item, duyet, title="Của người duyệt")
    head = fresh(item).head
    drafting.name(item, duyet, head, "Bản họp giao ban")
    write(item, duyet, title="Sau đó")
    assert [r.title for r in Revision.objects.of(item).order_by("number")][1:] == ["Của người duyệt", "Sau đó"]


def test_a_stale_save_is_refused_and_changes_nothing(lan, duyet):
    item = make_draft(lan)
    seen = fresh(item).token
    write(item, duyet, title="Người khác")
    with pytest.raises(Stale, match="duyet"):
        drafting.save(item, lan, contents.of(item) | {"title": "Của tôi"}, seen=seen)
    assert fresh(item).head.title == "Người khác"


def test_saving_the_same_text_leaves_no_trace(lan):
    item = make_draft(lan)
    before = (fresh(item).token, LogEntry.objects.count())
    write(item, lan)
    assert (fresh(item).token, LogEntry.objects.count()) == before


class TestSecondPairOfEyes:
    def test_who_changed_last_may_not_publish(self, duyet, hai):
        item = make_draft(duyet)
        with pytest.raises(Refused, match="người duyệt khác"):
            workflow.publish(item, duyet)
        workflow.publish(item, hai)
        assert fresh(item).review == "approved"

    def test_who_submitted_may_not_publish(self, lan, duyet, hai):
        item = make_draft(lan)
        workflow.submit(item, duyet)
        with pytest.raises(Refused):
            workflow.publish(item, duyet)
        with pytest.raises(Refused):
            workflow.schedule(item, duyet, timezone.now() + timedelta(hours=1))

    def test_urgent_is_flagged_until_another_approver_confirms(self, duyet, hai):
        item = make_draft(duyet)
        workflow.publish(item, duyet, urgent="Triều cường đêm nay")
        item = fresh(item)
        assert (item.is_live, item.review, item.head.review_reason) == (True, "urgent", "Triều cường đêm nay")
        with pytest.raises(Refused, match="người duyệt khác"):
            workflow.confirm(item, duyet)
        workflow.confirm(item, hai)
        assert fresh(item).review == "confirmed"

    def test_the_only_approver_publishes_alone_and_the_record_says_so(self, duyet):
        make_staff(APPROVER, "nghi", is_active=False)
        item = make_draft(duyet)
        workflow.publish(item, duyet)
        assert (fresh(item).review, fresh(item).head.review_reason != "") == ("alone", True)

    @pytest.mark.parametrize(
        "values",
        [
            {"review": ""},
            {"review": "approved"},
            {"review": "urgent", "review_reason": ""},
            {"review": "alone", "review_reason": ""},
            {"review": "confirmed", "review_reason": "khẩn"},
        ],
    )
    def test_the_database_keeps_it_too(self, duyet, hai, values):
        item = make_draft(duyet)
        workflow.publish(item, hai)
        revisions = Revision.objects.filter(pk=fresh(item).head_id)
        with pytest.raises(IntegrityError), transaction.atomic():
            revisions.update(**({"approved_by": duyet} | values))
        with pytest.raises(IntegrityError), transaction.atomic():
            Article.objects.filter(pk=item.pk).update(review="")


class TestSchedule:
    def test_first_publication_appears_at_its_moment(self, lan, duyet):
        item = make_draft(lan)
        workflow.submit(item, lan)
        due = timezone.now() + timedelta(hours=2)
        workflow.schedule(item, duyet, due)
        assert workflow.publish_due(due - timedelta(seconds=1)) == 0
        assert not fresh(item).is_live
        assert workflow.publish_due(due) == 1
        item = fresh(item)
        assert (item.is_live, item.published_at, item.stage, item.due_at) == (True, due, "live", None)
        assert LogEntry.objects.order_by("pk").last().verb == "due"

    def test_change_of_a_live_article_waits_below_a_newer_draft(self, lan, duyet):
        item = published(lan, duyet, title="Cũ")
        write(item, lan, title="Hẹn")
        workflow.submit(item, lan)
        due = timezone.now() + timedelta(hours=2)
        workflow.schedule(item, duyet, due)
        write(item, duyet, title="Nháp sau")
        workflow.publish_due(due)
        item = fresh(item)
        assert (item.title, item.desk_title, item.stage) == ("Hẹn", "Nháp sau", "draft")

    def test_publishing_something_newer_cancels_it(self, lan, duyet, hai):
        item = published(lan, duyet)
        write(item, lan, title="Hẹn")
        workflow.submit(item, lan)
        workflow.schedule(item, duyet, timezone.now() + timedelta(hours=2))
        write(item, hai, title="Nháp sau")
        workflow.submit(item, hai)
        workflow.publish(item, duyet)
        assert workflow.publish_due(timezone.now() + timedelta(days=1)) == 0
        assert (fresh(item).title, fresh(item).due_at) == ("Nháp sau", None)

    def test_unscheduled_is_a_draft_again(self, lan, duyet):
        item = make_draft(lan)
        workflow.submit(item, lan)
        workflow.schedule(item, duyet, timezone.now() + timedelta(hours=2))
        workflow.unschedule(item, duyet)
        assert (fresh(item).stage, fresh(item).due_at) == ("draft", None)

    def test_past_and_after_expiry_are_refused(self, lan, duyet):
        ends = timezone.now() + timedelta(hours=1)
        item = make_draft(lan, expires_at=ends.isoformat())
        workflow.submit(item, lan)
        with pytest.raises(Refused, match="tương lai"):
            workflow.schedule(item, duyet, timezone.now() - timedelta(hours=1))
        with pytest.raises(Refused, match="hết hạn"):
            workflow.schedule(item, duyet, ends + timedelta(hours=1))

    def test_one_that_fails_holds_up_no_other(self, lan, duyet):
        first, second = make_draft(lan), make_draft(lan)
        due = timezone.now() + timedelta(hours=2)
        for item in (first, second):
            workflow.submit(item, lan)
            workflow.schedule(item, duyet, due)
        head = fresh(first).head
        Revision.objects.filter(pk=head.pk).update(content=head.content | {"category": 10**9})
        assert workflow.publish_due(due) == 1
        assert fresh(second).is_live
        assert fresh(first).stage == "scheduled"


class TestWithdraw:
    def test_it_leaves_the_site_and_can_come_back(self, lan, duyet):
        item = published(lan, duyet, title="Bài")
        workflow.withdraw(item, duyet, "error", "Bài đăng nhầm.")
        item = fresh(item)
        assert (item.is_live, item.stage, item.withdrawn_why) == (False, "withdrawn", "error")
        workflow.submit(item, lan)
        workflow.publish(item, duyet)
        item = fresh(item)
        assert (item.is_live, item.withdrawn_at, item.withdrawn_note) == (True, None, "")

    @pytest.mark.parametrize("why", ["", "vì thế", "merged"])
    def test_a_reason_is_asked(self, lan, duyet, why):
        item = published(lan, duyet)
        with pytest.raises(Refused):
            workflow.withdraw(item, duyet, why, "Câu cho bạn đọc.")
        with pytest.raises(Refused, match="bạn đọc"):
            workflow.withdraw(item, duyet, "error", " ")

    def test_merging_asks_for_a_live_target_and_no_circle(self, lan, duyet):
        first, second = published(lan, duyet), published(lan, duyet)
        draft = make_draft(lan)
        for target in (first, draft):
            with pytest.raises(Refused):
                workflow.withdraw(first, duyet, "merged", "Đã gộp.", target=target)
        workflow.withdraw(first, duyet, "merged", "Đã gộp.", target=second)
        with pytest.raises(Refused, match="vòng tròn"):
            workflow.withdraw(second, duyet, "merged", "Đã gộp.", target=fresh(first))

    def test_a_scheduled_change_does_not_bring_it_back(self, lan, duyet):
        item = published(lan, duyet)
        write(item, lan, title="Hẹn")
        workflow.submit(item, lan)
        workflow.schedule(item, duyet, timezone.now() + timedelta(hours=1))
        workflow.withdraw(item, duyet, "order", "Theo yêu cầu.")
        assert workflow.publish_due(timezone.now() + timedelta(hours=2)) == 0
        assert not fresh(item).is_live

    def test_an_imported_article_can_be_withdrawn(self, duyet):
        item = make_article()
        workflow.withdraw(item, duyet, "outdated", "Văn bản đã hết hiệu lực.")
        assert fresh(item).stage == "withdrawn"


def test_an_imported_article_is_changed_over_its_first_revision(lan, duyet):
    item = make_article(title="Bài cũ", tags=["Một"])
    write(item, duyet, title="Bài cũ, đã sửa")
    assert [(r.number, r.state, r.title) for r in Revision.objects.of(item).order_by("number")] == [
        (1, "live", "Bài cũ"), (2, "draft", "Bài cũ, đã sửa"),
    ]  # fmt: skip
    assert Revision.objects.of(item).get(number=1).content["tags"] == ["Một"]


def test_return_needs_a_reason_and_the_writer_sees_it(lan, duyet):
    item = make_draft(lan)
    workflow.submit(item, lan)
    with pytest.raises(Refused, match="lý do"):
        workflow.send_back(item, duyet, "  ")
    workflow.send_back(item, duyet, "Thiếu nguồn số liệu.")
    assert (fresh(item).stage, fresh(item).head.return_reason) == ("returned", "Thiếu nguồn số liệu.")
    write(item, lan, title="Đã bổ sung")
    assert fresh(item).stage == "returned"


def test_recall_discard_and_restore(lan, duyet):
    item = published(lan, duyet, title="Một")
    write(item, lan, title="Hai")
    workflow.submit(item, lan)
    workflow.recall(item, lan)
    assert fresh(item).stage == "draft"
    drafting.discard(item, lan)
    assert (fresh(item).stage, fresh(item).head.title) == ("live", "Một")
    second = Revision.objects.of(item).get(number=2)
    drafting.restore(item, lan, second)
    assert (fresh(item).head.number, fresh(item).head.title, fresh(item).stage) == (3, "Hai", "draft")


def test_a_reporter_takes_a_draft_that_nobody_has(lan):
    quan = make_staff(MANAGER)
    item = make_draft(quan)
    drafting.assign(item, quan, None)
    write(item, lan, title="Tôi viết")
    assert fresh(item).author == lan


def test_an_editor_reaches_the_categories_given(lan):
    ours, theirs = make_category(), make_category()
    child = make_category(parent=ours)
    editor = make_staff(EDITOR)
    ours.editors.add(editor)
    write(make_draft(lan, category=child.pk), editor, title="Trong phạm vi")
    with pytest.raises(Refused, match="chuyên mục"):
        write(make_draft(lan, category=theirs.pk), editor, title="Ngoài phạm vi")


def test_correction_is_kept_and_logged(lan, duyet):
    item = published(lan, duyet)
    workflow.correct(item, duyet, "1.200 hộ", "1.020 hộ")
    assert Correction.objects.get().right == "1.020 hộ"
    assert LogEntry.objects.order_by("pk").last().reason == "1.200 hộ → 1.020 hộ"


def test_only_what_was_never_published_is_deleted(lan, duyet):
    boss = make_staff(MANAGER)
    item = make_draft(lan)
    drafting.delete(item, boss)
    assert not Article.objects.exists()
    assert not Revision.objects.exists()
    assert LogEntry.objects.order_by("pk").last().verb == "delete"
    with pytest.raises(Refused, match="chỉ rút"):
        drafting.delete(published(lan, duyet), boss)


def test_what_is_incomplete_is_not_sent(lan):
    item = make_draft(lan, title="", category=None)
    with pytest.raises(Refused, match=r"tiêu đề.*chuyên mục"):
        workflow.submit(item, lan)
