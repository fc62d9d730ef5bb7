"""A page for each verb: what will happen, what it asks, and the button. A refusal keeps everything typed."""

from urllib.parse import urlsplit

from django import forms
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import Resolver404, resolve

from govap.editorial import drafting, reviewing, workflow
from govap.editorial.forms import MomentField
from govap.editorial.models.publishable import Withdrawal
from govap.editorial.refusal import Refused
from govap.editorial.rules import RULES, can

from .asking import item_for
from .describing import DescribingMixin

NO_SUCH = "Không có bài nào ở địa chỉ này. Xin dán địa chỉ từ trang công khai."
TEXT = forms.Textarea(attrs={"rows": 3})


class ActForm(forms.Form):
    """What a verb asks. `seen` is the text that was on screen: another's save in between is never published unseen."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    words = ""

    def __init__(self, *args, item, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.item, self.user = item, user

    def asked_fields(self):
        """What the page shows in its own order, a row each."""
        return self.visible_fields()

    def perform(self):
        raise NotImplementedError

    @property
    def token(self):
        return self.cleaned_data["seen"]


class SubmitForm(ActForm):
    words = "Bài được gửi cho người duyệt. Trong lúc chờ, phóng viên không sửa được; cần sửa thì lấy lại."
    done = "Đã gửi duyệt"
    note = forms.CharField(label="Lời nhắn cho người duyệt", max_length=300, required=False, widget=TEXT)

    def perform(self):
        workflow.submit(self.item, self.user, seen=self.token, note=self.cleaned_data["note"])


class RecallForm(ActForm):
    words = "Bài trở lại thành bản nháp để viết tiếp, không còn chờ duyệt."
    done = "Đã lấy lại"

    def perform(self):
        workflow.recall(self.item, self.user, seen=self.token)


class ReturnForm(ActForm):
    words = "Bài được trả lại cho người viết cùng với lý do."
    done = "Đã trả lại"
    reason = forms.CharField(
        label="Lý do trả lại", max_length=1000, widget=TEXT, help_text="Ví dụ: Thiếu nguồn số liệu ở đoạn 3."
    )

    def perform(self):
        workflow.send_back(self.item, self.user, self.cleaned_data["reason"], seen=self.token)


class ReviewedForm(DescribingMixin, ActForm):
    """Of the two verbs that put a text on the site."""

    urgent = forms.CharField(
        label="Lý do phải đăng khẩn",
        max_length=300,
        required=False,
        widget=TEXT,
        help_text="Chỉ điền khi không chờ được người duyệt khác. Ví dụ: Cảnh báo triều cường đêm nay.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        head = self.item.head
        self.needs_reason = head and reviewing.is_own_text(self.user, head)
        self.is_alone = self.needs_reason and reviewing.is_only_approver(self.user)
        if not self.needs_reason or self.is_alone:
            del self.fields["urgent"]

    @property
    def urgent_reason(self):
        return self.cleaned_data.get("urgent", "")


class PublishForm(ReviewedForm):
    words = "Bạn đọc thấy phiên bản này ngay: trang bài, danh sách, tìm kiếm và RSS đổi cùng một lúc."
    done = "Đã xuất bản"

    def perform(self):
        with transaction.atomic():
            self.describe()
            workflow.publish(self.item, self.user, seen=self.token, urgent=self.urgent_reason)


class ScheduleForm(ReviewedForm):
    words = "Đến giờ, phiên bản này tự lên trang, không cần ai bấm."
    done = "Đã hẹn giờ"
    due_at = MomentField(label="Giờ xuất bản", help_text="Ví dụ: 12/04/2027 16:10.")
    field_order = ["seen", "due_at", "urgent"]

    def perform(self):
        due_at = self.cleaned_data["due_at"]
        with transaction.atomic():
            self.describe()
            workflow.schedule(self.item, self.user, due_at, seen=self.token, urgent=self.urgent_reason)


class UnscheduleForm(ActForm):
    words = "Phiên bản đã hẹn sẽ không tự lên trang nữa."
    done = "Đã bỏ hẹn giờ"

    def perform(self):
        workflow.unschedule(self.item, self.user, seen=self.token)


class WithdrawForm(ActForm):
    words = "Bài rời khỏi trang, danh sách, tìm kiếm và RSS ngay. Địa chỉ của bài trả lời bạn đọc theo lý do đã chọn."
    done = "Đã rút"
    why = forms.ChoiceField(label="Lý do", choices=Withdrawal.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label="Lời cho bạn đọc", max_length=500, widget=TEXT, help_text="Ví dụ: Bài đã được thay bằng thông báo mới."
    )
    target = forms.CharField(
        label="Gộp vào bài",
        required=False,
        max_length=500,
        help_text="Chỉ khi gộp: dán địa chỉ của bài còn lại, ví dụ /tin-tuc/thong-xe-duong-moi-123/.",
    )

    def clean_target(self):
        return named_item(self.item, self.cleaned_data["target"])

    def perform(self):
        data = self.cleaned_data
        workflow.withdraw(self.item, self.user, data["why"], data["note"], target=data["target"], seen=self.token)


class CorrectForm(ActForm):
    words = "Đính chính in ngay trên bài và trong trang Đính chính. Chữ trong bài sửa riêng, như mọi lần sửa."
    done = "Đã đăng đính chính"
    wrong = forms.CharField(label="Đã đăng", max_length=2000, widget=TEXT, help_text="Ví dụ: 1.200 hộ dân.")
    right = forms.CharField(label="Xin đọc là", max_length=2000, widget=TEXT, help_text="Ví dụ: 1.020 hộ dân.")

    def perform(self):
        workflow.correct(self.item, self.user, self.cleaned_data["wrong"], self.cleaned_data["right"])


class AnnounceForm(ActForm):
    words = "Lời báo in cuối bài, kèm ngày giờ, để bạn đọc biết bài có gì mới. Chỗ đã đăng sai thì dùng “Đính chính”."
    done = "Đã báo cập nhật"
    change = forms.CharField(
        label="Điều đã thay đổi", max_length=1000, widget=TEXT, help_text="Ví dụ: Bổ sung lịch tiếp công dân tháng 5."
    )

    def perform(self):
        workflow.announce(self.item, self.user, self.cleaned_data["change"])


class ConfirmForm(ActForm):
    live = forms.IntegerField(required=False, widget=forms.HiddenInput)
    words = "Anh/chị xác nhận đã đọc và đồng ý với bài đã đăng khẩn."
    done = "Đã duyệt lại"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["live"].initial = workflow.live_number(self.item)

    def perform(self):
        workflow.confirm(self.item, self.user, number=self.cleaned_data["live"])


class AssignForm(ActForm):
    words = "Người được giao sửa và gửi bài như bài của mình."
    done = "Đã giao"
    to = forms.ModelChoiceField(
        get_user_model().objects.none(), label="Giao cho", required=False, empty_label="Chưa giao ai"
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        field.queryset = staff().order_by("last_name", "username")
        field.label_from_instance = get_user_model().get_full_name
        field.initial = self.item.author_id

    def perform(self):
        drafting.assign(self.item, self.user, self.cleaned_data["to"])


class DiscardForm(ActForm):
    words = "Bản nháp được cất vào lịch sử; bản đang có trên trang giữ nguyên."
    done = "Đã bỏ bản nháp"

    def perform(self):
        drafting.discard(self.item, self.user, seen=self.token)


class DeleteForm(ActForm):
    words = "Bài chưa từng xuất bản này bị xóa hẳn cùng mọi phiên bản. Nhật ký vẫn ghi việc xóa."
    done = "Đã xóa"

    def perform(self):
        drafting.delete(self.item, self.user, seen=self.token)


FORMS = {
    "submit": SubmitForm, "recall": RecallForm, "return": ReturnForm, "publish": PublishForm,
    "schedule": ScheduleForm, "unschedule": UnscheduleForm, "withdraw": WithdrawForm, "correct": CorrectForm,
    "announce": AnnounceForm, "confirm": ConfirmForm, "assign": AssignForm, "discard": DiscardForm,
    "delete": DeleteForm,
}  # fmt: skip
# Shown on the form only where they can matter; the others always, with the reason when they cannot be done.
ONLY_WHEN_POSSIBLE = {"recall", "unschedule", "confirm", "discard", "delete"}


def act(model_admin, request, pk, verb):
    if verb not in FORMS:
        raise Http404
    item = item_for(model_admin, request, pk, "view")
    if not (answer := can(request.user, verb, item)):
        return _refused(model_admin, request, item, verb, answer.why)
    given = request.POST if request.method == "POST" else None
    form = FORMS[verb](given, initial={"seen": request.GET.get("seen") or item.token}, item=item, user=request.user)
    if given is not None and form.is_valid() and _performed(form):
        messages.success(request, f"{form.done}: “{item}”.")
        return HttpResponseRedirect(_next(model_admin, item, verb))
    return render(request, "admin/editorial/act.html", _context(model_admin, request, item, verb, form=form))


def buttons(model_admin, item, answers):
    """The verbs of an item's form, in the order of the table."""
    return [
        {
            "verb": verb,
            "label": RULES[verb].label,
            "why": answer.why,
            "url": f"{model_admin.address('act', item.pk, verb)}?seen={item.token}",
        }
        for verb, answer in answers.items()
        if verb in FORMS and (answer or verb not in ONLY_WHEN_POSSIBLE)
    ]


