"""Notice by mail when something is submitted, returned or published; off unless NOTICE_MAIL is set (README)."""

import logging

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.urls import reverse

from . import reviewing

log = logging.getLogger(__name__)
MAX_SUBJECT = 200


def submitted(item, revision, by):
    words = f"{by.get_full_name()} vừa gửi duyệt “{revision.title}”."
    _send("Chờ duyệt", item, revision, words, to=reviewing.approvers, by=by)


def returned(item, revision, by):
    words = f"{by.get_full_name()} trả lại “{revision.title}”.\n\nLý do: {revision.return_reason}"
    _send("Bị trả lại", item, revision, words, to=lambda: [item.author, revision.submitted_by], by=by)


def published(item, revision, by):
    """`by` None: by schedule."""
    how = f"người duyệt: {by.get_full_name()}" if by else "theo giờ hẹn"
    words = f"“{revision.title}” đã xuất bản, {how}."
    _send("Đã xuất bản", item, revision, words, to=lambda: [item.author, revision.submitted_by], by=by)


def _send(what, item, revision, words, *, to, by):
    """Once the act is committed; a mail server that fails costs the notice and a log line, never the act. Nobody is
    told what they did themselves."""
    if not settings.NOTICE_MAIL:
        return
    subject = " ".join(f"{what}: {revision.title}".split())[:MAX_SUBJECT]  # of several lines a header must not be made
    body = "\n\n".join(filter(None, [words, _address(item)]))
    # robust: Django logs whatever else may go wrong, and the request goes on
    transaction.on_commit(lambda: _deliver(subject, body, _addresses(to(), by)), robust=True)


def _addresses(people, by):
    """Of colleagues who still work here."""
    return sorted({one.email for one in people if one and one != by and one.is_active and one.email})


def _deliver(subject, body, addresses):
    if not addresses:
        return
    try:
        with get_connection() as connection:
            for address in addresses:
                _deliver_one(connection, subject, body, address)
    except OSError as error:  # smtplib's errors are OSErrors too
        log.error("Không gửi được thư báo: %s. Kiểm tra EMAIL_URL.", error)


def _deliver_one(connection, subject, body, address):
    """One address that the server refuses, or that is none, keeps no mail from the others."""
    try:
        EmailMessage(subject, body, None, [address], connection=connection).send()
    except (OSError, ValueError) as error:
        log.error("Không gửi được thư báo tới một người: %s. Kiểm tra địa chỉ thư của tài khoản.", error)


def _address(item):
    """Where the item is in admin; nothing where the site does not know its own host name."""
    host = next(iter(settings.ALLOWED_HOSTS), "").lstrip(".")
    if not host or host == "*":
        return ""
    scheme = "http" if settings.INSECURE_HTTP else "https"
    return f"{scheme}://{host}{reverse(f'admin:{item._meta.app_label}_{item._meta.model_name}_change', args=[item.pk])}"
