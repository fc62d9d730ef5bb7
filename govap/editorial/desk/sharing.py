"""Share links of an item: making, showing and revoking them; and the remarks that colleagues add."""

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from govap.editorial import qr, sharing
from govap.editorial.models import Revision, ShareLink
from govap.editorial.models.sharing import DAYS
from govap.editorial.refusal import Refused
from govap.editorial.remarks import RemarkForm, remarks_on
from govap.editorial.rules import can

from .asking import item_for, post_only

SHOWN = 20


def share(model_admin, request, pk):
    """The item's links; a POST makes another, to the text that was on screen."""
    item = item_for(model_admin, request, pk, "share")
    if request.method != "POST":
        return _page(model_admin, request, item)
    try:
        sharing.share(item, request.user, seen=request.POST.get("seen") or None)
    except Refused as refused:
        return _page(model_admin, request, item, why=refused.why)
    messages.success(request, "Đã tạo liên kết. Xin gửi cho người cần xem.")
    return HttpResponseRedirect(model_admin.address("share", pk))


@post_only
def unshare(model_admin, request, pk, link):
    item = item_for(model_admin, request, pk, "share")
    found = links_to(item).filter(pk=link).first()
    if found is None:
        raise Http404
    try:
        sharing.revoke(item, request.user, found)
    except Refused as refused:
        messages.error(request, refused.why)
    else:
        messages.success(request, "Đã thu hồi liên kết: người có liên kết không mở được nữa.")
    return HttpResponseRedirect(model_admin.address("share", pk))


@post_only
def remark(model_admin, request, pk):
    """A colleague's remark. The form's script takes the panel alone, so that what is typed in the form stays."""
    item = item_for(model_admin, request, pk, "remark")
    form = RemarkForm(request.POST)
    try:
        if form.is_valid():
            sharing.remark(item, request.user, form.cleaned_data["words"])
            form = RemarkForm()
    except Refused as refused:
        form.add_error(None, refused.why)
    context = {**remarking(model_admin, request, item), "remark_form": form}
    if "part" in request.POST:
        return render(request, "admin/editorial/_remarks.html", context)
    if form.errors:
        shown = model_admin.admin_site.each_context(request) | context | {"item": item, "title": f"Góp ý: {item}"}
        back = model_admin.address("change", pk)
        return render(request, "admin/editorial/remark.html", shown | {"back": back})
    return HttpResponseRedirect(f"{model_admin.address('change', pk)}#gop-y")


def remarking(model_admin, request, item):
    return {
        "remarks": remarks_on(item),
        "remark_form": RemarkForm(),
        "remark_url": model_admin.address("remark", item.pk),
        "remark_no": can(request.user, "remark", item).why,
    }


def links_to(item):
    """An item's links, newest first, with how many remarks came through each."""
    links = ShareLink.objects.filter(revision__in=Revision.objects.of(item)).order_by("-pk")
    counted = links.annotate(remark_count=Count("remarks"))
    return counted.select_related("revision", "created_by").defer("revision__content")


def _page(model_admin, request, item, why=""):
    links = [_shown(model_admin, request, item, link) for link in links_to(item)[:SHOWN]]
    newest = next((link for link in links if link.is_valid()), None)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": f"Chia sẻ bản xem trước: {item}",
        "opts": model_admin.opts,
        "item": item,
        "head": item.head,
        "days": DAYS,
        "links": links,
        "newest": newest,
        "code": newest and qr.drawn(newest.url),
        "why": why,
        "back": model_admin.address("change", item.pk),
    }
    return render(request, "admin/editorial/share.html", context, status=409 if why else 200)


def _shown(model_admin, request, item, link):
    link.url = request.build_absolute_uri(reverse("shared", args=[link.token]))
    link.revoke_url = model_admin.address("unshare", item.pk, link.pk)
    return link


VIEWS = {
    "share": ("<int:pk>/chia-se/", share),
    "unshare": ("<int:pk>/chia-se/<int:link>/thu-hoi/", unshare),
    "remark": ("<int:pk>/gop-y/", remark),
}
