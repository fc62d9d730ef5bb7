"""Who may do what: one table and one question, asked before every verb, whatever door a request came through.

docs/so-tay-bien-tap.md shows the same table to staff; tests hold the two together.
"""

from dataclasses import dataclass

from .models.revision import Review, State
from .roles import APPROVER, EDITOR, LEVELS, MANAGER, REPORTER, level_of

DRAFT, SUBMITTED, RETURNED, SCHEDULED = State.DRAFT, State.SUBMITTED, State.RETURNED, State.SCHEDULED
LIVE, WITHDRAWN = State.LIVE, State.WITHDRAWN
ANY = frozenset({DRAFT, SUBMITTED, RETURNED, SCHEDULED, LIVE, WITHDRAWN})


@dataclass(frozen=True)
class Rule:
    """`own`: the least role for one's own items and drafts without a writer; `others`: for anybody's (an editor's
    reach ends with the categories given). `stages`: where the newest revision must stand."""

    label: str
    own: str
    others: str
    stages: frozenset[str] = ANY
    own_stages: frozenset[str] | None = None  # narrower, for a reporter


RULES = {
    "view": Rule("Xem", REPORTER, EDITOR),
    "change": Rule("Sửa", REPORTER, EDITOR, own_stages=frozenset({DRAFT, RETURNED, LIVE, WITHDRAWN})),
    "submit": Rule("Gửi duyệt", REPORTER, EDITOR, frozenset({DRAFT, RETURNED, WITHDRAWN})),
    "recall": Rule("Lấy lại bài đã gửi", REPORTER, EDITOR, frozenset({SUBMITTED})),
    "return": Rule("Trả lại", EDITOR, EDITOR, frozenset({SUBMITTED})),
    "publish": Rule("Duyệt và xuất bản", APPROVER, APPROVER, frozenset({DRAFT, SUBMITTED, SCHEDULED})),
    "schedule": Rule("Hẹn giờ", APPROVER, APPROVER, frozenset({DRAFT, SUBMITTED, SCHEDULED})),
    "unschedule": Rule("Bỏ hẹn giờ", APPROVER, APPROVER),
    "withdraw": Rule("Rút bài", APPROVER, APPROVER),
    "correct": Rule("Đính chính", APPROVER, APPROVER),
    "announce": Rule("Báo cập nhật", APPROVER, APPROVER),
    "confirm": Rule("Duyệt lại bài khẩn", APPROVER, APPROVER),
    "assign": Rule("Giao bài", EDITOR, EDITOR),
    "discard": Rule("Bỏ bản nháp", REPORTER, EDITOR, frozenset({DRAFT, RETURNED})),
    "share": Rule("Chia sẻ bản xem trước", REPORTER, EDITOR),
    "remark": Rule("Góp ý", REPORTER, EDITOR),
    "delete": Rule("Xóa", MANAGER, MANAGER),
}

WHERE = {
    DRAFT: "là bản nháp",
    SUBMITTED: "đang chờ duyệt",
    RETURNED: "đã bị trả lại",
    SCHEDULED: "đã hẹn giờ",
    LIVE: "đang hiện và không có bản nháp mới",
    WITHDRAWN: "đã rút",
}
NO_FORMER = "Bài chưa từng xuất bản: không có bản trước để trở về."
NOT_LIVE = "Bài này không có trên trang nên không làm được việc này."


def _confirmable(user, item):
    if item.review != Review.URGENT or not item.is_live:
        return "Bài này không chờ duyệt lại."
    return "Bài khẩn do anh/chị xuất bản: cần một người duyệt khác." if item.published_by_id == user.pk else ""


# What a verb asks of the item besides its stage: a sentence where it does not hold.
ASKED = {
    "unschedule": lambda _, item: "" if item.due_at else "Bài này không hẹn giờ.",
    "withdraw": lambda _, item: "" if item.is_live else NOT_LIVE,
    "correct": lambda _, item: "" if item.is_live else NOT_LIVE,
    "announce": lambda _, item: "" if item.is_live else NOT_LIVE,
    "confirm": _confirmable,
    "discard": lambda _, item: (
        "" if item.published_at or item.due_at else "Bài chưa từng xuất bản: không có bản trước để trở về."
    ),
    "delete": lambda _, item: "Bài đã từng xuất bản thì không xóa, chỉ rút." if item.published_at else "",
}
FOREIGN = "Bài này do người khác viết: phóng viên chỉ làm với bài của mình và bản nháp chưa giao ai."


@dataclass(frozen=True)
class Answer:
    """Yes, or no with one Vietnamese sentence; true where it is yes."""

    why: str = ""

    def __bool__(self):
        return not self.why


YES = Answer()


def can(user, verb, item=None) -> Answer:
    """Whether this person may do this to this item now. `item` None asks about "create"."""
    if not level_of(user):
        return Answer("Tài khoản này chưa được giao vai trò nào trong tòa soạn.")
    if verb == "create":
        return YES
    return _by_role(user, RULES[verb], item) and _by_stage(user, verb, item)


def verbs_for(user, item):
    """Every verb of the table with its answer: {"submit": Answer, …}."""
    return {verb: can(user, verb, item) for verb in RULES}


def is_own(user, item):
    """One's own, or a draft that nobody has yet."""
    unassigned = item.author_id is None and item.published_at is None and item.stage in (DRAFT, RETURNED)
    return item.author_id == user.pk or unassigned


def _by_role(user, rule, item):
    own = is_own(user, item)
    needed = rule.own if own else rule.others
    if user.level < LEVELS[needed]:
        others = not own and user.level >= LEVELS[rule.own]
        return Answer(FOREIGN if others else f"Việc này dành cho {needed}.")
    if not own and user.level == LEVELS[EDITOR] and not item.is_in_remit_of(user):
        return Answer("Bài này không thuộc chuyên mục anh/chị phụ trách.")
    return YES


def _by_stage(user, verb, item):
    rule = RULES[verb]
    stages = rule.own_stages if rule.own_stages and user.level == LEVELS[REPORTER] else rule.stages
    if item.stage not in stages:
        return Answer(f"Chưa làm được: bài {WHERE[item.stage]}.")
    return Answer(ASKED[verb](user, item)) if verb in ASKED else YES
