"""What is published by revisions, in admin: lists by role, a form that writes drafts, and an address for each verb."""

from csp.constants import SELF
from csp.decorators import csp_update
from django.contrib import admin, messages
from django.http import Http404, HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html

from govap import text
from govap.editorial import content as contents
from govap.editorial import desk_index, drafting, workflow
from govap.editorial.desk import acts, autosave, compare, history, preview, sharing
from govap.editorial.desk.panels import DeskFilter
from govap.editorial.forms import PublishableForm
from govap.editorial.labels import FLAGS, STAGES
from govap.editorial.models.revision import Review, State
from govap.editorial.refusal import Refused, Stale
from govap.editorial.roles import level_of
from govap.editorial.rules import can, verbs_for

from .base import BoundedPaginator, ModelAdmin

MERGED = "Đã lưu, cùng với chữ mà người khác vừa lưu. Xin đọc lại cả bài rồi mới gửi, duyệt hoặc hẹn giờ."


class StageFilter(admin.SimpleListFilter):
    title = "tình trạng"
    parameter_name = "tinh-trang"

    def lookups(self, request, model_admin):
        return [*STAGES.items(), ("expired", "Hết hạn"), ("urgent", "Chưa được duyệt lại")]

    def queryset(self, request, queryset):
        if self.value() == "urgent":
            return queryset.filter(review=Review.URGENT)
        if self.value() == "expired":
            return queryset.expired()
        return queryset.filter(stage=self.value()) if self.value() in STAGES else queryset


