"""What the panel "Kiểm tra khi viết" shows: the newest text of an item as a second reader would mark it."""

from django.apps import apps
from django.contrib import admin
from django.contrib.admin.exceptions import NotRegistered
from django.contrib.admin.views.decorators import staff_member_required
from django.http import Http404, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from govap import checks
from govap.checks import Finding, Place
from govap.editorial import content as contents
from govap.editorial.admin import PublishableAdmin
from govap.editorial.desk.asking import item_for
from govap.editorial.holdings import may_describe
from govap.editorial.pictures import albums_of, chosen_by, shown_images
from govap.portal.models import Identity
from govap.targets import CLOSED, dead_links, dead_nodes, own_hosts

MOST_SIGNS = 200_000  # of a field: the longest articles have a quarter of it
MOST_LINKS = 200
CANNOT = {
    CLOSED: ("Liên kết dẫn vào trang chỉ nhân viên mở được.", "Xin dùng địa chỉ mà bạn đọc thấy trên trang."),
}
NOT_THERE = (
    "Bạn đọc không mở được trang này: không có, chưa đăng hoặc đã rút.",
    "Xin sửa địa chỉ, hoặc đăng trang ấy trước.",
)
GONE = {
    "data-document": "Tài liệu này không còn trong thư viện.",
    "data-video": "Video này không có hoặc chưa đăng: bạn đọc không thấy.",
    "data-album": "Album này không còn trong thư viện.",
}
DESCRIBE = "Trả lời “Ảnh này cho thấy gì?”, hoặc chọn “Ảnh chỉ để trang trí”."


@require_safe
@staff_member_required
def check(request, app, model, pk):
    """{"findings": [{kind, label, what, remedy, …}], "is_cut"}: of the newest revision, for who may see it."""
    model_admin = _admin_of(app, model)
    item = item_for(model_admin, request, pk, "view")
    content = contents.of(item)
    page = page_of(item, content)
    found = [*checks.check(page, _school()), *_dead(request, page), *_undescribed(request, item, content, page)]
    order = list(checks.KINDS)
    found.sort(key=lambda one: (order.index(one.kind), one.place.text if one.place else -1))
    is_cut = any(len(content.get(name) or "") > MOST_SIGNS for name in contents.prose(item))
    return JsonResponse({"findings": [_told(page, one) for one in found[: checks.MOST]], "is_cut": is_cut})


def page_of(item, content):
    """The texts of an item as checks.Page: its title, and every field that is written in sentences."""
    page = checks.Page()
    for name in contents.prose(item):
        words = (content.get(name) or "")[:MOST_SIGNS]
        if name in item.HTML_FIELDS:
            page.add_html(name, words)
        else:
            page.add_plain(name, words)
    return page


def _admin_of(app, model):
    try:
        found = admin.site.get_model_admin(apps.get_model(app, model))
    except (LookupError, NotRegistered) as error:
        raise Http404 from error
    if not isinstance(found, PublishableAdmin):
        raise Http404
    return found


def _school():
    """How this house places the marks of tones; "" where it does not mind."""
    known = Identity.objects.values_list("tone_marks", flat=True).first()
    return Identity._meta.get_field("tone_marks").default if known is None else known


def _dead(request, page):
    links = page.links[:MOST_LINKS]
    dead = dead_links({link.href for link in links if link.href and not link.document}, own_hosts(request))
    for link in links:
        if why := dead.get(link.href):
            what, remedy = CANNOT.get(why, NOT_THERE)
            yield Finding("link", what, remedy, Place(link.text, link.start, link.end))
    places = {("data-document", link.document): Place(link.text, link.start, link.end) for link in links}
    for node in sorted(dead_nodes(dict.fromkeys(page.nodes[:MOST_LINKS]))):
        yield Finding("picture", GONE[node[0]], "Xin bỏ hoặc chọn lại.", places.get(node), node=node)


def _undescribed(request, item, content, page):
    chosen = chosen_by(item, content)
    bare = list(dict.fromkeys(one.src for one in page.pictures if not one.alt))[:MOST_LINKS]
    images = shown_images(chosen, bare, albums_of(page)[:MOST_LINKS])
    known = {image.url: image for image in images}
    for src in bare:
        if src not in known:
            yield Finding("picture", "Ảnh chưa có mô tả cho người khiếm thị.", DESCRIBE, node=("src", src))
    fields = {pk: name for name, pk in chosen.items()}
    for image in images:
        if not image.is_described:
            what = f"Ảnh “{checks.shown(str(image), 60)}” chưa có mô tả cho người khiếm thị."
            node = ("src", image.url) if image.url in bare else None
            yield Finding(
                "picture", what, DESCRIBE, node=node, address=_library(request, image), field=fields.get(image.pk, "")
            )


def _library(request, image):
    may = may_describe(request.user, image)
    return reverse("admin:library_image_change", args=[image.pk]) if may else ""


def _told(page, finding):
    """One finding as the panel's script reads it. `nth`: how often the quoted words stand in the field before."""
    told = {
        "kind": finding.kind, "label": checks.KINDS[finding.kind], "what": finding.what, "remedy": finding.remedy,
        "fix": finding.fix, "sure": finding.is_sure, "count": finding.count, "node": finding.node,
        "address": finding.address, "field": finding.field or "body", "shown": "", "quote": "", "nth": 0,
    }  # fmt: skip
    if finding.place:
        text = page.texts[finding.place.text]
        words = text.words[finding.place.start : finding.place.end]
        quote = words[: checks.SELECTED]
        before = [one.words for one in page.texts[: finding.place.text] if one.field == text.field]
        nth = sum(words.count(quote) for words in before) + text.words.count(quote, 0, finding.place.start)
        told |= {"field": text.field, "shown": checks.shown(words), "quote": quote, "nth": nth}
    return told
