"""What an item said, who wrote it and what was done with it; a version of it named, or brought back as a new draft."""

import re

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render

from govap import text
from govap.editorial import drafting
from govap.editorial.labels import FLAGS, stage_label, verb_label
from govap.editorial.models import LogEntry, Revision
from govap.editorial.refusal import Refused
from govap.editorial.rules import can

from .asking import item_for, post_only, revision_of

SIZE = 50  # revisions, and lines of the log, on a page
BEFORE, LOG_BEFORE = "truoc", "nhat-ky"


NAMELESS = "Xin ghi tên phiên bản, ví dụ: Bản họp giao ban."


class NameForm(forms.Form):
    words = forms.CharField(
        label="Tên phiên bản",
        max_length=120,
        error_messages={"required": NAMELESS, "max_length": "Tên phiên bản dài quá 120 chữ: xin rút ngắn."},
    )

    def clean_words(self):
        words = text.nfc(self.cleaned_data["words"]).strip()
        if not words:
            raise forms.ValidationError(NAMELESS)
        return words


def history(model_admin, request, pk):
    """A page of revisions and one of the log, newest first; ?truoc=<number> and ?nhat-ky=<id> continue them."""
    item = item_for(model_admin, request, pk, "view")
    return _page(model_admin, request, item, cursor(request, BEFORE))


@post_only
def name(model_admin, request, pk, number):
    """Give a revision a name, by which it is found and stays as it is."""
    item = item_for(model_admin, request, pk, "change")
    revision, form = revision_of(item, number), NameForm(request.POST)
    if not form.is_valid():
        return _page(model_admin, request, item, number + 1, {number: form})
    try:
        drafting.name(item, request.user, revision, form.cleaned_data["words"])
    except Refused as refused:
        messages.error(request, refused.why)
    else:
        messages.success(request, f"Phiên bản {number} nay mang tên “{form.cleaned_data['words']}”.")
    return HttpResponseRedirect(model_admin.address("history", item.pk))


@post_only
def restore(model_admin, request, pk, number):
    """An old revision's content as a new draft, over the text `seen`; the old and the newest both stay."""
    item = item_for(model_admin, request, pk, "change")
    revision = revision_of(item, number)
    try:
        made = drafting.restore(item, request.user, revision, seen=request.POST.get("seen", ""))
    except Refused as refused:
        messages.error(request, refused.why)
        return HttpResponseRedirect(model_admin.address("history", item.pk))
    tell_restored(request, item, made, f"phiên bản {number}")
    return HttpResponseRedirect(model_admin.address("change", item.pk))


def tell_restored(request, item, made, what):
    if made.token == item.token:
        messages.info(request, f"Bản mới nhất đã giống {what}: không có gì phải khôi phục.")
    else:
        words = f"Đã khôi phục {what} thành phiên bản {made.number}. Bạn đọc chưa thấy thay đổi này."
        messages.success(request, words)


def cursor(request, parameter):
    """The number in a parameter; None for anything else, which is the first page."""
    typed = request.GET.get(parameter, "")
    return int(typed) if re.fullmatch("[0-9]{1,9}", typed, re.ASCII) else None


def number_in(request, parameter):
    """The number of a revision; None when none is asked for. Raises Http404 for what is no number."""
    if request.GET.get(parameter, "") and cursor(request, parameter) is None:
        raise Http404
    return cursor(request, parameter)


def told(revision):
    """A revision with how it is called and what its publication lacked: {"revision", "label", "flag"}."""
    label, flag = f"Phiên bản {revision.number}", FLAGS.get(revision.review, "")
    return {"revision": revision, "label": label, "flag": flag}


def frame(model_admin, request, item, label):
    """What every page about the history of an item shows around it."""
    return {
        **model_admin.admin_site.each_context(request),
        "title": f"{label}: {item}",
        "label": label,
        "opts": model_admin.opts,
        "item": item,
        "back": model_admin.address("change", item.pk),
        "answer": can(request.user, "change", item),
    }


def _page(model_admin, request, item, before, failed=None):
    revisions, older = _bounded(Revision.objects.of(item).for_lists().newest(), "number", before)
    entries, earlier = _bounded(LogEntry.objects.about(item), "pk", cursor(request, LOG_BEFORE))
    newest = model_admin.address("history", item.pk)
    context = {
        **frame(model_admin, request, item, "Lịch sử"),
        "rows": [_row(revision, failed or {}) for revision in revisions],
        "entries": [_line(entry) for entry in entries],
        "newest": newest,
        "older": older and f"{newest}?{BEFORE}={older}",
        "earlier": earlier and f"{newest}?{LOG_BEFORE}={earlier}#nhat-ky",
        "is_continued": before is not None,
        "chosen": _chosen(item, revisions),
    }
    return render(request, "admin/editorial/history.html", context)


def _bounded(queryset, key, before):
    """A page of a queryset that runs down by `key`, and the key to go on from (None on the last)."""
    if before is not None:
        queryset = queryset.filter(**{f"{key}__lt": before})
    found = list(queryset[: SIZE + 1])
    return found[:SIZE], getattr(found[SIZE - 1], key) if len(found) > SIZE else None


def _chosen(item, revisions):
    """The numbers that the form to compare begins with: what is live, or came before, and the newest."""
    others = [revision for revision in revisions if revision.pk != item.head_id]
    old = next((one for one in others if one.state == "live"), others[0] if others else None)
    return {"a": old and old.number, "b": item.head_id and item.head.number}


def _row(revision, failed):
    form = failed.get(revision.number)
    typed = form.data.get("words", "") if form else revision.name
    return {**told(revision), "typed": typed, "errors": form.errors["words"] if form else []}


def _line(entry):
    stages = [stage_label(stage) for stage in (entry.from_state, entry.to_state) if stage]
    way = " → ".join(stages) if entry.from_state != entry.to_state else ""
    return {"entry": entry, "what": verb_label(entry.verb), "way": way}


VIEWS = {
    "history": ("<int:pk>/history/", history),
    "name": ("<int:pk>/phien-ban/<int:number>/dat-ten/", name),
    "restore": ("<int:pk>/phien-ban/<int:number>/khoi-phuc/", restore),
}