class PublishableAdmin(ModelAdmin):
    form = PublishableForm
    actions = ["submit_selected"]
    ordering = ["-desk_at", "-pk"]
    paginator = BoundedPaginator
    list_select_related = ["author"]
    form_select_related = ["head__changed_by", "author"]
    change_form_template = "admin/editorial/change_form.html"
    desk_views = {
        **acts.VIEWS, **autosave.VIEWS, **history.VIEWS, **compare.VIEWS, **preview.VIEWS, **sharing.VIEWS,
    }  # fmt: skip
    # (request, item, **more), with names for what is a set: the page that citizens see. Each app names its own.
    public_page = None
    new_label = ""  # of the front page's button that begins a new one

    # Who sees and does what: rules.can() answers, Django's own permissions play no part.

    def get_queryset(self, request):
        return super().get_queryset(request).for_desk_of(request.user)

    @csp_update({"frame-src": [SELF]})  # the preview beside the form
    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """A save that another's overtook is read anew and merged; one that is refused keeps what was typed."""
        for _ in range(3):
            try:
                return super().changeform_view(request, object_id, form_url, extra_context)
            except Stale:
                continue
            except Refused as refused:
                request.refusal = refused.why
        return super().changeform_view(request, object_id, form_url, extra_context)

    def has_module_permission(self, request):
        return level_of(request.user) > 0

    def has_view_permission(self, request, obj=None):
        return bool(can(request.user, "view", obj)) if obj else level_of(request.user) > 0

    def has_add_permission(self, request):
        return bool(can(request.user, "create"))

    def has_change_permission(self, request, obj=None):
        return bool(can(request.user, "change", obj)) if obj else level_of(request.user) > 0

    def has_delete_permission(self, request, obj=None):
        return False  # deleting is a verb, with an address of its own

    # The form shows the newest revision and writes the next.

    def get_object(self, request, object_id, from_field=None):
        found = super().get_object(request, object_id, from_field)
        if not found:
            return found
        # Before the draft is laid over the row: its address may be another, or none yet.
        address = found.get_absolute_url() if found.is_published() else ""
        drafted = contents.drafted(found)
        drafted.public_address = address
        return drafted

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        return type(form.__name__, (form,), {"refusal": getattr(request, "refusal", ""), "user": request.user})

    def save_model(self, request, obj, form, change):
        if not change:
            made = drafting.create(self.model, request.user, form.content)
            request.saved = {"token": made.token, "was_merged": False}
            obj.pk, obj.desk_title = made.pk, made.desk_title
        else:
            head = drafting.save(obj, request.user, form.content, seen=form.seen)
            request.saved = {"token": head.token, "was_merged": form.was_merged}
            obj.desk_title = form.content.get("title") or ""

    def save_related(self, request, form, formsets, change):
        """Tags and the like belong to the revision, which is written already."""

    def log_addition(self, request, obj, message):
        """The newsroom's own log has it."""

    def log_change(self, request, obj, message):
        """The newsroom's own log has it."""

    def response_add(self, request, obj, post_url_continue=None):
        return self._after_saving(request, obj)

    def response_change(self, request, obj):
        return self._after_saving(request, obj)

    def _after_saving(self, request, obj):
        """On to the page of the verb that was asked for, about exactly the text that was on screen."""
        autosave.note_sent(request)
        verb = request.POST.get("_verb", "")
        if request.saved["was_merged"]:
            messages.warning(request, MERGED)
        elif verb in acts.FORMS:
            return HttpResponseRedirect(f"{self.address('act', obj.pk, verb)}?seen={request.saved['token']}")
        else:
            messages.success(request, f"Đã lưu bản nháp “{obj}”. Bạn đọc chưa thấy thay đổi này.")
        return HttpResponseRedirect(self.address("change", obj.pk))

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj is not None:
            answers = verbs_for(request.user, obj)
            context |= {"verbs": acts.buttons(self, obj, answers), "head": obj.head, "item": obj}
        context |= {"desk": self.desk_addresses(obj), "sent_forms": autosave.take_sent(request)}
        context |= preview.beside(self, request, obj)
        context |= {"checks_url": self.checks_address(obj) if obj else "", "checks_fields": contents.prose(self.model)}
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    # Addresses.

    def address(self, name, *args):
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{name}", args=args)

    def checks_address(self, obj):
        return reverse("checks", args=[self.opts.app_label, self.opts.model_name, obj.pk])

    def desk_addresses(self, obj):
        """Where the form's script sends to, by name."""
        names = ["autosave", "presence"] if obj else ["autosave_new"]
        return {name: self.address(name, *([obj.pk] if obj else [])) for name in names}

    def get_urls(self):
        own = [
            path(pattern, self.admin_site.admin_view(self._with_item(view)), name=self._name(name))
            for name, (pattern, view) in self.desk_views.items()
        ]
        return [*own, *super().get_urls()]

    def _name(self, name):
        return f"{self.opts.app_label}_{self.opts.model_name}_{name}"

    def _with_item(self, view):
        def wrapped(request, **kwargs):
            return view(self, request, **kwargs)

        return wrapped

    def delete_view(self, request, object_id, extra_context=None):
        return HttpResponseRedirect(self.address("act", object_id, "delete"))

    def history_view(self, request, object_id, extra_context=None):
        """Django's own address catches what ours, of whole numbers, lets through."""
        raise Http404

    def get_search_results(self, request, queryset, search_term):
        if not search_term.strip():
            return queryset, False
        return queryset.filter(pk__in=desk_index.find(self.model, request.user, search_term)), False

    # Lists, and what the front page shows of them.

    def get_list_filter(self, request):
        return [DeskFilter, *super().get_list_filter(request)]

    def most_read(self):
        """Views of late by id, of what readers opened most; an app that counts them tells."""
        return {}

    @admin.display(description="tiêu đề", ordering="desk_title")
    def heading(self, item):
        return str(item)

    @admin.display(description="tình trạng")
    def state(self, item):
        shown = format_html('<span class="state state-{}">{}</span>', item.stage, STAGES[item.stage])
        for extra in self._extras(item):
            shown = format_html('{} <span class="state state-flag">{}</span>', shown, extra)
        return shown

    @admin.display(description="người viết", ordering="author")
    def writer(self, item):
        return item.author.get_full_name() if item.author_id else None

    @admin.display(description="sửa lúc", ordering="desk_at")
    def changed(self, item):
        return text.short_datetime(timezone.localtime(item.desk_at))

    @admin.display(description="xuất bản lúc", ordering="published_at")
    def published(self, item):
        return item.published_at and text.short_datetime(timezone.localtime(item.published_at))

    @admin.display(description="lượt xem", ordering="view_count")
    def views(self, item):
        return text.number(item.view_count)

    @admin.action(description="Gửi duyệt các mục đã chọn")
    def submit_selected(self, request, queryset):
        self._each(request, queryset, "Đã gửi duyệt", workflow.submit)

    def _each(self, request, queryset, done, verb):
        """The verb on each item by itself; what is refused is named with its reason."""
        number = 0
        for item in queryset:
            try:
                verb(item, request.user)
                number += 1
            except Refused as refused:
                messages.warning(request, f"“{item}”: {refused.why}")
        if number:
            messages.success(request, f"{done} {number} mục.")

    def _extras(self, item):
        if item.is_live and item.stage != State.LIVE:
            yield "đang hiện bản trước"
        if item.is_live and item.published_at > timezone.now():
            yield "chưa tới giờ"
        if item.is_live and item.expires_at and item.expires_at <= timezone.now():
            yield "hết hạn"
        if item.review in FLAGS and item.is_live:
            yield FLAGS[item.review]
        if item.due_at:
            yield f"hẹn {text.short_datetime(timezone.localtime(item.due_at))}"
