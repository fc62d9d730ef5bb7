"""Notices by mail: who gets which, and that no mail server ever costs an act."""

import logging
import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from govap.editorial import drafting, workflow
from govap.editorial.models import User
from govap.editorial.roles import APPROVER, EDITOR, MANAGER, REPORTER
from news.models import Article
from tests.factories import make_draft, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on(settings):
    settings.NOTICE_MAIL = True
    settings.ALLOWED_HOSTS = ["govap.example.vn", "www.example.vn"]
    settings.INSECURE_HTTP = False


@pytest.fixture
def lan():
    return make_staff(REPORTER, "lan", last_name="Người", first_name="Viết")


@pytest.fixture
def duyet():
    return make_staff(APPROVER, "duyet")


@pytest.fixture
def hai():
    return make_staff(APPROVER, "hai")


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    """Do something as a request of its own would, with what follows its commit."""

    def run(verb, *args, **kwargs):
        with django_capture_on_commit_callbacks(execute=True):
            return verb(*args, **kwargs)

    return run


def told():
    """Who got a mail of which subject."""
    return {(message.to[0].partition("@")[0], message.subject) for message in mail.outbox}


def test_it_is_off_by_default(settings, lan, duyet, commit):
    settings.NOTICE_MAIL = False
    item = make_draft(lan)
    commit(workflow.submit, item, lan)
    commit(workflow.send_back, item, duyet, "Chưa đạt.")
    commit(workflow.submit, item, lan)
    commit(workflow.publish, item, duyet)
    assert mail.outbox == []


def test_what_is_submitted_is_told_to_approvers(lan, duyet, hai, commit):
    make_staff(EDITOR, "bientap")
    make_staff(MANAGER, "quantri")
    make_staff(APPROVER, "nghi", is_active=False)
    item = make_draft(lan, title="Thông xe đường mới")
    commit(workflow.submit, item, lan)
    assert told() == {(name, "Chờ duyệt: Thông xe đường mới") for name in ("duyet", "hai", "quantri")}
    assert "Người Viết vừa gửi duyệt “Thông xe đường mới”." in mail.outbox[0].body


def test_who_submitted_is_not_told(duyet, hai, commit):
    commit(workflow.submit, make_draft(duyet, title="Bài"), duyet)
    assert told() == {("hai", "Chờ duyệt: Bài")}


def test_one_mail_each_and_no_address_shown_to_another(lan, duyet, hai, commit):
    commit(workflow.submit, make_draft(lan), lan)
    assert [(len(message.to), message.cc, message.bcc) for message in mail.outbox] == [(1, [], [])] * 2


def test_what_is_returned_is_told_to_writer_and_submitter_with_the_reason(lan, duyet, hai, commit):
    item = make_draft(lan, title="Bài")
    workflow.submit(item, hai)
    commit(workflow.send_back, item, duyet, "Thiếu nguồn số liệu.")
    assert told() == {("lan", "Bị trả lại: Bài"), ("hai", "Bị trả lại: Bài")}
    assert "Lý do: Thiếu nguồn số liệu." in mail.outbox[0].body


def test_what_is_published_is_told_to_writer_and_submitter(lan, duyet, hai, commit):
    item = make_draft(lan, title="Bài")
    workflow.submit(item, hai)
    commit(workflow.publish, item, duyet)
    assert told() == {("lan", "Đã xuất bản: Bài"), ("hai", "Đã xuất bản: Bài")}
    assert "người duyệt: duyet" in mail.outbox[0].body


def test_what_appears_by_schedule_is_told_too(lan, duyet, commit):
    item = make_draft(lan, title="Bài hẹn")
    workflow.submit(item, lan)
    due = timezone.now() + timedelta(hours=1)
    workflow.schedule(item, duyet, due)
    assert commit(workflow.publish_due, due) == 1
    assert told() == {("lan", "Đã xuất bản: Bài hẹn")}
    assert "theo giờ hẹn" in mail.outbox[0].body


