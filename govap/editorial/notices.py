"""Notice by mail when something is submitted, returned or published; off unless NOTICE_MAIL is set (README)."""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction

from . import reviewing

log = logging.getLogger(__name__)


def submitted(item, revision, by):
    _send(f"Chờ duyệt: {revision.title}", f"{by.get_full_name()} vừa gửi duyệt bài “{revision.title}”.", _approvers(by))


def returned(item, revision, by):
    words = f"{by.get_full_name()} trả lại bài “{revision.title}”.\n\nLý do: {revision.return_reason}"
    _send(f"Bị trả lại: {revision.title}", words, lambda: [item.author, revision.submitted_by])


def published(item, revision, by):
    words = f"Bài “{revision.title}” đã xuất bản{f', người duyệt: {by.get_full_name()}' if by else ' theo giờ hẹn'}."
    _send(f"Đã xuất bản: {revision.title}", words, lambda: [item.author, revision.submitted_by])


def _approvers(by):
    return lambda: reviewing.approvers().exclude(pk=by.pk)


def _send(subject, words, people):
    """Once the act is committed; a mail server that fails costs the notice and one log line, never the act."""
    if settings.NOTICE_MAIL:
        transaction.on_commit(lambda: _deliver(" ".join(subject.split()), words, people()))


def _deliver(subject, words, people):
    addresses = sorted({person.email for person in people if person and person.email})
    try:
        for address in addresses:
            send_mail(subject[:200], words, None, [address])
    except (OSError, SMTPException) as error:
        log.error("Không gửi được thư báo: %s. Kiểm tra EMAIL_URL.", error)
