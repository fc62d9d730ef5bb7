"""Any verbs by any people in any order: the live row is what was last published, the log whole, no draft to be seen."""

from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govap.editorial import content as contents
from govap.editorial import drafting, workflow
from govap.editorial.models import LogEntry, Revision
from govap.editorial.models.revision import OPEN
from govap.editorial.refusal import Refused
from govap.editorial.roles import APPROVER, EDITOR, MANAGER, REPORTER
from news.models import Article
from tests.factories import make_category, make_draft, make_staff

pytestmark = pytest.mark.django_db
PUBLIC = ["/", "/tin-tuc/", "/rss/tin-moi.xml", "/tim-kiem/?q=kin", "/chuyen-muc/muc/", "/the/the-kin/", "/dinh-chinh/"]
START = timezone.now()


def save(item, by, words):
    title = f"Kín {words} bản nháp"
    content = contents.of(item) | {"title": title, "body": f"<p>{title}.</p>", "tags": ["Thẻ kín"]}
    drafting.save(item, by, content)


def restore(item, by, words):
    drafting.restore(item, by, Revision.objects.of(item).order_by("number").first())


VERBS = {
    "save": save,
    "restore": restore,
    "submit": lambda item, by, words: workflow.submit(item, by),
    "recall": lambda item, by, words: workflow.recall(item, by),
    "return": lambda item, by, words: workflow.send_back(item, by, "Vì sao"),
    "publish": lambda item, by, words: workflow.publish(item, by),
    "urgent": lambda item, by, words: workflow.publish(item, by, urgent="Khẩn"),
    "schedule": lambda item, by, words: workflow.schedule(item, by, timezone.now() + timedelta(minutes=10)),
    "unschedule": lambda item, by, words: workflow.unschedule(item, by),
    "withdraw": lambda item, by, words: workflow.withdraw(item, by, "error", "Đăng nhầm."),
    "correct": lambda item, by, words: workflow.correct(item, by, "sai", "đúng"),
    "announce": lambda item, by, words: workflow.announce(item, by, "Thêm lịch"),
    "confirm": lambda item, by, words: workflow.confirm(item, by),
    "discard": lambda item, by, words: drafting.discard(item, by),
    "assign": lambda item, by, words: drafting.assign(item, by, by),
}
STEPS = st.lists(st.tuples(st.sampled_from([*VERBS, "wait"]), st.integers(0, 5), st.integers(0, 999)), max_size=14)
LOGGED = {"urgent": "publish"}


def fresh():
    return Article.objects.select_related("head").get()


def published_now():
    live = Revision.objects.filter(state="live").first()
    return live and live.content


def step(people, verb, who, words, log):
    """Do one thing; what is refused must leave no trace."""
    before = (LogEntry.objects.count(), list(Revision.objects.values_list("pk", "state", "version")))
    try:
        with transaction.atomic():
            VERBS[verb](fresh(), people[who], words)
    except Refused:
        assert (LogEntry.objects.count(), list(Revision.objects.values_list("pk", "state", "version"))) == before
        return
    if LogEntry.objects.count() > before[0]:
        log.append(LOGGED.get(verb, verb))


def check_item(log):
    item = fresh()
    states = list(Revision.objects.of(item).values_list("state", flat=True))
    assert states.count("live") <= 1
    assert states.count("scheduled") <= 1
    assert sum(state in OPEN for state in states) <= 1
    assert item.stage == item.head.state
    assert item.is_live == ("live" in states)
    assert (item.due_at is not None) == ("scheduled" in states)
    if item.is_live:
        assert contents.read(item) == published_now()
    assert [entry.verb for entry in LogEntry.objects.order_by("pk")] == log


def check_public():
    shown = published_now() or {}
    hidden = set(Revision.objects.values_list("title", flat=True)) - {shown.get("title")}
    client = Client()
    for path in [*PUBLIC, f"/tin-tuc/{fresh().slug or 'x'}-{fresh().pk}/"]:
        page = client.get(path).content.decode()
        assert not [title for title in hidden if title in page], path


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(steps=STEPS)
def test_any_sequence_leaves_the_row_as_last_published(steps):
    with transaction.atomic():
        category = make_category(name="Mục")
        editor = make_staff(EDITOR)
        category.editors.add(editor)
        writer = make_staff(REPORTER)
        people = [writer, make_staff(REPORTER), editor, make_staff(APPROVER), make_staff(APPROVER), make_staff(MANAGER)]
        make_draft(writer, title="Kín đầu tiên", category=category.pk)
        log, now = ["create"], START
        for verb, who, words in steps:
            now += timedelta(minutes=11)
            with time_machine.travel(now, tick=False):
                if verb == "wait":
                    log += ["due"] * workflow.publish_due(timezone.now())
                else:
                    step(people, verb, who, words, log)
                check_item(log)
        with time_machine.travel(now, tick=False):
            check_public()
        transaction.set_rollback(True)