def staff():
    return get_user_model().objects.filter(is_active=True, is_staff=True)


def named_item(item, address):
    """The item of the same kind at a public address of this site; None when none is given. Raises ValidationError."""
    if not address.strip():
        return None
    try:
        asked = resolve(urlsplit(address.strip()).path)
        if asked.view_name != resolve(item.get_absolute_url()).view_name:
            raise forms.ValidationError(NO_SUCH)
        key = "pk" if "pk" in asked.kwargs else "slug"
        return type(item).objects.get(**{key: asked.kwargs[key]})
    except (Resolver404, ValueError, KeyError, type(item).DoesNotExist) as error:
        raise forms.ValidationError(NO_SUCH) from error


def _performed(form):
    try:
        form.perform()
    except Refused as refused:
        form.add_error(None, refused.why)
        return False
    return True


def _refused(model_admin, request, item, verb, why):
    context = _context(model_admin, request, item, verb, form=None, why=why)
    return render(request, "admin/editorial/act.html", context, status=403)


def _next(model_admin, item, verb):
    if verb == "delete":
        return model_admin.address("changelist")
    return model_admin.address("change", item.pk)


def _context(model_admin, request, item, verb, **more):
    return {
        **model_admin.admin_site.each_context(request),
        "title": f"{RULES[verb].label}: {item}",
        "label": RULES[verb].label,
        "opts": model_admin.opts,
        "item": item,
        "head": item.head,
        "back": model_admin.address("change", item.pk),
        "compare": verb == "publish" and item.is_live and model_admin.address("compare", item.pk),
        **more,
    }


VIEWS = {"act": ("<int:pk>/viec/<slug:verb>/", act)}
