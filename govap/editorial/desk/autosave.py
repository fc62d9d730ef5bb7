"""What the form's script sends while somebody writes: the text once typing stops, and that the form is open."""

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


@post_only
@transaction.atomic
def autosave(model_admin, request, pk):
    """Write the form into the draft: {"token", "saved_at", "content", "errors", "merged"}, or 409 with "why"."""
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
    if not can(request.user, "create"):
        return JsonResponse({"why": can(request.user, "create").why}, status=403)
    form = _form(model_admin, request, model_admin.model())
    form.full_clean()
    item = drafting.create(model_admin.model, request.user, form.content)
    return _saved(model_admin, item, item.head, form)


@post_only
def presence(model_admin, request, pk):
    """This tab is open: who else is here, and whether the text moved on."""
    item = item_for(model_admin, request, pk, "view")
    Presence.beat(item, request.user, request.POST.get("tab", ""))
    others = Presence.objects.at(item).now().exclude(user=request.user, tab=request.POST.get("tab", ""))
    people = [
        {"name": one.user.get_full_name(), "is_me": one.user_id == request.user.pk}
        for one in others.select_related("user")[:20]
    ]
    return JsonResponse({"people": people, "token": item.token, "csrf": get_token(request)})


def _form(model_admin, request, item):
    return model_admin.get_form(request, item, change=bool(item.pk))(request.POST, request.FILES, instance=item)


def _saved(model_admin, item, head, form):
    return JsonResponse(
        {
            "token": head.token,
            "saved_at": f"{timezone.localtime():%H:%M:%S}",
            "content": head.content,
            "merged": form.was_merged,
            "errors": {name: " ".join(found) for name, found in form.errors.items()},
            "address": model_admin.address("change", item.pk),
            "autosave": model_admin.address("autosave", item.pk),
            "presence": model_admin.address("presence", item.pk),
        }
    )


VIEWS = {
    "autosave": ("<int:pk>/tu-luu/", autosave),
    "autosave_new": ("tu-luu/", autosave_new),
    "presence": ("<int:pk>/co-mat/", presence),
}
