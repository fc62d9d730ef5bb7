"""Links for somebody without an account, and what people say about a revision."""

from django.db import transaction
from django.utils import timezone

from . import uses
from .acting import acting, ensure_head, log
from .models import Remark, Revision, ShareLink
from .models.sharing import MAX_REMARKS
from .refusal import Refused

ENOUGH = "Liên kết này đã nhận đủ góp ý. Xin báo người đã gửi liên kết."


def share(item, by, *, seen=None):
    """A link to the newest revision, which from now on stays as it is: a later save begins another."""
    with acting(item, "share", by, seen) as locked:
        head = ensure_head(locked)
        Revision.objects.filter(pk=head.pk).update(is_kept=True)
        log(locked, "share", by, locked.stage, revision=head)
        return ShareLink.objects.create(revision=head, created_by=by)


def revoke(item, by, link):
    """Close a link of this item at once; one that is closed stays so."""
    with acting(item, "share", by) as locked:
        if ShareLink.objects.valid().filter(pk=link.pk).update(revoked_at=timezone.now()):
            log(locked, "unshare", by, locked.stage, revision=link.revision)


def shows(token, kind, pk):
    """Whether the revision behind a valid link shows or leads to this thing of the library."""
    link = ShareLink.objects.valid().select_related("revision__content_type").filter(token=token).first()
    item = link and link.revision.item
    return item is not None and (kind, pk) in uses.shown_by(item, link.revision.content)


def remark(item, by, words):
    """What a colleague says about the newest revision."""
    with acting(item, "remark", by) as locked:
        return Remark.objects.create(revision=ensure_head(locked), user=by, name=by.get_full_name()[:120], text=words)


@transaction.atomic
def remark_of_guest(link, name, words):
    """What somebody says through a link. Raises Refused once the link has its fill."""
    locked = ShareLink.objects.select_for_update().get(pk=link.pk)  # so that many at once cannot pass the limit
    if locked.remarks.count() >= MAX_REMARKS:
        raise Refused(ENOUGH)
    return Remark.objects.create(revision_id=locked.revision_id, link=locked, name=name, text=words)
