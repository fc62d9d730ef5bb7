"""What the form's script sends while somebody writes: the text once typing stops, and that the form is open."""

import re

from django.db import transaction
from django.http import JsonResponse
from django.middleware.csrf import get_token
from django.utils import timezone

from govap.editorial import content as contents
from govap.editorial import drafting
from govap.editorial.models import Presence
from govap.editorial.refusal import Refused, Stale
from govap.editorial.rules import can

from .asking import item_for, post_only

TRIES = 3
FIRST = "1.1"  # the token of what has just been made
MADE, SENT = "da_tao", "da_gui"  # in the session: what forms have made, by form_id, and which forms were saved


@post_only
@transaction.atomic
def autosave(model_admin, request, pk):
    """Write the form into the draft: {"token", "saved_at", "content", "errors", "merged", "mine"}, or 409 with "why".

    "mine" is the content as sent, before others' changes were merged in; null where nothing was merged."""
    for _ in range(TRIES):
        item = contents.drafted(item_for(model_admin, request, pk, "change"))
        form = _form(model_admin, request, item)
        form.full_clean()
        if form.conflicts:
            return JsonResponse({"why": form.stale_why}, status=409)
        try:
            head = drafting.save(item, request.user, form.content, seen=form.seen, fresh="fresh" in request.POST)
        except Stale:
            continue  # somebody was faster: once more, over what they saved
        except Refused as refused:
            return JsonResponse({"why": refused.why}, status=409)
        return _saved(model_admin, item, head, form)
    return JsonResponse({"why": "Nhiều người đang lưu bài này cùng lúc. Xin chờ giây lát."}, status=409)


@post_only
@transaction.atomic
def autosave_new(model_admin, request):
    """The first autosave of something new makes it; the answer says where it lives from now on."""
    if made := _made_before(model_admin, request):
        request.POST = request.POST.copy()
        request.POST["base"] = FIRST  # the answer that told it was lost; a later text is not written over
        return autosave(model_admin, request, pk=made.pk)
    if not can(request.user, "create"):
        return JsonResponse({"why": can(request.user, "create").why}, status=403)
    form = _form(model_admin, request, model_admin.model())
    form.full_clean()
    item = drafting.create(model_admin.model, request.user, form.content)
    _remember(model_admin, request, item)
    return _saved(model_admin, item, item.head, form)


@post_only
def presence(model_admin, request, pk):
    """This tab is open: who else is here, and whether the text moved on."""
    item = item_for(model_admin, request, pk, "view")
    tab = re.sub(r"[^\w-]", "", request.POST.get("tab", ""))[:40]
    Presence.beat(item, request.user, tab)
    others = Presence.objects.at(item).now().exclude(user=request.user, tab=tab)
    people = [
        {"name": one.user.get_full_name(), "is_me": one.user_id == request.user.pk}
        for one in others.select_related("user")[:20]
    ]
    changed_by = item.head.changed_by if item.head_id else None
    by = changed_by and {"name": changed_by.get_full_name(), "is_me": changed_by == request.user}
    return JsonResponse({"people": people, "token": item.token, "by": by, "csrf": get_token(request)})


def note_sent(request):
    """A form was saved by its button: the next page tells the browser, whose own copy is then done with."""
    if form_id := request.POST.get("form_id", "")[:40]:
        request.session[SENT] = [*request.session.get(SENT, []), form_id][-20:]


def take_sent(request):
    return request.session.pop(SENT, []) if SENT in request.session else []


def _form(model_admin, request, item):
    return model_admin.get_form(request, item, change=bool(item.pk))(request.POST, request.FILES, instance=item)


def _made_before(model_admin, request):
    """What this very form made already, where the answer was lost on the way and nobody else has written since."""
    pk = request.session.get(MADE, {}).get(_form_key(model_admin, request))
    item = model_admin.model._base_manager.select_related("head").filter(pk=pk).first() if pk else None
    return item if item and item.head_id and item.head.changed_by_id == request.user.pk else None


def _remember(model_admin, request, item):
    made = request.session.get(MADE, {}) | {_form_key(model_admin, request): item.pk}
    request.session[MADE] = dict(list(made.items())[-20:])


def _form_key(model_admin, request):
    return f"{model_admin.opts.label_lower}-{request.POST.get('form_id', '')[:40]}"


def _saved(model_admin, item, head, form):
    return JsonResponse(
        {
            "token": head.token,
            "saved_at": f"{timezone.localtime():%H:%M:%S}",
            "content": head.content,
            "merged": form.was_merged,
            "mine": form.typed if form.was_merged else None,
            "errors": {name: " ".join(found) for name, found in form.errors.items()},
            "address": model_admin.address("change", item.pk),
            "autosave": model_admin.address("autosave", item.pk),
            "presence": model_admin.address("presence", item.pk),
            "checks": model_admin.checks_address(item),
        }
    )


VIEWS = {
    "autosave": ("<int:pk>/tu-luu/", autosave),
    "autosave_new": ("tu-luu/", autosave_new),
    "presence": ("<int:pk>/co-mat/", presence),
}
