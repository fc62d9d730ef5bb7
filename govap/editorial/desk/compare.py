"""Two versions side by side, and one changed place of the newest taken back as an older one has it."""

import re
from dataclasses import dataclass

from django.contrib import messages
from django.db.models import Case, Value, When
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.utils.html import escape

from govap import html
from govap.editorial import drafting, runs, uses, wording
from govap.editorial.acting import stale_words
from govap.editorial.comparing import Piece, Row, compare_html, compare_text, folded
from govap.editorial.models import Revision
from govap.editorial.models.revision import State
from govap.editorial.refusal import Refused, Stale

from .asking import item_for, post_only, revision_of
from .history import frame, number_in, tell_restored, told

UNSEEN = Piece("[chỉ khác cách trình bày]", style="is-note")
TAKE, ADDED = "Lấy lại đoạn này", "Bỏ đoạn thêm này"


@dataclass(frozen=True)
class PlaceRow(Row):
    """The last row of a changed run of a body; `place` ("body:3") is how a form names the run, `words` what its button
    says."""

    place: str = ""
    words: str = ""


def compare(model_admin, request, pk):
    """?a=2&b=5, any two versions; without, what is live (or came before) against the newest, which stands on the
    right."""
    item = item_for(model_admin, request, pk, "view")
    old, new = _pair(item, number_in(request, "a"), number_in(request, "b"))
    page = frame(model_admin, request, item, "So sánh")
    is_former = bool(old) and new.pk == item.head_id and old != new
    context = {
        **page,
        "sides": [told(side) for side in (old, new) if side],
        "old": old,
        "new": new,
        "is_same": old == new,
        "takes": is_former and bool(page["answer"]),
        "history": model_admin.address("history", item.pk),
    }
    if old and new:
        context |= _differences(item, old.content, new.content)
    return render(request, "admin/editorial/compare.html", context)


@post_only
def take_back(model_admin, request, pk, number):
    """The run that `doan` names ("body:3"), counted in the text `seen`, as revision `number` has it: a new draft."""
    item = item_for(model_admin, request, pk, "change")
    revision = revision_of(item, number)
    try:
        body = _with_run(item, revision, request.POST)
        made = drafting.restore(item, request.user, revision, seen=item.token, body=body)
    except Refused as refused:
        messages.error(request, refused.why)
    else:
        tell_restored(request, item, made, f"một đoạn của phiên bản {number}")
    return HttpResponseRedirect(f"{model_admin.address('compare', item.pk)}?a={number}")


def _pair(item, a, b):
    """The two revisions in the order of reading; (None, None) while there is only one. Raises Http404."""
    head = item.head.number if item.head_id else None
    asked = {_former(item) if a is None else a, head if b is None else b}
    if None in asked and (a, b) == (None, None):
        return None, None
    found = {one.number: one for one in Revision.objects.of(item).with_people().filter(number__in=asked - {None})}
    if asked != found.keys():
        raise Http404
    ordered = sorted(found.values(), key=lambda one: (one.number == head, one.number))
    return ordered[0], ordered[-1]


def _former(item):
    others = Revision.objects.of(item).exclude(pk=item.head_id)
    is_live = Case(When(state=State.LIVE, then=Value(0)), default=Value(1))
    return others.order_by(is_live, "-number").values_list("number", flat=True).first()


def _differences(item, old, new):
    """{"fields": [{"label", "rows"}, …], "same": names of the fields that say the same}; a field that one of the two
    did not know yet is neither."""
    names = [name for name in item.CONTENT if name in old and name in new]
    changed = [name for name in names if _said(item, name, old) != _said(item, name, new)]
    return {
        "fields": [{"label": wording.label(item, name), "rows": _rows(item, name, old, new)} for name in changed],
        "same": [wording.label(item, name) for name in names if name not in changed],
    }


def _said(item, name, content):
    return set(content[name] or []) if name in item.SET_FIELDS else content[name]


def _rows(item, name, old, new):
    if name in item.HTML_FIELDS:
        return folded(_places(name, old[name] or "", new[name] or "", uses.names(item, old, new)))
    left, right = wording.lines(item, name, [old[name], new[name]])
    if max(len(left), len(right)) > 1:
        return compare_html(_as_html(left), _as_html(right))
    return [compare_text("".join(left), "".join(right))]


def _as_html(lines):
    return "".join(f"<p>{escape(line)}</p>" for line in lines)


def _places(name, old, new, names):
    rows = []
    for stretch in runs.stretches(old, new):
        found = compare_html(stretch.old, stretch.new, names)
        rows += found if stretch.run is None else _placed(found, f"{name}:{stretch.run}")
    return rows


def _placed(rows, place):
    """A changed run's rows, the last that shows a change with its place; what no row shows is told in words."""
    shown = rows if any(row.kind != "same" for row in rows) else [*rows, Row("changed", [UNSEEN], [UNSEEN])]
    last = max(n for n, row in enumerate(shown) if row.kind != "same")
    row = shown[last]
    words = ADDED if all(row.kind == "added" for row in rows) else TAKE
    placed = PlaceRow(row.kind, row.left, row.right, row.block, row.count, place, words)
    return [*shown[:last], placed, *shown[last + 1 :]]


def _with_run(item, revision, posted):
    """{field: its HTML with the run taken back}. Raises Http404 for a run that is not there, Stale when the newest text
    is no longer the one in which it was counted."""
    if posted.get("seen") != item.token:
        raise Stale(item.head, f"{stale_words(item)} Xin xem lại phần so sánh rồi lấy lại đoạn cần lấy.")
    found = re.fullmatch("([a-z_]{1,60}):([0-9]{1,6})", posted.get("doan", ""), re.ASCII)
    if not found or found[1] not in item.HTML_FIELDS:
        raise Http404
    name = found[1]
    try:
        taken = runs.taken_back(revision.content.get(name) or "", item.head.content.get(name) or "", int(found[2]))
    except LookupError as error:
        raise Http404 from error
    return {name: html.clean(taken)}


VIEWS = {
    "compare": ("<int:pk>/so-sanh/", compare),
    "take_back": ("<int:pk>/phien-ban/<int:number>/lay-lai/", take_back),
}
