"""The second pair of eyes: who last changed or submitted a revision publishes it only for a reason said aloud."""

from django.contrib.auth import get_user_model
from django.db.models import Q

from .models.revision import Review, Revision, State
from .refusal import Refused
from .roles import APPROVER, MANAGER

ALONE = "Tòa soạn chỉ có một người duyệt đang làm việc."
NEEDED = (
    "Phiên bản này do chính anh/chị sửa hoặc gửi, nên cần một người duyệt khác. "
    "Nếu phải đăng khẩn, xin ghi lý do: bài sẽ mang dấu “chưa được duyệt lại” cho đến khi có người xác nhận."
)


def is_own_text(user, revision):
    return user.pk in (revision.changed_by_id, revision.submitted_by_id)


def is_only_approver(user):
    return not approvers().exclude(pk=user.pk).exists()


def approvers():
    """Accounts that may publish: active members of staff with that role."""
    roles = Q(is_superuser=True) | Q(groups__name__in=[APPROVER, MANAGER])
    return get_user_model().objects.filter(roles, is_active=True, is_staff=True).distinct()


def _owes_a_second_look(user, item):
    """Whether what is (or was last) on the site went there by this person in a hurry, and nobody has confirmed it."""
    last = Revision.objects.of(item).filter(state__in=[State.LIVE, State.WITHDRAWN]).newest().first()
    return last is not None and last.review == Review.URGENT and last.approved_by_id == user.pk


def review_of(user, item, revision, urgent=""):
    """(Review, its reason) for a publication by `user`. Raises Refused where another must look."""
    if not (is_own_text(user, revision) or _owes_a_second_look(user, item)):
        return Review.APPROVED, ""
    if is_only_approver(user):
        return Review.ALONE, ALONE
    if not urgent.strip():
        raise Refused(NEEDED)
    return Review.URGENT, urgent.strip()[:300]