def test_nobody_is_told_who_left_or_did_it_or_has_no_address(lan, duyet, commit):
    item = make_draft(lan, title="Bài")
    workflow.submit(item, lan)
    User.objects.filter(pk=lan.pk).update(is_active=False)
    commit(workflow.publish, item, duyet)
    own = make_draft(duyet)
    commit(workflow.publish, own, duyet)  # the only approver
    ghost = make_staff(REPORTER)
    User.objects.filter(pk=ghost.pk).update(email="")
    drafting.assign(item := make_draft(duyet), duyet, ghost)
    commit(workflow.publish, item, duyet)
    assert mail.outbox == []


def test_nothing_is_told_before_the_commit(lan, duyet, django_capture_on_commit_callbacks):
    item = make_draft(lan)
    with django_capture_on_commit_callbacks(execute=False) as callbacks:
        workflow.submit(item, lan)
    assert len(callbacks) == 1  # it waits for the commit
    assert mail.outbox == []


@pytest.mark.parametrize(
    ("hosts", "insecure", "expected"),
    [
        (["govap.example.vn"], False, "https://govap.example.vn/admin/news/article/{}/change/"),
        ([".example.vn"], False, "https://example.vn/admin/news/article/{}/change/"),
        (["localhost"], True, "http://localhost/admin/news/article/{}/change/"),
        ([], False, None),
        (["*"], False, None),
    ],
)
@pytest.mark.usefixtures("duyet")
def test_the_address_in_admin_is_in_it_where_the_host_is_known(settings, lan, commit, *, hosts, insecure, expected):
    settings.ALLOWED_HOSTS, settings.INSECURE_HTTP = hosts, insecure
    item = make_draft(lan)
    commit(workflow.submit, item, lan)
    last = mail.outbox[0].body.splitlines()[-1]
    assert last == expected.format(item.pk) if expected else "://" not in mail.outbox[0].body


@pytest.mark.parametrize("sign", ["\n", "\r", "\r\n", "\x0b", "\x85", "\u2028", "\n\n"])
def test_a_title_makes_no_header(lan, duyet, commit, sign):
    item = make_draft(lan, title=f"Bài{sign}Bcc: ke-gian@example.com{sign}{sign}Thân thư")
    commit(workflow.submit, item, lan)
    [message] = mail.outbox
    sent = message.message()
    assert message.recipients() == ["duyet@example.invalid"]
    assert sent["Bcc"] is None
    assert sent.keys().count("Subject") == 1
    assert "Thân thư" in message.subject


def test_a_title_of_any_length_fits(lan, duyet, commit):
    commit(workflow.submit, make_draft(lan, title="Dài " * 75), lan)
    assert len(mail.outbox[0].subject) <= 200


class Refusing(EmailBackend):
    """Takes no mail for one person, as servers do of accounts that are gone."""

    def send_messages(self, messages):
        if messages[0].to == ["duyet@example.invalid"]:
            raise smtplib.SMTPRecipientsRefused({"duyet@example.invalid": (550, b"no such user")})
        return super().send_messages(messages)


@pytest.mark.usefixtures("duyet", "hai")
def test_one_refused_address_keeps_no_mail_from_the_others(settings, lan, commit, caplog):
    settings.EMAIL_BACKEND = f"{Refusing.__module__}.{Refusing.__qualname__}"
    commit(workflow.submit, make_draft(lan, title="Bài"), lan)
    assert told() == {("hai", "Chờ duyệt: Bài")}
    assert "tới một người" in caplog.text


def test_an_address_that_is_none_costs_only_a_line(lan, duyet, hai, commit, caplog):
    User.objects.filter(pk=duyet.pk).update(email="duyet\nBcc: ai@example.com")
    item = make_draft(lan)
    commit(workflow.submit, item, lan)
    assert {name for name, _ in told()} == {"hai"}
    assert "Kiểm tra địa chỉ thư" in caplog.text


@pytest.mark.usefixtures("duyet", "hai")
def test_a_dead_server_costs_one_line_and_never_the_act(settings, lan, commit, caplog):
    """A real SMTP client against a port where nobody listens."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    item = make_draft(lan)
    with caplog.at_level(logging.ERROR):
        commit(workflow.submit, item, lan)
    assert Article.objects.get(pk=item.pk).stage == "submitted"
    [line] = [record.getMessage() for record in caplog.records]
    assert "Kiểm tra EMAIL_URL" in line


def test_a_silent_server_is_not_waited_for_long(settings):
    assert 0 < settings.EMAIL_TIMEOUT <= 10
